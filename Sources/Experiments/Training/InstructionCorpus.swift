import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness

/// Demonstrations of other instructions than the tasks, in training rooms and in rooms that no split
/// contains: what the miniature's base model is made of, and what a pretrained agent reads first.
///
/// No episode shows the characteristic act of an excluded category; an episode in which one happened by
/// accident is left out, and the summary counts what was shown. Left out are lost episodes too, and those
/// that do not fit the model's context.
///
/// - Parameters:
///   - count: Episodes played.
///   - options: What they may show.
///   - contextLength: Of the model that shall read them, in tokens.
///   - seed: Of the teacher's choices and mistakes; the games are the same for every seed.
func instructionCorpus(
  _ count: Int, options: PretrainingOptions, demonstration: DemonstrationSettings,
  tokenizer: any Tokenizer, contextLength: Int, seed: UInt64
) -> (sequences: [TrainingSequence], summary: CorpusSummary) {
  let generator = GameGenerator(seed: GameSource.generatorSeed)
  let shards = [0..<count / 2, count / 2..<count]
  let parts = Workers.map(shards) { shard in
    var sequences: [TrainingSequence] = []
    var summary = CorpusSummary()
    for index in shard {
      let (game, instruction) = generator.pretrainingGame(index: index, options: options)
      let episode = demonstrate(
        game, instruction: instruction, tokenizer: tokenizer, settings: demonstration,
        seed: SeededGenerator.mix(seed, 0xBA5E, UInt64(index)))
      let shown = DemonstrationDetector.categories(
        demonstratedIn: episode.steps.map { ($0.command, $0.observation) })
      guard episode.won, episode.tokens.count <= contextLength,
        shown.isDisjoint(with: options.excludedCategories)
      else { continue }
      let sequence = TrainingSequence(episode)
      sequences.append(sequence)
      summary.episodes += 1
      summary.tokens += sequence.tokens.count
      summary.learnedTokens += sequence.positions.count
      for category in shown { summary.demonstrations[category.rawValue, default: 0] += 1 }
    }
    return (sequences, summary)
  }
  var summary = CorpusSummary()
  for (_, part) in parts {
    summary.episodes += part.episodes
    summary.tokens += part.tokens
    summary.learnedTokens += part.learnedTokens
    summary.demonstrations.merge(part.demonstrations, uniquingKeysWith: +)
  }
  return (parts.flatMap(\.0), summary)
}

extension TrainingSet {
  /// What other instructions may show before training on these categories: no complete task of any other,
  /// nor of one held out for L2, whatever is trained on later, as for the miniature's base model.
  package var instructionOptions: PretrainingOptions {
    let others = Set(TaskCategory.allCases).subtracting(categories)
    return PretrainingOptions(excludedCategories: others.union(heldOut))
  }
}
