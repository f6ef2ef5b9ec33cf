import Agent
import ChapterSupport
import EpisodeViewer
import Experiments
import Gnuplot
import MetaReasoning
import Methods
import Notebook

// Failing on purpose.
extension Primer {
  /// A step of a made-up episode.
  private struct Act {
    var tag: ReasoningTag
    var command: String
    var isAdmissible: Bool
  }

  private static let honest = [
    Act(tag: .monitor, command: "take mug 1 from shelf 1", isAdmissible: true)
  ]
  private static let gamed = [
    Act(tag: .monitor, command: "take mug 1 from fridge 1", isAdmissible: false),
    Act(tag: .monitor, command: "take mug 1 from fridge 1", isAdmissible: false),
    Act(tag: .reflection, command: "take mug 1 from shelf 1", isAdmissible: true),
  ]

  @BlockBuilder
  func gaming(_ chapter: Chapter, _ example: WorkedExample) throws -> [Block] {
    Block.heading(2, "How to be paid for failing", label: "sec:primer-gaming")
    """
    Reflection is paid for a different, possible command after at least \(example.rules.failureSequence) failures in \
    a row. Nothing in the rule asks who caused the failures. An agent that stands before the shelf can take the mug, \
    which pays nothing; or it can fail twice on purpose, under monitor, where failing costs no step advantage, and \
    then take the mug:
    """
    Block.table(gamingTable)
    """
    *Charged* takes \(RewardRules().failureCharge, as: .decimal(1)) for each refused step, so that two failures \
    cost more than their correction earns. *Novel* pays only where the failures told something: the second of two \
    equal commands tells nothing. Both are ours, not the paper's. Does training find this? \
    \(ref: "fig:primer-reflection") counts paid reflections in the recorded groups; \
    \(example.games) games and one seed prove nothing, but they are what to look for in the viewer.
    """
    try chapter.figure(
      reflectionFigure(example),
      caption:
        "Paid reflections and rollouts won in the recorded groups of \(example.games) games. \(change(example))",
      label: "fig:primer-reflection")
    Block.exercise(
      "With a pencil",
      [
        .paragraph(
          "Take rollout \(example.told[1] + 1), which was lost, and suppose it had been won. What are \(math: "\\mu_R"), \(math: "\\sigma_R") and the advantage of its first step under both methods?"
        )
      ],
      solution: [.paragraph(solution(example))])
  }

  private var gamingTable: Table {
    func rewards(_ acts: [Act], _ rule: ReflectionRule) -> [Double] {
      var rules = RewardRules()
      rules.reflectionRule = rule
      let steps = acts.map { act in
        let response = Response(tag: act.tag, thought: "mug", action: act.command)
        return ParsedStep(
          output: response.text(in: .tagged), response: response,
          isAdmissible: act.isAdmissible, targets: [])
      }
      return stepRewards(of: steps, won: true, rules: rules).map(\.reward)
    }
    func rows(_ name: String, _ acts: [Act]) -> [[Prose]] {
      let columns = [ReflectionRule.asWritten, .charged, .novel].map { rewards(acts, $0) }
      let steps: [[Prose]] = acts.indices.map { index in
        let answer: Prose = acts[index].isAdmissible ? "done" : "nothing happens"
        return ["\(name)", "\(acts[index].tag.rawValue)", "`\(acts[index].command)`", answer]
          + columns.map { "\($0[index], as: .decimal(1))" }
      }
      let sums: [Prose] = columns.map { "**\($0.reduce(0, +), as: .decimal(1))**" }
      return steps + [["\(name)", "", "*sum*", ""] + sums]
    }
    return Table(
      caption: "The same mug, taken twice: what each rule of reflection pays.",
      label: "tbl:primer-gaming",
      columns: [
        .init("way"), .init("tag"), .init("command"), .init("the world"),
        .init("as written", .right), .init("charged", .right), .init("novel", .right),
      ],
      rows: rows("straight", Self.honest) + rows("gamed", Self.gamed))
  }

  /// A number of each of the two methods' recorded groups: a mean over the rollouts of an iteration.
  private func curve(
    _ example: WorkedExample, _ method: Method, _ value: (TrainingGroup.Rollout) -> Double
  ) -> [DataPoint] {
    let groups = example.groups.filter { $0.method == method.name }
    return Set(groups.map(\.iteration)).sorted().map { iteration in
      let values = groups.filter { $0.iteration == iteration }.flatMap(\.rollouts).map(value)
      return DataPoint(x: Double(iteration), y: values.reduce(0, +) / Double(values.count))
    }
  }

  private func paidReflections(_ rollout: TrainingGroup.Rollout) -> Double {
    Double(rollout.rewards.count { $0.group == .tag(.reflection) && $0.reward > 0 })
  }

  private func wins(_ rollout: TrainingGroup.Rollout) -> Double { rollout.transcript.won ? 1 : 0 }

  /// From where to where both numbers went, in words.
  private func change(_ example: WorkedExample) -> Prose {
    let parts: [Prose] = [Method.grpoTagged, .rlvmr].compactMap { method in
      let (paid, won) = (
        curve(example, method, paidReflections), curve(example, method, wins)
      )
      guard let paidFirst = paid.first, let paidLast = paid.last, let first = won.first,
        let last = won.last
      else { return nil }
      return
        "\(method.title): \(paidFirst.y, as: .decimal(2)) to \(paidLast.y, as: .decimal(2)) paid reflections a rollout, \(percent: first.y) to \(percent: last.y) won."
    }
    return parts.reduce("From the first to the last iteration,") { "\($0) \($1)" }
  }

  private func reflectionFigure(_ example: WorkedExample) -> Figure {
    let methods = [Method.grpoTagged, .rlvmr]
    func lines(_ value: (TrainingGroup.Rollout) -> Double) -> [Layer] {
      methods.map { .line($0.title, curve(example, $0, value)) }
    }
    let most = methods.flatMap { curve(example, $0, paidReflections) }.map(\.y).max() ?? 1
    return Figure(
      "primer-reflection", title: "Paid reflections and success in the recorded groups",
      alternativeText:
        "Two panels over training iterations. Left, paid reflections a rollout; right, the share of rollouts won, for GRPO (tags) and RLVMR.",
      panels: [
        Panel(
          x: Axis("iteration"),
          y: Axis("paid reflections a rollout", range: 0...max(1, 1.1 * most)),
          layers: lines(paidReflections)),
        Panel(x: Axis("iteration"), y: .percent("rollouts won"), layers: lines(wins)),
      ], height: 360)
  }

  /// The exercise's answer, computed by the functions that train.
  private func solution(_ example: WorkedExample) -> Prose {
    let index = example.told[1]
    var trajectories = example.trajectories
    trajectories[index].outcome = outcomeReward(won: true, rules: example.rules)
    for step in trajectories[index].steps.indices
    where trajectories[index].steps[step].group == .tag(.planning) {
      trajectories[index].steps[step].reward = example.rules.planning
    }
    let outcome = trajectoryAdvantages(trajectories, rowPenalty: example.rules.rowPenalty)
    let reasoning = metaReasoningAdvantages(trajectories)
    let (mean, spread) = example.meanAndDeviation(of: trajectories)
    let before = example.outcome[index][0]
    let total = example.alpha * outcome[index][0] + (1 - example.alpha) * reasoning[index][0]
    return
      "A win changes two things: the outcome, and the reward of its planning steps, which look ahead to it. \(math: "\\mu_R") becomes \(mean, as: .decimal(4)), \(math: "\\sigma_R") \(spread, as: .decimal(4)). Under GRPO the first step goes from \(before, as: .decimal(3)) to \(outcome[index][0], as: .decimal(3)); under RLVMR to \(total, as: .decimal(3)), of which \(math: "A^{\\text{MR}}") is \(reasoning[index][0], as: .decimal(3)). The advantage of every other rollout falls: it is compared with a better group."
  }
}

extension WorkedExample {
  /// How many games were recorded.
  var games: Int { Set(groups.map { "\($0.split.rawValue) \($0.game)" }).count }
}
