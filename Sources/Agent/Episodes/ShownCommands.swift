/// Which of the commands that can be given now a policy reads behind every observation.
public enum ShownCommands: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
  /// None: the observation alone.
  case none
  /// What can be done here: all but walking, looking, examining and the inventory.
  case acts
  /// All admissible commands, as in the paper's prompts (appendix B).
  case all

  /// Whether a command is shown.
  func includes(_ command: String) -> Bool {
    switch self {
    case .none: false
    case .acts: !Self.verbsOfSeeing.contains { command.hasPrefix($0) }
    // Help says nothing about the room.
    case .all: command != "help"
    }
  }

  private static let verbsOfSeeing = ["go to ", "examine ", "look", "inventory", "help"]

  /// What shows more is greater.
  public static func < (one: ShownCommands, other: ShownCommands) -> Bool {
    one.order < other.order
  }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
