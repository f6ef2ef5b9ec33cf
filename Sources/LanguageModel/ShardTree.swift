import Communication
import Kernels

/// The one order in which gradients of shards are added, however many processes share them: a balanced binary
/// tree with a shard at each leaf. Floating-point sums depend on their order, and this one depends on
/// the number of shards alone, so 1, 2, 3 or 4 processes give the same bytes.
package struct ShardTree {
  /// Leaves.
  package let shards: Int

  package init(shards: Int) { self.shards = shards }

  /// The shards of one of `size` processes.
  package func share(of rank: Int, among size: Int) -> Range<Int> {
    slice(of: shards, rank: rank, among: size)
  }

  /// The largest whole subtrees within some neighbouring shards, in order: what their process can add without
  /// the others. One where the number of processes is a power of two that divides that of shards.
  package func subtrees(within range: Range<Int>) -> [Range<Int>] {
    func cut(_ node: Range<Int>) -> [Range<Int>] {
      if node.clamped(to: range) == node { return [node] }
      if !node.overlaps(range) { return [] }
      let (left, right) = Self.halves(node)
      return cut(left) + cut(right)
    }
    return shards > 0 ? cut(0..<shards) : []
  }

  /// Adds up a subtree in place.
  ///
  /// - Parameters:
  ///   - count: Floats of each value.
  ///   - known: The value of a subtree that need not be added up; of every single shard at least.
  /// - Returns: Where the sum stands: in the place of the leftmost known value.
  package static func sum(
    _ node: Range<Int>, count: Int, known: (Range<Int>) -> UnsafeMutablePointer<Float>?
  ) -> UnsafeMutablePointer<Float> {
    if let value = known(node) { return value }
    precondition(node.count > 1, "every shard has a value")
    let (left, right) = halves(node)
    let result = sum(left, count: count, known: known)
    Kernel.addScaled(result, sum(right, count: count, known: known), alpha: 1, count: count)
    return result
  }

  private static func halves(_ node: Range<Int>) -> (Range<Int>, Range<Int>) {
    let middle = (node.lowerBound + node.upperBound) / 2
    return (node.lowerBound..<middle, middle..<node.upperBound)
  }
}
