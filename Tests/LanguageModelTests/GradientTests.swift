import Randomness
import LanguageModel
import Testing

@Suite struct GradientTests {
  /// A loss with a different weight for each position, so that mixed-up positions show.
  private func weights(_ count: Int) -> [Float] { (0..<count).map { Float($0 % 5) - 1.5 } }

  private func loss(_ p: Parameters, _ batch: PackedBatch, _ worker: ForwardBackward) -> Double {
    let logs = worker.forward(p, batch, temperature: 0.7, keepForBackward: false)
    return zip(logs, weights(logs.count)).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  @Test(arguments: Tiny.configurations)
  func backwardEqualsFiniteDifferencesForEveryTensor(_ configuration: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(configuration, seed: 5)
    let batch = Tiny.batch()
    let worker = ForwardBackward(configuration)
    let gradients = Parameters(layoutOf: parameters)
    let logs = worker.forward(parameters, batch, temperature: 0.7)
    worker.backward(logProbabilityGradients: weights(logs.count), into: gradients)
    var generator = SeededGenerator(seed: 9)
    for tensor in parameters.tensors {
      // Along a random direction of the whole tensor: every element counts, and the difference is
      // large enough for single precision.
      let values = parameters.view(tensor)
      let direction = values.indices.map { _ in generator.uniform() - 0.5 }
      let original = Array(values)
      let h: Float = 4e-3
      func at(_ step: Float) -> Double {
        for i in values.indices { values[i] = original[i] + step * direction[i] }
        parameters.composeTables()
        return loss(parameters, batch, worker)
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

  @Test(arguments: Tiny.configurations)
  func aPositionWithDerivativeZeroContributesNothing(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 6)
    let worker = ForwardBackward(c)
    let gradients = Parameters(layoutOf: parameters)
    let logs = worker.forward(parameters, Tiny.batch())
    worker.backward(
      logProbabilityGradients: [Float](repeating: 0, count: logs.count), into: gradients)
    #expect(gradients.values.allSatisfy { $0 == 0 })
  }

  @Test func aMaskedPositionDoesNotChangeTheGradientOfTheOthers() throws {
    let parameters = try Tiny.parameters(Tiny.plain, seed: 6)
    let tokens = Tiny.tokens(20, seed: 8)
    func gradient(_ positions: [Int], _ derivatives: [Float]) -> [Float] {
      var batch = PackedBatch()
      batch.append(tokens, predicting: positions)
      let worker = ForwardBackward(Tiny.plain)
      let gradients = Parameters(layoutOf: parameters)
      _ = worker.forward(parameters, batch)
      worker.backward(logProbabilityGradients: derivatives, into: gradients)
      return Array(gradients.values)
    }
    let with = gradient([3, 7, 12], [1, 0, -2])
    let without = gradient([3, 12], [1, -2])
    #expect(zip(with, without).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  // Rollouts of one game begin with the same opening, whose rows are computed once: that must not
  // change what comes out.
  @Test(arguments: Tiny.configurations)
  func sharedPromptsGiveTheSameNumbersAsWholeSequences(_ c: ModelConfiguration) throws {
    let parameters = try Tiny.parameters(c, seed: 6)
    let openings = [Tiny.tokens(21, seed: 1), Tiny.tokens(1, seed: 2), Tiny.tokens(50, seed: 3)]
    func run(sharing: Bool) -> (logs: [Float], gradients: [Float]) {
      var batch = PackedBatch()
      for (index, opening) in [0, 1, 0, 2, 1, 0].enumerated() {
        let prompt = openings[opening]
        let tokens = prompt + Tiny.tokens(3 + 9 * index, seed: UInt64(10 + index))
        batch.append(
          tokens, predicting: [prompt.count, prompt.count + 2],
          promptLength: sharing ? prompt.count : 0)
      }
      let worker = ForwardBackward(c)
      let gradients = Parameters(layoutOf: parameters)
      let logs = worker.forward(parameters, batch, temperature: 0.7)
      worker.backward(logProbabilityGradients: weights(logs.count), into: gradients)
      let reference = worker.forward(
        parameters, batch, temperature: 0.7, keepForBackward: false)
      #expect(reference == logs)
      return (logs, Array(gradients.values))
    }
    let (whole, shared) = (run(sharing: false), run(sharing: true))
    #expect(zip(whole.logs, shared.logs).allSatisfy { abs($0 - $1) < 1e-5 })
    let scale = whole.gradients.map(abs).max() ?? 0
    #expect(zip(whole.gradients, shared.gradients).allSatisfy { abs($0 - $1) < 1e-5 * scale })
  }
}
