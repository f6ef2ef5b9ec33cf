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
}
