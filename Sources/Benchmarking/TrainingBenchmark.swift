import LanguageModel
import Randomness

/// Forward, backward, clipping and AdamW on one batch in which every token but the first of each
/// sequence is predicted.
final class TrainingBenchmark {
  let tokens: Int
  let operations: Double
  private let batch: PackedBatch
  private let parameters: Parameters
  private let gradients: Parameters
  private let optimizer: AdamW
  private let workers: DataParallel

  /// A batch of sequences that predict `lengths` tokens each.
  init(_ model: BenchmarkModel, lengths: [Int], threads: Int = 2) throws {
    let longest = lengths.max() ?? 1
    let configuration = model.configuration(context: longest + 1)
    var generator = SeededGenerator(seed: 1)
    parameters = try Parameters(configuration, using: &generator)
    gradients = Parameters(layoutOf: parameters)
    optimizer = AdamW(parameters)
    workers = DataParallel(configuration, shards: threads)
    var batch = PackedBatch()
    for length in lengths {
      batch.append(
        randomTokens(
          length + 1, vocabulary: configuration.vocabularySize, using: &generator),
        predicting: Array(1...length))
    }
    self.batch = batch
    tokens = lengths.reduce(0, +)
    operations = lengths.reduce(0) { $0 + configuration.trainingOperations(length: $1) }
  }

  func round() {
    gradients.zero()
    let weight = -1 / Float(tokens)
    workers.accumulate(parameters, batch, into: gradients) {
      [Float](repeating: weight, count: $0.logProbabilities.count)
    }
    optimizer.step(parameters, gradients: gradients, learningRate: 1e-3)
  }

  /// Lengths of episodes between two bounds, about `total` tokens together; always the same.
  static func raggedLengths(_ range: ClosedRange<Int>, total: Int) -> [Int] {
    var generator = SeededGenerator(seed: 7)
    var lengths: [Int] = []
    while lengths.reduce(0, +) < total {
      lengths.append(Int.random(in: range, using: &generator))
    }
    return lengths
  }
}

extension Benchmark {
  static let fullLengths = [Int](repeating: 512, count: 16)

  func train(_ model: BenchmarkModel) throws {
    func line(_ variant: String, _ lengths: [Int], threads: Int = 2) throws {
      say("training, \(model.rawValue), \(variant)")
      let work = try TrainingBenchmark(model, lengths: lengths, threads: threads)
      let measurement = measure(rounds: rounds) { work.round() }
      emit(
        BenchmarkLine(
          suite: "train", model: model.rawValue, variant: variant, threads: threads, measurement,
          tokens: work.tokens, operations: work.operations,
          details: ["sequences": Double(lengths.count)]))
    }
    if isTiny {
      try line(Variant.full, [16, 16])
      return
    }
    try line(Variant.full, Self.fullLengths)
    try line(Variant.oneWorker, Self.fullLengths, threads: 1)
    try line(
      Variant.ragged, TrainingBenchmark.raggedLengths(100...1200, total: 16 * 512))
    guard model == .small else { return }
    for episodes in [32, 64, 128, 256, 512] {
      var generator = SeededGenerator(seed: 9)
      try line(
        Variant.growth(episodes),
        (0..<episodes).map { _ in Int.random(in: 100...400, using: &generator) })
    }
  }
}
