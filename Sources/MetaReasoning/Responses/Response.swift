/// One well-formed response of the agent: a short thought of one kind, then one action.
public struct Response: Sendable, Hashable, Codable {
  /// The tag; nil in the grammars without tags.
  public var tag: ReasoningTag?
  /// The words inside the reasoning block, trimmed.
  public var thought: String
  /// The command inside the action block, trimmed.
  public var action: String

  /// Creates a response from its parts.
  public init(tag: ReasoningTag?, thought: String, action: String) {
    self.tag = tag
    self.thought = thought
    self.action = action
  }

  /// The response as an agent of this grammar writes it. A tag that is missing, or that the grammar
  /// leaves out, is written as the grammar's `standIn`: `monitor`, or `explore` where `monitor`
  /// itself is left out. Grammars without tags write none.
  public func text(in grammar: ResponseGrammar) -> String {
    let written = tag.flatMap { grammar.tags.contains($0) ? $0 : nil } ?? grammar.standIn
    let name = written?.rawValue ?? grammar.name
    return "<\(name)> \(thought) </\(name)> <action> \(action) </action>"
  }

  /// Reads a response strictly: exactly one reasoning block, not empty, before exactly one action
  /// block, not empty, and nothing else (paper appendix A.2; the released ALFWorld projection). A
  /// tag that the grammar lacks is no reasoning block.
  ///
  /// Whether the action is *admissible* is no matter of format and is not looked at.
  /// - Throws: The first `FormatViolation` found.
  public init(parsing output: String, grammar: ResponseGrammar) throws(FormatViolation) {
    let actions = Self.blocks(named: "action", in: output)
    guard actions.count == 1 else { throw .actionBlocks(count: actions.count) }
    let reasoning = grammar.blockNames.flatMap { name in
      Self.blocks(named: name, in: output).map { (name: name, block: $0) }
    }
    guard reasoning.count == 1 else { throw .reasoningBlocks(count: reasoning.count) }
    let (name, thought) = reasoning[0]
    let action = actions[0]
    guard thought.outer.upperBound <= action.outer.lowerBound else { throw .actionFirst }
    let thoughtText = output[thought.inner].trimmed
    let actionText = output[action.inner].trimmed
    guard !thoughtText.isEmpty else { throw .emptyThought }
    guard !actionText.isEmpty else { throw .emptyAction }
    let outside =
      output[..<thought.outer.lowerBound]
      + output[thought.outer.upperBound..<action.outer.lowerBound]
      + output[action.outer.upperBound...]
    guard outside.allSatisfy(\.isWhitespace),
      !thoughtText.contains("<"), !actionText.contains("<")
    else { throw .strayText }
    self.init(tag: ReasoningTag(rawValue: name), thought: thoughtText, action: actionText)
  }

  /// The tag a response opens first, well formed or not; nil where it opens none.
  public static func firstOpenedTag(in output: String) -> ReasoningTag? {
    ReasoningTag.allCases
      .compactMap { tag in output.firstRange(of: tag.opening).map { (tag, $0.lowerBound) } }
      .min { $0.1 < $1.1 }?
      .0
  }

  private static func blocks(
    named name: String, in text: String
  ) -> [(outer: Range<String.Index>, inner: Range<String.Index>)] {
    var found: [(outer: Range<String.Index>, inner: Range<String.Index>)] = []
    var rest = text.startIndex..<text.endIndex
    while let open = text[rest].firstRange(of: "<\(name)>"),
      let close = text[open.upperBound..<rest.upperBound].firstRange(of: "</\(name)>")
    {
      found.append((open.lowerBound..<close.upperBound, open.upperBound..<close.lowerBound))
      rest = close.upperBound..<rest.upperBound
    }
    return found
  }
}

extension Substring {
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
