import Dispatch
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// Plays games with a policy, all episodes in lockstep: every round samples one token of each running
/// episode and feeds it back, together with the world's answer where a response just ended, so that
/// a batch never waits for its longest member; finished episodes drop out.
///
/// - Parameters:
///   - games: One episode each, in order; the same game may appear many times.
///   - seed: Episode `i` samples with a generator of its own, derived from this and `i`, so results
///     do not depend on which episodes run beside it.
///   - stepLimit: Steps after which an episode is lost.
/// - Returns: The episodes, in the order of `games`.
public func rollOut(
  _ games: [Game], policy: Policy, stepLimit: Int, seed: UInt64
) -> [Episode] {
  // Two shards whatever the machine has: the same split gives the same bytes everywhere.
  let shards = [
    Array(games.indices).filter { $0 % 2 == 0 }, Array(games.indices).filter { $0 % 2 == 1 },
  ]
  let results = Workers.map(shards) { shard in
    rollOutShard(
      shard.map { games[$0] }, identities: shard, policy: policy, stepLimit: stepLimit, seed: seed)
  }
  var episodes: [Episode?] = Array(repeating: nil, count: games.count)
  for (shard, shardEpisodes) in zip(shards, results) {
    for (index, episode) in zip(shard, shardEpisodes) { episodes[index] = episode }
  }
  return episodes.compactMap { $0 }
}

/// One episode while it runs.
private struct RunningEpisode {
  var environment: Environment
  var generator: SeededGenerator
  var episode: Episode
  /// Tokens not yet fed to the model; the last one's logits give the next token.
  var pending: [Int32]
  /// Where the response being written begins.
  var responseStart: Int
  var logProbabilities: [Float] = []

  init(game: Game, stepLimit: Int, tokenizer: Tokenizer, generator: SeededGenerator) {
    environment = Environment(game: game, stepLimit: stepLimit)
    self.generator = generator
    let opening = openingText(of: environment)
    let tokens = [tokenizer.startID] + tokenizer.encode(opening)
    episode = Episode(gameID: game.id, category: game.category, opening: opening, tokens: tokens)
    pending = tokens
    responseStart = tokens.count
  }
}

private func rollOutShard(
  _ games: [Game], identities: [Int], policy: Policy, stepLimit: Int, seed: UInt64
) -> [Episode] {
  let tokenizer = policy.model.tokenizer
  let contextLength = policy.model.configuration.contextLength
  let endOfResponse = tokenizer.id(of: "</action>") ?? tokenizer.unknownID
  var running = zip(games, identities).map { game, identity in
    RunningEpisode(
      game: game, stepLimit: stepLimit, tokenizer: tokenizer,
      generator: SeededGenerator(seeds: seed, UInt64(identity)))
  }
  let decoder = Decoder(policy.model.parameters, slots: running.count)
  let sampler = Sampler()
  var active = Array(running.indices)
  while !active.isEmpty {
    var inputs: [(slot: Int, token: Int32)] = []
    var lastOfSlot: [Int] = []
    for slot in active {
      for token in running[slot].pending { inputs.append((slot, token)) }
      lastOfSlot.append(inputs.count - 1)
    }
    let logits = decoder.step(inputs, logitsFor: lastOfSlot)
    var stillActive: [Int] = []
    for (row, slot) in active.enumerated() {
      let (token, logProbability) = sampler.sample(
        logits[row], temperature: policy.temperature, using: &running[slot].generator)
      let isOver = running[slot].accept(
        token, logProbability: logProbability, endOfResponse: endOfResponse, policy: policy,
        contextLength: contextLength)
      if !isOver { stillActive.append(slot) }
    }
    active = stillActive
  }
  return running.map(\.episode)
}

extension RunningEpisode {
  /// Takes the sampled token in; at the end of a response lets the world answer.
  ///
  /// - Returns: Whether the episode is over.
  fileprivate mutating func accept(
    _ token: Int32, logProbability: Float, endOfResponse: Int32, policy: Policy,
    contextLength: Int
  ) -> Bool {
    let tokenizer = policy.model.tokenizer
    episode.tokens.append(token)
    logProbabilities.append(logProbability)
    pending = [token]
    let length = episode.tokens.count - responseStart
    guard
      token == endOfResponse || length >= policy.responseLimit
        || episode.tokens.count >= contextLength
    else { return false }

    let output = tokenizer.decode(episode.tokens[responseStart...])
    let response = try? Response(parsing: output, grammar: policy.grammar)
    // A malformed response sends nothing; the world answers that nothing happens.
    let command = response?.action ?? ""
    let worldState = environment.stateFingerprint
    let outcome = environment.step(command)
    episode.steps.append(
      EpisodeStep(
        response: responseStart..<episode.tokens.count, logProbabilities: logProbabilities,
        reasoning: ReasoningStep(
          output: output, response: response, isAdmissible: outcome.wasAdmissible),
        command: command, observation: outcome.observation, worldState: worldState))
    episode.won = outcome.won
    logProbabilities = []
    let observation = tokenizer.encode(outcome.observation)
    // An episode that no longer fits the model's context is lost, like one out of steps.
    guard !outcome.done,
      episode.tokens.count + observation.count + policy.responseLimit <= contextLength
    else { return true }
    episode.tokens += observation
    pending += observation
    responseStart = episode.tokens.count
    return false
  }
}
