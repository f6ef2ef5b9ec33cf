import ChapterSupport
import Experiments
import MetaReasoning
import Methods
import Notebook

extension ClosingTheGap {
  private struct Rollout {
    var what: String
    var won: Bool
    var step: StepReward

    init(_ what: String, won: Bool, _ tag: ReasoningTag?, reward: Double = 0) {
      self.what = what
      self.won = won
      step = StepReward(
        group: tag.map(StepGroup.tag) ?? .malformed, reward: reward, isMalformed: tag == nil)
    }
  }

  private static let group = [
    Rollout("planning", won: true, .planning, reward: 1),
    Rollout("planning", won: false, .planning),
    Rollout("explore, new", won: true, .explore, reward: 1),
    Rollout("explore, new", won: false, .explore, reward: 1),
    Rollout("explore, old", won: false, .explore),
    Rollout("monitor", won: true, .monitor),
    Rollout("monitor", won: false, .monitor),
    Rollout("malformed", won: true, nil),
  ]

  /// One group of eight rollouts, of which one step each is looked at, through the compiled functions.
  @BlockBuilder
  func workedExample() throws -> [Block] {
    """
    In numbers: eight rollouts of one game, one step of each. \(ref: "tbl:gap-example") was computed by the \
    functions that train. A step of a lost rollout that explored something new is not punished as its rollout is, \
    one that explored nothing new is punished more, and monitor steps share their rollout's fate alone.
    """
    Block.table(exampleTable())
  }

  private func exampleTable() -> Table {
    let rules = RewardRules()
    let alpha = Method.rlvmr.reinforcement?.constants["alpha"] ?? .nan
    let trajectories = Self.group.map {
      RewardedTrajectory(
        group: 0, outcome: outcomeReward(won: $0.won, rules: rules), steps: [$0.step])
    }
    let outcomes = trajectoryAdvantages(trajectories, rowPenalty: rules.rowPenalty)
      .flatMap { $0 }
    let steps = metaReasoningAdvantages(trajectories).flatMap { $0 }
    return Table(
      caption:
        "A worked example. GRPO's advantage is \(math: "A^{\\mathrm{traj}}"); RLVMR's is \(math: "A_t"), with \(math: "\\alpha = \(alpha)").",
      label: "tbl:gap-example",
      columns: [
        .init("rollout", .right), .init("won"), .init("step"),
        .init("\(math: "A^{\\mathrm{traj}}")", .right), .init("\(math: "r_t")", .right),
        .init("\(math: "A^{\\mathrm{MR}}")", .right), .init("\(math: "A_t")", .right),
      ],
      rows: Self.group.indices.map { index in
        let rollout = Self.group[index]
        let total = alpha * outcomes[index] + (1 - alpha) * steps[index]
        return [
          "\(index + 1)", "\(rollout.won ? "yes" : "no")", "\(rollout.what)",
          "\(outcomes[index], as: .decimal(2))", "\(rollout.step.reward, as: .decimal(0))",
          "\(steps[index], as: .decimal(2))", "\(total, as: .decimal(2))",
        ]
      })
  }
}
