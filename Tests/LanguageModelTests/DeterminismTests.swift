import Randomness
import Foundation
import LanguageModel
import Testing

@Suite struct DeterminismTests {
  private func batch() -> PackedBatch {
    var batch = PackedBatch()
    for (i, length) in [30, 7, 90, 12, 55, 3, 41].enumerated() {
      batch.append(Tiny.tokens(length, seed: UInt64(i)), predicting: Array(1..<length))
    }
    return batch
  }

  /// Three training steps.
  private func train(_ workers: DataParallel, _ configuration: ModelConfiguration) throws
    -> Parameters
  {
    let parameters = try Tiny.parameters(configuration, seed: 1)
    let gradients = Parameters(layoutOf: parameters)
    let optimiser = AdamW(parameters)
    for _ in 0..<3 {
      gradients.zero()
      workers.accumulate(parameters, batch(), into: gradients) { part in
        .init(repeating: -0.01, count: part.logProbabilities.count)
      }
      optimiser.step(parameters, gradients: gradients, learningRate: 0.01)
    }
    return parameters
  }

  @Test(arguments: Tiny.configurations)
  func sameSeedSameBytes(_ c: ModelConfiguration) throws {
    // The second run reuses warm workers: nothing may be left over from the first.
    let workers = DataParallel(c, microBatchTokens: 64)
    let first = try train(workers, c)
    let second = try train(workers, c)
    workers.releaseMemory()
    let released = try train(workers, c)
    let fresh = try train(DataParallel(c, microBatchTokens: 64), c)
    #expect(Array(first.values) == Array(second.values))
    #expect(Array(first.values) == Array(released.values))
    #expect(Array(first.values) == Array(fresh.values))
  }

  @Test func shardsRunOneAfterAnotherGiveTheBytesOfShardsRunTogether() throws {
    let c = Tiny.rich
    let parameters = try Tiny.parameters(c, seed: 1)
    let batch = batch()
    let workers = DataParallel(c, shards: 2, microBatchTokens: 64)
    let together = Parameters(layoutOf: parameters)
    workers.accumulate(parameters, batch, into: together) { part in
      part.indices.map { Float($0 % 3) - 1 }
    }
    let sum = Parameters(layoutOf: parameters)
    for shard in workers.plan(batch) {
      let worker = ForwardBackward(c)
      let sink = Parameters(layoutOf: parameters)
      for sequences in shard {
        _ = worker.forward(parameters, batch.subset(sequences))
        let indices = sequences.flatMap {
          batch.selectedStarts[$0]..<batch.selectedStarts[$0 + 1]
        }
        worker.backward(
          logProbabilityGradients: indices.map { Float($0 % 3) - 1 }, into: sink)
      }
      sum.add(sink)
    }
    #expect(Array(sum.values) == Array(together.values))
  }

  @Test func logProbabilitiesComeBackInTheBatchsOrder() throws {
    let parameters = try Tiny.parameters(Tiny.plain, seed: 2)
    let whole = ForwardBackward(Tiny.plain).forward(parameters, batch())
    let split = DataParallel(Tiny.plain, shards: 3, microBatchTokens: 40)
      .logProbabilities(parameters, batch())
    #expect(zip(whole, split.logProbabilities).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(split.meanEntropy > 0 && split.meanEntropy <= log(11))
  }

  @Test func theGeneratorIsTheSameOnEveryMachine() {
    var generator = SeededGenerator(seed: 1_234_567)
    // Reference values of SplitMix64 for this seed.
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }
}
