import Agent
import ChapterSupport
import EpisodeViewer
import Experiments
import Foundation
import Gnuplot
import MetaReasoning
import Methods
import Notebook

// From what happened to one number a step.
extension Primer {
  private static let shownSteps = 8

  @BlockBuilder
  func outcomes(_ chapter: Chapter, _ example: WorkedExample) throws -> [Block] {
    let (mean, spread) = example.meanAndDeviation(of: example.trajectories)
    Block.heading(2, "The outcome, compared within the group", label: "sec:primer-outcome")
    """
    The group: \(example.trajectories.count) rollouts of this game. A won one has the outcome \
    \(example.rules.success, as: .decimal(0)), a lost one 0. The row of a malformed step counts \
    \(example.rules.rowPenalty, as: .decimal(1)) less, for every method alike. The advantage is the outcome less the \
    group's mean, in standard deviations:
    """
    Block.equation(
      "A^{\\text{traj}}_k = \\frac{R(\\tau_k) - \\mu_R}{\\sigma_R}", label: "eq:primer-outcome")
    Block.code(try chapter.snippets.excerpt("trajectory-advantages"))
    Block.table(outcomeTable(example))
    """
    With a pencil: the mean of the column "mean score" is \
    \(math: "\\mu_R = \(NumberFormat.decimal(4).string(mean))"); the mean of "mean squared score" less \
    \(math: "\\mu_R^2") is \(spread * spread, as: .decimal(4)), so \
    \(math: "\\sigma_R = \(NumberFormat.decimal(4).string(spread))"). Every won rollout without a malformed \
    step has the advantage \((example.rules.success - mean) / spread, as: .decimal(3)), every lost one \
    \(-mean / spread, as: .decimal(3)).
    """
    """
    This number is all that GRPO knows. *Every* step of a rollout gets it: the clever detour and the command that \
    was refused three times alike.
    """
  }

  @BlockBuilder
  func steps(_ chapter: Chapter, _ example: WorkedExample) throws -> [Block] {
    Block.heading(2, "The reasoning, compared within its tag", label: "sec:primer-steps")
    """
    RLVMR pays each step for what its tag promises, by a rule that a program can check:
    """
    Block.list(ruleList(example.rules))
    for rule in ["planning-reward", "explore-reward", "reflection-reward"] {
      try listing(rule, chapter)
    }
    """
    ("As written" is the paper's text, which is followed here; "released" the authors' program.) Each reward is compared \
    with those of all steps that have the same tag:
    """
    Block.equation(
      "A^{\\text{MR}}_t = \\frac{r_t - \\mu_{\\text{tag}}}{\\sigma_{\\text{tag}}}",
      label: "eq:primer-steps")
    Block.code(try chapter.snippets.excerpt("meta-reasoning-advantages"))
    Block.table(tagTable(example))
    """
    In training the steps of all games of an iteration are compared; here the group is the whole batch. A tag \
    without variance teaches nothing, and monitor, which is never paid, has none. \(rarity(example))
    """
    """
    The advantage of a step is the mixture of both:
    """
    Block.equation(
      "A_t = \\alpha A^{\\text{traj}} + (1 - \\alpha) A^{\\text{MR}}_t, \\qquad \\alpha = \(example.alpha)",
      label: "eq:primer-mixture")
    """
    In the program this is all that tells the two methods apart\(example.rates.grpo == example.rates.rlvmr ? "" : ", besides the rate"); GRPO first:
    """
    try listing("grpo-advantages", chapter)
    try listing("rlvmr-advantages", chapter)
    """
    \(ref: "tbl:primer-steps") puts both methods side by side, step by step, for a won and a lost rollout.
    """
    Block.table(stepTable(example))
    try chapter.figure(
      advantageFigure(example),
      caption:
        "The advantage of every step of the two rollouts. GRPO gives all steps of a rollout the same; RLVMR tells them apart.",
      label: "fig:primer-advantages")
  }

  /// What each tag is paid for.
  private func ruleList(_ rules: RewardRules) -> [Prose] {
    [
      "**planning** breaks the task into steps; it earns \(rules.planning, as: .decimal(0)) if the game is won in the end.",
      "**explore** looks for what is not known; it earns \(rules.explore, as: .decimal(0)) if the command is possible and names an object or a place that no earlier command named.",
      "**reflection** looks back after failures; it earns \(rules.reflection, as: .decimal(0)) if, after at least \(rules.failureSequence) failed steps in a row, the command is possible and differs from theirs.",
      "**monitor** keeps track of the plan; it earns \(rules.monitor, as: .decimal(0)), always.",
    ]
  }

  private func outcomeTable(_ example: WorkedExample) -> Table {
    let scores = example.trajectories.map(example.scoreParts)
    return Table(
      caption: "The group: outcomes and what GRPO makes of them.", label: "tbl:primer-group",
      columns: [
        .init("rollout", .right), .init("won"), .init("steps", .right),
        .init("malformed", .right), .init("mean score", .right),
        .init("mean squared score", .right), .init("\(math: "A^{\\text{traj}}")", .right),
      ],
      rows: example.trajectories.indices.map { index in
        let steps = example.trajectories[index].steps
        let wellFormed = steps.firstIndex { !$0.isMalformed } ?? 0
        return [
          "\(index + 1)", example.rlvmr.rollouts[index].transcript.won ? "yes" : "no",
          "\(steps.count)", "\(steps.count(where: \.isMalformed))",
          "\(scores[index].mean, as: .decimal(4))", "\(scores[index].square, as: .decimal(4))",
          "\(example.outcome[index][wellFormed], as: .decimal(3))",
        ]
      })
  }

  private func tagTable(_ example: WorkedExample) -> Table {
    let steps = example.trajectories.flatMap(\.steps)
    return Table(
      caption: "All steps of the group by tag.", label: "tbl:primer-tags",
      columns: [
        .init("tag"), .init("steps", .right), .init("paid", .right),
        .init("\(math: "\\mu_{\\text{tag}}")", .right),
        .init("\(math: "\\sigma_{\\text{tag}}")", .right),
        .init("\(math: "A^{\\text{MR}}") if paid", .right),
        .init("\(math: "A^{\\text{MR}}") if not", .right),
      ],
      rows: ReasoningTag.allCases.map { tag in
        let rewards = steps.filter { $0.group == .tag(tag) }.map(\.reward)
        let count = Double(rewards.count)
        let mean = rewards.isEmpty ? 0 : rewards.reduce(0, +) / count
        let spread =
          rewards.isEmpty
          ? 0 : (rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        func advantage(isPaid: Bool) -> Double? {
          example.places.first { place in
            let step = example.trajectories[place.rollout].steps[place.step]
            return step.group == .tag(tag) && (step.reward > 0) == isPaid
          }.map { example.reasoning[$0.rollout][$0.step] }
        }
        return [
          "\(tag.rawValue)", "\(rewards.count)", "\(rewards.count { $0 > 0 })",
          "\(mean, as: .decimal(3))", "\(spread, as: .decimal(3))",
          "\(advantage(isPaid: true), as: .decimal(3))",
          "\(advantage(isPaid: false), as: .decimal(3))",
        ]
      })
  }

  /// What the rarest paid tag of the group shows.
  private func rarity(_ example: WorkedExample) -> Prose {
    let steps = example.trajectories.flatMap(\.steps)
    let counts = ReasoningTag.allCases.map { tag in
      let rewards = steps.filter { $0.group == .tag(tag) }.map(\.reward)
      return (tag: tag, steps: rewards.count, paid: rewards.count { $0 > 0 })
    }
    let rarest = counts.filter { $0.paid > 0 }
      .min { Double($0.paid) / Double($0.steps) < Double($1.paid) / Double($1.steps) }
    guard let rarest else { return "" }
    return
      "The rarer a paid step, the larger its advantage: of \(rarest.steps) steps with the tag \(rarest.tag.rawValue) \(rarest.paid) \(rarest.paid == 1 ? "was" : "were") paid here."
  }

  private func stepTable(_ example: WorkedExample) -> Table {
    Table(
      caption:
        "Two rollouts, step by step (at most \(Self.shownSteps)): what was done, what it earned, and what GRPO and RLVMR make of it.",
      label: "tbl:primer-steps",
      columns: [
        .init("rollout", .right), .init("step", .right), .init("tag"), .init("command"),
        .init("refused"), .init("\(math: "r_t")", .right),
        .init("\(math: "A^{\\text{MR}}_t")", .right), .init("\(math: "A_t"), GRPO", .right),
        .init("\(math: "A_t"), RLVMR", .right),
      ],
      rows: example.told.flatMap { rollout in
        example.rlvmr.rollouts[rollout].transcript.steps.prefix(Self.shownSteps).enumerated().map {
          index, step in
          let place = WorkedExample.Place(rollout: rollout, step: index)
          let won = example.rlvmr.rollouts[rollout].transcript.won
          return [
            "\(rollout + 1) (\(won ? "won" : "lost"))", "\(index + 1)",
            "\(step.tag?.rawValue ?? "malformed")", "\(step.action.map { "`\($0)`" } ?? "–")",
            step.isAdmissible ? "" : "yes",
            "\(example.trajectories[rollout].steps[index].reward, as: .decimal(0))",
            "\(example.reasoning[rollout][index], as: .decimal(3))",
            "\(example.advantageOfGRPO(place), as: .decimal(3))",
            "\(example.advantageOfRLVMR(place), as: .decimal(3))",
          ]
        }
      })
  }

  private func advantageFigure(_ example: WorkedExample) -> Figure {
    let panels = example.told.map { rollout in
      let places = example.trajectories[rollout].steps.indices.map {
        WorkedExample.Place(rollout: rollout, step: $0)
      }
      func points(_ advantage: (WorkedExample.Place) -> Double) -> [DataPoint] {
        places.map { DataPoint(x: Double($0.step + 1), y: advantage($0)) }
      }
      return Panel(
        "rollout \(rollout + 1), \(example.rlvmr.rollouts[rollout].transcript.won ? "won" : "lost")",
        // From 0 and at least 5 wide: gnuplot then has a tick at whole steps alone.
        x: Axis("step", range: 0...Double(max(5, places.count + 1))), y: Axis("advantage"),
        layers: [
          .line(Method.grpoTagged.title, points(example.advantageOfGRPO)),
          .line(Method.rlvmr.title, points(example.advantageOfRLVMR)),
        ])
    }
    let hasMalformed = example.told.contains { rollout in
      example.trajectories[rollout].steps.contains(where: \.isMalformed)
    }
    return Figure(
      "primer-advantages", title: "The same steps, judged twice",
      alternativeText:
        "Two panels, a won and a lost rollout. The line of GRPO is flat\(hasMalformed ? " but for malformed steps" : ""); that of RLVMR rises at paid steps and falls at unpaid ones.",
      panels: panels, height: 360)
  }
}
