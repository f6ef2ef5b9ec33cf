import Randomness
import Foundation
import Kernels
import LanguageModel
import Testing

@Suite struct DecoderTests {
  /// How far a log-probability may be off: rounding alone, or keys and values in half precision
  /// (11 bits) over two layers of weights of order 1.
  static let tolerances: [(Kernel.CachePrecision, Float)] = [(.single, 1e-4), (.half, 4e-3)]

  /// Log-probabilities of tokens 1... of a sequence by the packed forward pass.
  private func packed(_ p: Parameters, _ tokens: [Int32]) -> [Float] {
    var batch = PackedBatch()
    batch.append(tokens, predicting: Array(1..<tokens.count))
    return ForwardBackward(p.configuration).forward(p, batch)
  }

  private func logProbability(_ logits: UnsafeBufferPointer<Float>, _ token: Int32) -> Float {
    let top = logits.max() ?? 0
    var sum = 0.0
    for x in logits { sum += exp(Double(x - top)) }
    return Float(Double(logits[Int(token)] - top) - log(sum))
  }

  @Test(arguments: Tiny.configurations, tolerances)
  func cachedStepsOfRaggedSlotsEqualTheFullForward(
    _ c: ModelConfiguration, _ cache: (precision: Kernel.CachePrecision, tolerance: Float)
  ) throws {
    let p = try Tiny.parameters(c, seed: 3)
    let episodes = [Tiny.tokens(90, seed: 1), Tiny.tokens(7, seed: 2), Tiny.tokens(33, seed: 3)]
    let decoder = Decoder(p, slots: 3, cachePrecision: cache.precision)
    var found = [[Float]](repeating: [], count: 3)
    for step in 0..<90 {
      // Slot 2 enters late; each drops out at its end.
      let live = (0..<3).filter { s in
        let position = s == 2 ? step - 10 : step
        return position >= 0 && position < episodes[s].count - 1
      }
      if live.isEmpty { continue }
      let inputs = live.map { (slot: $0, token: episodes[$0][decoder.length($0)]) }
      let rows = decoder.step(inputs, logitsFor: Array(live.indices))
      for (row, s) in live.enumerated() {
        found[s].append(logProbability(rows[row], episodes[s][decoder.length(s)]))
      }
    }
    for s in 0..<3 {
      let expected = packed(p, episodes[s])
      #expect(found[s].count == expected.count)
      #expect(zip(found[s], expected).allSatisfy { abs($0 - $1) < cache.tolerance })
    }
  }

  @Test(arguments: Tiny.configurations, tolerances)
  func severalTokensOfASlotInOneCallEqualOneByOne(
    _ c: ModelConfiguration, _ cache: (precision: Kernel.CachePrecision, tolerance: Float)
  ) throws {
    let p = try Tiny.parameters(c, seed: 4)
    let tokens = Tiny.tokens(80, seed: 5)
    let decoder = Decoder(p, slots: 2, cachePrecision: cache.precision)
    _ = decoder.prefill(1, Array(tokens[..<30]))
    // Another slot's tokens in between must not matter.
    let mixed = tokens[30..<79].flatMap { [(slot: 0, token: Int32(1)), (slot: 1, token: $0)] }
    let rows = decoder.step(mixed, logitsFor: [mixed.count - 1])
    #expect(
      abs(logProbability(rows[0], tokens[79]) - (packed(p, tokens).last ?? 0)) < cache.tolerance)
  }

  @Test(arguments: Tiny.configurations)
  func aCopiedSlotContinuesAsTheOriginal(_ c: ModelConfiguration) throws {
    let p = try Tiny.parameters(c, seed: 4)
    let decoder = Decoder(p, slots: 2)
    _ = decoder.prefill(1, Tiny.tokens(100, seed: 1))
    decoder.reset(1)
    _ = decoder.prefill(0, Tiny.tokens(30, seed: 2))
    decoder.copy(0, to: 1)
    #expect(decoder.length(1) == 30)
    for token in Tiny.tokens(40, seed: 3) {
      let rows = decoder.step([(0, token), (1, token)], logitsFor: [0, 1])
      #expect(Array(rows[0]) == Array(rows[1]))
    }
  }

  @Test func aResetSlotForgetsItsEpisode() throws {
    let p = try Tiny.parameters(Tiny.rich, seed: 4)
    let decoder = Decoder(p, slots: 1)
    let fresh = Array(decoder.prefill(0, [1, 2, 3])[0])
    _ = decoder.prefill(0, Tiny.tokens(50, seed: 1))
    decoder.reset(0)
    #expect(decoder.length(0) == 0)
    #expect(Array(decoder.prefill(0, [1, 2, 3])[0]) == fresh)
  }

  @Test func samplingFollowsTheTemperedDistributionAndReportsItsLogProbability() {
    let logits: [Float] = [0.3, 2, -1, 0.5, 1.1]
    var generator = SeededGenerator(seed: 11)
    let sampler = Sampler()
    var counts = [Int](repeating: 0, count: 5)
    let weights = logits.map { exp(Double($0) / 0.4) }
    let total = weights.reduce(0, +)
    logits.withUnsafeBufferPointer { row in
      for _ in 0..<20_000 {
        let (token, log) = sampler.sample(row, temperature: 0.4, using: &generator)
        counts[Int(token)] += 1
        #expect(abs(exp(Double(log)) - weights[Int(token)] / total) < 1e-5)
      }
    }
    for i in 0..<5 { #expect(abs(Double(counts[i]) / 20_000 - weights[i] / total) < 0.015) }
  }
}
