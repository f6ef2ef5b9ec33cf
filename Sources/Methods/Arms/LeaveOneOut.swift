import MetaReasoning

extension Method {
  /// RLVMR with one tag fewer, in its grammar, its cold start and its rewards. What the teacher would
  /// have tagged so it tags `monitor`, or `explore` where monitor itself is left out.
  public static let leftOut = ResponseGrammar.tagged.tags.map { tag in
    let grammar = ResponseGrammar.tagged.without(tag)
    return rlvmr.arm(
      "rlvmr-without-\(tag.rawValue)", title: "RLVMR, no \(tag.rawValue)",
      abstract: "RLVMR without the tag \(tag.rawValue), from a cold start without it."
    ) {
      $0.grammar = grammar
      $0.start = .method(
        coldStart(
          grammar: grammar, name: "cold-start-without-\(tag.rawValue)",
          title: "Start, no \(tag.rawValue)"))
    }
  }
}
