/// Why a response violates the format.
public enum FormatViolation: Error, Sendable, Hashable, Codable {
  /// There is not exactly one `<action> … </action>` block.
  case actionBlocks(count: Int)
  /// There is not exactly one reasoning block.
  case reasoningBlocks(count: Int)
  /// The reasoning block holds nothing.
  case emptyThought
  /// The action block holds nothing.
  case emptyAction
  /// The reasoning block stands after the action.
  case actionFirst
  /// There is text outside the two blocks, or a mark without its partner.
  case strayText
}
