import MetaReasoning

/// Episodes as plain lists, for readers without JavaScript.
enum PlainEpisodes {
  /// A game as the two agents that the page begins with played it.
  static func html(of game: PageData.Game) -> String {
    let sections = Set(game.pair).sorted().compactMap { place in
      game.plays[place].rollouts.first.map { section($0, of: game.plays[place]) }
    }
    return """
      <h2>\(EmbeddedText.html(game.title))</h2>
      \(sections.joined(separator: "\n"))
      """
  }

  private static func section(_ rollout: PageData.Rollout, of play: PageData.Play) -> String {
    let title = EmbeddedText.html("\(play.title), \(play.detail)")
    let items = rollout.steps.map { "<li>\(item($0))</li>" }.joined(separator: "\n")
    return """
      <section><h3>\(title): \(rollout.won ? "won" : "lost")</h3>
      <ol>
      \(items)
      </ol></section>
      """
  }

  private static func item(_ step: StoryStep) -> String {
    let text = EmbeddedText.html
    var parts: [String] = []
    if let raw = step.raw {
      parts.append("<b>malformed</b> <code>\(text(raw))</code>")
    } else {
      parts.append(
        "<b>\(text(step.tag ?? "thought"))</b> \(text(step.thought ?? "")) "
          + "<code>\(text(step.action ?? ""))</code>")
    }
    if step.fate == .refused { parts.append("<em>refused</em>") }
    if let earlier = step.repeats { parts.append("<em>repeats step \(earlier)</em>") }
    parts.append(text(step.reply))
    var numbers = "reward \(step.reward)"
    if let advantage = step.advantage {
      let total = (advantage.total * 100).rounded() / 100
      numbers += ", advantage \(total)"
    }
    parts.append("<small>\(numbers): \(text(step.because))</small>")
    return parts.joined(separator: "<br>\n")
  }
}
