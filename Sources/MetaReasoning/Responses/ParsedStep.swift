/// What the reward rules look at in one step of an episode.
public struct ParsedStep: Sendable, Hashable, Codable {
  /// The raw text the agent wrote.
  public var output: String
  /// The parsed response; nil where the format was violated.
  public var response: Response?
  /// Whether the action stood in the admissible list.
  public var isAdmissible: Bool
  /// The things the action names, such as ["apple 1", "fridge 1"]; empty where the format was
  /// violated. The side that knows the world's commands fills it in.
  public var targets: [String]
  /// A fingerprint of the world before the command; equal worlds have equal ones.
  public var worldState: UInt64

  /// Creates a step from its parts.
  public init(
    output: String, response: Response?, isAdmissible: Bool, targets: [String],
    worldState: UInt64 = 0
  ) {
    self.output = output
    self.response = response
    self.isAdmissible = isAdmissible
    self.targets = targets
    self.worldState = worldState
  }

  /// Whether the step failed: malformed, or an action the world refuses.
  public var isFailure: Bool { response == nil || !isAdmissible }

  /// Whether the step is well formed and the world refuses its action.
  public var isRefused: Bool { response != nil && !isAdmissible }

  /// The action as the released rewards see it: every match of `<action>(.*?)</action>`.
  ///
  /// The released pattern neither ignores case, nor trims blanks, nor crosses line breaks, although
  /// the released parser does all three: an action written over two lines is valid but matches
  /// nothing here, and two such steps count as repeating each other.
  public var releasedActionMatches: [String] {
    var matches: [String] = []
    var rest = Substring(output)
    while let open = rest.firstRange(of: "<action>") {
      let inner = rest[open.upperBound...]
      if let close = inner.firstRange(of: "</action>"),
        !inner[..<close.lowerBound].contains(where: \.isNewline)
      {
        matches.append(String(inner[..<close.lowerBound]))
        rest = inner[close.upperBound...]
      } else {
        rest = inner
      }
    }
    return matches
  }
}
