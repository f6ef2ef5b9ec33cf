import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness

extension RunStore {
  /// Trains a run from what it starts from, on its seed's games.
  ///
  /// - Parameters:
  ///   - start: The run it starts from; nil for the base model.
  ///   - runFolder: Where the run is kept while it is under way.
  /// - Throws: Errors of training; `Interruption.Interrupted` after a Ctrl-C.
  func train(
    _ method: Method, from start: TrainedRun?, _ specification: RunSpecification,
    in runFolder: RunFolder, title: String
  ) throws -> Model {
    let (seed, set) = (specification.seed, specification.trainingSet)
    let source = try source()
    let model = try start?.model() ?? base(seed: seed)
    switch method.training {
    case .reinforcement(let rule):
      return try trainByReinforcement(
        method, by: rule, from: model, settings: settings.reinforcement, seed: seed,
        games: { source.rolloutGames($0, of: set, seed: seed) }, run: runFolder, title: title)
    case .imitation(let imitation):
      let supervised = settings.supervisedSettings(of: method) ?? settings.supervised
      let prepared = try model.prepared(for: method.grammar)
      let episodes = try demonstrations(
        supervised, for: method, tokenizer: prepared.tokenizer, seed: seed, trainOn: set)
      return try trainSupervised(
        from: prepared, on: episodes.map { TrainingSequence($0) }, settings: supervised,
        learningRate: method.learningRate, loss: imitation.loss, seed: seed, run: runFolder,
        title: title)
    }
  }

  /// Won expert episodes on training games, as many as the settings ask for.
  ///
  /// All cold starts of a seed annotate the same games, played the same way, and none of these is
  /// rolled out in reinforcement learning (`GameSource`).
  ///
  /// - Throws: `RunError` where a cold start asks for more than is kept for it, and in a store that
  ///   only reads recorded runs.
  public func demonstrations(
    _ supervised: SupervisedSettings, for method: Method, tokenizer: any Tokenizer, seed: UInt64,
    trainOn set: TrainingSet
  ) throws -> [Episode] {
    let source = try source()
    let demonstration = DemonstrationSettings(
      grammar: method.grammar, mistakeRate: supervised.mistakeRate,
      showsCommands: method.showsCommands)
    var episodes: [Episode] = []
    var next = 0
    while episodes.count < supervised.episodes {
      let range = next..<next + supervised.episodes - episodes.count
      let isColdStart = method.imitation?.demonstrations == .coldStart
      guard !isColdStart || range.upperBound <= GameSource.coldStartGames else {
        throw RunError(
          "\(method.name): \(supervised.episodes) demonstrations need more than the "
            + "\(GameSource.coldStartGames) games kept for cold starts; ask for fewer episodes")
      }
      let games = source.demonstrationGames(range, of: set, seed: seed)
      let played = Workers.map(Array(zip(range, games))) { index, game -> Episode? in
        guard let instruction = Instruction(parsing: game.instruction) else { return nil }
        return demonstrate(
          game, instruction: instruction, tokenizer: tokenizer, settings: demonstration,
          seed: SeededGenerator.mix(seed, 0xDE, UInt64(index)))
      }
      episodes += played.compactMap { $0 }.filter(\.won)
      next = range.upperBound
      if games.isEmpty { break }
    }
    return episodes
  }
}
