import Agent
import Experiments
import Methods
import Notebook

extension Measurements {
  /// The first evaluated episode of a method's first seed on a split, as it went.
  ///
  /// - Throws: Errors of training and evaluation.
  public func exampleEpisode(_ method: Method, _ split: EvaluationSplit) throws -> Block {
    try transcripts(method, split).first?.first.map(shown) ?? .verbatim("no episode")
  }

  /// The first lost episode of a method's first seed, as it went; nil where none was lost.
  ///
  /// - Throws: Errors of training and evaluation.
  public func lostEpisode(_ method: Method, _ split: EvaluationSplit) throws -> Block? {
    try transcripts(method, split).first?.first { !$0.won }.map(shown)
  }

  /// So many steps of an episode are shown; the texts say so.
  static let stepsShown = 12

  /// The first steps of an episode.
  func shown(_ episode: Transcript) -> Block {
    let steps = episode.steps.prefix(Self.stepsShown).enumerated().map { number, step in
      "\(number + 1). \(step.output)\n   \(step.observation)"
    }
    let rest = episode.steps.count - steps.count
    let ending = (rest > 0 ? ["… \(rest) more steps"] : []) + [episode.won ? "won" : "lost"]
    return .verbatim(([episode.opening, ""] + steps + ending).joined(separator: "\n"))
  }
}
