import Agent
import Communication
import LanguageModel

/// A model being trained: weights, optimiser and workers. Every method is a loss on the log-probabilities
/// of chosen tokens; the learner knows no more than that.
public final class Learner {
  /// The weights being trained; they change in place.
  public let model: Model
  /// Both moments and the step count, saved with the weights so that training can go on.
  public let optimizer: AdamW
  /// The embedding and so many of the first blocks stay as they are.
  public let frozenBlocks: Int
  /// The processes that share every step; all of them hold the same weights.
  public let ranks: any Communicator
  private let gradients: Parameters
  private let workers: DataParallel

  /// Begins with a copy of `start`, so that the start can serve as the reference policy.
  ///
  /// - Parameters:
  ///   - frozenBlocks: Below the number of the model's blocks.
  ///   - shards: See `DataParallel`; at least as many as `ranks`. Nil for as many as a process has threads.
  public init(
    _ start: Model, weightDecay: Double, gradientClip: Double, frozenBlocks: Int = 0,
    shards: Int? = nil, over ranks: any Communicator = SingleProcess()
  ) {
    precondition(frozenBlocks >= 0 && frozenBlocks < start.configuration.layers)
    self.frozenBlocks = frozenBlocks
    model = start.copy()
    optimizer = AdamW(
      model.parameters,
      configuration: .init(
        weightDecay: Float(weightDecay), maximumGradientNorm: Float(gradientClip)))
    gradients = Parameters(layoutOf: model.parameters)
    workers = DataParallel(
      model.configuration, shards: shards ?? DataParallel.threads, over: ranks)
    self.ranks = ranks
  }

  /// A learner for reinforcement learning.
  ///
  /// - Throws: `RunError` where no block is left to be trained.
  public convenience init(
    _ start: Model, for settings: ReinforcementSettings,
    over ranks: any Communicator = SingleProcess()
  ) throws {
    let blocks = start.configuration.layers
    guard settings.frozenBlocks < blocks else {
      throw RunError(
        "--frozen-blocks \(settings.frozenBlocks): the model has \(blocks) blocks; leave at least one of "
          + "them to be trained")
    }
    self.init(
      start, weightDecay: settings.weightDecay, gradientClip: settings.gradientClip,
      frozenBlocks: settings.frozenBlocks, shards: settings.shards, over: ranks)
  }

  /// The first tensor whose gradient of the last step holds a value that is no finite number.
  package var unusableGradient: String? {
    gradients.tensors.first { !gradients.view($0).allSatisfy(\.isFinite) }?.name
  }

  /// What the messages of all steps so far took.
  public var messages: MessageCost { workers.messages }

  /// Gives back the working memory of past steps.
  public func releaseMemory() { workers.releaseMemory() }

  /// One optimiser step on the mean of the learned tokens' losses.
  ///
  /// - Parameters:
  ///   - reference: The model that the learner began with, where the loss asks for it.
  ///   - loss: The loss of learned token `index` (counted through all sequences) with log-probability
  ///     `current`, and `reference` under the reference model (0 without one); called once a token, on
  ///     worker threads.
  /// - Returns: The gradient's norm before clipping, and the loss of every learned token.
  public func step(
    on sequences: [TrainingSequence], against reference: Model? = nil, temperature: Float,
    learningRate: Double,
    loss: @escaping @Sendable (_ index: Int, _ current: Double, _ reference: Double) -> TokenLoss
  ) -> (gradientNorm: Double, losses: [TokenLoss]) {
    gradients.zero()
    let batch = PackedBatch(sequences)
    let losses = TokenLosses(count: batch.selectedCount)
    let share = 1 / Double(max(1, batch.selectedCount))
    workers.accumulate(
      model.parameters, reference: reference?.parameters, frozenBlocks: frozenBlocks, batch,
      temperature: temperature, into: gradients
    ) { part in
      part.indices.indices.map { place in
        let index = part.indices[place]
        let reference = part.references.isEmpty ? 0 : Double(part.references[place])
        let token = loss(index, Double(part.logProbabilities[place]), reference)
        losses.set(index, token)
        return Float(token.gradient * share)
      }
    }
    let norm = optimizer.step(
      model.parameters, gradients: gradients, learningRate: Float(learningRate),
      frozenBlocks: frozenBlocks)
    return (norm, losses.complete(over: ranks))
  }
}

/// The loss of every token of a batch. Workers share it; each token belongs to one of them, so that no
/// place is written twice, and it is read after they are done.
private final class TokenLosses: @unchecked Sendable {
  private typealias Place = (index: Int, loss: TokenLoss)
  private let storage: UnsafeMutableBufferPointer<TokenLoss>
  private let isMine: UnsafeMutableBufferPointer<Bool>

  init(count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: TokenLoss(loss: 0, gradient: 0, kl: 0, isClipped: false))
    isMine = .allocate(capacity: count)
    isMine.initialize(repeating: false)
  }

  deinit {
    storage.deallocate()
    isMine.deallocate()
  }

  func set(_ index: Int, _ loss: TokenLoss) {
    storage[index] = loss
    isMine[index] = true
  }

  /// Every token's, those of other processes among them.
  func complete(over ranks: any Communicator) -> [TokenLoss] {
    if ranks.size > 1 {
      let mine = storage.indices.filter { isMine[$0] }.map { (index: $0, loss: storage[$0]) }
      for bytes in ranks.gather(mine.withUnsafeBytes { Array($0) }) {
        // All processes run one program, so what they lay out is laid out alike.
        bytes.withUnsafeBytes { bytes in
          for start in stride(from: 0, to: bytes.count, by: MemoryLayout<Place>.stride) {
            let place = bytes.loadUnaligned(fromByteOffset: start, as: Place.self)
            storage[place.index] = place.loss
          }
        }
      }
    }
    return Array(storage)
  }
}
