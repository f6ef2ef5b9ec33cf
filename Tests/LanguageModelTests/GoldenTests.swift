import Foundation
import Kernels
import LanguageModel
import Testing

/// Values computed by PyTorch in float64 (Fixtures/make_fixtures.py) against ours in float32.
@Suite struct GoldenTests {
  private struct Golden {
    let file: SafetensorsFile
    let parameters: Parameters
    let batch: PackedBatch
    let temperature: Float
    let weights: [Float]

    init(_ name: String) throws {
      let url = try #require(
        Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "safetensors"))
      let file = try SafetensorsFile(contentsOf: url)
      func decoded<T: Decodable>(_ key: String) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(try #require(file.metadata[key]).utf8))
      }
      let parameters = try Parameters(zeros: decoded("configuration"))
      temperature = try decoded("temperature")
      weights = try decoded("weights")
      let tokens: [[Int32]] = try decoded("tokens")
      let positions: [[Int]] = try decoded("positions")
      var batch = PackedBatch()
      for (sequence, places) in zip(tokens, positions) {
        batch.append(sequence, predicting: places)
      }
      self.batch = batch
      self.file = file
      self.parameters = parameters
      for tensor in parameters.tensors {
        try file.read(
          "weight.\(tensor.name)", shape: tensor.shape, into: parameters.view(tensor))
      }
      parameters.composeTables()
    }

    func values(_ name: String, _ shape: [Int]) throws -> [Float] {
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: shape.reduce(1, *))
      defer { buffer.deallocate() }
      try file.read(name, shape: shape, into: buffer)
      return Array(buffer)
    }
  }

  private func distance(_ a: some Sequence<Float>, _ b: some Sequence<Float>) -> Float {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test(arguments: ["plain", "rich"])
  func logitsEqualPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    let batch = golden.batch
    let classes = golden.parameters.configuration.vocabularySize
    let expected = try golden.values("logits", [batch.selectedCount, classes])
    let decoder = Decoder(
      golden.parameters, slots: batch.sequenceCount, cachePrecision: .single)
    let inputs = (0..<batch.sequenceCount).flatMap { s in
      batch.tokens[batch.starts[s]..<batch.starts[s + 1]].map { (slot: s, token: $0) }
    }
    let rows = decoder.step(inputs, logitsFor: batch.selected.map { $0 - 1 })
    #expect(distance((0..<rows.count).flatMap { Array(rows[$0]) }, expected) < 1e-4)
  }

  @Test(arguments: ["plain", "rich"])
  func logProbabilitiesLossAndEveryGradientEqualPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    let worker = ForwardBackward(golden.parameters.configuration)
    let gradients = Parameters(layoutOf: golden.parameters)
    let logs = worker.forward(golden.parameters, golden.batch, temperature: golden.temperature)
    worker.backward(logProbabilityGradients: golden.weights.map { -$0 }, into: gradients)
    #expect(distance(logs, try golden.values("logProbabilities", [logs.count])) < 1e-4)
    let loss = -zip(logs, golden.weights).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(loss - (try golden.values("loss", [1]))[0]) < 1e-3)
    for tensor in gradients.tensors {
      let expected = try golden.values("gradient.\(tensor.name)", tensor.shape)
      let scale = expected.reduce(0) { max($0, abs($1)) }
      #expect(
        distance(gradients.view(tensor), expected) < 1e-4 * max(scale, 1), "\(tensor.name)")
    }
  }

  @Test(arguments: ["plain", "rich"])
  func tenStepsOfAdamWEqualPyTorch(_ name: String) throws {
    let golden = try Golden(name)
    let parameters = golden.parameters
    let worker = ForwardBackward(parameters.configuration)
    let gradients = Parameters(layoutOf: parameters)
    let optimiser = AdamW(parameters, configuration: .init(weightDecay: 0.1))
    for _ in 0..<10 {
      gradients.zero()
      _ = worker.forward(parameters, golden.batch, temperature: golden.temperature)
      worker.backward(logProbabilityGradients: golden.weights.map { -$0 }, into: gradients)
      optimiser.step(parameters, gradients: gradients, learningRate: 0.003)
    }
    for tensor in parameters.tensors {
      let expected = try golden.values("after.\(tensor.name)", tensor.shape)
      #expect(distance(parameters.view(tensor), expected) < 2e-4, "\(tensor.name)")
    }
  }
}
