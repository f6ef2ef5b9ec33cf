// Picks, at run time, between the two builds of body.h.
#include "CKernels.h"

static _Thread_local int forcedPortable = 0;
void ck_force_portable(int portable) { forcedPortable = portable; }

int ck_uses_avx2(void) {
#if defined(__x86_64__)
  return !forcedPortable && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("f16c");
#else
  return 0;
#endif
}

const char *ck_variant(void) { return ck_uses_avx2() ? "avx2" : "portable"; }

const char *ck_compiler(void) { return __VERSION__; }

#if defined(__x86_64__)
#define CK_DISPATCH(name, parameters, arguments)                                                   \
  void ck_##name##_avx2 parameters;                                                                \
  void ck_##name##_portable parameters;                                                            \
  void ck_##name parameters {                                                                      \
    if (ck_uses_avx2()) ck_##name##_avx2 arguments;                                                \
    else ck_##name##_portable arguments;                                                           \
  }
#else
#define CK_DISPATCH(name, parameters, arguments)                                                   \
  void ck_##name##_portable parameters;                                                            \
  void ck_##name parameters { ck_##name##_portable arguments; }
#endif
CK_KERNELS(CK_DISPATCH)

// Four double accumulators in a fixed order: the same sum on every machine.
double ck_sum_of_squares(const float *x, ptrdiff_t n) {
  double s[4] = {0, 0, 0, 0};
  ptrdiff_t i = 0;
  for (; i + 4 <= n; i += 4)
    for (int j = 0; j < 4; j++) s[j] += (double)x[i + j] * x[i + j];
  for (; i < n; i++) s[0] += (double)x[i] * x[i];
  return (s[0] + s[1]) + (s[2] + s[3]);
}

ptrdiff_t ck_attention_scratch(ptrdiff_t keys, ptrdiff_t hd) {
  ptrdiff_t wide = (hd + 15) / 16 * 16;
  ptrdiff_t panels = (keys + 15) / 16 * 16 * wide;
  ptrdiff_t width = (keys + 31) / 32 * 32 + 16;
  return 5 * panels + 2 * CK_ATTENTION_BLOCK * (wide + width);
}
