// Calls every kernel at shapes around its block sizes, with buffers of exactly the size it was promised:
// valgrind names any read or write beyond them, and any use of a value that nobody wrote.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "CKernels.h"

static float *floats(ptrdiff_t count) {
  // One apart for none, so that a read of the first is a fault.
  float *values = malloc(count * sizeof(float));
  for (ptrdiff_t i = 0; i < count; i++) values[i] = (float)((i * 37 + 11) % 19 - 9) / 16;
  return values;
}

// Allocated and unwritten: a kernel that reads its output is found.
static float *unwritten(ptrdiff_t count) { return malloc(count * sizeof(float)); }

static int32_t *numbers(ptrdiff_t count, int32_t below) {
  int32_t *values = malloc(count * sizeof(int32_t));
  for (ptrdiff_t i = 0; i < count; i++) values[i] = (int32_t)((i * 7 + 3) % below);
  return values;
}

// A result that decides nothing but whether it was written.
static double total = 0;
// How many shapes the build at hand was called with.
static int shapes;
static void used(const float *values, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++)
    if (values[i] > 0) total += values[i];
}

static void products(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k) {
  shapes++;
  ptrdiff_t panelCount = (n + 15) / 16 * 16 * k;
  float *a = floats(m * k), *b = floats(k * n), *c = floats(m * n), *panels = unwritten(panelCount);
  ck_pack(b, n, 0, k, n, panels);
  ck_product(m, n, k, a, k, 1, panels, NULL, 0, c, n);
  used(c, m * n);
  ck_product(m, n, k, a, k, 1, panels, c, n, c, n);
  ck_pack(b, k, 1, k, n, panels);
  ck_product(m, n, k, a, 1, m, panels, NULL, 0, c, n);
  used(c, m * n);
  float *scratch = unwritten((m + 6) * 8 + (m + n + 22) * CK_GRADIENT_BLOCK);
  ck_gradient_product(m, n, k, a, m, b, n, c, n, scratch);
  used(c, m * n);
  free(a), free(b), free(c), free(panels), free(scratch);
}

static void attention(ptrdiff_t rows, ptrdiff_t prefix, ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd) {
  shapes++;
  ptrdiff_t stride = (heads + 2 * kvHeads) * hd, wide = heads * hd;
  float *qkv = floats(rows * stride), *past = floats(prefix * stride), *out = unwritten(rows * wide);
  float *logSumExp = unwritten(heads * rows), *dOut = floats(rows * wide);
  float *d = floats(rows * stride), *dPast = floats(prefix * stride);
  float *scratch = unwritten(ck_attention_scratch(prefix + rows, hd));
  const float *k = qkv + wide, *v = k + kvHeads * hd;
  const float *pastK = prefix ? past + wide : NULL, *pastV = prefix ? pastK + kvHeads * hd : NULL;
  float *dPastK = prefix ? dPast + wide : NULL, *dPastV = prefix ? dPastK + kvHeads * hd : NULL;
  ck_attention(qkv, k, v, pastK, pastV, prefix, stride, rows, heads, kvHeads, hd, out, wide, logSumExp,
               scratch);
  used(out, rows * wide);
  ck_attention_backward(qkv, k, v, pastK, pastV, prefix, stride, rows, heads, kvHeads, hd, out, dOut, wide,
                        logSumExp, d, d + wide, d + wide + kvHeads * hd, dPastK, dPastV, scratch);
  used(d, rows * stride);
  free(qkv), free(past), free(out), free(logSumExp), free(dOut), free(d), free(dPast), free(scratch);
}

static void cache(ptrdiff_t first, ptrdiff_t rows, ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd) {
  shapes++;
  ptrdiff_t capacity = (first + rows + 7) / 8 * 8, count = kvHeads * capacity * hd;
  float *q = floats(rows * heads * hd), *k = floats(kvHeads * hd), *v = floats(kvHeads * hd);
  float *out = unwritten(rows * heads * hd), *scratch = unwritten(4 * (first + rows + 8));
  // As the decoder has them: zeros before the first key.
  CKHalf *halfKeys = calloc(count, sizeof(CKHalf)), *halfValues = calloc(count, sizeof(CKHalf));
  float *keys = calloc(count, sizeof(float)), *values = calloc(count, sizeof(float));
  for (ptrdiff_t position = 0; position < first + rows; position++) {
    ck_append_cache_half(k, v, kvHeads, hd, halfKeys, halfValues, capacity, position);
    ck_append_cache_single(k, v, kvHeads, hd, keys, values, capacity, position);
  }
  ck_attend_cache_half(q, heads * hd, rows, heads, kvHeads, hd, halfKeys, halfValues, capacity, first, out,
                       heads * hd, scratch);
  used(out, rows * heads * hd);
  ck_attend_cache_single(q, heads * hd, rows, heads, kvHeads, hd, keys, values, capacity, first, out,
                         heads * hd, scratch);
  used(out, rows * heads * hd);
  free(q), free(k), free(v), free(out), free(scratch);
  free(halfKeys), free(halfValues), free(keys), free(values);
}

static void rowwise(ptrdiff_t rows, ptrdiff_t d) {
  shapes++;
  float *x = floats(rows * d), *gain = floats(d), *y = unwritten(rows * d), *inverse = unwritten(rows);
  float *dy = floats(rows * d), *dx = floats(rows * d), *dGain = floats(d);
  ck_rms_norm(x, d, gain, y, d, inverse, rows, d, 1e-5f);
  used(y, rows * d);
  ck_rms_norm_backward(x, d, gain, inverse, dy, d, dx, d, dGain, rows, d, 0);
  ck_rms_norm_backward(x, d, gain, inverse, dy, d, dx, d, dGain, rows, d, 1);
  used(dx, rows * d);
  float *gateUp = floats(rows * 2 * d), *dGateUp = unwritten(rows * 2 * d);
  ck_swiglu(gateUp, y, rows, d);
  ck_swiglu_backward(gateUp, dy, dGateUp, rows, d);
  used(dGateUp, rows * 2 * d);
  int32_t *positions = numbers(rows, 5), *index = numbers(rows, 3);
  float *cosines = floats(5 * d / 2), *sines = floats(5 * d / 2);
  ck_rope(x, d, 1, d, cosines, sines, positions, rows, 1);
  ck_rope(x, d, 1, d, cosines, sines, positions, rows, -1);
  float *table = floats(3 * d);
  ck_gather_rows(table, index, y, rows, d);
  ck_scatter_add_rows(x, index, table, rows, d);
  used(y, rows * d), used(table, 3 * d);
  for (ptrdiff_t width = 1; width <= CK_LONGEST_CONVOLUTION; width += 3)
    for (ptrdiff_t past = 0; past < 3; past++) {
      float *before = floats(past * d), *dBefore = floats(past * d), *w = floats(width * d);
      float *dw = floats(width * d);
      ck_convolution(x, before, past, w, y, rows, d, width);
      ck_convolution_backward(x, before, past, w, dy, dx, dBefore, dw, rows, d, width);
      used(y, rows * d), used(dx, rows * d), used(dw, width * d);
      free(before), free(dBefore), free(w), free(dw);
    }
  free(x), free(gain), free(y), free(inverse), free(dy), free(dx), free(dGain), free(gateUp);
  free(dGateUp), free(positions), free(index), free(cosines), free(sines), free(table);
}

static void flat(ptrdiff_t n) {
  shapes++;
  float *p = floats(n), *g = floats(n), *m = floats(n), *v = floats(n);
  for (ptrdiff_t i = 0; i < n; i++) v[i] = fabsf(v[i]);
  ck_adamw(p, g, m, v, n, 1, 1e-3f, 0.9f, 0.95f, 1e-8f, 0.01f, 0.1f, 0.05f);
  ck_add_scaled(p, g, 0.5f, n);
  total += ck_sum_of_squares(p, n);
  for (ptrdiff_t rows = 1; rows < 4 && n > 0; rows++) {
    float *logits = floats(rows * n), *logProbability = unwritten(rows), *entropy = unwritten(rows);
    int32_t *targets = numbers(rows, (int32_t)n);
    ck_softmax_pick(logits, rows, n, targets, 1.5f, logProbability, entropy);
    used(logProbability, rows), used(entropy, rows);
    ck_softmax_pick_backward(logits, rows, n, targets, 1.5f, logProbability);
    used(logits, rows * n);
    free(logits), free(logProbability), free(entropy), free(targets);
  }
  free(p), free(g), free(m), free(v);
}

int main(void) {
  const ptrdiff_t edges[] = {1, 2, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33};
  const int count = sizeof edges / sizeof *edges;
  for (int portable = 0; portable < 2; portable++) {
    ck_force_portable(portable);
    shapes = 0;
    for (int i = 0; i < count; i++)
      for (int j = 0; j < count; j++)
        for (int l = 0; l < count; l += 2) products(edges[i], edges[j], edges[l]);
    products(7, 17, CK_GRADIENT_BLOCK - 1), products(7, 17, CK_GRADIENT_BLOCK + 1);
    for (int i = 0; i < count; i++)
      for (ptrdiff_t hd = 8; hd <= 40; hd += 16)
        for (ptrdiff_t prefix = 0; prefix < 20; prefix += 9) {
          attention(edges[i], prefix, 4, 2, hd);
          cache(prefix, edges[i], 4, 2, hd);
        }
    attention(CK_ATTENTION_BLOCK - 1, 3, 3, 1, 16), attention(CK_ATTENTION_BLOCK + 1, 3, 3, 1, 16);
    for (int i = 0; i < count; i++)
      for (ptrdiff_t d = 8; d <= 40; d += 8) rowwise(edges[i], d);
    for (ptrdiff_t n = 0; n < 40; n++) flat(n);
    printf("%s: %d calls at edges\n", ck_variant(), shapes);
  }
  return isfinite(total) ? 0 : 1;
}
