import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Synchronization
import Testing

/// The loop that every method shares, and the update in it.
@Suite struct UpdateTests {
  private static let shelf = SmallWorld.game("shelf", goal: .shelf)
  private static let drawer = SmallWorld.game("drawer", goal: .drawer)
  private static let ways = ["go to shelf 1", "go to drawer 1"].map {
    SmallWorld.episode(shelf, [(.monitor, $0)])
  }
  private static let start = Result { try SmallWorld.coldStart(ways) }

  /// A method that is not in the package.
  private static func method(
    rate: Double = 1e-3,
    advantages: @escaping @Sendable ([Episode], [Int]) -> [[StepAdvantage]],
    loss: @escaping @Sendable (TokenTerms, PolicyLossConstants) -> TokenLoss = policyLoss
  ) -> Method {
    Method(
      name: "mine", title: "Mine", abstract: "A method of the tests.", grammar: .tagged,
      start: .baseModel, learningRate: rate,
      training: .reinforcement(
        Reinforcement(rules: RewardRules(), advantages: advantages, loss: loss)))
  }

  private static func run(
    _ method: Method, _ learner: Learner, reference: Model, games: [Game] = [shelf],
    seed: UInt64 = 1, change: (inout ReinforcementSettings) -> Void = { _ in }
  ) throws -> Iteration {
    var settings = SmallWorld.settings(rollouts: 8)
    change(&settings)
    return try iterate(
      method, by: try #require(method.reinforcement), learner, reference: reference,
      games: games, settings: settings, seed: seed)
  }

  private static func learner(_ start: Model) -> Learner {
    Learner(start, weightDecay: 0, gradientClip: 1)
  }

  /// Otherwise the next update's gradient, which is as bad everywhere, hides where it began.
  @Test func anIterationEndsAtTheUpdateWhoseGradientIsNoNumber() throws {
    let start = try Self.start.get()
    let even = Self.method { episodes, _ in
      episodes.map { $0.steps.map { _ in StepAdvantage(trajectory: 1, step: 0, total: 1) } }
    }
    func tokens(poisoned: Bool) throws -> (tokens: Int, gradientNorm: Double) {
      let learner = Self.learner(start)
      let rule = try #require(even.reinforcement)
      let policy = try even.policy(learner.model, temperature: 1)
      let episodes = rollOut(
        Array(repeating: Self.shelf, count: 4), policy: policy, stepLimit: 1, seed: 1)
      if poisoned {
        let weights = learner.model.parameters
        let gain = try #require(weights.tensors.first { $0.name == "model.norm.weight" })
        weights.view(gain)[0] = .nan
      }
      let update = learner.updatePolicy(
        on: episodes, advantages: rule.advantages(episodes, [0, 0, 0, 0]), by: rule,
        reference: start, policy: policy, learningRate: 1e-3, minibatches: 2)
      return (update.tokens, update.gradientNorm)
    }
    let whole = try tokens(poisoned: false)
    let cut = try tokens(poisoned: true)
    #expect(whole.gradientNorm.isFinite && !cut.gradientNorm.isFinite)
    #expect(cut.tokens > 0 && cut.tokens < whole.tokens)
  }

  @Test func aNewMethodIsAValue() throws {
    // Prefers the drawer, whatever the game says: an advantage of its own is all it takes.
    let contrary = Self.method(rate: 2e-3) { episodes, _ in
      episodes.map { episode in
        episode.steps.map { step in
          let sign = step.command == "go to drawer 1" ? 1.0 : -1
          return StepAdvantage(trajectory: sign, step: 0, total: sign)
        }
      }
    }
    let start = try Self.start.get()
    let learner = Self.learner(start)
    let iteration = try Self.run(contrary, learner, reference: start)
    #expect(iteration.episodes.count == 8)
    let model = learner.model
    #expect(
      SmallWorld.share(of: Self.ways[1], against: Self.ways[0], under: model)
        > SmallWorld.share(of: Self.ways[1], against: Self.ways[0], under: start))
  }

  @Test func rolloutsOfAGameStandSideBySide() throws {
    let start = try Self.start.get()
    let iteration = try Self.run(
      .grpoTagged, Self.learner(start), reference: start, games: [Self.shelf, Self.drawer]
    ) { $0.rollouts = 4 }
    #expect(iteration.groups == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(
      iteration.episodes.map(\.gameID)
        == Array(repeating: "shelf", count: 4) + Array(repeating: "drawer", count: 4))
    #expect(iteration.advantages.map(\.count) == iteration.episodes.map(\.steps.count))
    #expect(
      iteration.update.tokens
        == iteration.episodes.reduce(0) { $0 + $1.steps.reduce(0) { $0 + $1.response.count } })
  }

  @Test(arguments: ["grpo-tagged", "rlvmr-alpha-1", "rlvmr", "released", "gigpo"])
  func groupsNeverMixGames(_ name: String) throws {
    // One game is won in every rollout and the other lost in every one: neither says what to prefer.
    // Over both together it would seem that the first game's answers are good.
    let rule = try #require(Method(named: name)?.reinforcement)
    let (won, lost) = (Self.ways[0], Self.ways[1])
    #expect(won.won && !lost.won)
    let advantages = rule.advantages([won, won, lost, lost], [0, 0, 1, 1])
    #expect(advantages.joined().allSatisfy { $0.total == 0 })
    #expect(groupsWithoutSignal(advantages.map { $0.map(\.total) }, groups: [0, 0, 1, 1]) == 1)
    // In one game they differ.
    #expect(rule.advantages([won, lost], [0, 0]).allSatisfy { $0[0].total != 0 })
  }

  @Test func theReferenceStaysWhereTrainingBegan() throws {
    let start = try Self.start.get()
    let before = start.bits
    let learner = Self.learner(start)
    let kl = try (0..<3).map { iteration in
      try Self.run(.grpoTagged, learner, reference: start, seed: UInt64(iteration)) {
        $0.minibatches = 1
      }.update.kl
    }
    // Both are the same weights in the first update: d is 0 and so is e^d − d − 1.
    #expect(kl[0] < 1e-12)
    #expect(kl[1] > 1e-9 && kl[2] > kl[1])
    #expect(start.bits == before)
    #expect(learner.model.bits != before)
  }

  @Test(arguments: [1.0, 0.7, 1.4])
  func theUpdateSeesWhatWasSampled(_ temperature: Double) throws {
    // The log-probabilities kept in a rollout must be those the update computes, at the same
    // temperature; else the ratio is wrong from the first update on. No clip is active then.
    let gaps = Mutex<[Double]>([])
    let probe = Self.method { episodes, _ in
      episodes.map { $0.steps.map { _ in StepAdvantage(trajectory: 1, step: 0, total: 1) } }
    } loss: { token, constants in
      gaps.withLock { $0.append(abs(token.current - token.behaviour)) }
      return policyLoss(token, constants)
    }
    let start = try SmallWorld.model()
    let learner = Self.learner(start)
    let iteration = try Self.run(probe, learner, reference: start) {
      $0.temperature = temperature
      $0.minibatches = 1
      $0.stepLimit = 2
    }
    let largest = gaps.withLock { $0.max() ?? 1 }
    #expect(largest < 1e-3)
    #expect(iteration.update.clipFraction == 0)
    #expect(abs(iteration.update.loss + 1) < 1e-3)
    // And it is the temperature of the settings.
    let kept = iteration.episodes.flatMap { $0.steps.flatMap(\.logProbabilities) }
    let recomputed = SmallWorld.logProbabilities(
      of: iteration.episodes.map { TrainingSequence($0) }, under: start,
      temperature: Float(temperature))
    #expect(distance(kept, recomputed) < 1e-3)
  }

  @Test func theUpdateSeesTheConstrainedPolicyWhereTheFormIsHeld() throws {
    // Among the allowed tokens probabilities are others than among all: an untrained model that was held
    // to the form shows the difference at once.
    let gaps = Mutex<[Double]>([])
    var probe = Self.method { episodes, _ in
      episodes.map { $0.steps.map { _ in StepAdvantage(trajectory: 1, step: 0, total: 1) } }
    } loss: { token, constants in
      gaps.withLock { $0.append(abs(token.current - token.behaviour)) }
      return policyLoss(token, constants)
    }
    probe.holdsForm = true
    let start = try SmallWorld.model()
    let iteration = try Self.run(probe, Self.learner(start), reference: start) {
      $0.minibatches = 1
      $0.stepLimit = 2
    }
    #expect(iteration.episodes.flatMap(\.steps).allSatisfy { $0.parsed.response != nil })
    #expect(gaps.withLock { $0.max() ?? 1 } < 1e-3)
    #expect(iteration.update.tokens > 20)
  }

  @Test func theAdvantagesAreToldWhichGameEachRolloutPlayed() throws {
    let telling = Self.method { episodes, groups in
      zip(episodes, groups).map { episode, group in
        episode.steps.map { _ in
          StepAdvantage(trajectory: Double(group), step: 0, total: Double(group))
        }
      }
    }
    let start = try Self.start.get()
    let iteration = try Self.run(
      telling, Self.learner(start), reference: start, games: [Self.shelf, Self.drawer]
    ) { $0.rollouts = 2 }
    for (advantages, game) in zip(iteration.advantages, ["shelf", "shelf", "drawer", "drawer"]) {
      #expect(advantages.allSatisfy { $0.total == (game == "shelf" ? 0 : 1) })
    }
  }

  @Test func seedsDecideTheRollouts() throws {
    func rollouts(_ seed: UInt64) throws -> (tokens: [[Int32]], weights: [UInt32]) {
      let start = try SmallWorld.model()
      let learner = Self.learner(start)
      let iteration = try Self.run(.grpoTagged, learner, reference: start, seed: seed)
      return (iteration.episodes.map(\.tokens), learner.model.bits)
    }
    let (first, again, other) = (try rollouts(1), try rollouts(1), try rollouts(2))
    #expect(first.tokens == again.tokens)
    #expect(first.weights == again.weights)
    #expect(first.tokens != other.tokens)
    // Within a group every rollout draws for itself.
    #expect(Set(first.tokens).count > 1)
  }

  @Test func everyUpdateHoldsRolloutsOfEveryGame() throws {
    // Tokens carry their rollout's number as advantage. Those of the first update are what was
    // sampled; after it, at this rate, no token is as likely as it was.
    let moved = Mutex<[Int: Double]>([:])
    let probe = Self.method(rate: 0.05) { episodes, _ in
      episodes.enumerated().map { index, episode in
        episode.steps.map { _ in
          StepAdvantage(trajectory: 0, step: 0, total: Double(index + 1))
        }
      }
    } loss: { token, constants in
      moved.withLock {
        $0[Int(token.advantage) - 1, default: 0] = max(
          $0[Int(token.advantage) - 1, default: 0], abs(token.current - token.behaviour))
      }
      return policyLoss(token, constants)
    }
    let start = try SmallWorld.model()
    let iteration = try Self.run(
      probe, Self.learner(start), reference: start, games: [Self.shelf, Self.drawer])
    let seen = moved.withLock { $0 }
    #expect(Set(seen.keys) == Set(iteration.episodes.indices))
    let first = seen.filter { $0.value < 1e-3 }.keys
    let second = seen.filter { $0.value >= 1e-3 }.keys
    for members in [Array(first), Array(second)] {
      #expect(Set(members).count == 8)
      #expect(members.count { iteration.groups[$0] == 0 } == 4)
    }
  }

  @Test func allTokensOfAStepShareItsAdvantage() {
    let episode = SmallWorld.episode(
      Self.shelf, [(.monitor, "look"), (.explore, "go to shelf 1")])
    let advantages = [2.0, -1].map { StepAdvantage(trajectory: 7, step: 8, total: $0) }
    let counts = episode.steps.map(\.response.count)
    #expect(
      tokenAdvantages(episode, advantages)
        == Array(repeating: 2, count: counts[0]) + Array(repeating: -1, count: counts[1]))
  }

  @Test func tokensWithoutAdvantageOrDivergenceGiveExactlyNoGradient() throws {
    var idle = Self.method { episodes, _ in
      episodes.map { $0.steps.map { _ in StepAdvantage(trajectory: 0, step: 0, total: 0) } }
    }
    var rule = try #require(idle.reinforcement)
    rule.lossConstants.klWeight = 0
    idle.training = .reinforcement(rule)
    let start = try Self.start.get()
    let learner = Self.learner(start)
    let iteration = try Self.run(idle, learner, reference: start)
    #expect(iteration.update.gradientNorm == 0)
    #expect(iteration.update.tokens > 0)
    #expect(learner.model.bits == start.bits)
  }

  @Test(arguments: [1e-4, 3e-4])
  func theRateIsTheMethods(_ rate: Double) throws {
    // The first step of Adam moves a weight by its rate, whatever the gradient.
    let start = try Self.start.get()
    let learner = Self.learner(start)
    let method = Method.grpoTagged.arm("mine", title: "", abstract: "") { $0.learningRate = rate }
    _ = try Self.run(method, learner, reference: start) { $0.minibatches = 1 }
    let moved = Double(
      distance(learner.model.parameters.copy(), start.parameters.copy()))
    #expect(abs(moved - rate) < 0.02 * rate)
  }

  @Test func heldFormIsWellFormedAndUpdatedAsSampled() throws {
    // From random weights, of which no answer is well formed by itself.
    let method = try #require(Method(named: "grpo-tagged+held-form"))
    let start = try SmallWorld.model()
    let iteration = try Self.run(method, Self.learner(start), reference: start) {
      $0.minibatches = 1
    }
    #expect(iteration.episodes.allSatisfy { $0.steps.allSatisfy { $0.parsed.response != nil } })
    #expect(iteration.update.clipFraction == 0)
    #expect(iteration.update.kl < 1e-6)
  }

  @Test func rewardedResponsesBecomeLikelierThanPunishedOnes() throws {
    let start = try Self.start.get()
    let learner = Self.learner(start)
    var episodes = Self.ways
    for index in episodes.indices {
      let logs = SmallWorld.logProbabilities(
        of: [TrainingSequence(episodes[index])], under: start, temperature: 1)
      episodes[index].steps[0].logProbabilities = logs
    }
    let rule = try #require(Method.grpo.reinforcement)
    let policy = try Policy(model: start, grammar: .tagged, temperature: 1)
    _ = learner.updatePolicy(
      on: episodes,
      advantages: [1.0, -1].map { [StepAdvantage(trajectory: $0, step: 0, total: $0)] },
      by: rule, reference: start, policy: policy, learningRate: 1e-3, minibatches: 1)
    #expect(
      SmallWorld.probability(Self.ways[0], under: learner.model)
        > SmallWorld.probability(Self.ways[0], under: start))
    #expect(
      SmallWorld.probability(Self.ways[1], under: learner.model)
        < SmallWorld.probability(Self.ways[1], under: start))
  }
}
