// Picks, at run time, between the two builds of body.h, and holds the door to the BLAS.
#include "CKernels.h"

#include <pthread.h>

// The few BLAS entry points used, declared here because the vendor's header is not at the same path
// everywhere.
enum { RowMajor = 101, NoTranspose = 111, Transpose = 112 };
void cblas_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha,
                 const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
void bli_thread_set_num_threads(int64_t count);

static _Thread_local int forcedPortable = 0;
void ck_force_portable(int portable) { forcedPortable = portable; }

int ck_uses_avx2(void) {
#if defined(__x86_64__)
  return !forcedPortable && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return 0;
#endif
}

// Workers are the callers' threads, one a core: a BLAS that started its own would fight them.
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void use_one_thread(void) { bli_thread_set_num_threads(1); }

void ck_gemm(int transposeA, int transposeB, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, float alpha,
             const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, int accumulate, float *c,
             ptrdiff_t ldc) {
  pthread_once(&once, use_one_thread);
  cblas_sgemm(RowMajor, transposeA ? Transpose : NoTranspose, transposeB ? Transpose : NoTranspose,
              (int)m, (int)n, (int)k, alpha, a, (int)lda, b, (int)ldb, accumulate ? 1.0f : 0.0f, c,
              (int)ldc);
}

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
