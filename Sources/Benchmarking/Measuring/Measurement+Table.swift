import Foundation

extension Measurement {
  /// The head of the table for a terminal: eight columns, as wide as those of `row`.
  public static var header: String {
    columns(["suite", "model", "what", "threads", "seconds", "per second", "GFLOP/s", "dropped"])
  }

  /// The measurement as a row of that table; what only some suites measure stands behind the
  /// columns.
  public var row: String {
    let rate = tokensPerSecond ?? stepsPerSecond ?? 0
    var text = Self.columns([
      suite.rawValue, model, variant, "\(threads)", Self.short(seconds), Self.short(rate),
      gflops > 0 ? Self.short(gflops) : "", "\(droppedRounds)",
    ])
    if let bytesPerSecond { text += "  \(Self.short(bytesPerSecond / 1e9)) GB/s" }
    if let games, let loadMilliseconds, let loadAllSeconds {
      text +=
        "  \(Self.short(loadMilliseconds)) ms a game, \(Self.short(loadAllSeconds)) s for "
        + "\(games)"
    }
    if let rolloutSeconds, let updateSeconds {
      text += "  rollout \(Self.short(rolloutSeconds)) s, update \(Self.short(updateSeconds)) s"
    }
    if let worldShare, let peakMemory {
      text +=
        ", world \(Self.short(worldShare * 100)) %, at most "
        + "\(Self.short(peakMemory / 1e6)) MB"
    }
    return text
  }

  private static func columns(_ cells: [String]) -> String {
    zip(cells, [10, 8, 24, 8, 10, 12, 9, 8]).enumerated().map { index, cell in
      let blanks = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index < 3 ? cell.0 + blanks : blanks + cell.0
    }.joined(separator: " ")
  }

  /// Three significant digits, whole numbers in full.
  private static func short(_ value: Double) -> String {
    value >= 100 ? String(format: "%.0f", value) : String(format: "%.3g", value)
  }
}
