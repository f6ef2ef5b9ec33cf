import Dispatch
import LanguageModel
import Randomness

/// 64 sequences sampled from nothing to 512 tokens at temperature 1. Two workers decode them a few
/// at a time, as rollouts do: a sequence needs nothing from the others.
final class DecodingBenchmark {
  let sequences: Int
  let length: Int
  private let model: DecodingModel
  private let together: Int

  init(_ model: BenchmarkModel, sequences: Int = 64, length: Int = 512, together: Int) throws {
    self.sequences = sequences
    self.length = length
    self.together = together
    var generator = SeededGenerator(seed: 1)
    self.model = DecodingModel(
      try Parameters(model.configuration(context: length), using: &generator))
  }

  var tokens: Int { sequences * length }

  func round() {
    let (model, together, length, sequences) = (model, together, length, sequences)
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      var generator = SeededGenerator(seed: UInt64(worker))
      let sampler = Sampler()
      let decoder = Decoder(model, slots: together)
      for first in stride(from: 0, to: sequences / 2, by: together) {
        let slots = 0..<min(together, sequences / 2 - first)
        var tokens = [Int32](repeating: 1, count: slots.count)
        for slot in slots { decoder.reset(slot) }
        for _ in 0..<length {
          let logits = decoder.step(slots.map { ($0, tokens[$0]) }, logitsFor: Array(slots))
          for slot in slots {
            tokens[slot] = sampler.sample(logits[slot], temperature: 1, using: &generator).token
          }
        }
      }
    }
  }
}

extension Benchmark {
  func decode(_ model: BenchmarkModel) throws {
    let work =
      try isTiny
      ? DecodingBenchmark(model, sequences: 4, length: 8, together: 2)
      : DecodingBenchmark(model, together: model.decodedTogether)
    say("decoding, \(model.rawValue)")
    let measurement = measure(rounds: rounds) { work.round() }
    let operations =
      Double(work.sequences) * model.configuration(context: work.length)
      .decodingOperations(length: work.length)
    emit(
      BenchmarkLine(
        suite: "decode", model: model.rawValue, variant: Variant.full, threads: 2, measurement,
        tokens: work.tokens, operations: operations))
  }
}

extension BenchmarkModel {
  /// Sequences a worker decodes together: the fewer, the more of their caches stays close to the
  /// processor; the more, the more tokens share a read of the weights. Chosen by measurement.
  var decodedTogether: Int { self == .small ? 4 : 32 }
}
