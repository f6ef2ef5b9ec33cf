import LanguageModel
import Testing

@Suite struct ConfigurationTests {
  @Test func anImpossibleShapeIsRefusedWithTheValueToSet() {
    func message(_ change: (inout ModelConfiguration) -> Void) -> String {
      var c = Tiny.rich
      change(&c)
      do {
        try c.validate()
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(message { _ in } == "")
    #expect(message { $0.heads = 3 }.contains("heads is 3"))
    #expect(message { $0.heads = 8 }.contains("multiple of 8"))
    #expect(message { $0.keyValueHeads = 3 }.contains("divisor"))
    #expect(message { $0.feedForward = 12 }.contains("feedForward"))
    #expect(message { $0.vocabularySize = 12 }.contains("all 12 tokens"))
    let fewClasses = message { $0.factors?.classCount = 4 }
    #expect(fewClasses.contains("classCount"))
    let negative = message { $0.factors?.numberOf[3] = -1 }
    #expect(negative.contains("numberCount"))
    #expect(message { $0.convolutionWidth = -1 }.contains("convolutionWidth"))
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
