import Agent
import EpisodeViewer
import Experiments
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

  /// The same of an evaluated episode, which has no advantages: the room and task, then each step with what it
  /// would earn and why. A method without rewards of tags is shown with the paper's.
  func text(of transcript: Transcript, rules: MethodRules) -> String {
    let story = Story(
      transcript, grammar: rules.grammar, rules: rules.rewards ?? RewardRules())
    var lines = [transcript.opening, ""]
    for (index, (step, told)) in zip(transcript.steps, story.steps).enumerated() {
      lines.append("\(index + 1). " + paint(step.output, colour(of: step.tag)))
      lines.append("   " + paint("reward \(signed(told.reward)): \(told.because)", "2"))
      let fate = told.fate == .done ? "" : "\(told.fate.rawValue): "
      let repeats = told.repeats.map { " (repeats step \($0))" } ?? ""
      lines.append("   " + fate + told.reply + repeats)
    }
    lines.append(transcript.won ? paint("won", "1;32") : paint("lost", "1;31"))
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
