import Agent
import HouseholdWorld
import MetaReasoning

extension Episode {
  /// What the rewards and advantages of a written-down episode are computed from: its steps and its end.
  /// There are no tokens, and responses have no thoughts, which no rule looks at.
  public init(_ transcript: Transcript) {
    self.init(
      gameID: transcript.gameID, category: transcript.category, opening: transcript.opening,
      tokens: [],
      steps: transcript.steps.map { step in
        EpisodeStep(
          response: 0..<0,
          parsed: ParsedStep(
            output: step.output,
            response: step.action.map { Response(tag: step.tag, thought: "", action: $0) },
            isAdmissible: step.isAdmissible, targets: numberedThings(in: step.action ?? ""),
            worldState: step.worldState),
          command: step.action ?? "", observation: step.observation)
      },
      won: transcript.won)
    outOfContext = transcript.outOfContext ?? false
  }
}
