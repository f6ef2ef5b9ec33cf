import CKernels

extension Kernel {
  /// How a factor of a product is read.
  public enum Orientation: Sendable {
    /// As it lies in memory.
    case plain
    /// Rows and columns exchanged.
    case transposed
  }

  /// C = alpha op(A) op(B), or C += alpha op(A) op(B) when `accumulating`.
  public static func multiply(
    _ a: MatrixView, _ orientationA: Orientation = .plain,
    _ b: MatrixView, _ orientationB: Orientation = .plain,
    into c: MatrixView, alpha: Float = 1, accumulating: Bool = false
  ) {
    let (m, k) = orientationA == .plain ? (a.rows, a.columns) : (a.columns, a.rows)
    let (inner, n) = orientationB == .plain ? (b.rows, b.columns) : (b.columns, b.rows)
    precondition(k == inner && c.rows == m && c.columns == n, "factors of a product must fit")
    if m == 0 { return }
    if k == 0 {
      if !accumulating {
        for row in 0..<m { (c.base + row * c.stride).update(repeating: 0, count: n) }
      }
      return
    }
    ck_gemm(
      orientationA == .transposed ? 1 : 0, orientationB == .transposed ? 1 : 0, m, n, k, alpha,
      a.base, a.stride, b.base, b.stride, accumulating ? 1 : 0, c.base, c.stride)
  }

  /// x += alpha y over `count` floats.
  public static func addScaled(
    _ x: UnsafeMutablePointer<Float>, _ y: UnsafePointer<Float>, alpha: Float, count: Int
  ) {
    ck_add_scaled(x, y, alpha, count)
  }

  /// The sum of squares of `count` floats, in double precision and a fixed order.
  public static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
    ck_sum_of_squares(x, count)
  }
}
