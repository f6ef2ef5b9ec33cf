import Benchmarking
import LanguageModel
import Testing

@Suite struct ArithmeticTests {
  @Test func weightsAndAttentionAreCountedByHand() {
    let c = BenchmarkModel.small.configuration(contextLength: 512)
    let arithmetic = Arithmetic(c)
    // Four projections of 128 x 128 and three matrices of 128 x 384 in each of four blocks.
    #expect(arithmetic.blockWeights == Double(4 * (4 * 128 * 128 + 3 * 128 * 384)))
    #expect(arithmetic.headWeights == Double(128 * 1024))
    let perToken =
      6 * (arithmetic.blockWeights + arithmetic.headWeights) + Double(3 * 4 * 2 * 512 * 128)
    #expect(arithmetic.training(length: 512, predicted: 512) == 512 * perToken)
  }

  @Test func predictingLessNeedsLess() {
    let arithmetic = Arithmetic(BenchmarkModel.medium.configuration(contextLength: 512))
    let difference =
      arithmetic.forward(length: 100, predicted: 100)
      - arithmetic.forward(length: 100, predicted: 40)
    #expect(difference == 2 * 60 * arithmetic.headWeights)
  }
}
