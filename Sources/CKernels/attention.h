// ---- Causal attention over one sequence ----
//
// The sequence's first `prefix` keys and values may stand elsewhere: rollouts of one game share the
// rows of their opening. Query i sees keys 0 ... prefix + i. Rows are handled in blocks of queries
// and, inside, in tiles of six; a tile never touches keys after its last query, so the upper
// triangle costs nothing.

typedef struct {
  const float *own, *shared;
  ptrdiff_t prefix, count, stride;
} Rows;

LANES const float *row_of(Rows r, ptrdiff_t i) {
  return i < r.prefix ? r.shared + i * r.stride : r.own + (i - r.prefix) * r.stride;
}

// [count / 16][hd][16]: the right factor of products with rows taken as columns.
static void pack_rows_turned(Rows r, ptrdiff_t hd, float *panels) {
  for (ptrdiff_t j = 0; j < r.count; j += TileColumns, panels += hd * TileColumns) {
    ptrdiff_t columns = smaller(r.count - j, TileColumns);
    if (j >= r.prefix || j + columns <= r.prefix) {
      pack_turned_panel(row_of(r, j), r.stride, columns, hd, panels);
      continue;
    }
    for (ptrdiff_t i = 0; i < TileColumns; i++)
      for (ptrdiff_t p = 0; p < hd; p++)
        panels[p * TileColumns + i] = i < columns ? row_of(r, j + i)[p] : 0;
  }
}

// [hd / 16][count][16]: the right factor of products with rows taken as rows.
static void pack_rows(Rows r, ptrdiff_t hd, float *panels) {
  ptrdiff_t split = smaller(r.prefix, r.count);
  for (ptrdiff_t j = 0; j < hd; j += TileColumns, panels += r.count * TileColumns) {
    ptrdiff_t columns = smaller(hd - j, TileColumns);
    if (split > 0) pack_plain(r.shared + j, r.stride, split, columns, panels);
    if (split < r.count)
      pack_plain(r.own + j, r.stride, r.count - split, columns, panels + split * TileColumns);
  }
}

// Rows of scores reach to a multiple of eight in memory, so that they are read and written as whole
// vectors; what stands past their last key is masked.

// exp(scale * row - shift) over the first `count` entries, zero up to `width`; returns the sum.
static inline float exp_row(float *row, ptrdiff_t count, ptrdiff_t width, float scale, float shift) {
  v8 sum = splat(0);
  for (ptrdiff_t j = 0; j < count; j += 8) {
    v8 e = exp_lanes(load(row + j) * splat(scale) - splat(shift));
    if (j + 8 > count) e = first_lanes(e, count - j, 0);
    store(row + j, e);
    sum += e;
  }
  for (ptrdiff_t j = rounded_up(count, 8); j < width; j += 8) store(row + j, splat(0));
  return sum_lanes(sum);
}

// Weights from scores, and the gradient of scores from that of weights: w = exp(scale w - shift) and
// d = scale w (d - delta) over the first `count` entries, zeros up to `width`.
static inline void weigh_row(float *w, float *d, ptrdiff_t count, ptrdiff_t width, float scale,
                             float shift, float delta) {
  for (ptrdiff_t j = 0; j < count; j += 8) {
    v8 e = exp_lanes(load(w + j) * splat(scale) - splat(shift));
    v8 g = e * splat(scale) * (load(d + j) - splat(delta));
    if (j + 8 > count) {
      e = first_lanes(e, count - j, 0);
      g = first_lanes(g, count - j, 0);
    }
    store(w + j, e);
    store(d + j, g);
  }
  for (ptrdiff_t j = rounded_up(count, 8); j < width; j += 8) {
    store(w + j, splat(0));
    store(d + j, splat(0));
  }
}

static inline float max_row(const float *row, ptrdiff_t count) {
  v8 best = splat(-3.0e38f);
  ptrdiff_t j = 0;
  for (; j + 8 <= count; j += 8) best = max_lanes_of(best, load(row + j));
  if (j < count) best = max_lanes_of(best, first_lanes(load(row + j), count - j, -3.0e38f));
  return max_lanes(best);
}

// Rows of a block's score matrix lie this far apart: an odd number of cache lines, so that columns
// spread over all cache sets.
LANES ptrdiff_t score_stride(ptrdiff_t keys) { return rounded_up(keys, 32) + TileColumns; }

// scores[i][j] = x_i . y_j of a block of rows against the packed keys each tile may see.
static void block_scores(const float *x, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t first,
                         const float *panels, ptrdiff_t hd, float *scores, ptrdiff_t width) {
  ptrdiff_t keys = first + rows;
  for (ptrdiff_t j = 0; j < keys; j += TileColumns) {
    // The first tile whose last query reaches key j.
    ptrdiff_t from = j > first ? (j - first) / TileRows * TileRows : 0;
    for (ptrdiff_t i = from; i < rows; i += TileRows)
      any_tile(smaller(rows - i, TileRows), hd, x + i * stride, stride, 1, panels + j * hd,
               scores + i * width + j, width, 0, 0, TileColumns);
  }
}

// out_i = sum_j weights[i][j] y_j of a block, each tile up to its last query's key.
static void block_mix(const float *weights, ptrdiff_t width, ptrdiff_t rows, ptrdiff_t first,
                      const float *panels, ptrdiff_t keys, ptrdiff_t hd, float *out,
                      ptrdiff_t outStride) {
  for (ptrdiff_t i = 0; i < rows; i += TileRows) {
    ptrdiff_t tileRows = smaller(rows - i, TileRows);
    for (ptrdiff_t c = 0; c < hd; c += TileColumns)
      any_tile(tileRows, first + i + tileRows, weights + i * width, width, 1, panels + c * keys,
               out + i * outStride + c, outStride, 0, 0, smaller(hd - c, TileColumns));
  }
}

// sums[j] += sum_i weights[i][j] x_i of a block, x packed as [hd / 16][rows][16]; queries before key
// j are skipped.
static void block_gather(const float *weights, ptrdiff_t width, ptrdiff_t rows, ptrdiff_t first,
                         const float *panels, ptrdiff_t hd, float *sums) {
  ptrdiff_t keys = first + rows;
  for (ptrdiff_t j = 0; j < keys; j += TileRows) {
    ptrdiff_t from = j > first ? j - first : 0;
    for (ptrdiff_t c = 0; c < hd; c += TileColumns)
      any_tile(smaller(keys - j, TileRows), rows - from, weights + from * width + j, 1, width,
               panels + c * rows + from * TileColumns, sums + j * hd + c, hd, sums + j * hd + c, hd,
               smaller(hd - c, TileColumns));
  }
}

void CK(attention)(const float *q, const float *k, const float *v, const float *prefixK,
                   const float *prefixV, ptrdiff_t prefix, ptrdiff_t stride, ptrdiff_t rows,
                   ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd, float *out,
                   ptrdiff_t outStride, float *logSumExp, float *scratch) {
  float scale = 1.0f / sqrtf((float)hd);
  ptrdiff_t keys = prefix + rows, group = heads / kvHeads;
  ptrdiff_t panelFloats = rounded_up(keys, TileColumns) * rounded_up(hd, TileColumns);
  float *keyPanels = scratch, *valuePanels = scratch + panelFloats;
  float *scores = scratch + 2 * panelFloats;
  ptrdiff_t width = score_stride(keys);
  for (ptrdiff_t h = 0; h < heads; h++) {
    ptrdiff_t shared = h / group * hd;
    if (h % group == 0) {
      pack_rows_turned((Rows){k + shared, prefixK + shared, prefix, keys, stride}, hd, keyPanels);
      pack_rows((Rows){v + shared, prefixV + shared, prefix, keys, stride}, hd, valuePanels);
    }
    for (ptrdiff_t start = 0; start < rows; start += CK_ATTENTION_BLOCK) {
      ptrdiff_t count = smaller(rows - start, CK_ATTENTION_BLOCK), first = prefix + start;
      block_scores(q + start * stride + h * hd, stride, count, first, keyPanels, hd, scores, width);
      float inverse[CK_ATTENTION_BLOCK];
      for (ptrdiff_t i = 0; i < count; i++) {
        float *row = scores + i * width;
        float top = max_row(row, first + i + 1) * scale;
        float sum = exp_row(row, first + i + 1, first + count, scale, top);
        inverse[i] = 1.0f / sum;
        logSumExp[h * rows + start + i] = top + logf(sum);
      }
      float *target = out + start * outStride + h * hd;
      block_mix(scores, width, count, first, valuePanels, keys, hd, target, outStride);
      for (ptrdiff_t i = 0; i < count; i++)
        for (ptrdiff_t c = 0; c < hd; c += 8)
          store(target + i * outStride + c, load(target + i * outStride + c) * splat(inverse[i]));
    }
  }
}

static void add_sums(const float *sums, ptrdiff_t count, ptrdiff_t hd, float *to,
                     ptrdiff_t stride) {
  for (ptrdiff_t r = 0; r < count; r++)
    for (ptrdiff_t c = 0; c < hd; c += 8)
      store(to + r * stride + c, load(to + r * stride + c) + load(sums + r * hd + c));
}

void CK(attention_backward)(const float *q, const float *k, const float *v, const float *prefixK,
                            const float *prefixV, ptrdiff_t prefix, ptrdiff_t stride,
                            ptrdiff_t rows, ptrdiff_t heads, ptrdiff_t kvHeads, ptrdiff_t hd,
                            const float *out, const float *dOut, ptrdiff_t outStride,
                            const float *logSumExp, float *dq, float *dk, float *dv,
                            float *dPrefixK, float *dPrefixV, float *scratch) {
  float scale = 1.0f / sqrtf((float)hd);
  ptrdiff_t keys = prefix + rows, group = heads / kvHeads;
  ptrdiff_t panelFloats = rounded_up(keys, TileColumns) * rounded_up(hd, TileColumns);
  ptrdiff_t blockFloats = CK_ATTENTION_BLOCK * rounded_up(hd, TileColumns);
  ptrdiff_t width = score_stride(keys);
  float *keysTurned = scratch, *valuesTurned = keysTurned + panelFloats;
  float *keyPanels = valuesTurned + panelFloats, *keySums = keyPanels + panelFloats;
  float *valueSums = keySums + panelFloats, *queryPanels = valueSums + panelFloats;
  float *gradientPanels = queryPanels + blockFloats, *weights = gradientPanels + blockFloats;
  float *dWeights = weights + CK_ATTENTION_BLOCK * width;
  for (ptrdiff_t h = 0; h < heads; h++) {
    ptrdiff_t shared = h / group * hd;
    if (h % group == 0) {
      Rows keyRows = {k + shared, prefixK + shared, prefix, keys, stride};
      pack_rows_turned(keyRows, hd, keysTurned);
      pack_rows(keyRows, hd, keyPanels);
      pack_rows_turned((Rows){v + shared, prefixV + shared, prefix, keys, stride}, hd, valuesTurned);
      memset(keySums, 0, sizeof(float) * (size_t)(2 * panelFloats));
    }
    for (ptrdiff_t start = 0; start < rows; start += CK_ATTENTION_BLOCK) {
      ptrdiff_t count = smaller(rows - start, CK_ATTENTION_BLOCK), first = prefix + start;
      const float *qBlock = q + start * stride + h * hd;
      const float *oBlock = out + start * outStride + h * hd;
      const float *dBlock = dOut + start * outStride + h * hd;
      pack_plain(qBlock, stride, count, hd, queryPanels);
      pack_plain(dBlock, outStride, count, hd, gradientPanels);
      block_scores(qBlock, stride, count, first, keysTurned, hd, weights, width);
      block_scores(dBlock, outStride, count, first, valuesTurned, hd, dWeights, width);
      for (ptrdiff_t i = 0; i < count; i++) {
        v8 dot = splat(0);
        for (ptrdiff_t c = 0; c < hd; c += 8)
          dot += load(oBlock + i * outStride + c) * load(dBlock + i * outStride + c);
        weigh_row(weights + i * width, dWeights + i * width, first + i + 1, first + count, scale,
                  logSumExp[h * rows + start + i], sum_lanes(dot));
      }
      block_gather(weights, width, count, first, gradientPanels, hd, valueSums);
      block_mix(dWeights, width, count, first, keyPanels, keys, hd, dq + start * stride + h * hd,
                stride);
      block_gather(dWeights, width, count, first, queryPanels, hd, keySums);
    }
    if (h % group == group - 1) {
      if (prefix > 0) {
        add_sums(keySums, prefix, hd, dPrefixK + shared, stride);
        add_sums(valueSums, prefix, hd, dPrefixV + shared, stride);
      }
      add_sums(keySums + prefix * hd, rows, hd, dk + shared, stride);
      add_sums(valueSums + prefix * hd, rows, hd, dv + shared, stride);
    }
  }
}
