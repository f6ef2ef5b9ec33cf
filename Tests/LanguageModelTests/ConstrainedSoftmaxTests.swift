import Foundation
import Kernels
import LanguageModel
import Randomness
import Testing

/// Predictions where only some tokens are allowed.
@Suite struct ConstrainedSoftmaxTests {
  private static let untied = ModelConfiguration(
    vocabularySize: 11, dimension: 32, layers: 2, heads: 4, keyValueHeads: 2, feedForward: 40,
    contextLength: 128, tiesHead: false)

  /// Three sequences with sets of several sizes, forced positions, and positions without a set.
  private func mixedBatch() -> PackedBatch {
    var batch = PackedBatch()
    let first = Tiny.tokens(9, seed: 1)
    batch.append(
      first, predicting: [2, 4, 5, 8],
      allowed: [
        TokenSet([first[2], (first[2] + 1) % 11]), nil, TokenSet([first[5]]),
        TokenSet((0..<10).map { (first[8] + $0) % 11 }),
      ])
    batch.append(Tiny.tokens(7, seed: 2), predicting: [1, 6])
    let last = Tiny.tokens(70, seed: 3)
    batch.append(
      last, predicting: [20, 69],
      allowed: [TokenSet([last[20], (last[20] + 3) % 11, (last[20] + 5) % 11]), nil])
    return batch
  }

  private func weights(_ count: Int) -> [Float] { (0..<count).map { Float($0 % 5) - 1.5 } }

  private func run(
    _ parameters: Parameters, _ batch: PackedBatch, temperature: Float = 0.7
  ) -> (logs: [Float], gradients: [Float], entropy: Double) {
    let worker = ForwardBackward(parameters.configuration)
    let gradients = Parameters(layoutOf: parameters)
    let logs = worker.forward(parameters, batch, temperature: temperature)
    let entropy = worker.meanEntropy
    worker.backward(logProbabilityGradients: weights(logs.count), into: gradients)
    return (logs, Array(gradients.values), entropy)
  }

  @Test(arguments: Tiny.configurations, [1, 0.7] as [Float])
  func aProbabilityIsTheShareAmongTheAllowed(_ c: ModelConfiguration, temperature: Float) throws {
    let parameters = try Tiny.parameters(c, seed: 2)
    let prefix = Tiny.tokens(12, seed: 7)
    let allowed: [Int32] = [1, 4, 5, 9]
    func logProbability(_ token: Int32, among set: TokenSet?) -> Float {
      var batch = PackedBatch()
      batch.append(prefix + [token], predicting: [12], allowed: [set])
      return ForwardBackward(c).forward(parameters, batch, temperature: temperature)[0]
    }
    // The whole softmax at the same temperature, renormalised by hand.
    let free = allowed.map { Double(logProbability($0, among: nil)) }
    let total = log(free.reduce(0) { $0 + exp($1) })
    for (token, whole) in zip(allowed, free) {
      let found = Double(logProbability(token, among: TokenSet(allowed)))
      #expect(abs(found - (whole - total)) < 1e-5)
    }
  }

  @Test func equalLogitsGiveEqualShares() throws {
    // All weights zero: every logit is 0, so three allowed tokens have a third each.
    let parameters = try Parameters(zeros: Tiny.plain)
    var batch = PackedBatch()
    batch.append([1, 2, 3], predicting: [2], allowed: [TokenSet([3, 7, 8])])
    let worker = ForwardBackward(Tiny.plain)
    let logs = worker.forward(parameters, batch)
    #expect(abs(logs[0] + log(3)) < 1e-6)
    #expect(abs(worker.meanEntropy - log(3)) < 1e-6)
  }

  @Test(arguments: Tiny.configurations)
  func aSetOfAllTokensChangesNoBit(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 3)
    let tokens = Tiny.tokens(30, seed: 4)
    func batch(_ set: TokenSet?) -> PackedBatch {
      var batch = PackedBatch()
      batch.append(tokens, predicting: [3, 4, 17], allowed: [set, set, set])
      return batch
    }
    let (free, constrained) = (
      run(parameters, batch(nil)), run(parameters, batch(TokenSet(0..<11)))
    )
    #expect(free.logs == constrained.logs)
    #expect(free.gradients == constrained.gradients)
    #expect(free.entropy == constrained.entropy)
  }

  @Test(arguments: Tiny.configurations)
  func withoutSetsABatchIsWhatItWas(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 3)
    var named = PackedBatch()
    for (length, seed) in [(5, 1), (70, 2)] {
      named.append(
        Tiny.tokens(length, seed: UInt64(seed)), predicting: [2, 4], allowed: [nil, nil])
    }
    var plain = PackedBatch()
    for (length, seed) in [(5, 1), (70, 2)] {
      plain.append(Tiny.tokens(length, seed: UInt64(seed)), predicting: [2, 4])
    }
    // Not a single index is kept, so the arithmetic cannot take the other way.
    #expect(named.tokenSets.isEmpty && named.tokenSetOf.isEmpty)
    let (first, second) = (run(parameters, named), run(parameters, plain))
    #expect(first.logs == second.logs && first.gradients == second.gradients)
  }

  @Test(arguments: [1, 0.7] as [Float])
  func aForcedTokenIsCertainAndGivesExactlyNoGradient(temperature: Float) throws {
    let parameters = try Tiny.parameters(Tiny.rich, seed: 4)
    var batch = PackedBatch()
    let tokens = Tiny.tokens(40, seed: 5)
    batch.append(
      tokens, predicting: [6, 21, 39], allowed: [6, 21, 39].map { TokenSet([tokens[$0]]) })
    let (logs, gradients, entropy) = run(parameters, batch, temperature: temperature)
    #expect(logs == [0, 0, 0])
    #expect(entropy == 0)
    #expect(gradients.allSatisfy { $0 == 0 })
  }

  @Test func forbiddenTokensHaveExactlyNoGradientInTheHead() throws {
    let parameters = try Tiny.parameters(Self.untied, seed: 5)
    let worker = ForwardBackward(Self.untied)
    let gradients = Parameters(layoutOf: parameters)
    var batch = PackedBatch()
    batch.append(
      [1, 2, 3, 4], predicting: [2, 3], allowed: [[3, 7], [4, 7, 9]].map(TokenSet.init))
    _ = worker.forward(parameters, batch)
    worker.backward(logProbabilityGradients: [1, 2], into: gradients)
    let head = try #require(
      parameters.tensors.first { $0.shape == [11, 32] && $0.name.contains("head") })
    let values = Array(gradients.view(head))
    for token in 0..<11 {
      let row = values[token * 32..<token * 32 + 32]
      #expect(row.contains { $0 != 0 } == [3, 4, 7, 9].contains(token))
    }
  }

  @Test(arguments: Tiny.configurations)
  func backwardEqualsFiniteDifferences(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 6)
    let batch = mixedBatch()
    let gradients = Parameters(layoutOf: parameters)
    let worker = ForwardBackward(c)
    let logs = worker.forward(parameters, batch, temperature: 0.7)
    worker.backward(logProbabilityGradients: weights(logs.count), into: gradients)
    var generator = SeededGenerator(seed: 9)
    for tensor in parameters.tensors {
      let values = parameters.view(tensor)
      let direction = values.indices.map { _ in generator.uniform() - 0.5 }
      let original = Array(values)
      let h: Float = 4e-3
      func at(_ step: Float) -> Double {
        for i in values.indices { values[i] = original[i] + step * direction[i] }
        parameters.composeTables()
        let logs = worker.forward(parameters, batch, temperature: 0.7, keepForBackward: false)
        return zip(logs, weights(logs.count)).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      }
      let wide = (at(2 * h) - at(-2 * h)) / Double(4 * h)
      let narrow = (at(h) - at(-h)) / Double(2 * h)
      let measured = (4 * narrow - wide) / 3
      _ = at(0)
      let computed = zip(gradients.view(tensor), direction).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
      #expect(
        abs(measured - computed) < 0.01 * max(0.3, abs(computed)),
        "\(tensor.name): differences give \(measured), backward \(computed)")
    }
  }

  @Test func setsFollowTheirPositionsThroughSubsetsAndShards() throws {
    let parameters = try Tiny.parameters(Tiny.plain, seed: 7)
    let batch = mixedBatch()
    let whole = ForwardBackward(Tiny.plain).forward(parameters, batch)
    // Sequences in another order: their positions are 0..<4, 4..<6 and 6..<8 of the whole.
    let turned = ForwardBackward(Tiny.plain).forward(parameters, batch.subset([2, 0, 1]))
    let expected = [6, 7, 0, 1, 2, 3, 4, 5].map { whole[$0] }
    #expect(zip(turned, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    // A part without any set is free of them.
    #expect(batch.subset([1]).tokenSets.isEmpty)
    let workers = DataParallel(Tiny.plain, shards: 2, microBatchTokens: 10)
    let gradients = Parameters(layoutOf: parameters)
    let all = weights(whole.count)
    let result = workers.accumulate(parameters, batch, into: gradients) { part in
      part.indices.map { all[$0] }
    }
    #expect(zip(result.logProbabilities, whole).allSatisfy { abs($0 - $1) < 1e-5 })
    let alone = run(parameters, batch, temperature: 1).gradients
    let scale = alone.map(abs).max() ?? 0
    #expect(zip(gradients.values, alone).allSatisfy { abs($0 - $1) < 1e-5 * scale })
  }

  @Test func aReferencePassOverManyPositionsEqualsTheTrainingPass() throws {
    // More positions than one chunk of a pass without backward (512) holds.
    let parameters = try Tiny.parameters(Tiny.plain, seed: 8)
    var batch = PackedBatch()
    for seed in 0..<7 {
      let tokens = Tiny.tokens(100, seed: UInt64(seed))
      let sets: [TokenSet?] = (1..<100).map { position in
        switch position % 3 {
        case 0: nil
        case 1: TokenSet([tokens[position], (tokens[position] + 1) % 11])
        default: TokenSet([tokens[position]])
        }
      }
      batch.append(tokens, predicting: Array(1..<100), allowed: sets)
    }
    let worker = ForwardBackward(Tiny.plain)
    let kept = worker.forward(parameters, batch)
    #expect(worker.forward(parameters, batch, keepForBackward: false) == kept)
  }

  @Test func equalSetsAreKeptOnce() {
    var batch = PackedBatch()
    batch.append([1, 2, 3], predicting: [1, 2], allowed: [TokenSet([2, 3]), TokenSet([3, 2])])
    batch.append([1, 2], predicting: [1])
    batch.append([1, 2], predicting: [1], allowed: [TokenSet([2])])
    #expect(batch.tokenSets == [TokenSet([2, 3]), TokenSet([2])])
    #expect(batch.tokenSetOf == [0, 0, -1, 1])
    #expect(batch.allowed(at: 2) == nil)
    #expect(batch.allowed(at: 3) == TokenSet([2]))
  }

  @Test func setsKnowTheirTokens() {
    let set = TokenSet([9, 2, 5, 2])
    #expect(set.tokens == [2, 5, 9])
    #expect((0..<12).filter { set.contains(Int32($0)) } == [2, 5, 9])
    #expect(!TokenSet([Int32]()).contains(0))
  }
}

@Suite struct ConstrainedSamplerTests {
  /// Probabilities 1/8, 2/8 and 5/8 at temperature 1.
  private let logits: [Float] = [log(1), log(2), log(5)]

  private func draw(
    _ count: Int, among allowed: TokenSet?, temperature: Float = 1
  ) -> [(token: Int32, logProbability: Float)] {
    var generator = SeededGenerator(seed: 3)
    let sampler = Sampler()
    return (0..<count).map { _ in
      logits.withUnsafeBufferPointer {
        sampler.sample($0, among: allowed, temperature: temperature, using: &generator)
      }
    }
  }

  @Test func drawsAmongTheAllowedInProportion() {
    let drawn = draw(6000, among: TokenSet([0, 2]))
    #expect(drawn.allSatisfy { $0.token == 0 || $0.token == 2 })
    // 1 : 5, so a sixth; its standard error is 0.005.
    #expect(abs(Double(drawn.count { $0.token == 0 }) / 6000 - 1.0 / 6) < 0.025)
    for (token, logProbability) in drawn.prefix(50) {
      #expect(abs(logProbability - log(token == 0 ? 1.0 / 6 : 5.0 / 6)) < 1e-6)
    }
  }

  @Test func theTemperatureActsBeforeTheShares() {
    // At temperature 0.5 the odds 1 : 5 become 1 : 25.
    for (token, logProbability) in draw(50, among: TokenSet([0, 2]), temperature: 0.5) {
      #expect(abs(logProbability - log(token == 0 ? 1.0 / 26 : 25.0 / 26)) < 1e-6)
    }
  }

  @Test func aSetOfAllTokensDrawsTheSame() {
    let (free, constrained) = (draw(200, among: nil), draw(200, among: TokenSet(0..<3)))
    #expect(free.map(\.token) == constrained.map(\.token))
    #expect(free.map(\.logProbability) == constrained.map(\.logProbability))
  }

  @Test func aForcedTokenIsCertainAndUsesNoRandomNumber() {
    var generator = SeededGenerator(seed: 3)
    var untouched = SeededGenerator(seed: 3)
    let drawn = logits.withUnsafeBufferPointer {
      Sampler().sample($0, among: TokenSet([1]), temperature: 0.7, using: &generator)
    }
    #expect(drawn.token == 1 && drawn.logProbability == 0)
    #expect(generator.next() == untouched.next())
  }
}
