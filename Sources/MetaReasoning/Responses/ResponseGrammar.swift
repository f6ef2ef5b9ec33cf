/// What a response may look like: one reasoning block under one of a few names, then one action.
public struct ResponseGrammar: Sendable, Hashable {
  /// "tagged", "think", "note", or "tagged-without-" and the tags left out; the encoded form.
  public let name: String
  /// The tags a response may choose from; empty in the grammars without tags.
  public let tags: [ReasoningTag]

  /// `<planning> … </planning> <action> … </action>` with any one of the four tags (RLVMR).
  public static let tagged = ResponseGrammar(name: "tagged", tags: ReasoningTag.allCases)
  /// `<think> … </think> <action> … </action>` (SFT and GRPO baselines).
  public static let think = ResponseGrammar(name: "think", tags: [])
  /// `<note> … </note> <action> … </action>`: how the base model is pretrained, so that it knows
  /// neither arm's marks beforehand.
  public static let note = ResponseGrammar(name: "note", tags: [])

  private init(name: String, tags: [ReasoningTag]) {
    self.name = name
    self.tags = tags
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
    guard !rest.isEmpty, rest != tags else { return self }
    let leftOut = ReasoningTag.allCases.filter { !rest.contains($0) }.map(\.rawValue)
    return ResponseGrammar(
      name: "\(Self.tagged.name)-without-\(leftOut.joined(separator: "-"))", tags: rest)
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
  public static let leaveOneOut: [ResponseGrammar] = ReasoningTag.allCases.map(tagged.without)

  /// The three grammars and every way to leave tags out.
  private static let all: [ResponseGrammar] =
    [think, note]
    + ReasoningTag.allCases.reduce([tagged]) { grammars, tag in
      grammars + grammars.map { $0.without(tag) }.filter { !grammars.contains($0) }
    }
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
