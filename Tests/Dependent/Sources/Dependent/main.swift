import Agent
import Experiments
import LanguageModel
import Methods
import PretrainedModels

// One iteration of RLVMR on one generated game, from the base model of seed 1. That knows no tags yet, and the
// decoder holds the form of its answers: it wins nothing and is paid for nothing, so do not expect it to learn.
let method = Method.rlvmr.under(.formHeld)
let start = try Model(agentAt: BaseModel.shippedFolder(seed: 1))
var settings = ReinforcementSettings()
settings.games = 1
settings.rollouts = 4
settings.stepLimit = 10

let learner = try Learner(start, for: settings)
let games = try GameSource(.generated).rolloutGames(0..<1, of: .allCategories, seed: 1)
guard let rule = method.reinforcement else { fatalError("RLVMR learns from rollouts") }
let iteration = try iterate(
  method, by: rule, learner, reference: start, games: games, settings: settings, seed: 1)

print(games[0].id)
for (episode, advantages) in zip(iteration.episodes, iteration.advantages) {
  let judged = advantages.count { $0.total != 0 }
  print("\(episode.steps.count) steps, of which \(judged) have an advantage")
}
print("gradient norm \(iteration.update.gradientNorm)")
