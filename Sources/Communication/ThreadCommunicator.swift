import Dispatch
import Synchronization

/// Threads of one process as ranks: the twin of MPI that needs none, by which tests compare any number of
/// ranks with one.
public final class ThreadCommunicator: Communicator {
  /// What the ranks share: what each has laid down, and a meeting point.
  private final class Table: Sendable {
    private struct State {
      var laid: [[[UInt8]]]
      var arrived = 0
      var round = 0
    }

    private let state: Mutex<State>
    let size: Int

    init(size: Int) {
      self.size = size
      state = Mutex(State(laid: Array(repeating: [], count: size)))
    }

    /// Lays down this rank's parcels; returns those of all when the last has come.
    func exchange(_ parcels: [[UInt8]], rank: Int) -> [[[UInt8]]] {
      lay(parcels, rank: rank)
      let all = state.withLock { $0.laid }
      // Nobody lays down the next ones before all have taken these.
      lay(nil, rank: rank)
      return all
    }

    private func lay(_ parcels: [[UInt8]]?, rank: Int) {
      let round = state.withLock { state in
        let round = state.round
        if let parcels { state.laid[rank] = parcels }
        state.arrived += 1
        if state.arrived == size { (state.arrived, state.round) = (0, round + 1) }
        return round
      }
      while state.withLock({ $0.round == round }) { Self.wait() }
    }

    private static func wait() {
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .microseconds(50))
    }
  }

  /// This thread's rank.
  public let rank: Int
  /// How many threads there are.
  public var size: Int { table.size }
  private let table: Table

  private init(rank: Int, table: Table) {
    (self.rank, self.table) = (rank, table)
  }

  /// Runs a closure once a rank, all at once.
  ///
  /// - Returns: What each returned, by rank.
  /// - Throws: What the closure of the lowest rank that throws threw. All must throw together or none:
  ///   whoever goes on waits for ever.
  public static func run<Result: Sendable>(
    size: Int, _ body: @escaping @Sendable (ThreadCommunicator) throws -> Result
  ) throws -> [Result] {
    let table = Table(size: size)
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    let group = DispatchGroup()
    for rank in 0..<size {
      // A queue of its own for each: they all have to run at once.
      DispatchQueue(label: "rank \(rank)").async(group: group) {
        let result = Swift.Result { try body(ThreadCommunicator(rank: rank, table: table)) }
        results.withLock { $0[rank] = result }
      }
    }
    group.wait()
    return try results.withLock { results in
      try (0..<size).compactMap { try results[$0]?.get() }
    }
  }

  /// Every thread's bytes.
  public func gather(_ bytes: [UInt8]) -> [[UInt8]] {
    table.exchange([bytes], rank: rank).map { $0[0] }
  }

  /// Gives and takes parts.
  public func exchange(
    _ sent: UnsafeBufferPointer<Float>, counts sentCounts: [Int],
    into received: UnsafeMutableBufferPointer<Float>, counts receivedCounts: [Int]
  ) {
    precondition(sent.count == sentCounts.reduce(0, +), "the parts make up what is sent")
    var start = 0
    let parcels = sentCounts.map { count in
      defer { start += count }
      return Array(
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: sent[start..<start + count])))
    }
    var place = 0
    for (other, laid) in table.exchange(parcels, rank: rank).enumerated() {
      let count = receivedCounts[other]
      precondition(laid[rank].count == 4 * count, "as much is sent as is awaited")
      let target = UnsafeMutableBufferPointer(rebasing: received[place..<place + count])
      laid[rank].withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
      place += count
    }
  }

  /// Through a copy of each slice: the others' buffers are not read while they are written.
  public func complete(_ buffer: UnsafeMutableBufferPointer<Float>, slices: [Range<Int>]) {
    let mine = UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[slices[rank]]))
    for (slice, bytes) in zip(slices, gather(Array(mine))) {
      let target = UnsafeMutableBufferPointer(rebasing: buffer[slice])
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: $0) }
    }
  }
}
