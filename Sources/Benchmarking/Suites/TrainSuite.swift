import Foundation
import LanguageModel
import Randomness

/// Supervised updates: cross-entropy on every position but the first, AdamW with clipping at 1, one
/// update a round, through the code that the methods train with.
struct TrainSuite {
  let model: BenchmarkModel
  let scale: BenchmarkScale

  init(model: BenchmarkModel, scale: BenchmarkScale) {
    self.model = model
    self.scale = scale.fitted(to: model)
  }

  /// Full sequences, the workload that peers run too.
  static let full = "full"
  /// Episodes of different lengths, about as many tokens.
  static let ragged = "ragged"
  /// The full sequences with one worker.
  static let oneWorker = "one worker"
  /// Plain products, in turn with the rest: what the machine could have done meanwhile.
  static let ceiling = "products, in turn with training"
  /// The full sequences as reinforcement learning takes them: a pass of the reference policy too.
  static let withReference = "with the reference"
  /// The same with the lower half of the blocks frozen.
  static let halfFrozen = "with the reference, lower half frozen"
  /// The name of a step of the growth of cost.
  static func growth(_ episodes: Int) -> String { "\(episodes) episodes" }

  /// One update a round on full sequences, two workers, and the operations it needs.
  func fullContender() throws -> (contender: Contender, operations: Double) {
    try contender(Self.full, lengths: Array(repeating: scale.length + 1, count: scale.sequences))
  }

  /// All variants. The growth of cost is measured on the small model alone: the medium one would
  /// take most of an hour to say the same.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    let lengths = Array(repeating: scale.length + 1, count: scale.sequences)
    if model == .smollm2 { return try measureLarge(lengths, plan) }
    let workloads = try [
      (Self.full, 2, contender(Self.full, lengths: lengths)),
      (Self.ragged, 2, contender(Self.ragged, lengths: raggedLengths())),
      (Self.oneWorker, 1, contender(Self.oneWorker, lengths: lengths, shards: 1)),
    ]
    let ceiling = MachineSuite(scale: scale).productsContender(threads: 2)
    var measurements = try measure(
      workloads + [(Self.ceiling, 2, ceiling)], "train \(model.rawValue)", plan)
    if model == .small {
      let growth = try scale.growth.map { episodes in
        var generator = SeededGenerator(seed: UInt64(episodes))
        let lengths = (0..<episodes).map { _ in
          scale.growthLengths.lowerBound + generator.below(scale.growthLengths.count)
        }
        return (Self.growth(episodes), 2, try contender(Self.growth(episodes), lengths: lengths))
      }
      measurements += try measure(growth, "train \(model.rawValue), growing", plan)
    }
    return measurements
  }

  /// Of a large model updates with a reference policy as well, with and without the lower half frozen.
  private func measureLarge(_ lengths: [Int], _ plan: RoundPlan) throws -> [Measurement] {
    let half = model.configuration(contextLength: 2).layers / 2
    let workloads = try [
      (Self.full, 2, contender(Self.full, lengths: lengths)),
      (Self.withReference, 2, contender(Self.withReference, lengths: lengths, frozenBlocks: 0)),
      (Self.halfFrozen, 2, contender(Self.halfFrozen, lengths: lengths, frozenBlocks: half)),
      (Self.ceiling, 2, MachineSuite(scale: scale).productsContender(threads: 2)),
    ]
    return try measure(workloads, "train \(model.rawValue)", plan)
  }

  private func measure(
    _ workloads: [(String, Int, (contender: Contender, operations: Double))], _ title: String,
    _ plan: RoundPlan
  ) throws -> [Measurement] {
    let timed = try plan.measure(title, workloads.map(\.2.contender))
    return zip(workloads, timed).map { workload, timed -> Measurement in
      let isCeiling = workload.0 == Self.ceiling
      let line = Measurement(
        isCeiling ? .machine : .train, model: model.rawValue, variant: workload.0,
        threads: workload.1, timed: timed, operations: workload.2.operations)
      return isCeiling ? line.countingSteps(1) : line
    }
  }

  /// Random lengths until there are as many predicted tokens as in the full sequences.
  private func raggedLengths() -> [Int] {
    var generator = SeededGenerator(seed: 7)
    let wanted = scale.sequences * scale.length
    var lengths: [Int] = []
    var total = 0
    while total < wanted {
      let length = min(
        scale.raggedLengths.lowerBound + generator.below(scale.raggedLengths.count),
        max(scale.raggedLengths.lowerBound, wanted - total + 1))
      lengths.append(length)
      total += length - 1
    }
    return lengths
  }

  /// - Parameter frozenBlocks: Of an update with a reference policy; nil for one without.
  private func contender(
    _ title: String, lengths: [Int], shards: Int = 2, frozenBlocks: Int? = nil
  ) throws -> (contender: Contender, operations: Double) {
    let configuration = model.configuration(contextLength: lengths.max() ?? 2)
    var generator = SeededGenerator(seed: 1)
    let parameters = try Parameters(configuration, using: &generator)
    let gradients = Parameters(layoutOf: parameters)
    let workers = DataParallel(configuration, shards: shards)
    let optimizer = AdamW(parameters)
    var batch = PackedBatch()
    for length in lengths {
      let tokens = (0..<length).map { _ in Int32(generator.below(configuration.vocabularySize)) }
      batch.append(tokens, predicting: Array(1..<length))
    }
    let packed = batch
    let weight = -1 / Float(packed.selectedCount)
    let reference = frozenBlocks == nil ? nil : Parameters(copying: parameters)
    let frozen = frozenBlocks ?? 0
    let contender = Contender(title) {
      let seconds = seconds {
        gradients.zero()
        workers.accumulate(
          parameters, reference: reference, frozenBlocks: frozen, packed, into: gradients
        ) { part in
          Array(repeating: weight, count: part.indices.count)
        }
        optimizer.step(
          parameters, gradients: gradients, learningRate: 1e-3, frozenBlocks: frozen)
      }
      return Sample(seconds: seconds, tokens: packed.selectedCount)
    }
    // The last token of a sequence predicts nothing: no arithmetic is needed for it.
    let arithmetic = Arithmetic(configuration)
    let trained = 1 - Double(frozen) / Double(configuration.layers)
    let operations = lengths.reduce(0) { sum, length in
      let forward = arithmetic.forward(length: length - 1, predicted: length - 1)
      let passes = frozenBlocks == nil ? 0 : trained
      return sum + forward * (1 + 2 * trained + passes)
    }
    return (contender, operations)
  }
}
