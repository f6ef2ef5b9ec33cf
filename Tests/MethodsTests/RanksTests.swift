import Agent
import Communication
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// An iteration shared by several processes: the same rollouts, advantages, losses and weights as in one.
@Suite struct RanksTests {
  private struct Outcome: Equatable {
    var tokens: [[Int32]]
    var logProbabilities: [[[Float]]]
    var parsed: [[ParsedStep]]
    var won: [Bool]
    var advantages: [[StepAdvantage]]
    var update: PolicyUpdate
    var weights: [Float]
  }

  private func iterations(_ method: Method, size: Int) throws -> [Outcome] {
    try ThreadCommunicator.run(size: size) { ranks in
      let start = try SmallWorld.model().prepared(for: method.grammar)
      var settings = SmallWorld.settings(rollouts: 3, stepLimit: 3)
      settings.shards = 4
      settings.minibatches = 2
      let learner = try Learner(start, for: settings, over: ranks)
      let games = [
        SmallWorld.game("a", goal: .drawer), SmallWorld.game("b", from: .shelf, goal: .drawer),
        SmallWorld.game("c", goal: .shelf),
      ]
      var method = method
      method.holdsForm = true
      var last: Iteration?
      for seed in 1...2 {
        last = try iterate(
          method, by: try #require(method.reinforcement), learner, reference: start, games: games,
          settings: settings, seed: UInt64(seed))
      }
      let iteration = try #require(last)
      return Outcome(
        tokens: iteration.episodes.map(\.tokens),
        logProbabilities: iteration.episodes.map { $0.steps.map(\.logProbabilities) },
        parsed: iteration.episodes.map { $0.steps.map(\.parsed) },
        won: iteration.episodes.map(\.won),
        advantages: iteration.advantages, update: iteration.update,
        weights: Array(learner.model.parameters.values))
    }
  }

  @Test(arguments: ["rlvmr", "grpo-tagged"])
  func anyNumberOfProcessesMakesTheSameIterations(name: String) throws {
    let method = try #require(Method(named: name))
    let one = try iterations(method, size: 1)[0]
    #expect(one.tokens.count == 9 && one.update.tokens > 0 && one.update.gradientNorm > 0)
    for size in 2...4 {
      for outcome in try iterations(method, size: size) { #expect(outcome == one) }
    }
  }

  /// The shards decide the last bits, so they are part of a run's key; the processes do not.
  @Test func theNumberOfShardsIsASettingThatOldRecordsLack() throws {
    var settings = ReinforcementSettings()
    let old = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
    #expect(!old.contains("shards"))
    settings.shards = 8
    let new = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(ReinforcementSettings.self, from: new).shards == 8)
    var supervised = SupervisedSettings(episodes: 1, epochs: 1)
    #expect(
      !String(decoding: try JSONEncoder().encode(supervised), as: UTF8.self).contains("shards"))
    supervised.shards = 3
    #expect(
      try JSONDecoder().decode(
        SupervisedSettings.self, from: JSONEncoder().encode(supervised)
      ).shards == 3)
  }
}
