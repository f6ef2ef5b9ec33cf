import Agent
import Communication
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness

/// Trains a method by reinforcement: `iterate` again and again, with saved states in between.
///
/// - Parameters:
///   - start: The model it starts from, which is the reference policy too.
///   - rule: How the method learns from rollouts.
///   - games: The training games at the given places of an endless list.
///   - run: Where state, metrics and sampled episodes are kept; an interrupted run continues.
///   - ranks: The processes that train it together; the first writes.
///   - saves: When states are saved besides the last.
///   - interruptAfter: Stops after this many iterations as a Ctrl-C would; nil runs to the end.
/// - Returns: The trained model.
/// - Throws: `RunError` or a checkpoint's error for unusable files; `Interruption.Interrupted`.
public func trainByReinforcement(
  _ method: Method, by rule: Reinforcement, from start: Model, settings: ReinforcementSettings,
  seed: UInt64, games: (Range<Int>) -> [Game], run: RunFolder, title: String,
  over ranks: any Communicator = SingleProcess(), saves: SavePlan = SavePlan(units: 5),
  interruptAfter: Int? = nil
) throws -> Model {
  let start = try start.prepared(for: method.grammar)
  let learner = try Learner(start, for: settings, over: ranks)
  var iteration = try learner.restore(from: run)
  let progress = ranks.isFirst ? Progress(title, total: settings.iterations, done: iteration) : nil
  var saves = saves
  while iteration < settings.iterations {
    let result = try iterate(
      method, by: rule, learner, reference: start,
      games: games(iteration * settings.games..<(iteration + 1) * settings.games),
      settings: settings, seed: SeededGenerator.mix(seed, 0x5011, UInt64(iteration)))
    try learner.requireFinite(
      loss: result.update.loss, gradientNorm: result.update.gradientNorm,
      at: "iteration \(iteration + 1)", of: run)
    iteration += 1

    let metrics = ReinforcementMetrics(result, iteration: iteration, rules: rule.rules)
    if ranks.isFirst {
      try run.append([metrics], to: "metrics.jsonl")
      // One episode an iteration is enough to read.
      if let episode = result.episodes.first, let advantages = result.advantages.first {
        try run.append(
          [Transcript(episode, advantages: advantages, iteration: iteration)], to: "episodes.jsonl")
      }
      try run.append(
        [
          Timing(
            unit: iteration, rolloutSeconds: result.rolloutSeconds,
            updateSeconds: result.updateSeconds, messages: learner.messages, over: ranks)
        ], to: "timing.jsonl")
    }
    let isLast = iteration == settings.iterations
    let mustStop = ranks.any(Interruption.isRequested) || iteration == interruptAfter
    let isDue = saves.isDue(after: iteration) || isLast || mustStop
    if isDue && ranks.isFirst { try learner.save(to: run, step: iteration) }
    progress?.update(
      iteration,
      note: "success \(percent(metrics.rollouts.successRate)) repeats "
        + percent(metrics.rollouts.repetitiveActionRate))
    if mustStop && !isLast {
      // No process ends before the first one has saved.
      ranks.meet()
      throw Interruption.Interrupted()
    }
  }
  return learner.model
}

private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
