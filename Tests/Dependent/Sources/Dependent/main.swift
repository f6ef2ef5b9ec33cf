import Agent
import Experiments
import LanguageModel
import Methods
import PretrainedModels

// One iteration of RLVMR on one generated game, from the base model of seed 1.
let start = try Model(agentAt: BaseModel.shippedFolder(seed: 1))
var settings = ReinforcementSettings()
settings.games = 1
settings.rollouts = 4
settings.stepLimit = 5

let learner = try Learner(start, for: settings)
let games = try GameSource(.generated).rolloutGames(0..<1, of: .allCategories, seed: 1)
guard let rule = Method.rlvmr.reinforcement else { fatalError("RLVMR learns from rollouts") }
let iteration = try iterate(
  .rlvmr, by: rule, learner, reference: start, games: games, settings: settings, seed: 1)

print(games[0].id)
for (episode, advantages) in zip(iteration.episodes, iteration.advantages) {
  print("\(episode.steps.count) steps; advantage of the first: \(advantages[0].total)")
}
print("gradient norm \(iteration.update.gradientNorm)")
