// The kernels for any processor: the compiler lowers the vectors to what the base target has.
#define CK(name) ck_##name##_portable
#include "body.h"
