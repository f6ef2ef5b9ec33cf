import CKernels

extension Kernel {
  /// Root-mean-square normalisation of `rows` rows of `width` floats (a multiple of 8):
  /// y = gain * x / sqrt(mean(x^2) + epsilon). `inverse` receives the factor of each row.
  /// Source: Zhang & Sennrich 2019.
  public static func rmsNorm(
    _ x: UnsafePointer<Float>, stride xStride: Int, gain: UnsafePointer<Float>,
    into y: UnsafeMutablePointer<Float>, stride yStride: Int,
    inverse: UnsafeMutablePointer<Float>, rows: Int, width: Int, epsilon: Float
  ) {
    assert(width % 8 == 0 && xStride >= width && yStride >= width)
    ck_rms_norm(x, xStride, gain, y, yStride, inverse, rows, width, epsilon)
  }

  /// Backward of `rmsNorm`: writes (or, `accumulating`, adds) dx and adds to `gainGradient`.
  public static func rmsNormBackward(
    _ x: UnsafePointer<Float>, stride xStride: Int, gain: UnsafePointer<Float>,
    inverse: UnsafePointer<Float>, gradient dy: UnsafePointer<Float>, stride dyStride: Int,
    into dx: UnsafeMutablePointer<Float>, stride dxStride: Int,
    gainGradient: UnsafeMutablePointer<Float>, rows: Int, width: Int, accumulating: Bool
  ) {
    assert(width % 8 == 0 && xStride >= width && dyStride >= width && dxStride >= width)
    ck_rms_norm_backward(
      x, xStride, gain, inverse, dy, dyStride, dx, dxStride, gainGradient, rows, width,
      accumulating ? 1 : 0)
  }

  /// Rotary position embedding in place, halves rotated against each other (Su et al. 2021, in the
  /// layout of Llama checkpoints). Rows lie `stride` apart and hold `heads` heads of `headWidth`
  /// floats; the tables are [position][headWidth / 2]. `inverse` turns back, which is the backward.
  public static func rotate(
    _ x: UnsafeMutablePointer<Float>, stride: Int, heads: Int, headWidth: Int,
    cosines: UnsafePointer<Float>, sines: UnsafePointer<Float>,
    positions: UnsafePointer<Int32>, rows: Int, inverse: Bool = false
  ) {
    assert(headWidth % 2 == 0 && stride >= heads * headWidth)
    ck_rope(x, stride, heads, headWidth, cosines, sines, positions, rows, inverse ? -1 : 1)
  }

  /// out = silu(gate) * up for rows laid out [gate | up], each `width` floats (a multiple of 8).
  /// Source: Shazeer 2020.
  public static func swiGLU(
    _ gateUp: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, rows: Int, width: Int
  ) {
    assert(width % 8 == 0)
    ck_swiglu(gateUp, out, rows, width)
  }

  /// Backward of `swiGLU`; `gateUpGradient` is overwritten.
  public static func swiGLUBackward(
    _ gateUp: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    into gateUpGradient: UnsafeMutablePointer<Float>, rows: Int, width: Int
  ) {
    assert(width % 8 == 0)
    ck_swiglu_backward(gateUp, gradient, gateUpGradient, rows, width)
  }

  /// Depthwise causal convolution with residual over the `rows` rows of one sequence:
  /// y[t] = x[t] + sum over j < taps of weights[j] * x[t - j], weights [taps][width].
  ///
  /// The `pastRows` rows before the first stand at `past`, oldest first; before those are zeros.
  public static func convolve(
    _ x: UnsafePointer<Float>, past: UnsafePointer<Float>? = nil, pastRows: Int = 0,
    weights: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, rows: Int, width: Int,
    taps: Int
  ) {
    assert(width % 8 == 0 && taps <= Int(CK_LONGEST_CONVOLUTION))
    ck_convolution(x, past, pastRows, weights, y, rows, width, taps)
  }

  /// Backward of `convolve`: overwrites `dx`, adds to `pastGradient` and `weightsGradient`.
  public static func convolveBackward(
    _ x: UnsafePointer<Float>, past: UnsafePointer<Float>? = nil, pastRows: Int = 0,
    weights: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>, pastGradient: UnsafeMutablePointer<Float>? = nil,
    weightsGradient: UnsafeMutablePointer<Float>, rows: Int, width: Int, taps: Int
  ) {
    assert(width % 8 == 0 && taps <= Int(CK_LONGEST_CONVOLUTION))
    ck_convolution_backward(
      x, past, pastRows, weights, gradient, dx, pastGradient, weightsGradient, rows, width, taps)
  }

  /// out[i] = table[index[i]] for rows of `width` floats.
  public static func gather(
    _ table: UnsafePointer<Float>, index: UnsafePointer<Int32>,
    into out: UnsafeMutablePointer<Float>, rows: Int, width: Int
  ) {
    ck_gather_rows(table, index, out, rows, width)
  }

  /// table[index[i]] += x[i] for rows of `width` floats: the backward of `gather`.
  public static func scatterAdd(
    _ x: UnsafePointer<Float>, index: UnsafePointer<Int32>,
    into table: UnsafeMutablePointer<Float>, rows: Int, width: Int
  ) {
    ck_scatter_add_rows(x, index, table, rows, width)
  }
}
