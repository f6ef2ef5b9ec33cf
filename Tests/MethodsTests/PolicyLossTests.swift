import Foundation
import Methods
import Testing

@Suite struct PolicyLossTests {
  let constants = PolicyLossConstants()

  private func loss(
    current: Double, behaviour: Double, reference: Double, advantage: Double
  ) -> TokenLoss {
    policyLoss(
      TokenTerms(
        current: current, behaviour: behaviour, reference: reference, advantage: advantage),
      constants)
  }

  @Test func constantsAreThePapersOrTheReleasedPrograms() {
    #expect(constants.clip == 0.2)
    #expect(constants.klWeight == 0.01)
    #expect(constants.klClamp == 10)
  }

  @Test func isTheAdvantageWhereThePoliciesAgree() {
    // Ratio 1, no divergence: −A, and d/dlogπ = −A.
    let loss = loss(current: -1, behaviour: -1, reference: -1, advantage: 0.7)
    #expect(abs(loss.loss + 0.7) < 1e-12)
    #expect(abs(loss.gradient + 0.7) < 1e-12)
    #expect(loss.kl == 0)
    #expect(!loss.isClipped)
  }

  @Test func isEquationFiveInNumbers() {
    // Ratio 2 is clipped to 1.2 where A is positive: −1.2 · 3, and no slope but the divergence's.
    // d = log π_ref − log π = log 3: k3 = 3 − log 3 − 1, slope 1 − 3 = −2.
    let clipped = loss(
      current: log(0.2), behaviour: log(0.1), reference: log(0.6), advantage: 3)
    #expect(abs(clipped.loss - (-3.6 + 0.01 * (2 - log(3)))) < 1e-12)
    #expect(abs(clipped.gradient - 0.01 * -2) < 1e-12)
    #expect(abs(clipped.kl - (2 - log(3))) < 1e-12)
    // The same where A is negative is not clipped: −2 · (−3), slope 6.
    let free = loss(current: log(0.2), behaviour: log(0.1), reference: log(0.2), advantage: -3)
    #expect(abs(free.loss - 6) < 1e-12)
    #expect(abs(free.gradient - 6) < 1e-12)
  }

  @Test(arguments: [(0.5, 1.0, true), (-0.5, 1.0, false), (0.5, -1.0, false), (-0.5, -1.0, true)])
  func clipsOnlyWhereTheStepWentFarEnough(shift: Double, advantage: Double, isClipped: Bool) {
    // exp(±0.5) lies outside [0.8, 1.2]; the clip holds where moving on would still pay.
    let loss = loss(
      current: -1 + shift, behaviour: -1, reference: -1 + shift, advantage: advantage)
    #expect(loss.isClipped == isClipped)
    #expect((loss.gradient == 0) == isClipped)
  }

  @Test(arguments: [(1.19, 1.0), (1.21, 1.0), (0.81, -1.0), (0.79, -1.0)])
  func clipsAtAFifth(ratio: Double, advantage: Double) {
    let loss = loss(
      current: -1 + log(ratio), behaviour: -1, reference: -1, advantage: advantage)
    #expect(loss.isClipped == (abs(ratio - 1) > 0.2))
  }

  @Test func divergencePullsTowardsTheReference() {
    // A token that became likelier than under the reference has a positive slope: less of it lowers
    // the loss. And the other way round.
    #expect(loss(current: -1, behaviour: -1, reference: -2, advantage: 0).gradient > 0)
    #expect(loss(current: -2, behaviour: -2, reference: -1, advantage: 0).gradient < 0)
  }

  @Test func gradientIsTheSlopeOfTheLoss() {
    for current in [-3.0, -1.1, -0.4] {
      for (behaviour, reference) in [(-1.0, -1.2), (-0.9, -2.0), (-2.5, -0.3)] {
        for advantage in [-1.3, 0, 0.8] {
          func at(_ value: Double) -> TokenLoss {
            loss(
              current: value, behaviour: behaviour, reference: reference, advantage: advantage)
          }
          let slope = (at(current + 1e-6).loss - at(current - 1e-6).loss) / 2e-6
          #expect(abs(slope - at(current).gradient) < 1e-5)
        }
      }
    }
  }

  @Test func divergenceIsNeverNegativeAndNeverInfinite() {
    #expect(klEstimate(current: -2, reference: -2, clamp: 10) == (0, 0))
    for difference in stride(from: -30.0, through: 1000, by: 0.7) {
      let (value, gradient) = klEstimate(
        current: -1 - difference, reference: -1, clamp: 10)
      #expect(value >= 0 && value <= 10)
      #expect(gradient.isFinite)
    }
  }

  @Test func anExtremeRatioStaysANumber() {
    for advantage in [-1.0, 0, 1] {
      let loss = loss(current: -1, behaviour: -2000, reference: -1, advantage: advantage)
      #expect(loss.loss.isFinite && loss.gradient.isFinite)
    }
  }

  @Test func imitationIsTheCrossEntropy() {
    // −log π falls by as much as log π rises, whatever it is.
    let loss = crossEntropy(logProbability: -0.3)
    #expect(loss == TokenLoss(loss: 0.3, gradient: -1, kl: 0, isClipped: false))
  }

  @Test func theScheduleWarmsUpAndCoolsToATenth() {
    #expect(warmupCosine(step: 0, of: 100, peak: 1, warmup: 0.1) == 0.1)
    #expect(warmupCosine(step: 9, of: 100, peak: 1, warmup: 0.1) == 1)
    // Half of the way down: the middle of 1 and 0.1.
    #expect(abs(warmupCosine(step: 55, of: 100, peak: 1, warmup: 0.1) - 0.55) < 1e-12)
    #expect(abs(warmupCosine(step: 100, of: 100, peak: 1, warmup: 0.1) - 0.1) < 1e-12)
  }
}
