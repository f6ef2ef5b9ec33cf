import CKernels

/// The right factor of a product, rearranged into panels of 16 columns so that the product reads it
/// front to back. Rearranging pays for itself from about a hundred rows of the left factor on, and
/// at once where the factor is used again.
///
/// The memory belongs to the caller and must outlive the value.
public struct PackedMatrix {
  /// [columns / 16][rows][16], the last panel filled up with zeros.
  public let panels: UnsafeMutablePointer<Float>
  /// Rows of the factor: the inner dimension of the product.
  public let rows: Int
  /// Columns of the factor and of the product.
  public let columns: Int

  /// A factor already packed in `panels`: nothing is copied, and none of its `floatCount` floats
  /// checked.
  public init(panels: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    self.panels = panels
    self.rows = rows
    self.columns = columns
  }

  /// Floats of memory a packed factor needs.
  public static func floatCount(rows: Int, columns: Int) -> Int { rows * ((columns + 15) & ~15) }
}

extension Kernel {
  /// How a factor of a product is read.
  public enum Orientation: Sendable {
    /// As it lies in memory.
    case plain
    /// Rows and columns exchanged.
    case transposed
  }

  /// Packs op(B) into `memory`, which holds `PackedMatrix.floatCount` floats.
  public static func pack(
    _ b: MatrixView, _ orientation: Orientation = .plain,
    into memory: UnsafeMutablePointer<Float>
  ) -> PackedMatrix {
    let turned = orientation == .transposed
    let rows = turned ? b.columns : b.rows
    let columns = turned ? b.rows : b.columns
    ck_pack(b.base, b.stride, turned ? 1 : 0, rows, columns, memory)
    return PackedMatrix(panels: memory, rows: rows, columns: columns)
  }

  /// C = A B, or C = addend + A B; the addend may be C itself.
  public static func multiply(
    _ a: MatrixView, _ b: PackedMatrix, adding addend: MatrixView? = nil, into c: MatrixView
  ) {
    precondition(
      a.columns == b.rows && c.rows == a.rows && c.columns == b.columns
        && (addend.map { $0.rows == c.rows && $0.columns == c.columns } ?? true),
      "factors of a product must fit")
    ck_product(
      a.rows, b.columns, b.rows, a.base, a.stride, 1, b.panels, addend?.base, addend?.stride ?? 0,
      c.base, c.stride)
  }

  /// Floats of scratch that `multiplyTransposed` needs for a result of `rows` x `columns`.
  public static func gradientScratch(rows: Int, columns: Int) -> Int {
    (rows + 6) * 8 + (rows + columns + 22) * Int(CK_GRADIENT_BLOCK)
  }

  /// C += Aᵀ B: the gradient of a weight matrix from the gradients of its outputs (A) and its
  /// inputs (B), both with one row a token.
  public static func multiplyTransposed(
    _ a: MatrixView, _ b: MatrixView, addingInto c: MatrixView,
    scratch: UnsafeMutablePointer<Float>
  ) {
    precondition(
      a.rows == b.rows && c.rows == a.columns && c.columns == b.columns,
      "factors of a product must fit")
    ck_gradient_product(
      c.rows, c.columns, a.rows, a.base, a.stride, b.base, b.stride, c.base, c.stride, scratch)
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
