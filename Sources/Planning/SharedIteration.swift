import Foundation

/// What an iteration of reinforcement learning takes if several processes share it (`mpirun`): a model of
/// cost, from what one process was measured to take.
///
/// Every process is taken to be a machine like the one that was measured, and all of them to be equally fast.
/// Episodes are shared whole, so no more processes than episodes have anything to play, and no more than
/// sequences of a minibatch anything to learn from. An episode that is played alone still reads all weights
/// for every token. The optimiser's step is made by every process on all weights.
public struct SharedIteration: Sendable, Hashable {
  /// Seconds of rollouts in one process.
  public var rollouts: Double
  /// Seconds of updates in one process, the optimiser's steps among them.
  public var updates: Double
  /// Rollouts of an iteration.
  public var episodes: Int
  /// Updates of an iteration.
  public var minibatches: Int
  /// Tokens of an episode, in the mean.
  public var episodeTokens: Double
  /// Tokens of the longest one.
  public var longestTokens: Double
  /// Weights in all.
  public var weights: Double
  /// Of them those that are trained, whose gradients are sent.
  public var trained: Double
  /// Trained blocks: a block's gradient can be sent while those below it are computed.
  public var blocks: Int
  /// Bytes a second of one process's memory.
  public var memory: Double
  /// Between processes.
  public var network: Network

  /// What connects the processes.
  public struct Network: Sendable, Hashable {
    /// Bytes a second in one direction.
    public var bandwidth: Double
    /// Seconds of an empty message.
    public var latency: Double

    /// Creates a network; the defaults of `rlvmr plan` are ten gigabits a second and 50 microseconds.
    public init(bandwidth: Double, latency: Double) {
      self.bandwidth = bandwidth
      self.latency = latency
    }
  }

  /// Seconds of an iteration, part by part.
  public struct Cost: Sendable, Hashable {
    /// Of the process that plays most.
    public var rollouts: Double
    /// Forward and backward passes of the process that learns from most.
    public var passes: Double
    /// The optimiser's steps.
    public var optimizer: Double
    /// Of gradients and of their sums.
    public var messages: Double
    /// Of these, what the backward pass does not hide.
    public var waited: Double
    /// Until the next iteration.
    public var total: Double { rollouts + passes + optimizer + waited }
  }

  /// A model from its parts.
  public init(
    rollouts: Double, updates: Double, episodes: Int, minibatches: Int, episodeTokens: Double,
    longestTokens: Double, weights: Double, trained: Double, blocks: Int, memory: Double,
    network: Network
  ) {
    self.rollouts = rollouts
    self.updates = updates
    self.episodes = episodes
    self.minibatches = minibatches
    self.episodeTokens = episodeTokens
    self.longestTokens = longestTokens
    self.weights = weights
    self.trained = trained
    self.blocks = blocks
    self.memory = memory
    self.network = network
  }

  /// Tokens that the two threads of a process handle at once: only the last of these are followed by
  /// messages.
  private static let tokensAtOnce = 2 * 1024.0

  /// What an iteration takes with so many processes.
  public func cost(processes: Int) -> Cost {
    let count = Double(processes)
    let updates = Double(minibatches)
    // Weights, gradients and both moments are read, and all but the gradients written.
    let step = 7 * 4 * trained / memory
    let optimizer = min(self.updates, updates * step)
    let sequences = Double(episodes) / updates
    let passes = (self.updates - optimizer) * (sequences / count).rounded(.up) / sequences
    let playing = rollouts * (Double(episodes) / count).rounded(.up) / Double(episodes)
    let alone = longestTokens * 4 * weights / memory
    // A reduce-scatter and an all-gather: each sends and takes all but its own slice, twice.
    let bytes = 2 * (count - 1) / count * 4 * trained
    let exchanges = Double(blocks + 2) * 2 * (count - 1)
    let messages = updates * (bytes / network.bandwidth + exchanges * network.latency)
    // Two of four passes go backwards, and messages begin in the last of them.
    let tokens = (sequences / count).rounded(.up) * episodeTokens
    let last = min(1, Self.tokensAtOnce / max(1, tokens))
    let early = Double(blocks - 1) / Double(blocks)
    let hidden = min(messages * early, passes / 2 * last * early)
    return Cost(
      rollouts: min(rollouts, max(playing, alone)), passes: passes, optimizer: optimizer,
      messages: messages, waited: messages - hidden)
  }

  /// The number of processes, a power of two up to `most`, beyond which twice as many save less than a
  /// fifth of the time.
  public func worthwhile(upTo most: Int = 64) -> Int {
    var processes = 1
    while processes < most,
      cost(processes: 2 * processes).total <= 0.8 * cost(processes: processes).total
    {
      processes *= 2
    }
    return processes
  }
}
