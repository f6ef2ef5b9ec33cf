// Single-threaded float32 kernels. Every matrix is row-major; strides count floats.
//
// Each function runs the AVX2 + FMA build of its source where the processor has it and the portable
// build elsewhere. Callers keep their own threads: nothing here starts one.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

// Rows of queries that attention handles at once, and rows of one block of a weight gradient: both
// size scratch.
#define CK_ATTENTION_BLOCK 48
#define CK_GRADIENT_BLOCK 248

// The longest convolution.
#define CK_LONGEST_CONVOLUTION 16

// The bits of a half-precision float.
typedef uint16_t CKHalf;

// Makes the calling thread use the portable build (1) or the best one (0).
void ck_force_portable(int portable);
int ck_uses_avx2(void);

// The build the calling thread runs: "avx2" or "portable".
const char *ck_variant(void);

// The name and version of the compiler that built the kernels, with its commit where it tells.
const char *ck_compiler(void);

// Asks the system to back memory with large pages.
void ck_prefer_large_pages(void *start, size_t bytes);

// Floats of scratch that attention over `keys` keys needs, forward or backward.
ptrdiff_t ck_attention_scratch(ptrdiff_t keys, ptrdiff_t hd);

#define CK_KERNELS(X)                                                                              \
  /* y = x / rms(x) * gain per row; keeps 1 / rms. d is a multiple of 8. */                        \
  X(rms_norm,                                                                                      \
    (const float *x, ptrdiff_t xStride, const float *gain, float *y, ptrdiff_t yStride,            \
     float *inverse, ptrdiff_t rows, ptrdiff_t d, float epsilon),                                  \
    (x, xStride, gain, y, yStride, inverse, rows, d, epsilon))                                     \
  X(rms_norm_backward,                                                                             \
    (const float *x, ptrdiff_t xStride, const float *gain, const float *inverse, const float *dy,  \
     ptrdiff_t dyStride, float *dx, ptrdiff_t dxStride, float *dGain, ptrdiff_t rows, ptrdiff_t d, \
     int accumulate),                                                                              \
    (x, xStride, gain, inverse, dy, dyStride, dx, dxStride, dGain, rows, d, accumulate))           \
  /* Half-rotation in place; sign -1 is the inverse (and the backward). Tables: [position][hd/2] */\
  X(rope,                                                                                          \
    (float *x, ptrdiff_t stride, ptrdiff_t heads, ptrdiff_t hd, const float *cosines,              \
     const float *sines, const int32_t *positions, ptrdiff_t rows, float sign),                    \
    (x, stride, heads, hd, cosines, sines, positions, rows, sign))                                 \
  /* gateUp rows are [gate (f) | up (f)]; out = silu(gate) * up */                                 \
  X(swiglu, (const float *gateUp, float *out, ptrdiff_t rows, ptrdiff_t f), (gateUp, out, rows, f))\
  X(swiglu_backward,                                                                               \
    (const float *gateUp, const float *dOut, float *dGateUp, ptrdiff_t rows, ptrdiff_t f),         \
    (gateUp, dOut, dGateUp, rows, f))                                                              \
  /* Packs op(B) (k x n, turned when B lies as n x k) into panels [n / 16][k][16]. */              \
  X(pack,                                                                                          \
    (const float *b, ptrdiff_t ldb, ptrdiff_t turned, ptrdiff_t k, ptrdiff_t n, float *panels),    \
    (b, ldb, turned, k, n, panels))                                                                \
  /* C = addend + A B; B packed, A[i][p] at i * rowStride + p * innerStride; addend may be C or 0. */\
  X(product,                                                                                       \
    (ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t rowStride,                   \
     ptrdiff_t innerStride, const float *panels, const float *addend, ptrdiff_t ldAddend, float *c,\
     ptrdiff_t ldc),                                                                               \
    (m, n, k, a, rowStride, innerStride, panels, addend, ldAddend, c, ldc))                        \
  /* C (m x n) += A' B for A (k x m), B (k x n). scratch: (m + 6) * 8 + (m + n + 22) * BLOCK. */   \
  X(gradient_product,                                                                              \
    (ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t lda, const float *b,         \
     ptrdiff_t ldb, float *c, ptrdiff_t ldc, float *scratch),                                      \
    (m, n, k, a, lda, b, ldb, c, ldc, scratch))                                                    \
  /* Causal attention of `rows` queries over `prefix` keys elsewhere and `rows` of their own; all */\
  /* of q, k, v lie `stride` apart. logSumExp: [heads][rows]. */                                   \
  X(attention,                                                                                     \
    (const float *q, const float *k, const float *v, const float *prefixK, const float *prefixV,   \
     ptrdiff_t prefix, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t heads, ptrdiff_t kvHeads,       \
     ptrdiff_t hd, float *out, ptrdiff_t outStride, float *logSumExp, float *scratch),             \
    (q, k, v, prefixK, prefixV, prefix, stride, rows, heads, kvHeads, hd, out, outStride, logSumExp,\
     scratch))                                                                                     \
  /* Overwrites dq, adds to dk, dv and those of the prefix. */                                     \
  X(attention_backward,                                                                            \
    (const float *q, const float *k, const float *v, const float *prefixK, const float *prefixV,   \
     ptrdiff_t prefix, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t heads, ptrdiff_t kvHeads,       \
     ptrdiff_t hd, const float *out, const float *dOut, ptrdiff_t outStride,                       \
     const float *logSumExp, float *dq, float *dk, float *dv, float *dPrefixK, float *dPrefixV,    \
     float *scratch),                                                                              \
    (q, k, v, prefixK, prefixV, prefix, stride, rows, heads, kvHeads, hd, out, dOut, outStride,    \
     logSumExp, dq, dk, dv, dPrefixK, dPrefixV, scratch))                                          \
  /* `rows` consecutive queries of one sequence, the first of which sees first + 1 keys of a cache. */\
  /* keys: [kvHeads][capacity / 8][hd][8], values: [kvHeads][capacity][hd]; capacity a multiple  */\
  /* of 8. scratch: 4 * (first + rows + 8) floats. */                                              \
  X(attend_cache_half,                                                                             \
    (const float *q, ptrdiff_t qStride, ptrdiff_t rows, ptrdiff_t heads, ptrdiff_t kvHeads,        \
     ptrdiff_t hd, const CKHalf *keys, const CKHalf *values, ptrdiff_t capacity, ptrdiff_t first,  \
     float *out, ptrdiff_t outStride, float *scratch),                                             \
    (q, qStride, rows, heads, kvHeads, hd, keys, values, capacity, first, out, outStride, scratch))\
  X(append_cache_half,                                                                             \
    (const float *k, const float *v, ptrdiff_t kvHeads, ptrdiff_t hd, CKHalf *keys, CKHalf *values,\
     ptrdiff_t capacity, ptrdiff_t position),                                                      \
    (k, v, kvHeads, hd, keys, values, capacity, position))                                         \
  X(attend_cache_single,                                                                           \
    (const float *q, ptrdiff_t qStride, ptrdiff_t rows, ptrdiff_t heads, ptrdiff_t kvHeads,        \
     ptrdiff_t hd, const float *keys, const float *values, ptrdiff_t capacity, ptrdiff_t first,    \
     float *out, ptrdiff_t outStride, float *scratch),                                             \
    (q, qStride, rows, heads, kvHeads, hd, keys, values, capacity, first, out, outStride, scratch))\
  X(append_cache_single,                                                                           \
    (const float *k, const float *v, ptrdiff_t kvHeads, ptrdiff_t hd, float *keys, float *values,  \
     ptrdiff_t capacity, ptrdiff_t position),                                                      \
    (k, v, kvHeads, hd, keys, values, capacity, position))                                         \
  X(gather_rows, (const float *table, const int32_t *index, float *out, ptrdiff_t rows, ptrdiff_t d),\
    (table, index, out, rows, d))                                                                  \
  /* table[index[i]] += x[i] */                                                                    \
  X(scatter_add_rows,                                                                              \
    (const float *x, const int32_t *index, float *table, ptrdiff_t rows, ptrdiff_t d),             \
    (x, index, table, rows, d))                                                                    \
  /* Turns each row of logits into softmax(logits * inverseTemperature) in place. */               \
  X(softmax_pick,                                                                                  \
    (float *logits, ptrdiff_t rows, ptrdiff_t n, const int32_t *targets, float inverseTemperature, \
     float *logProbability, float *entropy),                                                       \
    (logits, rows, n, targets, inverseTemperature, logProbability, entropy))                       \
  /* Turns probabilities into gradients of the logits in place. */                                 \
  X(softmax_pick_backward,                                                                         \
    (float *probabilities, ptrdiff_t rows, ptrdiff_t n, const int32_t *targets,                    \
     float inverseTemperature, const float *dLogProbability),                                      \
    (probabilities, rows, n, targets, inverseTemperature, dLogProbability))                        \
  /* One sequence after `pastRows` rows that stand elsewhere: y[t] = x[t] + sum_j w[j] * x[t - j], */\
  /* w: [width][d] */                                                                              \
  X(convolution,                                                                                   \
    (const float *x, const float *past, ptrdiff_t pastRows, const float *w, float *y, ptrdiff_t t, \
     ptrdiff_t d, ptrdiff_t width),                                                                \
    (x, past, pastRows, w, y, t, d, width))                                                        \
  /* Overwrites dx, adds to dPast and dw. */                                                       \
  X(convolution_backward,                                                                          \
    (const float *x, const float *past, ptrdiff_t pastRows, const float *w, const float *dy,       \
     float *dx, float *dPast, float *dw, ptrdiff_t t, ptrdiff_t d, ptrdiff_t width),               \
    (x, past, pastRows, w, dy, dx, dPast, dw, t, d, width))                                        \
  /* x += alpha * y */                                                                             \
  X(add_scaled, (float *x, const float *y, float alpha, ptrdiff_t n), (x, y, alpha, n))            \
  X(adamw,                                                                                         \
    (float *p, const float *g, float *m, float *v, ptrdiff_t n, float gradientScale,               \
     float learningRate, float beta1, float beta2, float epsilon, float decay, float correction1,  \
     float correction2),                                                                           \
    (p, g, m, v, n, gradientScale, learningRate, beta1, beta2, epsilon, decay, correction1,        \
     correction2))

#define CK_DECLARE(name, parameters, arguments) void ck_##name parameters;
CK_KERNELS(CK_DECLARE)
#undef CK_DECLARE

double ck_sum_of_squares(const float *x, ptrdiff_t n);

#endif
