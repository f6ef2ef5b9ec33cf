import Foundation
import MetaReasoning

/// Episodes as plain lists, for readers without JavaScript.
enum PlainEpisodes {
  /// A game as the two agents that the page begins with played it.
  static func html(of game: PageData.Game) -> String {
    // A game that one agent played has one episode to show.
    let places = game.pair.first == game.pair.last ? Array(game.pair.prefix(1)) : game.pair
    let sections = places.map { section(game.plays[$0.play], rollout: $0.rollout) }
    return """
      <h2>\(EmbeddedText.html(game.title))</h2>
      <div class="sides">
      \(sections.joined(separator: "\n"))
      </div>
      """
  }

  private static func section(_ play: PageData.Play, rollout place: Int) -> String {
    let rollout = play.rollouts[place]
    let count = "\(rollout.steps.count) step\(rollout.steps.count == 1 ? "" : "s")"
    let number =
      play.rollouts.count > 1 ? ", rollout \(place + 1) of \(play.rollouts.count)" : ""
    return """
      <section class="side"><h3>\(EmbeddedText.html(play.title)): \
      \(rollout.won ? "won in" : "lost after") \(count)</h3>
      <p class="soft">\(EmbeddedText.html(play.detail + number))</p>
      <ol>
      \(rollout.steps.map { "<li>\(item($0))</li>" }.joined(separator: "\n"))
      </ol></section>
      """
  }

  /// A line for what was thought, one for the command, one for the reply and one for what the step was worth.
  private static func item(_ step: StoryStep) -> String {
    let text = EmbeddedText.html
    var lines: [String] = []
    if let raw = step.raw {
      lines.append("<b>malformed</b>")
      lines.append("› <code>\(text(raw))</code>")
    } else {
      lines.append("<b>\(text(step.tag ?? "thought"))</b> <i>\(text(step.thought ?? ""))</i>")
      let refused = step.fate == .refused ? " <b class=\"bad\">refused</b>" : ""
      lines.append("› <code>\(text(step.action ?? ""))</code>\(refused)")
    }
    lines.append(text(step.reply))
    if let earlier = step.repeats { lines.append("<b class=\"half\">repeats step \(earlier)</b>") }
    let advantage = step.advantage.map { ", advantage \(signed($0.total))" } ?? ""
    lines.append(
      "<small>reward \(trimmed(step.reward))\(advantage): \(text(step.because))</small>")
    return lines.joined(separator: "<br>\n")
  }

  /// Two decimals, a plus or a true minus.
  private static func signed(_ value: Double) -> String {
    let digits = String(format: "%.2f", abs(value))
    return digits == "0.00" ? digits : (value < 0 ? "−" : "+") + digits
  }

  /// No decimals where there are none.
  private static func trimmed(_ value: Double) -> String {
    let digits = String(format: value == value.rounded() ? "%.0f" : "%.1f", abs(value))
    return value < 0 ? "−\(digits)" : digits
  }
}
