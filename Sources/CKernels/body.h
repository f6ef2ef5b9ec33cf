// The kernels, written once with the compiler's vector types; portable.c and avx2.c each compile
// this text for their own target.
#include <math.h>
#include <string.h>

#include "CKernels.h"
#include "vector.h"

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

void CK(swiglu)(const float *gateUp, float *out, ptrdiff_t rows, ptrdiff_t f) {
  for (ptrdiff_t r = 0; r < rows; r++, gateUp += 2 * f, out += f)
    for (ptrdiff_t i = 0; i < f; i += 8) {
      v8 g = load(gateUp + i), u = load(gateUp + f + i);
      store(out + i, g * u / (splat(1) + exp_lanes(-g)));
    }
}

void CK(swiglu_backward)(const float *gateUp, const float *dOut, float *dGateUp, ptrdiff_t rows,
                         ptrdiff_t f) {
  for (ptrdiff_t r = 0; r < rows; r++, gateUp += 2 * f, dGateUp += 2 * f, dOut += f)
    for (ptrdiff_t i = 0; i < f; i += 8) {
      v8 g = load(gateUp + i), u = load(gateUp + f + i), d = load(dOut + i);
      v8 sigmoid = splat(1) / (splat(1) + exp_lanes(-g));
      v8 silu = g * sigmoid;
      store(dGateUp + i, d * u * (sigmoid + silu * (splat(1) - sigmoid)));
      store(dGateUp + f + i, d * silu);
    }
}

// ---- Attention over one packed sequence ----

// exp(row * 1 - shift) over the first `count` entries, zero up to `width`; returns the sum.
static inline float exp_row(float *row, ptrdiff_t count, ptrdiff_t width, float shift) {
  v8 sum = splat(0);
  ptrdiff_t j = 0;
  for (; j + 8 <= count; j += 8) {
    v8 e = exp_lanes(load(row + j) - splat(shift));
    store(row + j, e);
    sum += e;
  }
  float total = sum_lanes(sum);
  if (j < count) {
    v8 e = exp_lanes(load_part(row + j, count - j, shift) - splat(shift));
    store_part(row + j, e, count - j);
    for (; j < count; j++) total += row[j];
  }
  for (; j < width; j++) row[j] = 0;
  return total;
}

static inline float max_row(const float *row, ptrdiff_t count) {
  v8 best = splat(-3.0e38f);
  ptrdiff_t j = 0;
  for (; j + 8 <= count; j += 8) best = max_lanes_of(best, load(row + j));
  if (j < count) best = max_lanes_of(best, load_part(row + j, count - j, -3.0e38f));
  return max_lanes(best);
}

void CK(attention)(const float *q, const float *k, const float *v, ptrdiff_t stride, ptrdiff_t t,
                   ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd, float *out,
                   ptrdiff_t outStride, float *logSumExp, float *scratch) {
  float scale = 1.0f / sqrtf((float)hd);
  for (ptrdiff_t h = 0; h < heads; h++) {
    ptrdiff_t shared = h / (heads / kvHeads) * hd;
    for (ptrdiff_t start = 0; start < t; start += CK_ATTENTION_BLOCK) {
      ptrdiff_t rows = t - start < CK_ATTENTION_BLOCK ? t - start : CK_ATTENTION_BLOCK;
      ptrdiff_t width = start + rows;  // Keys after the block's last query are never touched.
      ck_gemm(0, 1, rows, width, hd, scale, q + start * stride + h * hd, stride, k + shared, stride,
              0, scratch, width);
      float inverse[CK_ATTENTION_BLOCK];
      for (ptrdiff_t i = 0; i < rows; i++) {
        float *row = scratch + i * width;
        float top = max_row(row, start + i + 1);
        float sum = exp_row(row, start + i + 1, width, top);
        inverse[i] = 1.0f / sum;
        logSumExp[h * t + start + i] = top + logf(sum);
      }
      float *target = out + start * outStride + h * hd;
      ck_gemm(0, 0, rows, hd, width, 1, scratch, width, v + shared, stride, 0, target, outStride);
      for (ptrdiff_t i = 0; i < rows; i++)
        for (ptrdiff_t c = 0; c < hd; c += 8)
          store(target + i * outStride + c, load(target + i * outStride + c) * splat(inverse[i]));
    }
  }
}

void CK(attention_backward)(const float *q, const float *k, const float *v, ptrdiff_t stride,
                            ptrdiff_t t, ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd,
                            const float *out, const float *dOut, ptrdiff_t outStride,
                            const float *logSumExp, float *dq, float *dk, float *dv,
                            float *scratch) {
  float scale = 1.0f / sqrtf((float)hd);
  for (ptrdiff_t r = 0; r < t; r++) {
    memset(dk + r * stride, 0, sizeof(float) * (size_t)(kvHeads * hd));
    memset(dv + r * stride, 0, sizeof(float) * (size_t)(kvHeads * hd));
  }
  float *weights = scratch;
  float *dWeights = scratch + CK_ATTENTION_BLOCK * t;
  for (ptrdiff_t h = 0; h < heads; h++) {
    ptrdiff_t shared = h / (heads / kvHeads) * hd;
    for (ptrdiff_t start = 0; start < t; start += CK_ATTENTION_BLOCK) {
      ptrdiff_t rows = t - start < CK_ATTENTION_BLOCK ? t - start : CK_ATTENTION_BLOCK;
      ptrdiff_t width = start + rows;
      const float *qBlock = q + start * stride + h * hd;
      const float *oBlock = out + start * outStride + h * hd;
      const float *dBlock = dOut + start * outStride + h * hd;
      ck_gemm(0, 1, rows, width, hd, scale, qBlock, stride, k + shared, stride, 0, weights, width);
      for (ptrdiff_t i = 0; i < rows; i++)
        exp_row(weights + i * width, start + i + 1, width, logSumExp[h * t + start + i]);
      ck_gemm(1, 0, width, hd, rows, 1, weights, width, dBlock, outStride, 1, dv + shared, stride);
      ck_gemm(0, 1, rows, width, hd, 1, dBlock, outStride, v + shared, stride, 0, dWeights, width);
      for (ptrdiff_t i = 0; i < rows; i++) {
        v8 dot = splat(0);
        for (ptrdiff_t c = 0; c < hd; c += 8)
          dot += load(oBlock + i * outStride + c) * load(dBlock + i * outStride + c);
        float delta = sum_lanes(dot);
        float *restrict w = weights + i * width;
        float *restrict d = dWeights + i * width;
        for (ptrdiff_t j = 0; j < width; j++) d[j] = w[j] * (d[j] - delta);
      }
      ck_gemm(0, 0, rows, hd, width, scale, dWeights, width, k + shared, stride, 0,
              dq + start * stride + h * hd, stride);
      ck_gemm(1, 0, width, hd, rows, scale, dWeights, width, qBlock, stride, 1, dk + shared,
              stride);
    }
  }
}

// ---- Attention over a cache, one query row ----

void CK(append_cache)(const float *k, const float *v, ptrdiff_t kvHeads, ptrdiff_t hd, float *keys,
                      float *values, ptrdiff_t capacity, ptrdiff_t position) {
  for (ptrdiff_t h = 0; h < kvHeads; h++) {
    float *block = keys + h * capacity * hd + (position / 8) * 8 * hd + position % 8;
    for (ptrdiff_t c = 0; c < hd; c++) block[c * 8] = k[h * hd + c];
    memcpy(values + (h * capacity + position) * hd, v + h * hd, sizeof(float) * (size_t)hd);
  }
}

// scores[0 ..< 8 * blocks] = scale * q . key, lanes running over keys: no sum across lanes.
static inline void cache_scores(const float *q, const float *keys, ptrdiff_t hd, ptrdiff_t blocks,
                                float scale, float *scores) {
  ptrdiff_t b = 0;
  for (; b + 4 <= blocks; b += 4) {
    const float *key = keys + b * hd * 8;
    v8 s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
    for (ptrdiff_t c = 0; c < hd; c++) {
      v8 a = splat(q[c]);
      s0 += a * load(key + c * 8);
      s1 += a * load(key + (hd + c) * 8);
      s2 += a * load(key + (2 * hd + c) * 8);
      s3 += a * load(key + (3 * hd + c) * 8);
    }
    store(scores + b * 8, s0 * splat(scale));
    store(scores + b * 8 + 8, s1 * splat(scale));
    store(scores + b * 8 + 16, s2 * splat(scale));
    store(scores + b * 8 + 24, s3 * splat(scale));
  }
  for (; b < blocks; b++) {
    v8 s = splat(0);
    for (ptrdiff_t c = 0; c < hd; c++) s += splat(q[c]) * load(keys + (b * hd + c) * 8);
    store(scores + b * 8, s * splat(scale));
  }
}

void CK(attend_cache)(const float *q, ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd,
                      const float *keys, const float *values, ptrdiff_t capacity, ptrdiff_t n,
                      float *out, float *scratch) {
  float scale = 1.0f / sqrtf((float)hd);
  ptrdiff_t blocks = (n + 7) / 8;
  for (ptrdiff_t h = 0; h < heads; h++) {
    ptrdiff_t shared = h / (heads / kvHeads);
    const float *v = values + shared * capacity * hd;
    cache_scores(q + h * hd, keys + shared * capacity * hd, hd, blocks, scale, scratch);
    float top = max_row(scratch, n);
    v8 inverse = splat(1.0f / exp_row(scratch, n, n, top));
    float *o = out + h * hd;
    ptrdiff_t c = 0;
    for (; c + 32 <= hd; c += 32) {
      v8 s0 = splat(0), s1 = splat(0), s2 = splat(0), s3 = splat(0);
      v8 t0 = splat(0), t1 = splat(0), t2 = splat(0), t3 = splat(0);
      ptrdiff_t j = 0;
      for (; j + 2 <= n; j += 2) {
        const float *a = v + j * hd + c, *b = a + hd;
        v8 p = splat(scratch[j]), r = splat(scratch[j + 1]);
        s0 += p * load(a), s1 += p * load(a + 8), s2 += p * load(a + 16), s3 += p * load(a + 24);
        t0 += r * load(b), t1 += r * load(b + 8), t2 += r * load(b + 16), t3 += r * load(b + 24);
      }
      if (j < n) {
        const float *a = v + j * hd + c;
        v8 p = splat(scratch[j]);
        s0 += p * load(a), s1 += p * load(a + 8), s2 += p * load(a + 16), s3 += p * load(a + 24);
      }
      store(o + c, (s0 + t0) * inverse), store(o + c + 8, (s1 + t1) * inverse);
      store(o + c + 16, (s2 + t2) * inverse), store(o + c + 24, (s3 + t3) * inverse);
    }
    for (; c < hd; c += 8) {
      v8 s = splat(0);
      for (ptrdiff_t j = 0; j < n; j++) s += splat(scratch[j]) * load(v + j * hd + c);
      store(o + c, s * inverse);
    }
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
    float top = max_row(logits, n) * inverseTemperature;
    v8 sum = splat(0), weighted = splat(0);
    ptrdiff_t i = 0;
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

void CK(convolution)(const float *x, const float *w, float *y, ptrdiff_t t, ptrdiff_t d,
                     ptrdiff_t width) {
  for (ptrdiff_t r = 0; r < t; r++) {
    ptrdiff_t reach = r + 1 < width ? r + 1 : width;
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 sum = load(x + r * d + i);
      for (ptrdiff_t j = 0; j < reach; j++) sum += load(w + j * d + i) * load(x + (r - j) * d + i);
      store(y + r * d + i, sum);
    }
  }
}

void CK(convolution_backward)(const float *x, const float *w, const float *dy, float *dx, float *dw,
                              ptrdiff_t t, ptrdiff_t d, ptrdiff_t width) {
  for (ptrdiff_t r = 0; r < t; r++) {
    ptrdiff_t after = t - r < width ? t - r : width;
    ptrdiff_t before = r + 1 < width ? r + 1 : width;
    for (ptrdiff_t i = 0; i < d; i += 8) {
      v8 g = load(dy + r * d + i), sum = g;
      for (ptrdiff_t j = 0; j < after; j++) sum += load(w + j * d + i) * load(dy + (r + j) * d + i);
      store(dx + r * d + i, sum);
      for (ptrdiff_t j = 0; j < before; j++)
        store(dw + j * d + i, load(dw + j * d + i) + g * load(x + (r - j) * d + i));
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
