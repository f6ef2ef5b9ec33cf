/// A row-major float32 matrix somewhere in memory that another object owns.
///
/// The view must not outlive its owner; it exists so that products can check shapes.
public struct MatrixView {
  /// First element of the first row.
  public let base: UnsafeMutablePointer<Float>
  /// May be 0: a batch that predicts nothing has products without rows.
  public let rows: Int
  /// At least 1.
  public let columns: Int
  /// Floats from one row to the next, at least `columns`.
  public let stride: Int

  /// A view of `rows` x `columns` floats; rows follow one another unless a `stride` is given.
  public init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
    assert(rows >= 0 && columns > 0 && self.stride >= columns, "a view needs a sensible shape")
  }
}
