import Communication
import Foundation

/// The processes that were started together, by `mpirun` or a cluster's `srun`.
public enum Processes {
  /// Why processes that were started together cannot work together.
  public struct JoinError: Error, Sendable, CustomStringConvertible, LocalizedError {
    /// One line with the fix.
    public let description: String
    /// The same line, for Foundation.
    public var errorDescription: String? { description }
  }

  /// Joins the others where this process was started as one of several; a process that was started alone
  /// needs no MPI and loads none of it.
  ///
  /// - Throws: `JoinError` where this program was built without MPI, or MPI cannot be started.
  public static func join(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> any Communicator {
    guard let size = announcedSize(environment), size > 1 else { return SingleProcess() }
    #if MPI
      return try MPICommunicator()
    #else
      throw JoinError(
        description: "started as one of \(size) processes, but built without MPI: apt install "
          + "libopenmpi-dev openmpi-bin, then swift build -c release --traits MPI")
    #endif
  }

  /// Refuses to be one of several.
  ///
  /// - Throws: `JoinError`.
  public static func requireOne(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    guard let size = announcedSize(environment), size > 1 else { return }
    throw JoinError(
      description:
        "started as one of \(size) processes, which would all do the same: only train and evaluate "
        + "share their work; start this one alone")
  }

  /// Ends all processes because this one cannot go on; returns where there are no others.
  public static func abort(code: Int32) {
    #if MPI
      MPICommunicator.abort(code: code)
    #endif
  }

  /// How many processes were started together, by what those who start them say: Open MPI, MPICH and its
  /// relatives, Slurm with PMI. Nil where nobody says.
  package static func announcedSize(_ environment: [String: String]) -> Int? {
    ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"].lazy.compactMap { environment[$0] }.compactMap { Int($0) }
      .first
  }
}
