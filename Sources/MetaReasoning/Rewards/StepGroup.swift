/// The steps among which a step's reward is compared.
public enum StepGroup: Sendable, Hashable {
  /// The steps of one tag.
  case tag(ReasoningTag)
  /// Steps that violate the format, where their penalty falls on the row.
  case malformed
  /// Steps of grammars without tags, and the released program's "none": monitor and malformed
  /// steps. The reward of each is 0.
  case untagged
}

/// The encoded form is one word: the tag's, "malformed" or "untagged".
extension StepGroup: RawRepresentable, Codable {
  /// The tag's word, "malformed" or "untagged".
  public var rawValue: String {
    switch self {
    case .tag(let tag): tag.rawValue
    case .malformed: "malformed"
    case .untagged: "untagged"
    }
  }

  /// The group of this word; nil if there is none.
  public init?(rawValue: String) {
    switch rawValue {
    case Self.malformed.rawValue: self = .malformed
    case Self.untagged.rawValue: self = .untagged
    default:
      guard let tag = ReasoningTag(rawValue: rawValue) else { return nil }
      self = .tag(tag)
    }
  }
}
