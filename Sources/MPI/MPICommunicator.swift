#if MPI
  import CMPI
  import Communication
  import Foundation
  import Synchronization

  /// All processes that `mpirun` or `srun` started together, as MPI knows them.
  ///
  /// An error of MPI, the loss of a process among them, ends every process.
  struct MPICommunicator: Communicator {
    let rank: Int
    let size: Int

    private static let hasJoined = Atomic<Bool>(false)

    /// Joins them; once in a program. They are left when it ends.
    ///
    /// - Throws: `Processes.JoinError` where MPI cannot be started.
    init() throws {
      var (rank, size): (Int32, Int32) = (0, 0)
      guard rlvmr_mpi_join(&rank, &size) == 0 else {
        throw Processes.JoinError(
          description: "MPI cannot be started; check it with `mpirun -n 2 hostname`")
      }
      (self.rank, self.size) = (Int(rank), Int(size))
      Self.hasJoined.store(true, ordering: .relaxed)
      atexit { MPICommunicator.leave() }
    }

    private static func leave() {
      if hasJoined.exchange(false, ordering: .relaxed) { rlvmr_mpi_leave() }
    }

    static func abort(code: Int32) {
      if hasJoined.exchange(false, ordering: .relaxed) { rlvmr_mpi_abort(code) }
    }

    func gather(_ bytes: [UInt8]) -> [[UInt8]] {
      var counts = [Int32](repeating: 0, count: size)
      rlvmr_mpi_gather_counts(Int32(bytes.count), &counts)
      let starts = Self.starts(counts)
      let all = [UInt8](unsafeUninitializedCapacity: counts.reduce(0) { $0 + Int($1) }) {
        buffer, filled in
        rlvmr_mpi_gather(bytes, Int32(bytes.count), buffer.baseAddress, counts, starts)
        filled = buffer.count
      }
      return zip(starts, counts).map { Array(all[Int($0)..<Int($0 + $1)]) }
    }

    func exchange(
      _ sent: UnsafeBufferPointer<Float>, counts sentCounts: [Int],
      into received: UnsafeMutableBufferPointer<Float>, counts receivedCounts: [Int]
    ) {
      let (sentCounts, receivedCounts) = (
        sentCounts.map(Int32.init), receivedCounts.map(Int32.init)
      )
      rlvmr_mpi_exchange(
        sent.baseAddress, sentCounts, Self.starts(sentCounts), received.baseAddress,
        receivedCounts, Self.starts(receivedCounts))
    }

    func complete(_ buffer: UnsafeMutableBufferPointer<Float>, slices: [Range<Int>]) {
      rlvmr_mpi_complete(
        buffer.baseAddress, slices.map { Int32($0.count) }, slices.map { Int32($0.lowerBound) })
    }

    private static func starts(_ counts: [Int32]) -> [Int32] {
      var sum: Int32 = 0
      return counts.map { count in
        defer { sum += count }
        return sum
      }
    }
  }
#endif
