import Foundation

/// A line on standard error that says how far a long work is and how much time is left.
///
/// On a terminal the line is rewritten in place; elsewhere a new line is printed every few seconds.
public final class Progress {
  private let title: String
  private let total: Int
  private let started = Date()
  private var startedAt = 0
  private var lastPrint = Date.distantPast
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) != 0

  /// Starts a progress line.
  ///
  /// - Parameters:
  ///   - title: What is being done.
  ///   - total: Number of units of work.
  ///   - done: Units that need not be done again (a resumed run).
  public init(_ title: String, total: Int, done: Int = 0) {
    self.title = title
    self.total = total
    startedAt = done
  }

  /// Reports that `done` units of the work are finished.
  public func update(_ done: Int, note: String = "") {
    let now = Date()
    let isLast = done >= total
    guard isLast || now.timeIntervalSince(lastPrint) >= (isTerminal ? 0.2 : 15) else { return }
    lastPrint = now
    let elapsed = now.timeIntervalSince(started)
    let share = Double(done - startedAt) / Double(max(1, total - startedAt))
    let left = share > 0 ? elapsed * (1 - share) / share : 0
    let time = isLast ? "\(Self.clock(elapsed)) taken" : "\(Self.clock(left)) left"
    let bar = String(repeating: "█", count: done * 20 / max(1, total))
    let rest = String(repeating: "░", count: 20 - bar.count)
    let line = "\(title)  \(bar)\(rest) \(done)/\(total)  \(time)  \(note)"
    let text = isTerminal ? "\r\u{1B}[2K\(line)\(isLast ? "\n" : "")" : line + "\n"
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Minutes and seconds, "3:07".
  public static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
