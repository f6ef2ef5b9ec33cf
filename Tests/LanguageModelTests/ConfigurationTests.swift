import Foundation
import LanguageModel
import Testing

@Suite struct ConfigurationTests {
  /// What `validate()` says of a changed shape; empty where it is valid.
  private func refusal(
    of shape: ModelConfiguration, after change: (inout ModelConfiguration) -> Void
  ) -> String {
    var c = shape
    change(&c)
    do {
      try c.validate()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func anImpossibleShapeIsRefusedWithTheValueToSet() {
    func message(_ change: (inout ModelConfiguration) -> Void) -> String {
      refusal(of: Tiny.rich, after: change)
    }
    #expect(message { _ in } == "")
    #expect(message { $0.heads = 3 }.contains("heads is 3"))
    #expect(message { $0.heads = 8 }.contains("multiple of 8"))
    #expect(message { $0.keyValueHeads = 3 }.contains("divisor"))
    #expect(message { $0.feedForward = 12 }.contains("feedForward"))
    #expect(message { $0.vocabularySize = 12 }.contains("all 12 tokens"))
    let fewClasses = message { $0.factors?.classCount = 4 }
    #expect(fewClasses.contains("classCount"))
    // -1 is no number at all.
    #expect(message { $0.factors?.numberOf[3] = -1 } == "")
    for number: Int32 in [-2, 4] {
      let outside = message { $0.factors?.numberOf[3] = number }
      #expect(outside.contains("numberCount"))
    }
    #expect(message { $0.convolutionWidth = -1 }.contains("convolutionWidth"))
  }

  @Test func aTokenWithoutANumberHasItsClassAlone() throws {
    var c = Tiny.rich
    c.factors?.numberOf[3] = -1
    c.factors?.hasTokenRows = false
    let d = c.dimension
    let parameters = try Tiny.parameters(c, seed: 1)
    let gradients = Parameters(layoutOf: parameters)
    func rows(_ part: String, of table: Parameters) throws -> [Float] {
      let name = "model.embed_tokens.\(part).weight"
      let tensor = try #require(table.tensors.first { $0.name == name })
      return Array(table.view(tensor))
    }
    try withExtendedLifetime((parameters, gradients)) {
      let composed = (0..<d).map { parameters.embedding[3 * d + $0] }
      let classes = try rows("class", of: parameters)
      #expect(composed == Array(classes[2 * d..<3 * d]))
      // And its gradient goes to the class alone.
      for i in 0..<d { gradients.embedding[3 * d + i] = 1 }
      gradients.distributeTableGradients()
      let gathered = try rows("class", of: gradients)
      #expect(Array(gathered[2 * d..<3 * d]) == Array(repeating: 1, count: d))
      let numbers = try rows("number", of: gradients)
      #expect(numbers.allSatisfy { $0 == 0 })
    }
  }

  @Test func aHeadWidthNeedNotDivideTheDimensionButFillsVectors() {
    func message(_ change: (inout ModelConfiguration) -> Void) -> String {
      refusal(of: Tiny.llama, after: change)
    }
    #expect(message { _ in } == "")
    #expect(message { $0.headWidth = 12 }.contains("headWidth is 12"))
    #expect(message { $0.headWidth = 0 }.contains("headWidth is 0"))
    #expect(message { $0.headWidth = nil }.contains("heads is 3"))
    #expect(message { $0.dimension = 36 }.contains("dimension is 36"))
    #expect(message { $0.heads = 0 }.contains("heads is 0"))
    #expect(message { $0.rotaryScaling = .linear(factor: 0.5) }.contains("rotaryScaling"))
    #expect(message { $0.rotaryScaling = .linear(factor: 1) } == "")
    let equalFactors = RotaryScaling.llama3(
      factor: 8, lowFrequencyFactor: 4, highFrequencyFactor: 4, originalContext: 32)
    #expect(message { $0.rotaryScaling = equalFactors }.contains("rotaryScaling"))
  }

  // Files written before there were head widths and scalings must stay the same bytes and readable.
  @Test func aConfigurationWithoutHeadWidthAndScalingNamesNeither() throws {
    let data = try JSONEncoder().encode(Tiny.plain)
    let text = String(decoding: data, as: UTF8.self)
    #expect(!text.contains("headWidth") && !text.contains("rotaryScaling"))
    #expect(try JSONDecoder().decode(ModelConfiguration.self, from: data) == Tiny.plain)
  }

  @Test(arguments: [Tiny.llama, Tiny.narrow])
  func headWidthAndScalingSurviveTheFile(_ c: ModelConfiguration) throws {
    let data = try JSONEncoder().encode(c)
    #expect(try JSONDecoder().decode(ModelConfiguration.self, from: data) == c)
  }

  @Test func tokensOfOneClassShareWhatTheyLearn() throws {
    // Tokens 2, 3 and 4 are of class 2: a gradient on token 2 alone reaches its class and number.
    var c = Tiny.rich
    c.factors?.hasTokenRows = false
    let parameters = try Tiny.parameters(c, seed: 1)
    var batch = PackedBatch()
    batch.append([2, 9], predicting: [1])
    let gradients = Parameters(layoutOf: parameters)
    let worker = ForwardBackward(c)
    _ = worker.forward(parameters, batch)
    worker.backward(logProbabilityGradients: [1], into: gradients)
    let classes = try #require(
      gradients.tensors.first { $0.name == "model.embed_tokens.class.weight" })
    let rows = gradients.view(classes)
    for row in 0..<5 {
      #expect(rows[row * 32..<row * 32 + 32].contains { $0 != 0 } == (row == 2))
    }
  }
}
