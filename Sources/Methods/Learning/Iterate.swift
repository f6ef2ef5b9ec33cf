import Agent
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// What one iteration of reinforcement learning collected, computed and did.
public struct Iteration: Sendable {
  /// The rollouts; those of one game stand side by side.
  public var episodes: [Episode]
  /// Which game of the iteration each rollout played.
  public var groups: [Int]
  /// The advantage of every step, in the shape of the episodes.
  public var advantages: [[StepAdvantage]]
  /// Loss, divergence, clipping and gradient of the updates.
  public var update: PolicyUpdate
  /// Wall time of the rollouts, in seconds.
  public var rolloutSeconds: Double
  /// Wall time of the updates, in seconds.
  public var updateSeconds: Double
}

// snippet: iterate
/// One iteration of reinforcement learning, the same for every method: collect, advantages, update.
///
/// The policy that is sampled is the policy that is updated: the same weights, the same temperature, the
/// same constraint on form.
///
/// - Parameters:
///   - method: Decides how answers look, what they are worth and what is minimised.
///   - rule: How it learns from rollouts (`method.reinforcement`).
///   - reference: π_ref, the model training began with.
///   - games: Each is rolled out `settings.rollouts` times, a group.
///   - seed: Decides the rollouts; another one an iteration.
/// - Throws: `LanguageModelError` where the vocabulary has no place for the grammar's marks; `RunError` of
///   rollouts shared with other processes.
public func iterate(
  _ method: Method, by rule: Reinforcement, _ learner: Learner, reference: Model, games: [Game],
  settings: ReinforcementSettings, seed: UInt64
) throws -> Iteration {
  let clock = Date()
  let policy = try method.policy(learner.model, temperature: settings.temperature)

  // Collect: a group of rollouts of each game.
  let groups = games.indices.flatMap { Array(repeating: $0, count: settings.rollouts) }
  let episodes = try rollOut(
    groups.map { games[$0] }, policy: policy, stepLimit: settings.stepLimit, seed: seed,
    over: learner.ranks)
  let rolloutSeconds = -clock.timeIntervalSinceNow

  // Advantages: the one thing methods differ in.
  let advantages = rule.advantages(episodes, groups)

  // Update: the method's loss, equation 5 unless it says otherwise.
  let update = learner.updatePolicy(
    on: episodes, advantages: advantages, by: rule, reference: reference, policy: policy,
    learningRate: method.learningRate, minibatches: settings.minibatches)
  return Iteration(
    episodes: episodes, groups: groups, advantages: advantages, update: update,
    rolloutSeconds: rolloutSeconds,
    updateSeconds: -clock.timeIntervalSinceNow - rolloutSeconds)
}
// snippet-end
