import Foundation
import LanguageModel
import MetaReasoning
import Testing
import Training

@Suite struct PolicyLossTests {
  let constants = PolicyLossConstants()

  @Test func isTheWeightedAdvantageWhereThePoliciesAgree() {
    // Ratio 1, no divergence: −A, and d/dlogπ = −A.
    let loss = policyLoss(
      current: -1, behaviour: -1, reference: -1, advantage: 0.7, constants: constants)
    #expect(abs(loss.loss + 0.7) < 1e-12)
    #expect(abs(loss.gradient + 0.7) < 1e-12)
    #expect(loss.divergence == 0)
    #expect(!loss.isClipped)
  }

  @Test(arguments: [(0.5, 1.0, true), (-0.5, 1.0, false), (0.5, -1.0, false), (-0.5, -1.0, true)])
  func clipsOnlyWhereTheStepWentFarEnough(shift: Double, advantage: Double, isClipped: Bool) {
    // exp(±0.5) lies outside [0.8, 1.2]; the clip holds where moving on would still pay.
    let loss = policyLoss(
      current: -1 + shift, behaviour: -1, reference: -1 + shift, advantage: advantage,
      constants: constants)
    #expect(loss.isClipped == isClipped)
    #expect((loss.gradient == 0) == isClipped)
  }

  @Test func gradientIsTheSlopeOfTheLoss() {
    for current in [-3.0, -1.1, -0.4] {
      for (behaviour, reference) in [(-1.0, -1.2), (-0.9, -2.0), (-2.5, -0.3)] {
        for advantage in [-1.3, 0, 0.8] {
          func loss(_ value: Double) -> Double {
            policyLoss(
              current: value, behaviour: behaviour, reference: reference, advantage: advantage,
              constants: constants
            ).loss
          }
          let slope = (loss(current + 1e-6) - loss(current - 1e-6)) / 2e-6
          let gradient = policyLoss(
            current: current, behaviour: behaviour, reference: reference, advantage: advantage,
            constants: constants
          ).gradient
          #expect(abs(slope - gradient) < 1e-5)
        }
      }
    }
  }

  @Test func aSparedTokenCarriesTheTrajectoryAlone() {
    // As written: 0.5 · 0.8 + 0.5 · (−0.6) = 0.1, of which the trajectory's part is 0.4.
    let step = StepAdvantage(trajectory: 0.8, metaReasoning: -0.6, total: 0.1)
    let weights = AdvantageWeights()
    #expect(tokenAdvantage(7, step, spared: [], weights: weights) == 0.1)
    #expect(tokenAdvantage(7, step, spared: [8], weights: weights) == 0.1)
    #expect(abs(tokenAdvantage(7, step, spared: [7], weights: weights) - 0.4) < 1e-12)
  }

  @Test func divergenceIsNeverNegativeAndNeverInfinite() {
    #expect(divergenceEstimate(current: -2, reference: -2, clamp: 10).value == 0)
    for difference in stride(from: -30.0, through: 1000, by: 0.7) {
      let (value, gradient) = divergenceEstimate(
        current: -1 - difference, reference: -1, clamp: 10)
      #expect(value >= 0 && value <= 10)
      #expect(gradient.isFinite)
    }
  }

  @Test func anExtremeRatioStaysANumber() {
    for advantage in [-1.0, 0, 1] {
      let loss = policyLoss(
        current: -1, behaviour: -2000, reference: -1, advantage: advantage, constants: constants)
      #expect(loss.loss.isFinite && loss.gradient.isFinite)
    }
  }

  @Test func whatIsSampledIsWhatIsUpdated() throws {
    // The log-probabilities kept in a rollout must be those the update computes, at the same
    // temperature; else the ratio is wrong from the first step on.
    let model = try tinyModel()
    let source = try GameSource(.generated)
    let games = source.trainingGames(0..<4, of: .seenCategories, seed: 1)
    for temperature in [1.0, 0.7] {
      let episodes = rollOut(
        games, policy: Policy(model: model, grammar: .tagged, temperature: temperature),
        stepLimit: 3, seed: 9)
      let learner = Learner(model, weightDecay: 0, gradientClip: 1)
      let recomputed = learner.logProbabilities(
        of: episodes.map(ImitationSequence.init), under: model, temperature: Float(temperature))
      let kept = episodes.flatMap { $0.steps.flatMap(\.logProbabilities) }
      #expect(kept.count == recomputed.count)
      #expect(zip(kept, recomputed).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }

  @Test func aTokenWithoutAdvantageOrDivergenceGivesExactlyNoGradient() throws {
    let model = try tinyModel()
    let source = try GameSource(.generated)
    let episodes = rollOut(
      source.trainingGames(0..<2, of: .seenCategories, seed: 1),
      policy: Policy(model: model, grammar: .tagged, temperature: 1), stepLimit: 2, seed: 9)
    var settings = ReinforcementSettings()
    settings.loss.divergenceWeight = 0
    settings.weightDecay = 0
    let learner = Learner(model, weightDecay: 0, gradientClip: 1)
    let update = learner.improve(
      on: episodes,
      advantages: episodes.map {
        $0.steps.map { _ in StepAdvantage(trajectory: 0, metaReasoning: 0, total: 0) }
      }, reference: model, settings: settings)
    #expect(update.gradientNorm == 0)
    #expect(update.tokens > 0)
  }

  @Test func rewardedResponsesBecomeLikelierThanPunishedOnes() throws {
    let model = try tinyModel()
    let source = try GameSource(.generated)
    let games = source.trainingGames(0..<1, of: .seenCategories, seed: 1)
    let episodes = rollOut(
      games + games, policy: Policy(model: model, grammar: .tagged, temperature: 1),
      stepLimit: 1, seed: 9)
    var settings = ReinforcementSettings()
    settings.minibatches = 1
    settings.learningRate = 1e-3
    let advantages = [1.0, -1.0].map { value in
      [StepAdvantage(trajectory: value, metaReasoning: 0, total: value)]
    }
    let learner = Learner(model, weightDecay: 0, gradientClip: 1)
    func margin() -> Float {
      let values = episodes.map { episode in
        learner.logProbabilities(
          of: [ImitationSequence(episode)], under: learner.model, temperature: 1
        ).reduce(0, +)
      }
      return values[0] - values[1]
    }
    let before = margin()
    for _ in 0..<3 {
      _ = learner.improve(
        on: episodes, advantages: advantages, reference: model, settings: settings)
    }
    #expect(margin() > before)
  }

  @Test func theScheduleWarmsUpAndCoolsToATenth() {
    #expect(warmupCosine(step: 0, of: 100, peak: 1, warmup: 0.1) == 0.1)
    #expect(warmupCosine(step: 9, of: 100, peak: 1, warmup: 0.1) == 1)
    #expect(abs(warmupCosine(step: 100, of: 100, peak: 1, warmup: 0.1) - 0.1) < 1e-12)
  }
}
