import LanguageModel
import Testing

/// What golden steps cannot show, as AdamW's steps hardly depend on the gradient's length.
@Suite struct AdamWTests {
  /// A gradient with one value, and what the first step makes of it.
  private func firstStep(
    gradient value: Float, limit: Float = 1, decay: Float = 0
  ) throws -> (before: Parameters, after: Parameters, optimiser: AdamW, norm: Double) {
    let before = try Tiny.parameters(Tiny.plain, seed: 1)
    let after = Parameters(copying: before)
    let gradients = Parameters(layoutOf: before)
    gradients.values[3] = value
    let optimiser = AdamW(
      after, configuration: .init(weightDecay: decay, maximumGradientNorm: limit))
    let norm = optimiser.step(after, gradients: gradients, learningRate: 0.1)
    return (before, after, optimiser, norm)
  }

  @Test func aGradientIsScaledDownToTheLimitAndNeverUp() throws {
    // The first moment is a tenth of the clipped gradient.
    let long = try firstStep(gradient: 4)
    #expect(long.norm == 4)
    #expect(abs(long.optimiser.firstMoment.values[3] - 0.1) < 1e-6)
    let short = try firstStep(gradient: 0.25)
    #expect(short.norm == 0.25)
    #expect(abs(short.optimiser.firstMoment.values[3] - 0.025) < 1e-7)
    let free = try firstStep(gradient: 4, limit: .infinity)
    #expect(abs(free.optimiser.firstMoment.values[3] - 0.4) < 1e-6)
  }

  @Test func aGradientThatIsNotFiniteChangesNothing() throws {
    let step = try firstStep(gradient: .nan)
    #expect(!step.norm.isFinite && step.optimiser.stepCount == 0)
    withExtendedLifetime(step) {
      #expect(step.after.values.elementsEqual(step.before.values))
      #expect(step.optimiser.firstMoment.values.allSatisfy { $0 == 0 })
    }
  }

  @Test func onlyProjectionsDecay() throws {
    let step = try firstStep(gradient: 0, decay: 0.5)
    for tensor in step.before.tensors {
      let (old, new) = (step.before.view(tensor), step.after.view(tensor))
      // A step takes rate times decay of a projection, 5 %, and nothing of gains and embeddings.
      let kept: Float = tensor.name.hasSuffix("_proj.weight") ? 0.95 : 1
      #expect(zip(old, new).allSatisfy { abs($1 - kept * $0) < 1e-6 }, "\(tensor.name)")
    }
  }
}
