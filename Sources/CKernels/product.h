// ---- Matrix products ----
//
// One micro-kernel does all of them: a tile of 6 x 16 results stays in twelve vector registers while
// the inner dimension runs, so every load of the right factor serves six rows. The right factor is
// first packed into panels of 16 columns, [n / 16][k][16], which the tile reads front to back; the
// left factor is read where it lies, by any two strides.

enum { TileRows = 6, TileColumns = 16 };
// The inner dimension is cut so that a panel stays in the first-level cache. The rows are cut so that
// their part of the left factor and the lines of their results stay near while all panels pass by;
// but as few rows as decoding has are not worth a second read of the panels, which come from far.
enum { InnerBlock = 384, LeftBlockFloats = 12 * 1024, UncutRows = 64 };
// A right factor of more floats does not stay in the second-level cache.
enum { NearFloats = 256 * 1024 };

LANES ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
LANES ptrdiff_t rounded_up(ptrdiff_t n, ptrdiff_t to) { return (n + to - 1) / to * to; }

// Every how many steps of the inner dimension a tile asks for a line that is needed later.
enum { StepsALine = 4 };

LANES void add_products(const int rows, v8 *low, v8 *high, const float *a, ptrdiff_t rowStride,
                        const float *panel) {
  v8 b0 = load(panel), b1 = load(panel + 8);
  _Pragma("unroll") for (int i = 0; i < rows; i++) {
    v8 x = splat(a[i * rowStride]);
    low[i] += x * b0;
    high[i] += x * b1;
  }
}

// C = addend + A B for `rows` <= 6 rows and up to 16 columns; no addend means zero. If the right
// factor is far, every fourth line from `later` on is on its way to the second-level cache at the end.
LANES void tile(const int rows, const int isFar, ptrdiff_t k, const float *a,
                ptrdiff_t rowStride, ptrdiff_t innerStride, const float *panel,
                const float *later, float *c, ptrdiff_t ldc, const float *addend,
                ptrdiff_t ldAddend, ptrdiff_t columns) {
  v8 low[TileRows], high[TileRows];
  _Pragma("unroll") for (int i = 0; i < rows; i++) low[i] = high[i] = splat(0);
  // The results' cache lines, two where a row straddles them, arrive while the products are summed.
  _Pragma("unroll") for (int i = 0; i < rows; i++) {
    __builtin_prefetch(c + i * ldc, 1);
    __builtin_prefetch(c + i * ldc + TileColumns - 1, 1);
  }
  ptrdiff_t p = 0;
  for (; p + StepsALine <= k; p += StepsALine) {
    if (isFar) __builtin_prefetch(later + p * TileColumns, 0, 2);
    _Pragma("unroll") for (int q = 0; q < StepsALine; q++) {
      add_products(rows, low, high, a, rowStride, panel);
      a += innerStride;
      panel += TileColumns;
    }
  }
  for (; p < k; p++, a += innerStride, panel += TileColumns)
    add_products(rows, low, high, a, rowStride, panel);
  if (columns < TileColumns) {
    _Pragma("unroll") for (int i = 0; i < rows; i++) {
      float row[TileColumns];
      store(row, low[i]);
      store(row + 8, high[i]);
      for (ptrdiff_t j = 0; j < columns; j++)
        c[i * ldc + j] = row[j] + (addend ? addend[i * ldAddend + j] : 0);
    }
  } else if (addend) {
    _Pragma("unroll") for (int i = 0; i < rows; i++) {
      store(c + i * ldc, load(addend + i * ldAddend) + low[i]);
      store(c + i * ldc + 8, load(addend + i * ldAddend + 8) + high[i]);
    }
  } else {
    _Pragma("unroll") for (int i = 0; i < rows; i++) {
      store(c + i * ldc, low[i]);
      store(c + i * ldc + 8, high[i]);
    }
  }
}

// Tiles out of line, so that their registers are their own.
#define TILE(n)                                                                                    \
  tile(n, IS_FAR, k, a, rowStride, innerStride, panel, later, c, ldc, addend, ldAddend, columns)
#define ANY_TILE                                                                                   \
  switch (rows) {                                                                                  \
    case 6: TILE(6); break;                                                                        \
    case 5: TILE(5); break;                                                                        \
    case 4: TILE(4); break;                                                                        \
    case 3: TILE(3); break;                                                                        \
    case 2: TILE(2); break;                                                                        \
    default: TILE(1);                                                                              \
  }

static __attribute__((noinline)) void any_tile(ptrdiff_t rows, ptrdiff_t k, const float *a,
                                               ptrdiff_t rowStride, ptrdiff_t innerStride,
                                               const float *panel, float *c, ptrdiff_t ldc,
                                               const float *addend, ptrdiff_t ldAddend,
                                               ptrdiff_t columns) {
  const float *later = panel;
#define IS_FAR 0
  ANY_TILE
#undef IS_FAR
}

static __attribute__((noinline)) void any_tile_ahead(ptrdiff_t rows, ptrdiff_t k, const float *a,
                                                     ptrdiff_t rowStride, ptrdiff_t innerStride,
                                                     const float *panel, const float *later,
                                                     float *c, ptrdiff_t ldc, const float *addend,
                                                     ptrdiff_t ldAddend, ptrdiff_t columns) {
#define IS_FAR 1
  ANY_TILE
#undef IS_FAR
}
#undef ANY_TILE
#undef TILE

// Rows of the next tile where `left` are left: two short tiles take less time than a whole one and a
// rest of one or two rows, whose sums wait for one another.
LANES ptrdiff_t tile_height(ptrdiff_t left) {
  return left == 7 || left == 8 ? 4 : smaller(left, TileRows);
}

// Packs a block (k x n) that lies as it is read; columns past n become zeros.
static void pack_plain(const float *b, ptrdiff_t ldb, ptrdiff_t k, ptrdiff_t n, float *panels) {
  for (ptrdiff_t j = 0; j < n; j += TileColumns) {
    ptrdiff_t columns = smaller(n - j, TileColumns);
    for (ptrdiff_t p = 0; p < k; p++, panels += TileColumns) {
      const float *row = b + p * ldb + j;
      if (columns == TileColumns) {
        store(panels, load(row));
        store(panels + 8, load(row + 8));
      } else {
        for (ptrdiff_t i = 0; i < TileColumns; i++) panels[i] = i < columns ? row[i] : 0;
      }
    }
  }
}

// The panel of 16 columns whose values stand in 16 rows of memory, the first `columns` of which
// exist.
LANES void pack_turned_panel(const float *rows, ptrdiff_t stride, ptrdiff_t columns, ptrdiff_t k,
                             float *panel) {
  ptrdiff_t p = 0;
  if (columns == TileColumns)
    for (; p + 8 <= k; p += 8) {
      transpose_lanes(rows + p, stride, panel + p * TileColumns, TileColumns);
      transpose_lanes(rows + 8 * stride + p, stride, panel + p * TileColumns + 8, TileColumns);
    }
  for (; p < k; p++)
    for (ptrdiff_t i = 0; i < TileColumns; i++)
      panel[p * TileColumns + i] = i < columns ? rows[i * stride + p] : 0;
}

void CK(pack)(const float *b, ptrdiff_t ldb, ptrdiff_t turned, ptrdiff_t k, ptrdiff_t n,
              float *panels) {
  if (!turned) {
    pack_plain(b, ldb, k, n, panels);
    return;
  }
  for (ptrdiff_t j = 0; j < n; j += TileColumns)
    pack_turned_panel(b + j * ldb, ldb, smaller(n - j, TileColumns), k, panels + j * k);
}

void CK(product)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t rowStride,
                 ptrdiff_t innerStride, const float *panels, const float *addend,
                 ptrdiff_t ldAddend, float *c, ptrdiff_t ldc) {
  // Few rows are done with a panel sooner than memory brings the next one by itself.
  int far = m <= UncutRows && n * k > NearFloats;
  for (ptrdiff_t p = 0; p < k; p += InnerBlock) {
    ptrdiff_t depth = smaller(k - p, InnerBlock);
    ptrdiff_t rows = m <= UncutRows ? m : LeftBlockFloats / depth / TileRows * TileRows;
    const float *before = p == 0 ? addend : c;
    ptrdiff_t ldBefore = p == 0 ? ldAddend : ldc;
    for (ptrdiff_t top = 0; top < m; top += rows) {
      ptrdiff_t end = smaller(top + rows, m);
      for (ptrdiff_t j = 0; j < n; j += TileColumns) {
        const float *panel = panels + j * k + p * TileColumns;
        // Behind the last panel, the first of the next part of the inner dimension.
        const float *next = j + TileColumns < n ? panel + k * TileColumns
                                                : panels + (p + depth) * TileColumns;
        ptrdiff_t line = 0;
        for (ptrdiff_t i = top, height; i < end; i += height, line++) {
          height = tile_height(end - i);
          const float *left = a + i * rowStride + p * innerStride;
          const float *above = before ? before + i * ldBefore + j : 0;
          float *to = c + i * ldc + j;
          if (far)
            any_tile_ahead(height, depth, left, rowStride, innerStride, panel,
                           next + line % StepsALine * TileColumns, to, ldc, above, ldBefore,
                           smaller(n - j, TileColumns));
          else
            any_tile(height, depth, left, rowStride, innerStride, panel, to, ldc, above, ldBefore,
                     smaller(n - j, TileColumns));
        }
      }
    }
  }
}

// C (m x n) += A' B for A (k x m) and B (k x n): the gradient of a weight matrix. Here both factors
// are long and narrow, so the left one is packed too, into panels of six columns. The few floats
// between panels keep them from falling on the same cache sets, and take the last store's overhang.
void CK(gradient_product)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t lda,
                          const float *b, ptrdiff_t ldb, float *c, ptrdiff_t ldc, float *scratch) {
  for (ptrdiff_t p = 0; p < k; p += CK_GRADIENT_BLOCK) {
    ptrdiff_t depth = smaller(k - p, CK_GRADIENT_BLOCK);
    ptrdiff_t panelFloats = TileRows * depth + 8;
    float *right = scratch;
    float *left = scratch + rounded_up(n, TileColumns) * depth;
    pack_plain(b + p * ldb, ldb, depth, n, right);
    for (ptrdiff_t q = 0; q < depth; q++) {
      const float *row = a + (p + q) * lda;
      float *to = left + q * TileRows;
      ptrdiff_t i = 0;
      for (; i + 8 <= m; i += TileRows, to += panelFloats) store(to, load(row + i));
      for (; i < m; i += TileRows, to += panelFloats)
        memcpy(to, row + i, sizeof(float) * (size_t)smaller(m - i, TileRows));
    }
    for (ptrdiff_t i = 0; i < m; i += TileRows)
      for (ptrdiff_t j = 0; j < n; j += TileColumns) {
        float *target = c + i * ldc + j;
        any_tile(smaller(m - i, TileRows), depth, left + i / TileRows * panelFloats, 1, TileRows,
                 right + j * depth, target, ldc, target, ldc, smaller(n - j, TileColumns));
      }
  }
}
