import Agent
import Experiments
import Foundation
import MetaReasoning
import Methods

/// Gathers recorded episodes and makes one page of them to step through: no network, no framework, works
/// from disk.
public struct EpisodeViewer {
  private var data: PageData
  private let report: String?

  /// An empty viewer.
  ///
  /// - Parameters:
  ///   - command: What makes the page again; it is printed on it.
  ///   - report: The report that the page stands beside and links to; nil for none.
  public init(command: String, report: String? = "report.html") {
    data = PageData(command: command)
    self.report = report
  }

  /// Whether there is nothing to show.
  public var isEmpty: Bool { data.games.isEmpty }

  /// Adds the first games of an evaluation.
  ///
  /// - Parameters:
  ///   - title: The method's name in tables.
  ///   - run: What was evaluated.
  ///   - count: So many games at most.
  ///   - source: Where a reader finds it, for the commands shown.
  public mutating func add(
    _ evaluation: FinishedEvaluation, title: String, run: RunSpecification, count: Int,
    from source: EpisodeSource
  ) {
    let split = evaluation.split
    let temperature = evaluation.settings.temperature
    if !data.shelves.contains(where: { $0.key == split.rawValue }) {
      data.shelves.append(
        PageData.Shelf(
          key: split.rawValue, title: "Evaluation: \(split.words)",
          about:
            "Each trained agent played each game once, at temperature \(temperature). One episode "
            + "is no group, so it has no advantage."))
    }
    for (index, transcript) in evaluation.transcripts.prefix(count).enumerated() {
      let story = Story(
        transcript, grammar: run.rules.grammar, rules: run.rules.rewards ?? RewardRules())
      let place = game(
        "\(split.rawValue)-\(index)", on: split.rawValue, from: split, of: transcript, story,
        number: index)
      let rollout = PageData.Rollout(won: transcript.won, steps: told(story.steps), tokens: nil)
      data.games[place].add(
        PageData.Play(
          key: "\(run.method)-seed\(run.seed)-\(run.trainingSet.rawValue)", title: title,
          detail: "trained on \(run.trainingSet.words), seed \(run.seed)",
          command: source.command(showing: index, of: split, playedBy: run), note: source.note,
          group: nil, rollouts: [rollout]))
    }
  }

  /// Adds a recorded group.
  public mutating func add(_ group: TrainingGroup) {
    let shelf = "group"
    if !data.shelves.contains(where: { $0.key == shelf }) {
      data.shelves.append(
        PageData.Shelf(
          key: shelf, title: "Training groups, token by token",
          about: "A group of rollouts of one game, as in training, and one update on it."))
    }
    let stories = group.rollouts.map {
      Story(
        $0.transcript, grammar: group.rules.grammar, rules: group.rules.rewards ?? RewardRules())
    }
    guard let first = group.rollouts.first, let story = stories.first else { return }
    let place = game(
      "group-\(group.split.rawValue)-\(group.game)", on: shelf, from: group.split,
      of: first.transcript, story, number: group.game)
    let offset = data.words.count
    data.words += group.words
    let constants = group.constants
    let rollouts = zip(group.rollouts, stories).map { rollout, story in
      PageData.Rollout(
        won: rollout.transcript.won,
        steps: told(story.steps, withAdvantages: constants.alpha == nil),
        tokens: PageData.Tokens(
          ids: rollout.tokens.map { $0 + offset },
          spans: rollout.responses.flatMap { [$0.start, $0.count] },
          behaviour: rollout.behaviour, after: rollout.after, reference: rollout.reference))
    }
    data.games[place].add(
      PageData.Play(
        key: "\(group.method)-\(group.trainingSet.rawValue)-seed\(group.seed)"
          + "-iteration\(group.iteration)",
        title: group.title,
        detail: "\(group.stage), seed \(group.seed)", command: group.command, note: group.note,
        group: constants, rollouts: rollouts))
  }

  /// Steps as they are embedded: reasons stand once in a list, and what the page can compute is left out.
  private mutating func told(
    _ steps: [StoryStep], withAdvantages: Bool = false
  ) -> [StoryStep] {
    steps.map { step in
      var step = step
      step.reason = data.reasons.firstIndex(of: step.because) ?? data.reasons.count
      if step.reason == data.reasons.count { data.reasons.append(step.because) }
      step.recorded = withAdvantages ? step.advantage : nil
      return step
    }
  }

  /// The place of a game in the page, which is made where it is new.
  private mutating func game(
    _ key: String, on shelf: String, from split: EvaluationSplit, of transcript: Transcript,
    _ story: Story, number: Int
  ) -> Int {
    let known = data.games.firstIndex { $0.shelf == shelf && $0.id == transcript.gameID }
    if let known { return known }
    // Runs on other categories have other lists of games.
    let isTaken = data.games.contains { $0.key == key }
    data.games.append(
      PageData.Game(
        key: isTaken ? "\(key)-\(data.games.count)" : key, shelf: shelf,
        title: "\(split.rawValue), game \(number): \(story.task)", id: transcript.gameID,
        receptacles: story.receptacles, conditions: story.conditions))
    return data.games.count - 1
  }

  /// The page: HTML with style, script and data inside, which a browser may not extend by anything.
  ///
  /// - Throws: `RunError` where a part of the page is missing, or there is nothing to show.
  public func html() throws -> String {
    guard let greatest = data.games.map(\.contrast).max(),
      let start = data.games.firstIndex(where: { $0.contrast == greatest })
    else {
      throw RunError(
        "there is no episode to show; name a method or a run folder that was evaluated")
    }
    var data = data
    data.start = start
    let style = try PageParts.text("page.css")
    let script = try PageParts.script()
    return PageParts.filled(
      try PageParts.text("page.html"),
      [
        "policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
          + "style-src \(EmbeddedText.source(style)); script-src \(EmbeddedText.source(script))",
        "style": style, "script": script, "data": try EmbeddedText.json(data),
        "plain": PlainEpisodes.html(of: data.games[start]),
        "report": report.map {
          "<p class=\"soft\"><a href=\"\(EmbeddedText.html($0))\">← The report that these episodes "
            + "belong to</a></p>\n"
        } ?? "",
        "command": EmbeddedText.html(data.command),
      ])
  }
}
