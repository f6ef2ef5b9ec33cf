import Agent
import LanguageModel

/// A model being trained: weights, optimiser and workers. Every method is a loss on the log-probabilities
/// of chosen tokens; the learner knows no more than that.
public final class Learner {
  /// The weights being trained; they change in place.
  public let model: Model
  /// Both moments and the step count, saved with the weights so that training can go on.
  public let optimizer: AdamW
  private let gradients: Parameters
  private let workers: DataParallel

  /// Begins with a copy of `start`, so that the start can serve as the reference policy.
  public init(_ start: Model, weightDecay: Double, gradientClip: Double) {
    model = start.copy()
    optimizer = AdamW(
      model.parameters,
      configuration: .init(
        weightDecay: Float(weightDecay), maximumGradientNorm: Float(gradientClip)))
    gradients = Parameters(layoutOf: model.parameters)
    workers = DataParallel(model.configuration)
  }

  /// log π of every learned token of the sequences, in order, under some model.
  public func logProbabilities(
    of sequences: [TrainingSequence], under model: Model, temperature: Float
  ) -> [Float] {
    workers.logProbabilities(
      model.parameters, PackedBatch(sequences), temperature: temperature
    ).logProbabilities
  }

  /// One optimiser step on the mean of the learned tokens' losses.
  ///
  /// - Parameter loss: The loss of learned token `index` (counted through all sequences) with
  ///   log-probability `current`; called once a token, on worker threads.
  /// - Returns: The gradient's norm before clipping, and the loss of every learned token.
  public func step(
    on sequences: [TrainingSequence], temperature: Float, learningRate: Double,
    loss: @escaping @Sendable (_ index: Int, _ current: Double) -> TokenLoss
  ) -> (gradientNorm: Double, losses: [TokenLoss]) {
    gradients.zero()
    let batch = PackedBatch(sequences)
    let losses = TokenLosses(count: batch.selectedCount)
    let share = 1 / Double(max(1, batch.selectedCount))
    workers.accumulate(
      model.parameters, batch, temperature: temperature, into: gradients
    ) { part in
      zip(part.indices, part.logProbabilities).map { index, current in
        let token = loss(index, Double(current))
        losses.set(index, token)
        return Float(token.gradient * share)
      }
    }
    let norm = optimizer.step(
      model.parameters, gradients: gradients, learningRate: Float(learningRate))
    return (norm, losses.values)
  }
}

/// The loss of every token of a batch. Workers share it; each token belongs to one of them, so that no
/// place is written twice, and it is read after they are done.
private final class TokenLosses: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<TokenLoss>

  init(count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: TokenLoss(loss: 0, gradient: 0, kl: 0, isClipped: false))
  }

  deinit { storage.deallocate() }

  func set(_ index: Int, _ loss: TokenLoss) { storage[index] = loss }

  var values: [TokenLoss] { Array(storage) }
}
