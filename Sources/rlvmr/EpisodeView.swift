import Foundation
import MetaReasoning
import Training

/// An episode as text for a terminal.
struct EpisodeView {
  /// Whether ANSI colours are used.
  var isColoured: Bool

  /// The room and task, then each step with its reward and advantages.
  func text(
    of episode: Episode, rewards: RewardedTrajectory, advantages: [StepAdvantage]
  ) -> String {
    var lines = [episode.opening, ""]
    for index in episode.steps.indices {
      let step = episode.steps[index]
      let advantage = advantages[index]
      let numbers =
        "reward \(signed(rewards.steps[index].reward))  advantage \(signed(advantage.total)) "
        + "(trajectory \(signed(advantage.trajectory)), step \(signed(advantage.metaReasoning)))"
      let tag = step.reasoning.response?.tag
      lines.append("\(index + 1). " + paint(step.reasoning.output, colour(of: tag)))
      lines.append("   " + paint(numbers, "2"))
      let refused = step.reasoning.response == nil ? "malformed: " : "refused: "
      lines.append("   " + (step.reasoning.isAdmissible ? "" : refused) + step.observation)
    }
    lines.append(episode.won ? paint("won", "1;32") : paint("lost", "1;31"))
    return lines.joined(separator: "\n")
  }

  private func colour(of tag: ReasoningTag?) -> String {
    switch tag {
    case .planning: "34"
    case .explore: "33"
    case .reflection: "35"
    case .monitor: "36"
    case nil: "0"
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func signed(_ value: Double) -> String { String(format: "%+.2f", value) }
}
