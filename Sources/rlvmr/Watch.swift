import Agent
import ArgumentParser
import Experiments
import Foundation
import LanguageModel
import MetaReasoning
import Methods
import Playing
import Randomness

/// `rlvmr watch`: one episode of a trained method, step by step, with its rewards and advantages.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch an episode: tags coloured, rewards and advantages beside each step.",
    discussion: """
      The game is played by a whole group of rollouts, because an advantage only exists within a \
      group; one of them is shown, and what one update on the group would do. Rewards are the \
      method's own; a method that only imitates is shown with GRPO's.
      """)

  @Argument(help: "The method, trained first where needed; `rlvmr train --help` lists them.")
  var method: Method

  @Option(help: "Which split the game is from.")
  var split = EvaluationSplit.validation

  @Option(help: "Which game of the split, from 0.")
  var game = 0

  @Option(help: "Rollouts in the group.")
  var group = 8

  @Option(help: "Which rollout of the group to show, from 0.")
  var rollout = 0

  @Option(help: "Sampling temperature.")
  var temperature = 1.0

  @Option(help: "Categories trained on: seen leaves those of L2 out.")
  var trainOn = TrainingSet.allCategories

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    try Bounds.require("game", game, in: Bounds.games, why: "games are counted from 0")
    try Bounds.require("group", group, in: Bounds.rollouts)
    if !(0..<group).contains(rollout) {
      throw ValidationError("--rollout \(rollout): give 0 to \(group - 1), or a larger --group")
    }
    try Bounds.requireTemperature(temperature)
  }

  func run() throws {
    Interruption.handleSignals()
    let store = try options.store()
    let seed = options.trainingSeeds[0]
    let trained = try store.run(method, seed: seed, trainOn: trainOn)
    let games = try GameSource(options.world)
      .evaluationGames(split, count: game + 1, set: trainOn)
    guard games.count > game else {
      throw RunError(
        "--game \(game): \(split.rawValue) has only \(games.count) games; choose a smaller number")
    }
    var settings = store.settings.reinforcement
    settings.rollouts = group
    settings.minibatches = 1
    settings.temperature = temperature
    let model = try trained.model()
    settings.games = 1
    try FreeMemory.require(
      forIterationsOf: model, settings: settings, title: "--group \(group)")
    let rule = trained.method.reinforcement ?? .grpo()
    let iteration = try iterate(
      trained.method, by: rule, Learner(model, for: settings), reference: model,
      games: [games[game]], settings: settings,
      seed: SeededGenerator.mix(seed, 0x3A, 0))
    let rewards = rewardedTrajectories(
      of: iteration.episodes, groups: iteration.groups, rules: rule.rules)
    print(
      EpisodeView(isColoured: isatty(FileHandle.standardOutput.fileDescriptor) != 0)
        .text(
          of: iteration.episodes[rollout], rewards: rewards[rollout],
          advantages: iteration.advantages[rollout]))
    let update = iteration.update
    print(
      "\(iteration.episodes.count(where: \.won)) of \(iteration.episodes.count) rollouts of this game "
        + "were won; one update on them: loss \(signed(update.loss)), gradient norm "
        + "\(signed(update.gradientNorm)), \(update.tokens) tokens")
  }
}
