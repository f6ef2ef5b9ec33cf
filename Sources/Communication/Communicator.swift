/// Processes that train one model together, each with a rank: MPI's communicator, as far as training needs
/// one.
///
/// Every operation is collective: all processes call the same ones in the same order, from one thread at a
/// time. Where a process is lost no call of the others returns; whoever started them ends them (`mpirun`
/// does).
public protocol Communicator: Sendable {
  /// This process's place among all, from 0.
  var rank: Int { get }
  /// How many processes there are.
  var size: Int { get }

  /// Every process's bytes, by rank; they may have any lengths.
  func gather(_ bytes: [UInt8]) -> [[UInt8]]

  /// Gives every process its part of what this one has, and takes this one's part of what they have.
  ///
  /// - Parameters:
  ///   - sent: The parts for rank 0, 1, …, one after the other.
  ///   - sentCounts: Floats of each.
  ///   - received: Takes the parts from rank 0, 1, …, one after the other.
  ///   - receivedCounts: Floats of each.
  func exchange(
    _ sent: UnsafeBufferPointer<Float>, counts sentCounts: [Int],
    into received: UnsafeMutableBufferPointer<Float>, counts receivedCounts: [Int])

  /// Completes a buffer of which every process has filled its slice.
  ///
  /// - Parameter slices: Of rank 0, 1, …; they follow one another and make up the buffer.
  func complete(_ buffer: UnsafeMutableBufferPointer<Float>, slices: [Range<Int>])
}

extension Communicator {
  /// Whether this process is the one that writes files and speaks for all.
  public var isFirst: Bool { rank == 0 }

  /// The first process's answer to a question, known to all. The others are not asked.
  ///
  /// - Throws: What the question throws, in the first process alone: it ends, and the others with it.
  public func first(_ answer: () throws -> Bool) rethrows -> Bool {
    if size == 1 { return try answer() }
    let mine: [UInt8] = isFirst ? [try answer() ? 1 : 0] : []
    return gather(mine)[0] == [1]
  }

  /// Whether any process says so.
  public func any(_ mine: Bool) -> Bool {
    size == 1 ? mine : gather([mine ? 1 : 0]).contains([1])
  }

  /// Returns when all processes have come here.
  public func meet() {
    if size > 1 { _ = gather([]) }
  }
}

/// The part of so many things that falls to one of `size` processes: neighbours, as many as the others' or one
/// more.
public func slice(of count: Int, rank: Int, among size: Int) -> Range<Int> {
  rank * count / size..<(rank + 1) * count / size
}

/// One process, which talks to nobody.
public struct SingleProcess: Communicator {
  /// The only process there is.
  public init() {}

  /// 0.
  public var rank: Int { 0 }
  /// 1.
  public var size: Int { 1 }

  /// The bytes themselves.
  public func gather(_ bytes: [UInt8]) -> [[UInt8]] { [bytes] }

  /// Copies.
  public func exchange(
    _ sent: UnsafeBufferPointer<Float>, counts sentCounts: [Int],
    into received: UnsafeMutableBufferPointer<Float>, counts receivedCounts: [Int]
  ) {
    _ = received.update(fromContentsOf: sent)
  }

  /// Nothing is missing.
  public func complete(_ buffer: UnsafeMutableBufferPointer<Float>, slices: [Range<Int>]) {}
}
