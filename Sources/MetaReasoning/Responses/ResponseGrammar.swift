/// What a response may look like: one reasoning block under one of a few names, then one action.
public struct ResponseGrammar: Sendable, Hashable {
  /// "think", "note", or "tagged" with what differs from the paper's four tags, such as
  /// "tagged-without-reflection"; the encoded form.
  public let name: String
  /// The tags a response may choose from; empty in the grammars without tags.
  public let tags: [ReasoningTag]

  /// `<planning> … </planning> <action> … </action>` with any one of the paper's four tags (RLVMR).
  ///
  /// A tag that is added to `ReasoningTag` is not among them: the paper's methods stay as they are.
  public static let tagged = ResponseGrammar(tags: paperTags)
  /// `<think> … </think> <action> … </action>` (SFT and GRPO baselines).
  public static let think = ResponseGrammar(name: "think", tags: [])
  /// `<note> … </note> <action> … </action>`: how the base model is pretrained, so that it knows
  /// neither arm's marks beforehand.
  public static let note = ResponseGrammar(name: "note", tags: [])

  private static let paperTags: [ReasoningTag] = [.planning, .explore, .reflection, .monitor]

  private init(name: String, tags: [ReasoningTag]) {
    self.name = name
    self.tags = tags
  }

  /// A grammar of tags, named after what it has more and less than the paper's four.
  private init(tags: [ReasoningTag]) {
    let paper = Self.paperTags
    func difference(_ word: String, _ tags: [ReasoningTag]) -> String {
      tags.isEmpty ? "" : "-\(word)-" + tags.map(\.rawValue).joined(separator: "-")
    }
    self.init(
      name: "tagged" + difference("with", tags.filter { !paper.contains($0) })
        + difference("without", paper.filter { !tags.contains($0) }),
      tags: tags)
  }

  /// The grammar of this name, such as "think" or "tagged-without-reflection"; nil if there is
  /// none. Tags left out together stand in the order of `ReasoningTag`, joined by hyphens.
  public init?(name: String) {
    guard let grammar = Self.all.first(where: { $0.name == name }) else { return nil }
    self = grammar
  }

  /// The grammar that leaves one more tag out: a response that uses it violates the format.
  ///
  /// Leaves a grammar as it is that has no such tag, or no other: an agent must be able to say
  /// something.
  public func without(_ tag: ReasoningTag) -> ResponseGrammar {
    let rest = tags.filter { $0 != tag }
    return rest.isEmpty || rest == tags ? self : ResponseGrammar(tags: rest)
  }

  /// The grammar with one more tag to choose from; leaves a grammar as it is that has no tags.
  public func with(_ tag: ReasoningTag) -> ResponseGrammar {
    guard isTagged else { return self }
    return ResponseGrammar(tags: ReasoningTag.allCases.filter { $0 == tag || tags.contains($0) })
  }

  /// Whether a response chooses a tag.
  public var isTagged: Bool { !tags.isEmpty }

  /// The names that may stand in the angle brackets of the reasoning block.
  public var blockNames: [String] { isTagged ? tags.map(\.rawValue) : [name] }

  /// Every mark of a response: the opening and closing of each reasoning block, then of the action.
  public var marks: [String] {
    (blockNames + ["action"]).flatMap { ["<\($0)>", "</\($0)>"] }
  }

  /// The tag under which a step is written whose own tag is missing or left out: `monitor`, the
  /// default, or `explore` where `monitor` itself is left out; nil in grammars without tags.
  public var standIn: ReasoningTag? {
    [.monitor, .explore].first(where: tags.contains) ?? tags.first
  }

  /// The tagged grammar without each tag in turn, in the order of `ReasoningTag`.
  public static let leaveOneOut: [ResponseGrammar] = tagged.tags.map(tagged.without)

  /// The grammars without tags, and those of every choice of tags.
  private static let all: [ResponseGrammar] =
    [think, note]
    + ReasoningTag.allCases.reduce([[]]) { choices, tag in choices + choices.map { $0 + [tag] } }
    .filter { !$0.isEmpty }.map { ResponseGrammar(tags: $0) }
}

extension ResponseGrammar: Codable {
  /// Reads a grammar from its name.
  ///
  /// - Throws: `DecodingError.dataCorrupted`, which lists the names there are, for any other name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let grammar = ResponseGrammar(name: name) else {
      let names = ([Self.think, .note, .tagged] + Self.leaveOneOut).map(\.name)
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription:
          "unknown response grammar '\(name)'; use one of \(names.joined(separator: ", "))")
    }
    self = grammar
  }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
