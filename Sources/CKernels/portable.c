// The kernels for any processor: the compiler lowers the vectors to what the base target has.
#define CK_NAMED(name) ck_##name##_portable
#define CK(name) CK_NAMED(name)
#include "body.h"
