import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// What each method must learn, and must not, in worlds where that is known beforehand.
@Suite struct LearningTests {
  /// The shelf wins. Nothing is said about a tag: monitor is never paid.
  private static let shelf = SmallWorld.game(goal: .shelf)

  @Test(arguments: [
    "grpo", "grpo-tagged", "rlvmr", "released", "gigpo", "filtered-imitation", "rlvmr-form-only",
  ])
  func learnsToWin(_ name: String) throws {
    let method = try #require(Method(named: name))
    let ways = ["go to shelf 1", "go to drawer 1"].map {
      SmallWorld.episode(Self.shelf, [(.monitor, $0)], grammar: method.grammar)
    }
    let start = try SmallWorld.coldStart(ways)
    let before = SmallWorld.share(of: ways[0], against: ways[1], under: start)
    #expect(abs(before - 0.5) < 0.1)
    // The answers are well formed: nearly all that is sampled is one of the two.
    #expect(ways.reduce(0) { $0 + SmallWorld.probability($1, under: start) } > 0.95)
    let model = try SmallWorld.trained(method, from: start, on: [Self.shelf])
    #expect(SmallWorld.share(of: ways[0], against: ways[1], under: model) > 0.9)
  }

  @Test func withoutAnOutcomeThereIsNothingToLearnFrom() {
    let ways = ["go to shelf 1", "go to drawer 1"].map {
      SmallWorld.episode(Self.shelf, [(.monitor, $0)])
    }
    #expect(teachesNothing(.withoutOutcome, ways))
    #expect(!teachesNothing(.rlvmr, ways))
  }

  /// Whether a group of exactly these rollouts has no advantage at all. Said of rollouts that are
  /// written out: among sampled ones a rare malformed answer would be a signal.
  private func teachesNothing(_ method: Method, _ episodes: [Episode]) -> Bool {
    let groups = episodes.map { _ in 0 }
    return method.reinforcement?.advantages(episodes, groups).joined().allSatisfy { $0.total == 0 }
      ?? true
  }

  /// The agent stands where it is to be. Looking around wins, and names nothing new; exploring the
  /// drawer is paid as explore, and loses.
  private static let stay = SmallWorld.game(from: .shelf, goal: .shelf)
  private static let stayOrGo = ["look", "go to drawer 1"].map {
    SmallWorld.episode(stay, [(.explore, $0)])
  }

  @Test(arguments: [
    ("grpo-tagged", 0.9...1), ("rlvmr-alpha-1", 0.9...1), ("rlvmr-alpha-0", 0...0.1),
  ])
  func tagsCountOnlyWhereTheMethodCountsThem(
    _ name: String, share: ClosedRange<Double>
  ) throws {
    #expect(Self.stayOrGo.map(\.won) == [true, false])
    let method = try #require(Method(named: name))
    let start = try SmallWorld.coldStart(Self.stayOrGo)
    let model = try SmallWorld.trained(method, from: start, on: [Self.stay])
    let wins = SmallWorld.share(of: Self.stayOrGo[0], against: Self.stayOrGo[1], under: model)
    #expect(share.contains(wins), "\(wins)")
  }

  @Test func equalPartsOfOppositeSignalsCancel() throws {
    // Both advantages are of one half of the rollouts against the other: ±1 and ∓1. At α = 0.5
    // nothing is left, and a weight of anything else would show.
    let rule = try #require(Method.rlvmr.reinforcement)
    let advantages = rule.advantages(Self.stayOrGo + Self.stayOrGo, [0, 0, 0, 0]).map { $0[0] }
    #expect(advantages.map { $0.trajectory.rounded() } == [1, -1, 1, -1])
    #expect(advantages.map { $0.step.rounded() } == [-1, 1, -1, 1])
    #expect(advantages.allSatisfy { abs($0.total) < 1e-9 })
  }

  /// Nothing wins. From the drawer the shelf is new and can be gone to, the drawer cannot.
  private static let lost = SmallWorld.game(from: .drawer, goal: nil)
  private static let newOrRefused = ["go to shelf 1", "go to drawer 1"].map {
    SmallWorld.episode(lost, [(.explore, $0)])
  }

  @Test func rlvmrLearnsWhatTheTagIsPaidFor() throws {
    let start = try SmallWorld.coldStart(Self.newOrRefused)
    let model = try SmallWorld.trained(.rlvmr, from: start, on: [Self.lost])
    let paid = SmallWorld.share(
      of: Self.newOrRefused[0], against: Self.newOrRefused[1], under: model)
    #expect(paid > 0.9, "\(paid)")
  }

  @Test func onlyRLVMRLearnsWhatTheTagIsPaidFor() {
    // As written only the admissible action is paid. The released rule pays any new text, so both
    // are paid alike and neither is preferred; the others see two lost episodes.
    #expect(!teachesNothing(.rlvmr, Self.newOrRefused))
    for method in [Method.released, .grpo, .grpoTagged, .gigpo, .formOnly] {
      #expect(teachesNothing(method, Self.newOrRefused), "\(method.name)")
    }
  }

  @Test func aTagThatIsAlwaysPaidGainsNothingOnAnother() throws {
    // Equation 3 compares within a tag: paid explore against paid explore. That explore is paid and
    // monitor is not is no reason to say explore.
    let ways = [ReasoningTag.explore, .monitor].map {
      SmallWorld.episode(Self.lost, [($0, "go to shelf 1")])
    }
    let rule = try #require(Method.rlvmr.reinforcement)
    let rewards = rewardedTrajectories(of: ways, groups: [0, 0], rules: rule.rules)
    #expect(rewards.map { $0.steps.map(\.reward) } == [[1], [0]])
    #expect(rule.advantages(ways, [0, 0]).joined().allSatisfy { $0.total == 0 })
  }

  /// Both ways win, one by a detour: outcomes are equal, discounted returns at the opening are 1 and
  /// 0.95.
  private static let shortOrLong = [["go to shelf 1"], ["go to drawer 1", "go to shelf 1"]].map {
    SmallWorld.episode(shelf, $0.map { (nil, $0) }, grammar: .think)
  }

  @Test func gigpoPrefersTheShorterWin() throws {
    #expect(Self.shortOrLong.map(\.won) == [true, true])
    let start = try SmallWorld.coldStart(Self.shortOrLong, updates: 150)
    let model = try SmallWorld.trained(
      .gigpo, from: start, on: [Self.shelf], iterations: 40, stepLimit: 2)
    let short = SmallWorld.share(
      of: Self.shortOrLong[0], against: Self.shortOrLong[1], under: model)
    #expect(short > 0.75, "\(short)")
  }

  @Test func onlyGiGPOPrefersTheShorterWin() {
    #expect(!teachesNothing(.gigpo, Self.shortOrLong))
    for method in [Method.grpo, .grpoTagged, .rlvmr, .released] {
      #expect(teachesNothing(method, Self.shortOrLong), "\(method.name)")
    }
  }

  @Test func filteredImitationLearnsNothingFromLostEpisodes() throws {
    let start = try SmallWorld.coldStart(Self.newOrRefused)
    let learner = Learner(start, weightDecay: 0.1, gradientClip: 1)
    let method = Method.filteredImitation
    let iteration = try iterate(
      method, by: try #require(method.reinforcement), learner, reference: start,
      games: [Self.lost], settings: SmallWorld.settings(), seed: 1)
    #expect(iteration.episodes.allSatisfy { !$0.won })
    #expect(iteration.update.tokens == 0)
    #expect(learner.model.bits == start.bits)
  }
}

/// Imitation: what is demonstrated becomes likelier, and nothing else is learned.
@Suite struct ImitationTests {
  private static let game = SmallWorld.game(goal: .shelf)
  private static let demonstration = SmallWorld.episode(
    game, [(nil, "look"), (nil, "go to shelf 1")], grammar: .think)

  @Test(arguments: ["sft", "sft-quarter", "cold-start-think", "cold-start-tagged"])
  func theLossFallsAndTheDemonstrationBecomesLikely(_ name: String) throws {
    let imitation = try #require(Method(named: name)?.imitation)
    let learner = Learner(try SmallWorld.model(), weightDecay: 0, gradientClip: 1)
    let before = SmallWorld.probability(Self.demonstration, under: learner.model)
    let losses = (0..<40).map { _ in
      let (_, tokens) = learner.step(
        on: [TrainingSequence(Self.demonstration)], temperature: 1, learningRate: 0.01
      ) { _, current, _ in imitation.loss(current) }
      return tokens.reduce(0) { $0 + $1.loss } / Double(tokens.count)
    }
    let means = stride(from: 0, to: 40, by: 10).map { losses[$0..<$0 + 10].reduce(0, +) }
    #expect(zip(means, means.dropFirst()).allSatisfy { $0 > $1 })
    #expect(losses[39] < 0.1)
    #expect(SmallWorld.probability(Self.demonstration, under: learner.model) > max(0.3, before))
  }

  @Test func aMistakeIsReadAndNotLearned() throws {
    // The mistake comes last, so that leaving it out takes no other token's context: the same update.
    let commands: [(ReasoningTag?, String)] = [(nil, "look"), (nil, "go to drawer 1")]
    let whole = SmallWorld.episode(Self.game, commands, grammar: .think, mistakes: [1])
    let without = SmallWorld.episode(Self.game, [commands[0]], grammar: .think)
    let updated = try [whole, without].map { episode in
      let learner = Learner(try SmallWorld.model(), weightDecay: 0, gradientClip: 1)
      let (norm, losses) = learner.step(
        on: [TrainingSequence(episode)], temperature: 1, learningRate: 0.01
      ) { _, current, _ in crossEntropy(logProbability: current) }
      #expect(losses.count == episode.steps[0].response.count)
      #expect(norm > 0)
      return learner.model
    }
    let (one, other) = (updated[0].parameters.copy(), updated[1].parameters.copy())
    #expect(distance(one, other) < 1e-5)
  }

  @Test func onlyMistakesGiveNoGradientAtAll() throws {
    let episode = SmallWorld.episode(
      Self.game, [(nil, "go to drawer 1")], grammar: .think, mistakes: [0])
    let learner = Learner(try SmallWorld.model(), weightDecay: 0, gradientClip: 1)
    let (norm, losses) = learner.step(
      on: [TrainingSequence(episode)], temperature: 1, learningRate: 0.01
    ) { _, current, _ in crossEntropy(logProbability: current) }
    #expect(norm == 0)
    #expect(losses.isEmpty)
  }

  @Test func theMistakeBecomesNoLikelierThanItsCorrection() throws {
    // A mistake and then what was to be done: after the mistake's place only the demonstrated command
    // is learned, so that it is what comes first too.
    let corrected = SmallWorld.episode(
      Self.game, [(nil, "look"), (nil, "go to shelf 1")], grammar: .think, mistakes: [0])
    let model = try SmallWorld.coldStart([corrected])
    let first = ["go to shelf 1", "look"].map {
      SmallWorld.episode(Self.game, [(nil, $0)], grammar: .think)
    }
    #expect(SmallWorld.share(of: first[0], against: first[1], under: model) > 0.5)
  }
}
