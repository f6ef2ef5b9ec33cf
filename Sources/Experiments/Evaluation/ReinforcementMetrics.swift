import Agent
import HouseholdWorld
import MetaReasoning
import Methods

/// What one iteration of reinforcement learning reports. Shares lie between 0 and 1.
public struct ReinforcementMetrics: Sendable, Hashable, Codable {
  /// From 1.
  public var iteration: Int
  /// The rates of the rollouts on training games.
  public var rollouts: EvaluationSummary
  /// Mean step reward of each tag; a rising mean says little where the tag's share falls.
  public var tagRewards: [String: Double]
  /// Share of groups whose advantages are all zero if the outcome alone counts: nothing to learn from
  /// winning or losing.
  public var groupsWithoutOutcomeSignal: Double
  /// Share of groups whose trajectory advantages are all zero, the format credit included.
  public var groupsWithoutSignal: Double
  /// Loss, divergence from the reference, clipping and gradient, means over the minibatches.
  public var update: PolicyUpdate
}

extension ReinforcementMetrics {
  package init(_ result: Iteration, iteration: Int, rules: RewardRules) {
    self.iteration = iteration
    rollouts = EvaluationSummary(result.episodes.map { EpisodeMetrics(Transcript($0)) })
    let trajectories = rewardedTrajectories(
      of: result.episodes, groups: result.groups, rules: rules)
    let rewards = trajectories.flatMap(\.steps).compactMap { step -> (String, Double)? in
      guard case .tag(let tag) = step.group else { return nil }
      return (tag.rawValue, step.reward)
    }
    tagRewards = Dictionary(grouping: rewards, by: \.0).mapValues { pairs in
      pairs.reduce(0) { $0 + $1.1 } / Double(pairs.count)
    }
    groupsWithoutOutcomeSignal = MetaReasoning.groupsWithoutSignal(
      trajectoryAdvantages(trajectories, rowPenalty: 0), groups: result.groups)
    groupsWithoutSignal = MetaReasoning.groupsWithoutSignal(
      result.advantages.map { $0.map(\.trajectory) }, groups: result.groups)
    update = result.update
  }
}
