import ArgumentParser
import ChapterSupport
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness
import Training

/// `rlvmr watch`: one episode of a trained method, step by step, with its rewards and advantages.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch an episode: tags coloured, rewards and advantages beside each step.",
    discussion: """
      The game is played by a whole group of rollouts, because an advantage only exists within a \
      group; the first of them is shown. Rewards are those of the paper as written.
      """)

  @Argument(help: "The method, trained first where needed.")
  var method: Method

  @Option(help: "Which split the game is from.")
  var split = EvaluationSplit.validation

  @Option(help: "Which game of the split, from 0.")
  var game = 0

  @Option(help: "Rollouts in the group.")
  var group = 8

  @Option(help: "Sampling temperature.")
  var temperature = 1.0

  @Option(name: .customLong("set"), help: "Categories trained on: six, or four (for L2).")
  var set = TrainingSet.allCategories

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    if game < 0 { throw ValidationError("--game \(game): games are counted from 0") }
    if group < 1 { throw ValidationError("--group \(group): give at least 1") }
    if temperature <= 0 { throw ValidationError("--temperature \(temperature): give more than 0") }
  }

  func run() throws {
    Interruption.handleSignals()
    let laboratory = try options.laboratory()
    let seed = options.trainingSeeds[0]
    let run = try laboratory.run(method, seed: seed, set: set)
    let games = try GameSource(options.world)
      .evaluationGames(split, count: game + 1, set: set)
    guard games.count > game else {
      throw RunError(
        "--game \(game): \(split.rawValue) has only \(games.count) games; choose a smaller number")
    }
    let policy = Policy(
      model: try run.model(), grammar: method.grammar, temperature: temperature)
    let episodes = rollOut(
      Array(repeating: games[game], count: group), policy: policy,
      stepLimit: laboratory.settings.evaluation.stepLimit, seed: SeededGenerator.mix(seed, 0x3A, 0))
    let groups = episodes.map { _ in 0 }
    let settings = method.settings(laboratory.settings.reinforcement)
    let advantages =
      method.rewardsReasoning
      ? rlvmrAdvantages(of: episodes, groups: groups, settings: settings)
      : grpoAdvantages(of: episodes, groups: groups, settings: settings)
    let rewards = rewardedTrajectories(of: episodes, groups: groups, settings: settings)
    print(
      EpisodeView(isColoured: isatty(FileHandle.standardOutput.fileDescriptor) != 0)
        .text(of: episodes[0], rewards: rewards[0], advantages: advantages[0]))
    print("\(episodes.count { $0.won }) of \(episodes.count) rollouts of this game were won")
  }
}
