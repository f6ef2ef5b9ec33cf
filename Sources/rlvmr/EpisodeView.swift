import Agent
import Foundation
import MetaReasoning
import Playing

/// An episode as text for a terminal.
struct EpisodeView {
  /// Whether ANSI colours are used.
  var isColoured: Bool

  /// The room and task, then each step with its reward and advantages.
  func text(
    of episode: Episode, rewards: RewardedTrajectory, advantages: [StepAdvantage]
  ) -> String {
    var lines = [episode.opening.printable, ""]
    for index in episode.steps.indices {
      let step = episode.steps[index]
      let advantage = advantages[index]
      let numbers =
        "reward \(signed(rewards.steps[index].reward))  advantage \(signed(advantage.total)) "
        + "(trajectory \(signed(advantage.trajectory)), step \(signed(advantage.step)))"
      let tag = step.parsed.response?.tag
      lines.append("\(index + 1). " + paint(step.parsed.output.printable, colour(of: tag)))
      lines.append("   " + paint(numbers, "2"))
      let refused = step.parsed.response == nil ? "malformed: " : "refused: "
      lines.append("   " + (step.parsed.isAdmissible ? "" : refused) + step.observation.printable)
    }
    lines.append(episode.won ? paint("won", "1;32") : paint("lost", "1;31"))
    return lines.joined(separator: "\n")
  }

  /// A colour of its own for each tag, by its place among the tags.
  private func colour(of tag: ReasoningTag?) -> String {
    guard let place = tag.flatMap({ ReasoningTag.allCases.firstIndex(of: $0) }) else { return "0" }
    let colours = ["34", "33", "35", "36", "32", "31"]
    return colours[place % colours.count]
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
