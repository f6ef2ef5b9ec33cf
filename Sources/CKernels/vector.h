// Eight floats at once through the compiler's vector types, for whatever target is being compiled.
// Each build includes it once, in its own translation unit.
typedef float v8 __attribute__((vector_size(32)));
typedef int32_t i8 __attribute__((vector_size(32)));
typedef _Float16 h8 __attribute__((vector_size(16)));

#define LANES static inline __attribute__((always_inline))

LANES v8 splat(float x) { return (v8){x, x, x, x, x, x, x, x}; }

LANES v8 load(const float *p) {
  v8 r;
  memcpy(&r, p, sizeof r);
  return r;
}

LANES void store(float *p, v8 x) { memcpy(p, &x, sizeof x); }

// The first `count` lanes from memory, the rest `fill`: rows whose length is no multiple of eight.
LANES v8 load_part(const float *p, ptrdiff_t count, float fill) {
  if (count >= 8) return load(p);
  v8 r = splat(fill);
  memcpy(&r, p, sizeof(float) * (size_t)count);
  return r;
}

LANES void store_part(float *p, v8 x, ptrdiff_t count) {
  if (count >= 8) store(p, x);
  else memcpy(p, &x, sizeof(float) * (size_t)count);
}

// Half precision, rounded to nearest even; kept in memory only.
LANES v8 load_half(const CKHalf *p) {
  h8 r;
  memcpy(&r, p, sizeof r);
  return __builtin_convertvector(r, v8);
}

LANES void store_half(CKHalf *p, v8 x) {
  h8 r = __builtin_convertvector(x, h8);
  memcpy(p, &r, sizeof r);
}

LANES v8 load_single(const float *p) { return load(p); }

LANES void store_single(float *p, v8 x) { store(p, x); }

// Rows i of `out` become columns i of `in`, eight by eight.
LANES void transpose_lanes(const float *in, ptrdiff_t stride, float *out, ptrdiff_t outStride) {
  v8 r[8], s[8];
  _Pragma("unroll") for (int i = 0; i < 8; i++) r[i] = load(in + i * stride);
  _Pragma("unroll") for (int i = 0; i < 8; i += 2) {
    s[i] = __builtin_shufflevector(r[i], r[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    s[i + 1] = __builtin_shufflevector(r[i], r[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  _Pragma("unroll") for (int i = 0; i < 8; i += 4) {
    _Pragma("unroll") for (int j = i; j < i + 2; j++) {
      r[j] = __builtin_shufflevector(s[j], s[j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      r[j + 2] = __builtin_shufflevector(s[j], s[j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  _Pragma("unroll") for (int i = 0; i < 4; i++) {
    store(out + i * outStride,
          __builtin_shufflevector(r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11));
    store(out + (i + 4) * outStride,
          __builtin_shufflevector(r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15));
  }
}

LANES float sum_lanes(v8 x) {
  return ((x[0] + x[4]) + (x[1] + x[5])) + ((x[2] + x[6]) + (x[3] + x[7]));
}

LANES v8 max_lanes_of(v8 a, v8 b) { return __builtin_elementwise_max(a, b); }

LANES float max_lanes(v8 x) {
  float best = x[0];
  for (int i = 1; i < 8; i++) best = x[i] > best ? x[i] : best;
  return best;
}

LANES v8 sqrt_lanes(v8 x) { return __builtin_elementwise_sqrt(x); }

// exp within 2 units in the last place for |x| < 87, clamped beyond (Cody-Waite reduction by ln 2
// and the degree-6 polynomial of Cephes' expf).
LANES v8 exp_lanes(v8 x) {
  x = __builtin_elementwise_min(__builtin_elementwise_max(x, splat(-87.0f)), splat(87.0f));
  // Adding 1.5 * 2^23 rounds to the nearest whole number and leaves it in the low bits.
  v8 shifted = x * splat(1.44269504088896341f) + splat(12582912.0f);
  v8 whole = shifted - splat(12582912.0f);
  v8 r = x - whole * splat(0.693359375f);
  r = r - whole * splat(-2.12194440e-4f);
  v8 p = splat(1.9875691500e-4f);
  p = p * r + splat(1.3981999507e-3f);
  p = p * r + splat(8.3334519073e-3f);
  p = p * r + splat(4.1665795894e-2f);
  p = p * r + splat(1.6666665459e-1f);
  p = p * r + splat(5.0000001201e-1f);
  p = p * r * r + r + splat(1.0f);
  i8 exponent;
  memcpy(&exponent, &shifted, sizeof exponent);
  exponent = (exponent - 0x4B400000 + 127) << 23;
  v8 power;
  memcpy(&power, &exponent, sizeof power);
  return p * power;
}
