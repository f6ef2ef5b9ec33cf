import Agent
import EpisodeViewer
import Experiments
import Notebook

// One game as text and as tokens.
extension Primer {
  private static let shownSteps = 3

  @BlockBuilder
  func game(_ example: WorkedExample) throws -> [Block] {
    let group = example.rlvmr
    let rollout = group.rollouts[example.told[0]]
    Block.heading(2, "One game, as text and as tokens", label: "sec:primer-game")
    """
    The game is number \(group.game) of \(group.split.rawValue), at which nothing is judged. This is how rollout \
    \(example.told[0] + 1) of the cold-started agent begins, as a person reads it:
    """
    Block.verbatim(text(of: rollout.transcript))
    """
    And as the model reads and writes it. A token is a word or a phrase of the game. In double brackets stand \
    the tokens the agent wrote itself: only these are learned from. All others are read, but *masked*: they carry \
    no loss, since nobody can learn to be the world.
    """
    Block.verbatim(tokens(of: rollout, words: group.words))
  }

  private func text(of transcript: Transcript) -> String {
    let steps = transcript.steps.prefix(Self.shownSteps).map { "> \($0.output)\n\($0.observation)" }
    let rest = transcript.steps.count - steps.count
    return ([transcript.opening] + steps).joined(separator: "\n\n")
      + (rest > 0 ? "\n\n… (\(rest) more \(rest == 1 ? "step" : "steps"))" : "")
  }

  private func tokens(of rollout: TrainingGroup.Rollout, words: [String]) -> String {
    let shown = rollout.responses.prefix(Self.shownSteps)
    let end = shown.last.map { $0.start + $0.count } ?? 0
    let learned = shown.map { $0.start..<($0.start + $0.count) }
    var lines: [String] = []
    var line = ""
    for at in 0..<end {
      let isLearned = learned.contains { $0.contains(at) }
      let opens = learned.contains { $0.lowerBound == at }
      let closes = learned.contains { $0.lowerBound < at && $0.upperBound == at }
      let word = words[rollout.tokens[at]]
      let token = isLearned ? "⟦\(word)⟧" : "·\(word)"
      if opens || closes || line.count + token.count > 96 {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + token
    }
    return (lines + [line]).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
