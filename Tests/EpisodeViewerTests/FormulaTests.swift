import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Methods
import Randomness
import Testing

/// The page computes with formulas of its own; they must give the numbers of those that train.
@Suite struct FormulaTests {
  private struct Cases: Encodable {
    struct Rollout: Encodable {
      var outcome: Double
      var steps: [Step]
    }
    struct Step: Encodable {
      var reward: Double
      var group: String
      var fate: String
    }
    struct Group: Encodable {
      var rowPenalty: Double
      var alpha: Double
      var rollouts: [Rollout]
      var outcome: [[Double]]
      var tag: [[Double]]
      var total: [[Double]]
    }
    struct Token: Encodable {
      var current: Double
      var behaviour: Double
      var reference: Double
      var advantage: Double
      var clip: Double
      var klWeight: Double
      var klClamp: Double
      var loss: Double
      var gradient: Double
      var kl: Double
      var isClipped: Bool
    }
    var groups: [Group] = []
    var tokens: [Token] = []
  }

  @Test(.enabled(if: program("node") != nil, "node is missing"))
  func thePageComputesWhatTrainingComputes() throws {
    var cases = Cases()
    cases.groups = try Recorded.groups.get().map(recorded) + randomGroups()
    cases.tokens = tokens(try Recorded.groups.get())
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("formulas-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try JSONEncoder().encode(cases).write(to: file)
    let node = try #require(program("node"))
    let outcome = try run(
      node, [root.appendingPathComponent("Tests/Viewer/formulas.mjs").path, file.path])
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(
      outcome.output.contains("\(cases.groups.count) groups and \(cases.tokens.count) tokens"))
  }

  /// What training wrote down, to be computed again.
  private func recorded(_ group: TrainingGroup) throws -> Cases.Group {
    let rules = try #require(group.rules.rewards)
    let advantages = try group.rollouts.map {
      try $0.transcript.steps.map { try #require($0.advantage) }
    }
    return Cases.Group(
      rowPenalty: rules.rowPenalty, alpha: group.rules.constants["alpha"] ?? 1,
      rollouts: group.rollouts.map {
        rollout(outcome: outcomeReward(won: $0.transcript.won, rules: rules), $0.rewards)
      },
      outcome: advantages.map { $0.map(\.trajectory) },
      // GRPO has no part of tags; what the page would add is weighed with 0.
      tag: group.method == "rlvmr" ? advantages.map { $0.map(\.step) } : [],
      total: advantages.map { $0.map(\.total) })
  }

  private func rollout(outcome: Double, _ steps: [StepReward]) -> Cases.Rollout {
    Cases.Rollout(
      outcome: outcome,
      steps: steps.map {
        Cases.Step(
          reward: $0.reward, group: $0.group.rawValue, fate: $0.isMalformed ? "malformed" : "done")
      })
  }

  /// Groups that recorded ones may never be: rollouts without a step, without variance, all malformed.
  private func randomGroups() -> [Cases.Group] {
    var generator = SeededGenerator(seed: 1)
    let groups: [StepGroup] = ReasoningTag.allCases.map(StepGroup.tag) + [.malformed, .untagged]
    return (0..<40).map { number in
      let isEqual = number % 5 == 0
      let trajectories = (0..<8).map { index in
        RewardedTrajectory(
          group: 0, outcome: isEqual || Bool.random(using: &generator) ? 10 : 0,
          steps: (0..<(index == 3 ? 0 : Int.random(in: 1...6, using: &generator))).map { _ in
            let group = groups[Int.random(in: 0..<groups.count, using: &generator)]
            return StepReward(
              group: group, reward: Double(Int.random(in: 0...2, using: &generator)) / 2,
              isMalformed: group == .malformed)
          })
      }
      let outcome = trajectoryAdvantages(trajectories, rowPenalty: 0.1)
      let tag = metaReasoningAdvantages(trajectories)
      return Cases.Group(
        rowPenalty: 0.1, alpha: 0.3,
        rollouts: trajectories.map { rollout(outcome: $0.outcome, $0.steps) },
        outcome: outcome, tag: tag,
        total: zip(outcome, tag).map { zip($0, $1).map { 0.3 * $0 + 0.7 * $1 } })
    }
  }

  /// Tokens of the recorded groups under several constants, and some at the edges.
  private func tokens(_ groups: [TrainingGroup]) -> [Cases.Token] {
    var terms: [TokenTerms] = groups.flatMap { group in
      group.rollouts.prefix(2).flatMap { rollout in
        rollout.behaviour.indices.prefix(60).map { place in
          TokenTerms(
            current: rollout.after[place], behaviour: rollout.behaviour[place],
            reference: rollout.reference[place], advantage: Double(place % 5) - 2)
        }
      }
    }
    for advantage in [-1.5, 0, 1.5] {
      for (current, behaviour, reference) in [
        (-30.0, -0.1, -0.1), (-0.1, -30, -0.1), (-5, -5.19, -1), (-5, -4.8, -9), (0, 0, 0),
      ] {
        terms.append(
          TokenTerms(
            current: current, behaviour: behaviour, reference: reference, advantage: advantage))
      }
    }
    return terms.enumerated().map { index, term in
      var constants = PolicyLossConstants()
      constants.clip = [0.2, 0.05, 0.4][index % 3]
      constants.klWeight = [0.01, 0, 0.2][index % 3]
      let loss = policyLoss(term, constants)
      return Cases.Token(
        current: term.current, behaviour: term.behaviour, reference: term.reference,
        advantage: term.advantage, clip: constants.clip, klWeight: constants.klWeight,
        klClamp: constants.klClamp, loss: loss.loss, gradient: loss.gradient, kl: loss.kl,
        isClipped: loss.isClipped)
    }
  }
}
