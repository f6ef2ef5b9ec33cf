import Foundation
import Synchronization

/// Ctrl-C as a request: the loop that is running saves its state and stops.
public enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Thrown by training loops after they saved their state.
  public struct Interrupted: Error, CustomStringConvertible, LocalizedError {
    /// What to do next.
    public let description = "interrupted; the same command continues where it stopped"
    /// The same line, for Foundation.
    public var errorDescription: String? { description }
  }

  /// From now on the first Ctrl-C (or a TERM signal) asks politely; a second one kills.
  public static func handleSignals() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { caught in
        Interruption.requested.store(true, ordering: .relaxed)
        signal(caught, SIG_DFL)
      }
    }
  }

  /// Whether somebody asked to stop.
  public static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Does work that leaves nothing behind and does not ask whether it should stop; a request ends the wait
  /// for it.
  ///
  /// - Throws: `Interrupted`; the work then goes on until the program ends.
  static func whileWaiting<Result: Sendable>(
    for work: @escaping @Sendable () -> Result
  ) throws -> Result {
    let result = Answer<Result>()
    let isDone = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      result.set(work())
      isDone.signal()
    }
    while isDone.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      if isRequested { throw Interrupted() }
    }
    guard let value = result.value else { throw Interrupted() }
    return value
  }

  /// What another thread found out.
  private final class Answer<Value: Sendable>: Sendable {
    private let found = Mutex<Value?>(nil)
    var value: Value? { found.withLock { $0 } }
    func set(_ value: Value) { found.withLock { $0 = value } }
  }
}
