// The kernels, written once with the compiler's vector types; portable.c and avx2.c each compile
// this text for their own target.
#include <math.h>
#include <string.h>

#include "CKernels.h"

// Products and sums fuse wherever the target can, also across statements and inlined functions. Said
// here and not by a compiler flag: a package with such flags cannot be depended on.
#pragma clang fp contract(fast)
// Vectors wider than the base target's registers are passed between static functions only, where
// no other compiler has to agree on how.
#pragma clang diagnostic ignored "-Wpsabi"

#include "vector.h"
//
#include "product.h"
//
#include "attention.h"

// Queries that attention over a cache takes together.
enum { QueryGroup = 4 };

#define CELL CKHalf
#define CELLS(name) name##_half
#include "cache.h"
#undef CELL
#undef CELLS

#define CELL float
#define CELLS(name) name##_single
#include "cache.h"

// ---- Normalisation, positions, gates ----

void CK(rms_norm)(const float *x, ptrdiff_t xStride, const float *gain, float *y, ptrdiff_t yStride,
                  float *inverse, ptrdiff_t rows, ptrdiff_t d, float epsilon) {
  for (ptrdiff_t r = 0; r < rows; r++, x += xStride, y += yStride) {
    v8 sum = splat(0);
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 a = load(x + i);
      sum += a * a;
    }
    float scale = 1.0f / sqrtf(sum_lanes(sum) / (float)d + epsilon);
    inverse[r] = scale;
    for (ptrdiff_t i = 0; i < d; i += 8) store(y + i, load(x + i) * splat(scale) * load(gain + i));
  }
}

void CK(rms_norm_backward)(const float *x, ptrdiff_t xStride, const float *gain,
                           const float *inverse, const float *dy, ptrdiff_t dyStride, float *dx,
                           ptrdiff_t dxStride, float *dGain, ptrdiff_t rows, ptrdiff_t d,
                           int accumulate) {
  for (ptrdiff_t r = 0; r < rows; r++, x += xStride, dy += dyStride, dx += dxStride) {
    float scale = inverse[r];
    v8 dot = splat(0);
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 product = load(dy + i) * load(x + i);
      dot += product * load(gain + i);
      store(dGain + i, load(dGain + i) + product * splat(scale));
    }
    v8 along = splat(sum_lanes(dot) * scale * scale * scale / (float)d);
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 g = load(dy + i) * load(gain + i) * splat(scale) - load(x + i) * along;
      store(dx + i, accumulate ? load(dx + i) + g : g);
    }
  }
}

void CK(rope)(float *x, ptrdiff_t stride, ptrdiff_t heads, ptrdiff_t hd, const float *cosines,
              const float *sines, const int32_t *positions, ptrdiff_t rows, float sign) {
  ptrdiff_t half = hd / 2;
  for (ptrdiff_t r = 0; r < rows; r++, x += stride) {
    const float *restrict c = cosines + positions[r] * half;
    const float *restrict s = sines + positions[r] * half;
    for (ptrdiff_t h = 0; h < heads; h++) {
      float *restrict a = x + h * hd;
      float *restrict b = a + half;
      for (ptrdiff_t i = 0; i < half; i++) {
        float u = a[i], w = b[i], si = sign * s[i];
        a[i] = u * c[i] - w * si;
        b[i] = w * c[i] + u * si;
      }
    }
  }
}

// 1 + exp(-g), where a gate so far closed that exp would overflow counts as closed.
LANES v8 one_plus_exp_minus(v8 g) {
  return splat(1) + exp_lanes(__builtin_elementwise_min(-g, splat(87)));
}

void CK(swiglu)(const float *gateUp, float *out, ptrdiff_t rows, ptrdiff_t f) {
  for (ptrdiff_t r = 0; r < rows; r++, gateUp += 2 * f, out += f)
    for (ptrdiff_t i = 0; i < f; i += 8) {
      v8 g = load(gateUp + i), u = load(gateUp + f + i);
      store(out + i, g * u / one_plus_exp_minus(g));
    }
}

void CK(swiglu_backward)(const float *gateUp, const float *dOut, float *dGateUp, ptrdiff_t rows,
                         ptrdiff_t f) {
  for (ptrdiff_t r = 0; r < rows; r++, gateUp += 2 * f, dGateUp += 2 * f, dOut += f)
    for (ptrdiff_t i = 0; i < f; i += 8) {
      v8 g = load(gateUp + i), u = load(gateUp + f + i), d = load(dOut + i);
      v8 sigmoid = splat(1) / one_plus_exp_minus(g);
      v8 silu = g * sigmoid;
      store(dGateUp + i, d * u * (sigmoid + silu * (splat(1) - sigmoid)));
      store(dGateUp + f + i, d * silu);
    }
}

// ---- Tables, softmax ----

void CK(gather_rows)(const float *table, const int32_t *index, float *out, ptrdiff_t rows,
                     ptrdiff_t d) {
  for (ptrdiff_t r = 0; r < rows; r++)
    memcpy(out + r * d, table + index[r] * d, sizeof(float) * (size_t)d);
}

void CK(scatter_add_rows)(const float *x, const int32_t *index, float *table, ptrdiff_t rows,
                          ptrdiff_t d) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *restrict to = table + index[r] * d;
    const float *restrict from = x + r * d;
    for (ptrdiff_t i = 0; i < d; i++) to[i] += from[i];
  }
}

void CK(softmax_pick)(float *logits, ptrdiff_t rows, ptrdiff_t n, const int32_t *targets,
                      float inverseTemperature, float *logProbability, float *entropy) {
  for (ptrdiff_t r = 0; r < rows; r++, logits += n) {
    float picked = logits[targets[r]] * inverseTemperature;
    v8 best = splat(-3.0e38f);
    ptrdiff_t i = 0;
    for (; i < n; i += 8) best = max_lanes_of(best, load_part(logits + i, n - i, -3.0e38f));
    float top = max_lanes(best) * inverseTemperature;
    v8 sum = splat(0), weighted = splat(0);
    i = 0;
    for (; i + 8 <= n; i += 8) {
      v8 z = load(logits + i) * splat(inverseTemperature) - splat(top);
      v8 e = exp_lanes(z);
      store(logits + i, e);
      sum += e;
      weighted += e * z;
    }
    float total = sum_lanes(sum), moment = sum_lanes(weighted);
    if (i < n) {
      float z[8] = {0}, e[8];
      for (ptrdiff_t j = 0; j < n - i; j++) z[j] = logits[i + j] * inverseTemperature - top;
      store(e, exp_lanes(load(z)));
      for (ptrdiff_t j = 0; j < n - i; j++) {
        logits[i + j] = e[j];
        total += e[j];
        moment += e[j] * z[j];
      }
    }
    float logTotal = logf(total), inverse = 1.0f / total;
    for (i = 0; i < n; i++) logits[i] *= inverse;
    logProbability[r] = picked - top - logTotal;
    entropy[r] = logTotal - moment * inverse;
  }
}

void CK(softmax_pick_backward)(float *probabilities, ptrdiff_t rows, ptrdiff_t n,
                               const int32_t *targets, float inverseTemperature,
                               const float *dLogProbability) {
  for (ptrdiff_t r = 0; r < rows; r++, probabilities += n) {
    float g = dLogProbability[r] * inverseTemperature;
    for (ptrdiff_t i = 0; i < n; i++) probabilities[i] *= -g;
    probabilities[targets[r]] += g;
  }
}

// ---- Short convolution ----

// Row r - j of a sequence whose rows before the first stand at the end of `past`; null before those.
LANES const float *row_before(const float *x, const float *past, ptrdiff_t pastRows, ptrdiff_t r,
                              ptrdiff_t d) {
  if (r >= 0) return x + r * d;
  return r + pastRows >= 0 ? past + (r + pastRows) * d : 0;
}

void CK(convolution)(const float *x, const float *past, ptrdiff_t pastRows, const float *w, float *y,
                     ptrdiff_t t, ptrdiff_t d, ptrdiff_t width) {
  for (ptrdiff_t r = 0; r < t; r++) {
    const float *rows[CK_LONGEST_CONVOLUTION];
    ptrdiff_t reach = 0;
    while (reach < width && (rows[reach] = row_before(x, past, pastRows, r - reach, d))) reach++;
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 sum = load(x + r * d + i);
      for (ptrdiff_t j = 0; j < reach; j++) sum += load(w + j * d + i) * load(rows[j] + i);
      store(y + r * d + i, sum);
    }
  }
}

void CK(convolution_backward)(const float *x, const float *past, ptrdiff_t pastRows, const float *w,
                              const float *dy, float *dx, float *dPast, float *dw, ptrdiff_t t,
                              ptrdiff_t d, ptrdiff_t width) {
  for (ptrdiff_t r = 0; r < t; r++) {
    const float *rows[CK_LONGEST_CONVOLUTION];
    ptrdiff_t reach = 0, after = t - r < width ? t - r : width;
    while (reach < width && (rows[reach] = row_before(x, past, pastRows, r - reach, d))) reach++;
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 g = load(dy + r * d + i), sum = g;
      for (ptrdiff_t j = 0; j < after; j++) sum += load(w + j * d + i) * load(dy + (r + j) * d + i);
      store(dx + r * d + i, sum);
      for (ptrdiff_t j = 0; j < reach; j++)
        store(dw + j * d + i, load(dw + j * d + i) + g * load(rows[j] + i));
    }
    for (ptrdiff_t j = r + 1; j < width && j - r <= pastRows; j++)
      for (ptrdiff_t i = 0; i < d; i += 8) {
        float *to = dPast + (pastRows + r - j) * d + i;
        store(to, load(to) + load(w + j * d + i) * load(dy + r * d + i));
      }
  }
}

// ---- Whole buffers ----

void CK(add_scaled)(float *restrict x, const float *restrict y, float alpha, ptrdiff_t n) {
  for (ptrdiff_t i = 0; i < n; i++) x[i] += alpha * y[i];
}

void CK(adamw)(float *p, const float *g, float *m, float *v, ptrdiff_t n, float gradientScale,
               float learningRate, float beta1, float beta2, float epsilon, float decay,
               float correction1, float correction2) {
  float keep = 1 - learningRate * decay, step = learningRate / correction1;
  float root = 1 / sqrtf(correction2);
  for (ptrdiff_t i = 0; i < n; i += 8) {
    ptrdiff_t part = n - i < 8 ? n - i : 8;
    v8 gradient = load_part(g + i, part, 0) * splat(gradientScale);
    v8 first = splat(beta1) * load_part(m + i, part, 0) + splat(1 - beta1) * gradient;
    v8 second = splat(beta2) * load_part(v + i, part, 0) + splat(1 - beta2) * gradient * gradient;
    v8 update = first / (sqrt_lanes(second) * splat(root) + splat(epsilon));
    store_part(p + i, load_part(p + i, part, 0) * splat(keep) - splat(step) * update, part);
    store_part(m + i, first, part);
    store_part(v + i, second, part);
  }
}
