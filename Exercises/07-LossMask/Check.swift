import Agent
import ExerciseSupport
import Randomness

@main struct Checker {
  /// An episode of responses and replies of these lengths.
  private static func episode(
    opening: Int, _ steps: [(response: Int, reply: Int, isImitated: Bool)]
  ) -> Episode {
    var episode = Episode(
      gameID: "game", category: nil, opening: "", tokens: (0..<Int32(opening)).map { $0 })
    for (index, step) in steps.enumerated() {
      let start = episode.tokens.count
      let isLast = index == steps.count - 1
      let count = step.response + (isLast ? 0 : step.reply)
      episode.tokens += (start..<(start + count)).map(Int32.init)
      episode.steps.append(
        EpisodeStep(
          response: start..<(start + step.response),
          parsed: malformedStep(), command: "", observation: "", isImitated: step.isImitated))
    }
    return episode
  }

  static func main() {
    run { check in
      var episodes = [
        episode(opening: 3, [(2, 2, true)]), episode(opening: 3, [(2, 2, true), (2, 1, true)]),
        episode(opening: 2, [(1, 1, false), (2, 1, true)]), episode(opening: 4, []),
      ]
      var generator = SeededGenerator(seed: 7)
      for _ in 0..<500 {
        episodes.append(
          episode(
            opening: 1 + generator.below(5),
            (0..<generator.below(6)).map { _ in
              (
                1 + generator.below(4), 1 + generator.below(4),
                !generator.happens(thousandths: 250)
              )
            }))
      }
      for episode in episodes {
        let steps = episode.steps.map {
          "\($0.response)" + ($0.isImitated ? "" : " (a mistake on purpose)")
        }
        try check.equal(
          learnedPositions(of: episode).map(Double.init),
          TrainingSequence(episode).positions.map(Double.init),
          "\(episode.tokens.count) tokens, the agent's responses at "
            + (steps.isEmpty ? "none" : steps.joined(separator: ", ")))
      }
    }
  }
}
