// ---- Attention over a cache of keys and values ----
//
// Decoding reads every key and value once a step and is bound by that: halves take half the
// bandwidth, and one read serves all queries that share a key head (grouped heads, and the tokens
// of one observation). Products and sums are single precision.
//
// Included once for each type of cell: CELL, and CELLS(name) to name functions after it.

void CK(CELLS(append_cache))(const float *k, const float *v, ptrdiff_t kvHeads, ptrdiff_t hd, CELL *keys,
                      CELL *values, ptrdiff_t capacity, ptrdiff_t position) {
  for (ptrdiff_t h = 0; h < kvHeads; h++) {
    CELL *block = keys + h * capacity * hd + position / 8 * 8 * hd + position % 8;
    CELL *value = values + (h * capacity + position) * hd;
    for (ptrdiff_t c = 0; c < hd; c += 8) {
      CELL key[8];
      CELLS(store)(key, load(k + h * hd + c));
      for (int i = 0; i < 8; i++) block[(c + i) * 8] = key[i];
      CELLS(store)(value + c, load(v + h * hd + c));
    }
  }
}

// scores[i][8 b ... 8 b + 8 * blocks] = q_i . key, lanes running over keys: no sum across lanes.
LANES void CELLS(score_blocks)(const int queries, const int blocks, const float *const *q,
                        const CELL *keys, ptrdiff_t hd, float *scores, ptrdiff_t width) {
  v8 sums[QueryGroup][8];
  _Pragma("unroll") for (int i = 0; i < queries; i++)
    _Pragma("unroll") for (int b = 0; b < blocks; b++) sums[i][b] = splat(0);
  for (ptrdiff_t c = 0; c < hd; c++) {
    v8 key[8];
    _Pragma("unroll") for (int b = 0; b < blocks; b++) key[b] = CELLS(load)(keys + (b * hd + c) * 8);
    _Pragma("unroll") for (int i = 0; i < queries; i++) {
      v8 x = splat(q[i][c]);
      _Pragma("unroll") for (int b = 0; b < blocks; b++) sums[i][b] += x * key[b];
    }
  }
  _Pragma("unroll") for (int i = 0; i < queries; i++)
    _Pragma("unroll") for (int b = 0; b < blocks; b++) store(scores + i * width + b * 8, sums[i][b]);
}

// out_i[c ... c + 8 * vectors] = inverse_i * sum_j weights[i][j] * value_j.
LANES void CELLS(mix_values)(const int queries, const int vectors, const float *weights, ptrdiff_t width,
                      const CELL *values, ptrdiff_t hd, ptrdiff_t n, const float *inverse,
                      float *const *out) {
  v8 sums[QueryGroup][4];
  _Pragma("unroll") for (int i = 0; i < queries; i++)
    _Pragma("unroll") for (int b = 0; b < vectors; b++) sums[i][b] = splat(0);
  for (ptrdiff_t j = 0; j < n; j++, values += hd) {
    v8 value[4];
    __builtin_prefetch(values + 16 * hd);
    _Pragma("unroll") for (int b = 0; b < vectors; b++) value[b] = CELLS(load)(values + b * 8);
    _Pragma("unroll") for (int i = 0; i < queries; i++) {
      v8 x = splat(weights[i * width + j]);
      _Pragma("unroll") for (int b = 0; b < vectors; b++) sums[i][b] += x * value[b];
    }
  }
  _Pragma("unroll") for (int i = 0; i < queries; i++)
    _Pragma("unroll") for (int b = 0; b < vectors; b++)
      store(out[i] + b * 8, sums[i][b] * splat(inverse[i]));
}

// Up to four queries over the first n[i] keys of one head.
LANES void CELLS(attend_group)(const int queries, const int blocks, const int vectors,
                        const float *const *q, const ptrdiff_t *n, const CELL *keys,
                        const CELL *values, ptrdiff_t hd, float *const *out, float *scores) {
  float scale = 1.0f / sqrtf((float)hd);
  ptrdiff_t most = n[queries - 1], width = rounded_up(most, 8);
  ptrdiff_t b = 0, all = width / 8;
  for (; b + blocks <= all; b += blocks) {
    // The caches stream from far memory: ask for the block after next while this one is scored.
    for (ptrdiff_t ahead = 0; ahead < blocks * hd * 8; ahead += 64 / (ptrdiff_t)sizeof(CELL))
      __builtin_prefetch(keys + (b + blocks) * hd * 8 + ahead);
    CELLS(score_blocks)(queries, blocks, q, keys + b * hd * 8, hd, scores + b * 8, width);
  }
  for (; b < all; b++) CELLS(score_blocks)(queries, 1, q, keys + b * hd * 8, hd, scores + b * 8, width);
  float inverse[QueryGroup];
  for (int i = 0; i < queries; i++) {
    float *row = scores + i * width;
    inverse[i] = 1.0f / exp_row(row, n[i], most, scale, max_row(row, n[i]) * scale);
  }
  float *to[QueryGroup];
  ptrdiff_t c = 0;
  for (; c + 8 * vectors <= hd; c += 8 * vectors) {
    for (int i = 0; i < queries; i++) to[i] = out[i] + c;
    CELLS(mix_values)(queries, vectors, scores, width, values + c, hd, most, inverse, to);
  }
  for (; c < hd; c += 8) {
    for (int i = 0; i < queries; i++) to[i] = out[i] + c;
    CELLS(mix_values)(queries, 1, scores, width, values + c, hd, most, inverse, to);
  }
}

void CK(CELLS(attend_cache))(const float *q, ptrdiff_t qStride, ptrdiff_t rows, ptrdiff_t heads,
                      ptrdiff_t kvHeads, ptrdiff_t hd, const CELL *keys, const CELL *values,
                      ptrdiff_t capacity, ptrdiff_t first, float *out, ptrdiff_t outStride,
                      float *scratch) {
  ptrdiff_t group = heads / kvHeads, all = rows * group;
  for (ptrdiff_t h = 0; h < kvHeads; h++) {
    const CELL *headKeys = keys + h * capacity * hd, *headValues = values + h * capacity * hd;
    for (ptrdiff_t start = 0; start < all; start += QueryGroup) {
      const float *queries[QueryGroup];
      float *targets[QueryGroup];
      ptrdiff_t n[QueryGroup], count = smaller(all - start, QueryGroup);
      for (ptrdiff_t i = 0; i < count; i++) {
        ptrdiff_t row = (start + i) / group, head = h * group + (start + i) % group;
        queries[i] = q + row * qStride + head * hd;
        targets[i] = out + row * outStride + head * hd;
        n[i] = first + row + 1;
      }
#define ATTEND(queries_, blocks, vectors)                                                          \
  CELLS(attend_group)(queries_, blocks, vectors, queries, n, headKeys, headValues, hd, targets, scratch)
      switch (count) {
        case 4: ATTEND(4, 2, 2); break;
        case 3: ATTEND(3, 2, 2); break;
        case 2: ATTEND(2, 4, 4); break;
        default: ATTEND(1, 8, 4);
      }
#undef ATTEND
    }
  }
}
