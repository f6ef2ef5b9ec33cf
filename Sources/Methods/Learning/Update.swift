import Agent
import LanguageModel
import MetaReasoning

/// What the updates of one iteration did, averaged over agent tokens and then over updates.
public struct PolicyUpdate: Sendable, Hashable, Codable {
  /// Mean loss a token.
  public var loss = 0.0
  /// Mean k3 estimate of the KL divergence from the reference policy, in nats a token.
  public var kl = 0.0
  /// Share of tokens whose ratio was clipped.
  public var clipFraction = 0.0
  /// Global norm of the gradient before clipping.
  public var gradientNorm = 0.0
  /// Agent tokens trained on.
  public var tokens = 0
}

extension Learner {
  // snippet: update-policy
  /// Minimises the method's loss on the rollouts of one iteration, in `settings.minibatches` updates.
  ///
  /// Every agent token of a step carries the step's advantage; tokens of the world carry no loss at all,
  /// so their gradient is exactly zero. The loss is the mean over the tokens of a minibatch.
  ///
  /// - Parameter reference: π_ref, the model training began with; it never changes.
  public func updatePolicy(
    on episodes: [Episode], advantages: [[StepAdvantage]], by rule: Reinforcement,
    reference: Model, policy: Policy, learningRate: Double, minibatches: Int
  ) -> PolicyUpdate {
    var update = PolicyUpdate()
    // Rollouts of one game stand side by side, so every minibatch gets its share of each group. One
    // without a token to learn from makes no update.
    let batches = (0..<minibatches).map { part in
      episodes.indices.filter {
        $0 % minibatches == part && rule.learnsFrom(episodes[$0])
      }
    }.filter { members in members.contains { !episodes[$0].steps.isEmpty } }
    for members in batches {
      let sequences = members.map { TrainingSequence(episodes[$0], policy: policy) }
      let behaviour = members.flatMap { episodes[$0].steps.flatMap(\.logProbabilities) }
      let advantage = members.flatMap { tokenAdvantages(episodes[$0], advantages[$0]) }
      let (norm, losses) = step(
        on: sequences, against: reference, temperature: policy.temperature,
        learningRate: learningRate
      ) { index, current, reference in
        rule.loss(
          TokenTerms(
            current: current, behaviour: Double(behaviour[index]),
            reference: reference, advantage: advantage[index]),
          rule.lossConstants)
      }
      let (count, parts) = (Double(losses.count), Double(batches.count))
      update.loss += losses.reduce(0) { $0 + $1.loss } / count / parts
      update.kl += losses.reduce(0) { $0 + $1.kl } / count / parts
      update.clipFraction += Double(losses.count(where: \.isClipped)) / count / parts
      update.gradientNorm += norm / parts
      update.tokens += losses.count
      // The optimiser took no such step; the run ends at it.
      guard norm.isFinite else { break }
    }
    // The rollouts of the next iteration need it.
    releaseMemory()
    return update
  }
  // snippet-end
}

/// A_t for every agent token of an episode, in order: all tokens of step t share it.
public func tokenAdvantages(_ episode: Episode, _ advantages: [StepAdvantage]) -> [Double] {
  zip(episode.steps, advantages).flatMap { step, advantage in
    step.response.map { _ in advantage.total }
  }
}
