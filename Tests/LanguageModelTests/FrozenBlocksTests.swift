import Foundation
import LanguageModel
import Testing

/// Training the upper blocks alone: the lower ones are computed once, for the policy and for its reference.
@Suite struct FrozenBlocksTests {
  /// The tensors that are trained where the embedding and the first block are not, by name.
  private static func isTrained(_ name: String) -> Bool {
    !name.hasPrefix("model.embed_tokens") && !name.hasPrefix("model.layers.0.")
  }

  private static func derivatives(_ count: Int) -> [Float] {
    (0..<count).map { Float($0 % 5) / 7 - 0.3 }
  }

  @Test(arguments: Tiny.configurations)
  func continuingFromTheStreamIsTheWholePass(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 1)
    let worker = ForwardBackward(c)
    for batch in [Tiny.batch(), PackedBatch()] {
      let whole = worker.forward(parameters, batch, temperature: 0.7)
      for keep in [true, false] {
        let stream = worker.stream(before: 1, parameters, batch)
        #expect(
          worker.forward(
            parameters, batch, temperature: 0.7, keepForBackward: keep, from: stream) == whole)
      }
    }
  }

  @Test(arguments: Tiny.configurations)
  func whatIsTrainedGetsItsWholeGradientAndTheRestNone(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 2)
    let batch = Tiny.batch()
    let worker = ForwardBackward(c)
    let (whole, upper) = (Parameters(layoutOf: parameters), Parameters(layoutOf: parameters))
    let derivatives = Self.derivatives(batch.selectedCount)
    _ = worker.forward(parameters, batch)
    worker.backward(logProbabilityGradients: derivatives, into: whole)
    _ = worker.forward(parameters, batch, from: worker.stream(before: 1, parameters, batch))
    worker.backward(logProbabilityGradients: derivatives, into: upper)
    for tensor in parameters.tensors {
      let gradient = Array(upper.view(tensor))
      if Self.isTrained(tensor.name) {
        #expect(gradient == Array(whole.view(tensor)), "\(tensor.name)")
      } else {
        #expect(gradient.allSatisfy { $0 == 0 }, "\(tensor.name)")
        #expect(whole.view(tensor).contains { $0 != 0 }, "\(tensor.name)")
      }
    }
  }

  @Test(arguments: Tiny.configurations)
  func aStepChangesWhatIsTrainedAndNotABitOfTheRest(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 3)
    let before = Parameters(copying: parameters)
    let gradients = Parameters(layoutOf: parameters)
    let optimizer = AdamW(parameters, configuration: .init(weightDecay: 0.5))
    for _ in 0..<2 {
      gradients.zero()
      DataParallel(c, microBatchTokens: 64).accumulate(
        parameters, frozenBlocks: 1, Tiny.batch(), into: gradients
      ) { Self.derivatives($0.indices.count) }
      optimizer.step(parameters, gradients: gradients, learningRate: 0.01, frozenBlocks: 1)
    }
    for tensor in parameters.tensors {
      let isSame = parameters.view(tensor).elementsEqual(before.view(tensor))
      #expect(isSame == !Self.isTrained(tensor.name), "\(tensor.name)")
    }
  }

  /// Two models that differ above the frozen block alone, as a policy and its reference do.
  @Test(arguments: Tiny.configurations, [0, 1])
  func theReferenceAnswersTheSameTokensAtTheSameTemperature(
    _ c: ModelConfiguration, frozen: Int
  ) throws {
    let reference = try Tiny.parameters(c, seed: 4)
    let policy = Parameters(copying: reference)
    for tensor in policy.tensors where Self.isTrained(tensor.name) {
      for index in policy.view(tensor).indices { policy.view(tensor)[index] *= 0.9 }
    }
    policy.composeTables()
    let batch = Tiny.batch()
    let workers = DataParallel(c, microBatchTokens: 64)
    let expected = workers.logProbabilities(reference, batch, temperature: 0.7).logProbabilities
    let own = workers.logProbabilities(policy, batch, temperature: 0.7).logProbabilities
    let seen = Seen(count: batch.selectedCount)
    let (with, without) = (Parameters(layoutOf: policy), Parameters(layoutOf: policy))
    let result = workers.accumulate(
      policy, reference: reference, frozenBlocks: frozen, batch, temperature: 0.7, into: with
    ) { part in
      for (place, index) in part.indices.enumerated() { seen.set(index, part.references[place]) }
      return Self.derivatives(part.indices.count)
    }
    #expect(result.logProbabilities == own)
    #expect(seen.values == expected)
    #expect(expected != own)
    // The reference takes no part in the gradient.
    workers.accumulate(policy, frozenBlocks: frozen, batch, temperature: 0.7, into: without) {
      #expect($0.references.isEmpty)
      return Self.derivatives($0.indices.count)
    }
    #expect(Array(with.values) == Array(without.values))
  }

  private final class Seen: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var values: [Float]

    init(count: Int) { values = Array(repeating: 0, count: count) }

    func set(_ index: Int, _ value: Float) { lock.withLock { values[index] = value } }
  }
}
