import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// What one iteration of reinforcement learning reports.
public struct ReinforcementMetrics: Sendable, Hashable, Codable {
  /// From 1.
  public var iteration: Int
  /// Share of the rollouts that were won.
  public var successRate: Double
  /// Share of steps with an inadmissible command.
  public var invalidActionRate: Double
  /// Share of steps that repeat (strict).
  public var repetitiveActionRate: Double
  /// Share of the valid steps that repeat.
  public var repetitiveValidActionRate: Double
  /// Share of malformed responses.
  public var malformedRate: Double
  /// Mean steps an episode.
  public var meanSteps: Double
  /// Share of each tag among tagged steps.
  public var tagShares: [String: Double]
  /// Mean step reward of each tag; a rising mean says little where the tag's share falls.
  public var tagRewards: [String: Double]
  /// Share of groups whose rollouts all had the same outcome, from which GRPO learns nothing.
  public var zeroVarianceGroups: Double
  /// Mean loss a token.
  public var loss: Double
  /// Mean k3 divergence from the reference policy a token.
  public var divergence: Double
  /// Share of tokens whose ratio was clipped.
  public var clippedShare: Double
  /// Global norm of the gradient before clipping, mean over the updates.
  public var gradientNorm: Double
  /// Agent tokens trained on.
  public var tokens: Int
}

/// GRPO and RLVMR share everything but the line that computes the advantages:
///
///     repeat: roll out a group of episodes for each game
///             A_t for every step            (the method)
///             minimise the clipped loss     (equation 5), all tokens of a step sharing A_t
///
/// The policy that is sampled is the policy that is updated: same weights, same temperature. The
/// reference policy is the cold-started model the run began with.
///
/// - Parameters:
///   - start: The cold-started model.
///   - method: One that starts from a cold start; `settings` are those of `method.settings(_:)`.
///   - games: The training games at the given places of an endless list.
///   - run: Where state, metrics and sampled episodes are kept; an interrupted run continues.
///   - interruptAfter: Stops after this many iterations as a Ctrl-C would; nil runs to the end.
/// - Returns: The trained model.
/// - Throws: `RunError` or a checkpoint's error for unusable files; `Interruption.Interrupted`.
public func trainByReinforcement(
  from start: Model, method: Method, settings: ReinforcementSettings, seed: UInt64,
  games: (Range<Int>) -> [Game], run: RunFolder, title: String, interruptAfter: Int? = nil
) throws -> Model {
  let learner = Learner(
    start, weightDecay: settings.weightDecay, gradientClip: settings.gradientClip)
  let reference = start
  var iteration = try learner.restore(from: run)
  let progress = Progress(title, total: settings.iterations, done: iteration)
  while iteration < settings.iterations {
    let clock = Date()
    let batch = games(iteration * settings.games..<(iteration + 1) * settings.games)
    let played = batch.flatMap { Array(repeating: $0, count: settings.rollouts) }
    let groups = batch.indices.flatMap { Array(repeating: $0, count: settings.rollouts) }
    let policy = Policy(
      model: learner.model, grammar: method.grammar, temperature: settings.temperature)
    let episodes = rollOut(
      played, policy: policy, stepLimit: settings.stepLimit,
      seed: SeededGenerator.mix(seed, 0x5011, UInt64(iteration)))
    let rolloutSeconds = -clock.timeIntervalSinceNow

    let advantages =
      method.rewardsReasoning
      ? rlvmrAdvantages(of: episodes, groups: groups, settings: settings)
      : grpoAdvantages(of: episodes, groups: groups, settings: settings)

    let update = learner.improve(
      on: episodes, advantages: advantages, reference: reference, settings: settings)
    guard update.loss.isFinite else {
      throw RunError(
        "\(run.url.path): the loss became \(update.loss) at iteration \(iteration + 1); lower the "
          + "learning rate and remove the folder")
    }
    iteration += 1

    let metrics = ReinforcementMetrics(
      iteration: iteration, episodes: episodes, groups: groups, update: update,
      settings: settings)
    try run.append([metrics], to: "metrics.jsonl")
    try run.append(
      sampleIndices(of: episodes.count).map {
        ReadableEpisode(episodes[$0], advantages: advantages[$0], iteration: iteration)
      }, to: "episodes.jsonl")
    try run.append(
      [
        Timing(
          unit: iteration, rolloutSeconds: rolloutSeconds,
          updateSeconds: -clock.timeIntervalSinceNow - rolloutSeconds)
      ], to: "timing.jsonl")
    let isLast = iteration == settings.iterations
    let mustStop = Interruption.isRequested || iteration == interruptAfter
    if isLast || iteration % settings.saveEvery == 0 || mustStop {
      try learner.save(to: run, step: iteration)
    }
    progress.update(
      iteration,
      note: "success \(percent(metrics.successRate)) repeats "
        + percent(metrics.repetitiveActionRate))
    if mustStop && !isLast { throw Interruption.Interrupted() }
  }
  return learner.model
}

/// Which rollouts are written down: the first of the first games, enough to read.
private func sampleIndices(of count: Int) -> [Int] { count > 0 ? [0] : [] }

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

extension ReinforcementMetrics {
  fileprivate init(
    iteration: Int, episodes: [Episode], groups: [Int], update: PolicyUpdate,
    settings: ReinforcementSettings
  ) {
    let summary = EvaluationSummary(episodes.map(EpisodeMetrics.init))
    var wonByGroup: [Int: Set<Bool>] = [:]
    for (episode, group) in zip(episodes, groups) {
      wonByGroup[group, default: []].insert(episode.won)
    }
    var sums: [String: (total: Double, count: Int)] = [:]
    for trajectory in rewardedTrajectories(of: episodes, groups: groups, settings: settings) {
      for step in trajectory.steps {
        guard let tag = step.tag?.rawValue else { continue }
        let sum = sums[tag] ?? (0, 0)
        sums[tag] = (sum.total + step.reward, sum.count + 1)
      }
    }
    self.init(
      iteration: iteration, successRate: summary.successRate,
      invalidActionRate: summary.invalidActionRate,
      repetitiveActionRate: summary.repetitiveActionRate,
      repetitiveValidActionRate: summary.repetitiveValidActionRate,
      malformedRate: summary.malformedRate, meanSteps: summary.meanSteps,
      tagShares: summary.tagShares,
      tagRewards: sums.mapValues { $0.total / Double($0.count) },
      zeroVarianceGroups: Double(wonByGroup.values.count { $0.count == 1 })
        / Double(max(1, wonByGroup.count)),
      loss: update.loss, divergence: update.divergence, clippedShare: update.clippedShare,
      gradientNorm: update.gradientNorm, tokens: update.tokens)
  }
}

/// Wall time of one unit of work; kept apart from the metrics, which are the same bytes every time.
struct Timing: Codable {
  var unit: Int
  var rolloutSeconds: Double
  var updateSeconds: Double
}
