import Agent
import Benchmarking
import Experiments
import Foundation
import LanguageModel
import Methods

/// How fast this machine trains and plays an agent, in floating-point operations a second.
public struct Speed: Sendable, Hashable, Codable {
  /// In supervised updates.
  public var supervised: Double
  /// In updates of reinforcement learning.
  public var policyUpdates: Double
  /// In rollouts and evaluations.
  public var decoding: Double
  /// Seconds that the measurement took.
  public var measuredFor: Double

  /// Seconds that some work takes.
  public func seconds(of work: Work) -> Double {
    work.supervised / supervised + work.policyUpdates / policyUpdates + work.decoding / decoding
  }

  /// Measures on the seed's base model: a few updates of either kind and a few rollouts, each in rounds
  /// that double until a third of `seconds` would be exceeded. Of updates the first round is not counted: in it
  /// memory is touched for the first time, which a run does once, and which for a large model takes longer than
  /// the arithmetic. A model so large that this round alone takes longer is measured by it.
  ///
  /// The numbers are of a machine as busy as it is now.
  ///
  /// - Parameters:
  ///   - method: A method of reinforcement learning, whose episodes are played.
  ///   - seconds: About so long, the reading of the model not counted; nil for ten, or sixty where a pretrained
  ///     agent needs larger rounds before its weights are read for many tokens at once, as in training.
  /// - Throws: Errors of the base model or the world's data.
  public init(
    of method: Method, in store: RunStore, seed: UInt64, seconds: Double? = nil
  ) throws {
    let seconds = seconds ?? (store.isPretrained ? 60 : 10)
    let set = TrainingSet.seenCategories
    let settings = store.settings
    let model = try store.base(seed: seed).prepared(for: method.grammar)
    let arithmetic = Arithmetic(model.configuration)
    var few = settings.coldStart
    few.episodes = min(few.episodes, 16)
    let demonstrations = try store.demonstrations(
      few, for: method, tokenizer: model.tokenizer, seed: seed, trainOn: set,
      contextLength: model.configuration.contextLength
    ).map { TrainingSequence($0) }
    let games = try store.source().rolloutGames(
      0..<settings.reinforcement.games, of: set, seed: seed)
    let policy = try method.policy(model, temperature: settings.reinforcement.temperature)
    let clock = ContinuousClock()
    let begin = clock.now
    let share = seconds / 3

    let learner = try Learner(model, for: settings.reinforcement)
    func updates(_ reference: Model?, _ passes: Double) -> Double {
      Self.rate(within: share, from: 1, warmsUp: true) { size in
        let batch = Self.cut(demonstrations, toTokens: 128 * size)
        _ = learner.step(
          on: batch, against: reference, temperature: 1, learningRate: 1e-6
        ) { _, _, _ in TokenLoss(loss: 0, gradient: -1, kl: 0, isClipped: false) }
        return batch.reduce(0) {
          $0 + passes
            * arithmetic.forward(length: $1.tokens.count, predicted: $1.positions.count)
        }
      }
    }
    supervised = updates(nil, 3)
    // What is left for a model that took all the time already is its one number.
    if begin.duration(to: clock.now) > .seconds(seconds) {
      (policyUpdates, decoding) = (supervised, supervised)
    } else {
      policyUpdates = updates(model, 4)
      learner.releaseMemory()
      let group = settings.reinforcement.rollouts
      decoding = Self.rate(within: share, from: 2) { size in
        let played = (0..<min(size, games.count * group)).map { games[$0 / group] }
        let episodes = rollOut(
          played, policy: policy, stepLimit: min(4, settings.reinforcement.stepLimit), seed: seed)
        return episodes.reduce(0) { sum, episode in
          sum
            + arithmetic.forward(
              length: episode.tokens.count,
              predicted: episode.steps.reduce(0) { $0 + $1.response.count })
        }
      }
    }
    measuredFor = begin.duration(to: clock.now) / .seconds(1)
  }

  /// Speeds that are known already.
  public init(supervised: Double, policyUpdates: Double, decoding: Double) {
    self.supervised = supervised
    self.policyUpdates = policyUpdates
    self.decoding = decoding
    measuredFor = 0
  }

  /// Operations a second of the largest round that fits.
  private static func rate(
    within seconds: Double, from first: Int, warmsUp: Bool = false, work: (_ size: Int) -> Double
  ) -> Double {
    let clock = ContinuousClock()
    let begin = clock.now
    var size = first
    if warmsUp {
      let operations = work(first)
      let elapsed = begin.duration(to: clock.now) / .seconds(1)
      if 2 * elapsed > seconds { return operations / max(elapsed, 1e-9) }
    }
    while true {
      let start = clock.now
      let operations = work(size)
      let elapsed = start.duration(to: clock.now) / .seconds(1)
      let spent = begin.duration(to: clock.now) / .seconds(1)
      // The next round is twice as long.
      if spent + 2 * elapsed > seconds || size >= 256 { return operations / max(elapsed, 1e-9) }
      size *= 2
    }
  }

  /// The first so many tokens of demonstrations; of each at least what stands before its first answer, and a
  /// bit of this.
  private static func cut(
    _ sequences: [TrainingSequence], toTokens tokens: Int
  ) -> [TrainingSequence] {
    var left = tokens
    var batch: [TrainingSequence] = []
    for sequence in sequences where left > 0 {
      var sequence = sequence
      let least = Int(sequence.positions.first ?? 0) + 8
      let count = min(sequence.tokens.count, max(left, least))
      sequence.tokens.removeLast(sequence.tokens.count - count)
      sequence.positions.removeAll { $0 >= count }
      batch.append(sequence)
      left -= count
    }
    return batch
  }
}
