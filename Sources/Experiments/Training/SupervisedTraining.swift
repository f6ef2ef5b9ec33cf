import Agent
import Communication
import Foundation
import LanguageModel
import Methods
import Randomness

/// What one stretch of supervised updates reports.
public struct SupervisedMetrics: Sendable, Hashable, Codable {
  /// Updates made so far.
  public var update: Int
  /// Mean loss of the imitated tokens, in nats, of this update.
  public var loss: Double
  /// The learning rate of this update.
  public var learningRate: Double
  /// Global norm of the gradient before clipping.
  public var gradientNorm: Double
  /// Imitated tokens in this update.
  public var tokens: Int
}

/// Supervised training on demonstrations: pretraining, SFT and the cold start alike.
///
/// The loss is the mean over the imitated tokens; observations, the room and the task are read but not
/// learned.
///
/// - Parameters:
///   - start: The model to begin with.
///   - sequences: The demonstrations, each seen `settings.epochs` times in an order of its own an
///     epoch.
///   - learningRate: The peak; see `warmupCosine`.
///   - loss: Of one imitated token.
///   - run: Where state and metrics are kept; an interrupted run continues.
///   - ranks: The processes that train it together; the first writes.
///   - interruptAfter: Stops after this many updates as a Ctrl-C would; nil runs to the end.
/// - Returns: The trained model.
/// - Throws: `RunError` or a checkpoint's error for unusable files; `Interruption.Interrupted`.
public func trainSupervised(
  from start: Model, on sequences: [TrainingSequence], settings: SupervisedSettings,
  learningRate peak: Double, loss tokenLoss: @escaping @Sendable (Double) -> TokenLoss,
  seed: UInt64, run: RunFolder, title: String, over ranks: any Communicator = SingleProcess(),
  interruptAfter: Int? = nil
) throws -> Model {
  let learner = Learner(
    start, weightDecay: settings.weightDecay, gradientClip: settings.gradientClip,
    shards: settings.shards, over: ranks)
  let perEpoch = (sequences.count + settings.batch - 1) / settings.batch
  let updates = perEpoch * settings.epochs
  var update = try learner.restore(from: run)
  var order: [Int] = []
  var orderedEpoch = -1
  let progress = ranks.isFirst ? Progress(title, total: updates, done: update) : nil
  var saves = SavePlan(units: 100)
  while update < updates {
    let clock = Date()
    if update / perEpoch != orderedEpoch {
      orderedEpoch = update / perEpoch
      var shuffler = SeededGenerator(seeds: seed, 0x0D, UInt64(orderedEpoch))
      order = shuffler.shuffled(Array(sequences.indices))
    }
    let first = update % perEpoch * settings.batch
    let batch = order[first..<min(first + settings.batch, order.count)].map { sequences[$0] }
    let learningRate = warmupCosine(
      step: update, of: updates, peak: peak, warmup: settings.warmup)
    let (norm, losses) = learner.step(
      on: batch, temperature: 1, learningRate: learningRate
    ) { _, current, _ in tokenLoss(current) }
    let loss = losses.reduce(0) { $0 + $1.loss } / Double(max(1, losses.count))
    try learner.requireFinite(
      loss: loss, gradientNorm: norm, at: "update \(update + 1)", of: run)
    update += 1
    if ranks.isFirst && (update % 10 == 0 || update == updates) {
      try run.append(
        [
          SupervisedMetrics(
            update: update, loss: loss, learningRate: learningRate, gradientNorm: norm,
            tokens: losses.count)
        ], to: "metrics.jsonl")
      try run.append(
        [
          Timing(
            unit: update, rolloutSeconds: 0, updateSeconds: -clock.timeIntervalSinceNow,
            messages: learner.messages, over: ranks)
        ], to: "timing.jsonl")
    }
    let isLast = update == updates
    let mustStop = ranks.any(Interruption.isRequested) || update == interruptAfter
    let isDue = saves.isDue(after: update) || isLast || mustStop
    if isDue && ranks.isFirst { try learner.save(to: run, step: update) }
    progress?.update(update, note: "loss \(String(format: "%.3f", loss))")
    if mustStop && !isLast {
      // No process ends before the first one has saved.
      ranks.meet()
      throw Interruption.Interrupted()
    }
  }
  return learner.model
}
