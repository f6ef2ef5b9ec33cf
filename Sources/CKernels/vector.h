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

// The first `count` lanes of x, the rest `fill`.
LANES v8 first_lanes(v8 x, ptrdiff_t count, float fill) {
  i8 lane = {0, 1, 2, 3, 4, 5, 6, 7};
  i8 kept = lane < (int32_t)count;
  i8 bits, other;
  v8 filled = splat(fill);
  memcpy(&bits, &x, sizeof bits);
  memcpy(&other, &filled, sizeof other);
  bits = (bits & kept) | (other & ~kept);
  memcpy(&x, &bits, sizeof x);
  return x;
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

// exp for x <= 88, clamped below -87, with a relative error below 1e-7 + 6e-8 |x| (with fused products
// a quarter of that): 2 to the whole part of x / ln 2 goes into the exponent, 2 to the rest is a
// polynomial, fitted for the least relative error, that is exactly 1 at 0.
LANES v8 exp_lanes(v8 x) {
  x = __builtin_elementwise_max(x, splat(-87.0f));
  // Adding 1.5 * 2^23 rounds to the nearest whole number and leaves it in the low bits.
  v8 shifted = x * splat(1.44269504088896341f) + splat(12582912.0f);
  v8 rest = x * splat(1.44269504088896341f) - (shifted - splat(12582912.0f));
  v8 p = splat(1.5353362e-4f);
  p = p * rest + splat(1.3398875e-3f);
  p = p * rest + splat(9.6184369e-3f);
  p = p * rest + splat(5.5503324e-2f);
  p = p * rest + splat(2.4022648e-1f);
  p = p * rest + splat(6.9314718e-1f);
  p = p * rest + splat(1.0f);
  // What stands above the whole number in `shifted` is moved out.
  i8 exponent, bits;
  memcpy(&exponent, &shifted, sizeof exponent);
  memcpy(&bits, &p, sizeof bits);
  bits += exponent << 23;
  memcpy(&p, &bits, sizeof p);
  return p;
}
