import Testing

import Planning

/// The model of cost of an iteration that several processes share, with numbers that can be added by hand.
@Suite struct SharedIterationTests {
  /// Ten seconds of rollouts, 22 of updates of which two are the optimiser's; 32 episodes, two updates of
  /// 16 sequences each.
  private func iteration(
    bandwidth: Double = 1e12, latency: Double = 0, memory: Double = 28e6, weights: Double = 1e6,
    longest: Double = 0, tokens: Double = 1
  ) -> SharedIteration {
    SharedIteration(
      rollouts: 10, updates: 22, episodes: 32, minibatches: 2, episodeTokens: tokens,
      longestTokens: longest, weights: weights, trained: 1e6, blocks: 4, memory: memory,
      network: .init(bandwidth: bandwidth, latency: latency))
  }

  @Test func oneProcessTakesWhatWasMeasuredAndSendsNothing() {
    let cost = iteration(bandwidth: 1, latency: 1).cost(processes: 1)
    #expect(cost.rollouts == 10 && cost.passes == 20 && cost.optimizer == 2)
    #expect(cost.messages == 0 && cost.waited == 0 && cost.total == 32)
  }

  @Test func playingAndPassesAreSharedWholeAndTheOptimiserIsNot() {
    let four = iteration().cost(processes: 4)
    #expect(four.rollouts == 2.5 && four.passes == 5 && four.optimizer == 2)
    // Of 16 sequences of a minibatch, three processes learn from six, five and five: 20 s · 6/16.
    #expect(iteration().cost(processes: 3).passes == 7.5)
    // More processes than sequences leave some with nothing to do.
    #expect(iteration().cost(processes: 64).passes == 1.25)
    #expect(iteration().cost(processes: 64).rollouts == 0.3125)
  }

  @Test func anEpisodeAloneReadsAllWeightsForEveryToken() {
    // 28 tokens x 4 bytes x a million weights at 28 million bytes a second: four seconds.
    let iteration = iteration(longest: 28)
    #expect(iteration.cost(processes: 2).rollouts == 5)
    #expect(iteration.cost(processes: 4).rollouts == 4)
    #expect(iteration.cost(processes: 32).rollouts == 4)
  }

  @Test func messagesAreThoseOfAReduceScatterAndAnAllGather() {
    // Two updates, half of four million bytes out and half back each, at a million bytes a second: 8 s.
    let two = iteration(bandwidth: 1e6).cost(processes: 2)
    #expect(two.messages == 8)
    // The first of four blocks' messages cannot be hidden, nor what the last backward passes (half of ten
    // seconds of passes, but for the first block) do not last for.
    #expect(abs(two.waited - (8 - 5 * 0.75)) < 1e-9)
    // Four blocks and both ends, there and back, to one other process, in two updates.
    #expect(abs(iteration(latency: 0.01).cost(processes: 2).messages - 0.24) < 1e-4)
    #expect(abs(iteration(latency: 0.01).cost(processes: 4).messages - 0.72) < 1e-4)
  }

  @Test func onlyTheLastTokensOfAProcessHideMessages() {
    // Eight sequences of 1024 tokens a process: the last quarter of the passes.
    let cost = iteration(bandwidth: 1e6, tokens: 1024).cost(processes: 2)
    #expect(abs(cost.waited - (8 - 5 * 0.25 * 0.75)) < 1e-9)
  }

  @Test func itStopsPayingWhereADoublingSavesLessThanAFifth() {
    // 32, 17, 9.5, 5.75, 3.9 s; 32 processes would take 3.6.
    #expect(iteration().worthwhile() == 16)
    // A slow network pays for nothing.
    #expect(iteration(bandwidth: 1e5).worthwhile() == 1)
    #expect(iteration().worthwhile(upTo: 4) == 4)
    #expect(
      iteration().table().contains("Beyond 16 processes twice as many save less than a fifth"))
    #expect(iteration(bandwidth: 1e5).table().contains("Beyond 1 process twice"))
  }
}
