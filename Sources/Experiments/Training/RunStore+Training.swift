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
        games: { source.rolloutGames($0, of: set, seed: seed) }, run: runFolder, title: title,
        over: ranks)
    case .imitation(let imitation):
      let supervised = settings.supervisedSettings(of: imitation)
      let prepared = try model.prepared(for: method.grammar)
      let sequences = try sequences(
        supervised, for: method, model: prepared, seed: seed, trainOn: set)
      return try trainSupervised(
        from: prepared, on: sequences, settings: supervised,
        learningRate: method.learningRate, loss: imitation.loss, seed: seed, run: runFolder,
        title: title, over: ranks)
    }
  }

  /// What a method imitates: other instructions, or demonstrations of the tasks.
  ///
  /// - Throws: `RunError` where nothing is left to learn from.
  private func sequences(
    _ supervised: SupervisedSettings, for method: Method, model: Model, seed: UInt64,
    trainOn set: TrainingSet
  ) throws -> [TrainingSequence] {
    let contextLength = model.configuration.contextLength
    let sequences: [TrainingSequence]
    if method.imitation?.demonstrations == .instructions {
      sequences =
        instructionCorpus(
          supervised.episodes, options: set.instructionOptions,
          demonstration: DemonstrationSettings(supervised, for: method), tokenizer: model.tokenizer,
          contextLength: contextLength, seed: seed
        ).sequences
    } else {
      sequences = try demonstrations(
        supervised, for: method, tokenizer: model.tokenizer, seed: seed, trainOn: set,
        contextLength: contextLength
      ).map { TrainingSequence($0) }
    }
    guard !sequences.isEmpty else {
      throw RunError(
        "\(method.name): no demonstration fits the model's context of \(contextLength) tokens; show "
          + "fewer commands in the prompt, or take a model with a longer context")
    }
    return sequences
  }

  /// Won expert episodes on training games, as many as the settings ask for.
  ///
  /// All cold starts of a seed annotate the same games, played the same way, and none of these is
  /// rolled out in reinforcement learning (`GameSource`).
  ///
  /// - Parameter contextLength: Longer episodes are left out; those they would have been are replaced by
  ///   the next games'.
  /// - Throws: `RunError` where a cold start asks for more than is kept for it, and in a store that
  ///   only reads recorded runs.
  public func demonstrations(
    _ supervised: SupervisedSettings, for method: Method, tokenizer: any Tokenizer, seed: UInt64,
    trainOn set: TrainingSet, contextLength: Int
  ) throws -> [Episode] {
    let source = try source()
    let demonstration = DemonstrationSettings(supervised, for: method)
    // Nobody can win so few of the games that more would have to be tried.
    let mostGames = max(GameSource.coldStartGames, 4 * supervised.episodes)
    var episodes: [Episode] = []
    var next = 0
    while episodes.count < supervised.episodes {
      let range = next..<next + supervised.episodes - episodes.count
      let isColdStart = method.imitation?.demonstrations == .coldStart
      guard range.upperBound <= (isColdStart ? GameSource.coldStartGames : mostGames) else {
        throw RunError(
          "\(method.name): \(episodes.count) of \(supervised.episodes) demonstrations are won and fit "
            + "the model's context of \(contextLength) tokens among \(next) games, and no more are kept "
            + "for them; ask for fewer episodes, show fewer commands, or take a model with a longer "
            + "context")
      }
      let games = source.demonstrationGames(range, of: set, seed: seed)
      let played = Workers.map(Array(zip(range, games))) { index, game -> Episode? in
        guard let instruction = Instruction(parsing: game.instruction) else { return nil }
        return demonstrate(
          game, instruction: instruction, tokenizer: tokenizer, settings: demonstration,
          seed: SeededGenerator.mix(seed, 0xDE, UInt64(index)))
      }
      episodes += played.compactMap { $0 }.filter { $0.won && $0.tokens.count <= contextLength }
      next = range.upperBound
      if games.isEmpty { break }
    }
    return episodes
  }
}

extension DemonstrationSettings {
  /// How demonstrations for a method are made: in its grammar, with what its prompt shows.
  init(_ supervised: SupervisedSettings, for method: Method) {
    self.init(
      grammar: method.grammar, mistakeRate: supervised.mistakeRate,
      shownCommands: method.shownCommands, wording: supervised.wording)
  }
}
