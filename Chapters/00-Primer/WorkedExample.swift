import Agent
import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Methods

/// A group of rollouts that GRPO (tags) and RLVMR both begin with, played before either has trained, and
/// everything that follows from it.
struct WorkedExample {
  /// All recorded groups.
  let groups: [TrainingGroup]
  /// The group, with the update that GRPO (tags) made on it.
  let grpo: TrainingGroup
  /// The same rollouts, with the update that RLVMR made.
  let rlvmr: TrainingGroup
  /// The rollouts' outcomes and step rewards by RLVMR's rules.
  let trajectories: [RewardedTrajectory]
  /// A^traj of every step.
  let outcome: [[Double]]
  /// A^MR of every step.
  let reasoning: [[Double]]

  /// α of equation 4.
  let alpha: Double
  /// What RLVMR pays for.
  let rules: RewardRules

  /// Takes, of the recorded groups that both methods begin with and that hold won and lost rollouts, the one
  /// with the fewest tokens.
  ///
  /// - Throws: `RunError` where the archive has none.
  init(_ groups: [TrainingGroup], of archive: URL) throws {
    func first(_ method: Method, like other: TrainingGroup) -> TrainingGroup? {
      groups.first {
        $0.method == method.name && $0.iteration == 0 && $0.game == other.game
          && $0.split == other.split && $0.rollouts.map(\.tokens) == other.rollouts.map(\.tokens)
      }
    }
    let pairs = groups.filter { $0.method == Method.rlvmr.name && $0.iteration == 0 }
      .filter { Set($0.rollouts.map(\.transcript.won)).count == 2 }
      .compactMap { group in first(.grpoTagged, like: group).map { (grpo: $0, rlvmr: group) } }
    let pair = pairs.min { tokens($0.rlvmr) < tokens($1.rlvmr) }
    guard let pair else {
      throw RunError(
        "\(archive.path): holds no game that rlvmr and grpo-tagged both played before training, with won "
          + "and lost rollouts; record some with `rlvmr record-groups --into \(archive.path)`")
    }
    self.groups = groups
    grpo = pair.grpo
    rlvmr = pair.rlvmr
    let rules = rlvmr.rules.rewards ?? RewardRules()
    self.rules = rules
    alpha = rlvmr.rules.constants["alpha"] ?? 0.5
    trajectories = rlvmr.rewarded(rules)
    outcome = trajectoryAdvantages(trajectories, rowPenalty: rules.rowPenalty)
    reasoning = metaReasoningAdvantages(trajectories)
  }

  /// The learning rate of each method's update.
  var rates: (grpo: Double, rlvmr: Double) {
    (grpo.rules.learningRate, rlvmr.rules.learningRate)
  }

  /// Whether the decoder let no malformed answer through.
  var holdsForm: Bool { rlvmr.rules.holdsForm }

  /// The mean and the mean square of the scores of a rollout's rows.
  func scoreParts(of trajectory: RewardedTrajectory) -> (mean: Double, square: Double) {
    let scores = trajectory.steps.map {
      trajectory.outcome - ($0.isMalformed ? rules.rowPenalty : 0)
    }
    let count = Double(scores.count)
    return (scores.reduce(0, +) / count, scores.reduce(0) { $0 + $1 * $1 } / count)
  }

  /// μ_R and σ_R, the way a pencil gets them.
  func meanAndDeviation(of trajectories: [RewardedTrajectory]) -> (Double, Double) {
    let parts = trajectories.map(scoreParts)
    let count = Double(parts.count)
    let mean = parts.reduce(0) { $0 + $1.mean } / count
    return (mean, (parts.reduce(0) { $0 + $1.square } / count - mean * mean).squareRoot())
  }

  /// A_t of a step under GRPO: equation 2 alone.
  func advantageOfGRPO(_ place: Place) -> Double { outcome[place.rollout][place.step] }

  /// A_t of a step under RLVMR: equation 4.
  func advantageOfRLVMR(_ place: Place) -> Double {
    alpha * outcome[place.rollout][place.step] + (1 - alpha) * reasoning[place.rollout][place.step]
  }

  /// A step of a rollout, both from 0.
  struct Place: Hashable {
    var rollout: Int
    var step: Int
  }

  var places: [Place] {
    trajectories.indices.flatMap { rollout in
      trajectories[rollout].steps.indices.map { Place(rollout: rollout, step: $0) }
    }
  }

  /// The step at which the two methods differ most.
  var contested: Place {
    places.max { distance($0) < distance($1) } ?? Place(rollout: 0, step: 0)
  }

  private func distance(_ place: Place) -> Double {
    abs(advantageOfGRPO(place) - advantageOfRLVMR(place))
  }

  /// The shortest won and the shortest lost rollout.
  var told: [Int] {
    [true, false].compactMap { won in
      rlvmr.rollouts.indices.filter { rlvmr.rollouts[$0].transcript.won == won }
        .min { steps($0) < steps($1) }
    }
  }

  private func steps(_ rollout: Int) -> Int { trajectories[rollout].steps.count }
}

private func tokens(_ group: TrainingGroup) -> Int {
  group.rollouts.reduce(0) { $0 + $1.tokens.count }
}

extension TrainingGroup {
  /// Its rollouts with R(τ) and the recorded rewards.
  func rewarded(_ rules: RewardRules) -> [RewardedTrajectory] {
    rollouts.map {
      RewardedTrajectory(
        group: 0, outcome: outcomeReward(won: $0.transcript.won, rules: rules), steps: $0.rewards)
    }
  }
}
