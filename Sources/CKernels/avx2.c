// The same kernels with AVX2 and FMA, asked for function by function so that no compiler flag is
// needed and the rest of the program stays runnable on older processors.
#if defined(__x86_64__)
#include <math.h>
#include <string.h>
#include "CKernels.h"
#pragma clang attribute push(__attribute__((target("avx2,fma,f16c"))), apply_to = function)
#define CK_NAMED(name) ck_##name##_avx2
#define CK(name) CK_NAMED(name)
#include "body.h"
#pragma clang attribute pop
#endif
