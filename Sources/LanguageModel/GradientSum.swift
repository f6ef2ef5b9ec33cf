import Communication
import Dispatch
import Synchronization

/// Adds the gradients of all shards of all processes while they are still being computed: the backward pass
/// goes from the last block to the first, and a block whose gradient every shard of this process has
/// finished is sent while the blocks below it are computed.
///
/// Each segment of the gradient is cut into a slice a process. A process adds the whole subtrees of its
/// own shards, gets everybody's of its slice, adds these up, and all exchange finished slices: a
/// reduce-scatter and an all-gather whose order of additions is that of `ShardTree`.
final class GradientSum: Sendable {
  /// Stretches of the gradient in the order in which they are finished: the blocks from last to first, then
  /// what only whole passes finish.
  private let segments: [Range<Int>]
  /// Trained blocks; their segments come first.
  private let blocks: Int
  private let layers: Int
  /// Each is signalled once a shard.
  private let finished: [DispatchSemaphore]
  private let computed = Mutex<ContinuousClock.Instant?>(nil)

  /// - Parameter frozenBlocks: The embedding and so many blocks have no gradient, and are not sent.
  init(_ layout: ParameterLayout, frozenBlocks: Int) {
    layers = layout.blocks.count
    blocks = layers - frozenBlocks
    let starts = layout.blocks.map(\.attentionNorm) + [layout.finalNorm]
    let outer =
      [0..<starts[0]].filter { _ in frozenBlocks == 0 } + [layout.finalNorm..<layout.count]
    segments =
      (frozenBlocks..<layers).reversed().map { starts[$0]..<starts[$0 + 1] } + outer
    finished = segments.map { _ in DispatchSemaphore(value: 0) }
  }

  /// What one shard has told.
  struct Shard {
    fileprivate var next = 0
  }

  /// A shard has the whole gradient of a block; it tells so from the last block down.
  func finish(block: Int, of shard: inout Shard) {
    let segment = layers - 1 - block
    precondition(segment == shard.next, "blocks are finished from the last to the first")
    finished[segment].signal()
    shard.next += 1
  }

  /// A shard is done, with however many blocks it told of.
  func finish(_ shard: inout Shard) {
    for segment in shard.next..<segments.count { finished[segment].signal() }
    shard.next = segments.count
    computed.withLock { $0 = .now }
  }

  /// A shard without a sequence has nothing to add.
  func finishEmptyShard() {
    var shard = Shard()
    finish(&shard)
  }

  /// Waits for the segments one after the other and adds each up over all processes.
  ///
  /// - Parameters:
  ///   - sinks: Gradients of this process's shards, in order; used up. The first takes the sum.
  /// - Returns: What the messages took.
  func run(_ sinks: [Parameters], of tree: ShardTree, over ranks: any Communicator) -> MessageCost {
    var cost = MessageCost()
    let mine = tree.share(of: ranks.rank, among: ranks.size)
    precondition(sinks.count == mine.count && !sinks.isEmpty, "a gradient for each shard")
    let subtrees = (0..<ranks.size).map {
      tree.subtrees(within: tree.share(of: $0, among: ranks.size))
    }
    for (segment, isFinished) in zip(segments, finished) {
      for _ in sinks { isFinished.wait() }
      let values = sinks.map { $0.base + segment.lowerBound }
      for subtree in subtrees[ranks.rank] {
        _ = ShardTree.sum(subtree, count: segment.count) { node in
          node.count == 1 ? values[node.lowerBound - mine.lowerBound] : nil
        }
      }
      if ranks.size == 1 { continue }
      let start = ContinuousClock.now
      let parts = subtrees[ranks.rank].map { values[$0.lowerBound - mine.lowerBound] }
      let floats = Self.add(
        parts, count: segment.count, subtrees: subtrees, tree: tree, over: ranks,
        into: UnsafeMutableBufferPointer(rebasing: sinks[0].values[segment]))
      cost.bytes += 4 * floats
      cost.seconds += (ContinuousClock.now - start).inSeconds
    }
    let end = ContinuousClock.now
    if ranks.size > 1, let computed = computed.withLock({ $0 }) {
      cost.waitedSeconds = max(0, (end - computed).inSeconds)
    }
    return cost
  }

  /// Adds up one segment.
  ///
  /// - Parameters:
  ///   - parts: Sums of this process's subtrees.
  ///   - subtrees: Those of every process.
  /// - Returns: How many floats this process sent.
  private static func add(
    _ parts: [UnsafeMutablePointer<Float>], count: Int, subtrees: [[Range<Int>]], tree: ShardTree,
    over ranks: any Communicator, into result: UnsafeMutableBufferPointer<Float>
  ) -> Int {
    let slices = (0..<ranks.size).map { slice(of: count, rank: $0, among: ranks.size) }
    let own = slices[ranks.rank]
    let sent = [Float](unsafeUninitializedCapacity: parts.count * count) { buffer, filled in
      for slice in slices {
        for part in parts {
          _ = UnsafeMutableBufferPointer(rebasing: buffer[filled..<filled + slice.count])
            .initialize(
              fromContentsOf: UnsafeBufferPointer(
                start: part + slice.lowerBound, count: slice.count))
          filled += slice.count
        }
      }
    }
    let receivedCounts = subtrees.map { $0.count * own.count }
    var received = [Float](repeating: 0, count: receivedCounts.reduce(0, +))
    sent.withUnsafeBufferPointer { sent in
      received.withUnsafeMutableBufferPointer { received in
        ranks.exchange(
          sent, counts: slices.map { parts.count * $0.count }, into: received,
          counts: receivedCounts)
        // Subtrees of rank 0, 1, …, as they were received.
        let all = subtrees.flatMap { $0 }
        if !own.isEmpty, let base = received.baseAddress {
          let sum = ShardTree.sum(0..<tree.shards, count: own.count) { node in
            all.firstIndex(of: node).map { base + $0 * own.count }
          }
          _ = UnsafeMutableBufferPointer(rebasing: result[own])
            .update(fromContentsOf: UnsafeBufferPointer(start: sum, count: own.count))
        }
      }
    }
    ranks.complete(result, slices: slices)
    return (sent.count - parts.count * own.count) + (ranks.size - 1) * own.count
  }
}

/// What the messages of gradients took in one process.
public struct MessageCost: Sendable, Hashable {
  /// Sent to other processes.
  public var bytes = 0
  /// Spent in exchanging them, waiting for the other processes included.
  public var seconds = 0.0
  /// Of these, after this process had computed all its gradients: what was not hidden behind the backward
  /// pass.
  public var waitedSeconds = 0.0

  /// None.
  public init() {}

  /// Adds another's.
  public static func += (sum: inout MessageCost, other: MessageCost) {
    sum.bytes += other.bytes
    sum.seconds += other.seconds
    sum.waitedSeconds += other.waitedSeconds
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + 1e-18 * Double(attoseconds)
  }
}
