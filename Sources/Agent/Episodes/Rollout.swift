import Dispatch
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness

/// Plays games with a policy, many episodes in lockstep: every round samples one token of each
/// running episode and feeds it back, together with the world's answer where a response just ended.
/// Where an episode ends the next one takes its place, so that no round waits for the longest
/// episode.
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
  rollOut(games, among: games.indices, policy: policy, stepLimit: stepLimit, seed: seed)
}

/// The episodes of some of the games, as they go among all of them.
func rollOut(
  _ games: [Game], among chosen: Range<Int>, policy: Policy, stepLimit: Int, seed: UInt64
) -> [Episode] {
  // Two shards whatever the machine has: the same split gives the same bytes everywhere.
  let shards = [chosen.filter { $0 % 2 == 0 }, chosen.filter { $0 % 2 == 1 }]
  let model = DecodingModel(policy.model.parameters)
  let results = Workers.map(shards) { shard in
    rollOutShard(
      shard.map { games[$0] }, identities: shard, policy: policy, model: model,
      stepLimit: stepLimit, seed: seed)
  }
  var episodes: [Episode?] = Array(repeating: nil, count: games.count)
  for (shard, shardEpisodes) in zip(shards, results) {
    for (index, episode) in zip(shard, shardEpisodes) { episodes[index] = episode }
  }
  return episodes[chosen].compactMap { $0 }
}

/// One episode while it runs.
private struct RunningEpisode {
  /// Its place among the worker's episodes.
  let index: Int
  var environment: Environment
  var generator: SeededGenerator
  var episode: Episode
  /// Tokens not yet fed to the model; the last one's logits give the next token.
  var pending: [Int32]
  /// Where the response being written begins.
  var responseStart: Int
  var logProbabilities: [Float] = []
  /// How far the response has come, where the decoder holds its form.
  var progress = FormConstraint.Progress()

  init(index: Int, game: Game, stepLimit: Int, policy: Policy, generator: SeededGenerator) {
    self.index = index
    environment = Environment(game: game, stepLimit: stepLimit)
    self.generator = generator
    let tokenizer = policy.model.tokenizer
    let opening = openingText(of: environment)
    let prompt = promptText(after: opening, in: environment, showing: policy.shownCommands)
    let tokens = [tokenizer.startID] + tokenizer.encode(prompt)
    episode = Episode(gameID: game.id, category: game.category, opening: opening, tokens: tokens)
    pending = tokens
    responseStart = tokens.count
  }
}

private func rollOutShard(
  _ games: [Game], identities: [Int], policy: Policy, model: DecodingModel, stepLimit: Int,
  seed: UInt64
) -> [Episode] {
  let contextLength = policy.model.configuration.contextLength
  let sampler = Sampler()
  let episodesAtOnce = model.sequencesAtOnce
  let decoder = Decoder(model, slots: episodesAtOnce + 1)
  var opening = Opening(slot: episodesAtOnce)
  var waiting = games.indices.makeIterator()
  var finished = [Episode?](repeating: nil, count: games.count)
  var running = [RunningEpisode?](repeating: nil, count: episodesAtOnce)

  /// Samples the next token of a slot; a finished episode leaves it.
  func advance(_ slot: Int, _ logits: UnsafeBufferPointer<Float>) {
    // Taken out while it changes: one owner, so nothing is copied.
    guard var episode = running[slot].take() else { return }
    let allowed = policy.constraint?.allowed(at: episode.progress)
    let (token, logProbability) = sampler.sample(
      logits, among: allowed, temperature: policy.temperature, using: &episode.generator)
    let isOver = episode.accept(
      token, logProbability: logProbability, policy: policy, contextLength: contextLength)
    if isOver {
      finished[episode.index] = episode.episode
    } else {
      running[slot] = episode
    }
  }

  while true {
    for slot in running.indices {
      while running[slot] == nil, let index = waiting.next() {
        var episode = RunningEpisode(
          index: index, game: games[index], stepLimit: stepLimit, policy: policy,
          generator: SeededGenerator(seeds: seed, UInt64(identities[index])))
        // A game whose opening fills the model's context is lost before its first step.
        guard episode.pending.count + policy.responseLimit <= contextLength else {
          episode.episode.outOfContext = true
          finished[index] = episode.episode
          continue
        }
        opening.read(episode.pending, with: decoder)
        decoder.copy(opening.slot, to: slot)
        running[slot] = episode
        opening.logits.withUnsafeBufferPointer { advance(slot, $0) }
      }
    }
    var inputs: [(slot: Int, token: Int32)] = []
    var lastOfSlot: [(slot: Int, input: Int)] = []
    for slot in running.indices {
      guard let pending = running[slot]?.pending else { continue }
      for token in pending { inputs.append((slot, token)) }
      lastOfSlot.append((slot, inputs.count - 1))
    }
    if inputs.isEmpty { break }
    let logits = decoder.step(inputs, logitsFor: lastOfSlot.map(\.input))
    for (row, last) in lastOfSlot.enumerated() { advance(last.slot, logits[row]) }
  }
  return finished.compactMap { $0 }
}

/// The opening that was read last, in a slot of its own: rollouts of one game follow one another
/// and continue from copies of it.
private struct Opening {
  let slot: Int
  private var tokens: [Int32] = []
  /// Logits of the first token of a response.
  private(set) var logits: [Float] = []

  init(slot: Int) { self.slot = slot }

  mutating func read(_ tokens: [Int32], with decoder: Decoder) {
    if tokens == self.tokens { return }
    decoder.reset(slot)
    logits = Array(decoder.prefill(slot, tokens)[0])
    self.tokens = tokens
  }
}

extension RunningEpisode {
  /// Takes the sampled token in; at the end of a response lets the world answer.
  ///
  /// - Returns: Whether the episode is over.
  fileprivate mutating func accept(
    _ token: Int32, logProbability: Float, policy: Policy, contextLength: Int
  ) -> Bool {
    let tokenizer = policy.model.tokenizer
    episode.tokens.append(token)
    logProbabilities.append(logProbability)
    policy.constraint?.advance(&progress, by: token)
    pending = [token]
    let length = episode.tokens.count - responseStart
    guard
      token == policy.endOfResponse || length >= policy.responseLimit
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
        parsed: ParsedStep(
          output: output, response: response, isAdmissible: outcome.wasAdmissible,
          targets: numberedThings(in: command), worldState: worldState),
        command: command, observation: outcome.observation))
    episode.won = outcome.won
    logProbabilities = []
    progress = FormConstraint.Progress()
    guard !outcome.done else { return true }
    let observation = tokenizer.encode(
      promptText(after: outcome.observation, in: environment, showing: policy.shownCommands))
    // An episode that no longer fits the model's context is lost, like one out of steps.
    guard
      episode.tokens.count + observation.count + policy.responseLimit <= contextLength
    else {
      episode.outOfContext = true
      return true
    }
    episode.tokens += observation
    pending += observation
    responseStart = episode.tokens.count
    return false
  }
}
