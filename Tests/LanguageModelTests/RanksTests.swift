import Communication
import Foundation
import Testing
import LanguageModel

/// Gradients shared by several processes: the same bytes as in one, whatever their number. Threads stand for
/// processes here; `make ranks` does the same with MPI.
@Suite struct RanksTests {
  /// Adds up with a tree over single numbers.
  private func sum(_ values: [Float]) -> Float {
    let places = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
    defer { places.deallocate() }
    _ = places.initialize(fromContentsOf: values)
    return ShardTree.sum(0..<places.count, count: 1) { node in
      node.count == 1 ? places.baseAddress.map { $0 + node.lowerBound } : nil
    }.pointee
  }

  @Test func theOrderOfAdditionsIsThatOfABalancedTree() {
    // Sums that differ with every other order; near 1e8 a 1 is lost.
    let (one, big, minus): (Float, Float, Float) = (1, 1e8, -1e8)
    let balanced = (big + one) + (minus + one)
    let fromTheLeft = ((big + one) + minus) + one
    #expect(sum([big, one, minus, one]) == balanced && balanced != fromTheLeft)
    #expect(sum([one, big, minus]) == one + (big + minus))
    #expect(sum([one, big, minus]) != (one + big) + minus)
    #expect(sum([3]) == 3)
  }

  @Test(arguments: [1, 2, 3, 5, 8, 12], [1, 2, 3, 4])
  func subtreesOfAllProcessesMakeUpTheShardsOnce(shards: Int, size: Int) {
    guard size <= shards else { return }
    let tree = ShardTree(shards: shards)
    let shares = (0..<size).map { tree.share(of: $0, among: size) }
    #expect(shares.flatMap { $0 } == Array(0..<shards))
    #expect(Set(shares.map(\.count)).count <= 2 && shares.allSatisfy { !$0.isEmpty })
    for share in shares {
      #expect(tree.subtrees(within: share).flatMap { $0 } == Array(share))
    }
  }

  @Test func aPowerOfTwoOfProcessesSendsOneSumEach() {
    let tree = ShardTree(shards: 8)
    for size in [1, 2, 4, 8] {
      for rank in 0..<size {
        #expect(tree.subtrees(within: tree.share(of: rank, among: size)).count == 1)
      }
    }
    // Three processes of eight shards: 0 1 | 2 3 4 | 5 6 7, of which 2 3 and 6 7 are subtrees.
    #expect(tree.subtrees(within: tree.share(of: 1, among: 3)) == [2..<4, 4..<5])
    #expect(tree.subtrees(within: tree.share(of: 2, among: 3)) == [5..<6, 6..<8])
  }

  private func batch(_ lengths: [Int] = [30, 7, 90, 12, 55, 3, 41, 8, 17]) -> PackedBatch {
    var batch = PackedBatch()
    for (i, length) in lengths.enumerated() {
      batch.append(Tiny.tokens(length, seed: UInt64(i)), predicting: Array(1..<length))
    }
    return batch
  }

  /// What every process has after a pass.
  private func gradients(
    _ c: ModelConfiguration, shards: Int, size: Int, frozen: Int = 0, batch: PackedBatch
  ) throws -> [(values: [Float], messages: MessageCost, found: [Float])] {
    try ThreadCommunicator.run(size: size) { ranks in
      let parameters = try Tiny.parameters(c, seed: 1)
      let workers = DataParallel(c, shards: shards, microBatchTokens: 64, over: ranks)
      let gradients = Parameters(layoutOf: parameters)
      // The second pass reuses warm workers: nothing may be left over from the first.
      var found: [Float] = []
      for _ in 0..<2 {
        gradients.zero()
        found =
          workers.accumulate(
            parameters, reference: parameters, frozenBlocks: frozen, batch, into: gradients
          ) { part in
            part.indices.map { Float($0 % 3) - 1 }
          }.logProbabilities
      }
      return (Array(gradients.values), workers.messages, found)
    }
  }

  @Test(arguments: Tiny.configurations, [0, 1])
  func anyNumberOfProcessesGivesTheSameBytes(_ c: ModelConfiguration, frozen: Int) throws {
    let batch = batch()
    for shards in [4, 5] {
      let one = try gradients(c, shards: shards, size: 1, frozen: frozen, batch: batch)[0]
      #expect(one.values.contains { $0 != 0 } && one.messages == MessageCost())
      for size in 2...4 {
        let all = try gradients(c, shards: shards, size: size, frozen: frozen, batch: batch)
        for process in all { #expect(process.values == one.values, "\(size) processes") }
        // Each position is some process's, with the same log-probability.
        let together = batch.selected.indices.map { place in
          all.map { $0.found[place] }.reduce(0, +)
        }
        #expect(together == one.found)
      }
    }
  }

  @Test func oneProcessAddsItsShardsInTheTreesOrder() throws {
    let c = Tiny.rich
    let parameters = try Tiny.parameters(c, seed: 1)
    let batch = batch()
    let plan = DataParallel(c, shards: 4, microBatchTokens: 64).plan(batch)
    #expect(plan.count == 4 && plan.allSatisfy { !$0.isEmpty })
    let shards = plan.map { shard in
      let (worker, sink) = (ForwardBackward(c), Parameters(layoutOf: parameters))
      for sequences in shard {
        _ = worker.forward(parameters, batch.subset(sequences))
        worker.backward(
          logProbabilityGradients: sequences.flatMap {
            (batch.selectedStarts[$0]..<batch.selectedStarts[$0 + 1]).map { Float($0 % 3) - 1 }
          }, into: sink)
      }
      return sink
    }
    shards[0].add(shards[1])
    shards[2].add(shards[3])
    shards[0].add(shards[2])
    let sum = try gradients(c, shards: 4, size: 1, batch: batch)[0]
    #expect(sum.values == Array(shards[0].values))
  }

  @Test func aShardWithoutASequenceAddsNothing() throws {
    let batch = batch([9, 4])
    let one = try gradients(Tiny.plain, shards: 1, size: 1, batch: batch)[0]
    for size in [1, 3] {
      let all = try gradients(Tiny.plain, shards: 6, size: size, batch: batch)
      for process in all {
        #expect(zip(process.values, one.values).allSatisfy { abs($0 - $1) < 1e-4 })
      }
    }
  }

  @Test func twoProcessesSendAsMuchAsAReduceScatterAndAnAllGatherDo() throws {
    let batch = batch()
    let count = try Tiny.parameters(Tiny.plain, seed: 1).count
    let messages = try gradients(Tiny.plain, shards: 4, size: 2, batch: batch).map(\.messages)
    // Half of the gradient out, the sum of the other half back, in both passes.
    for cost in messages { #expect(abs(cost.bytes - 2 * 4 * count) < 200) }
    #expect(messages.allSatisfy { $0.seconds > 0 && $0.waitedSeconds >= 0 })
    // What is not trained is not sent.
    let frozen = try gradients(Tiny.plain, shards: 4, size: 2, frozen: 1, batch: batch)
    #expect(frozen[0].messages.bytes < messages[0].bytes / 2 + 200)
  }

  @Test func blocksAreToldOfFromTheLastDownWithTheirWholeGradient() throws {
    let c = Tiny.rich
    let parameters = try Tiny.parameters(c, seed: 1)
    let batch = Tiny.batch()
    let worker = ForwardBackward(c)
    let sink = Parameters(layoutOf: parameters)
    var told: [(block: Int, values: [Float])] = []
    _ = worker.forward(parameters, batch)
    worker.backward(
      logProbabilityGradients: (0..<batch.selectedCount).map { Float($0 % 3) - 1 }, into: sink
    ) { block in
      let prefix = "model.layers.\(block)."
      told.append(
        (block, sink.tensors.filter { $0.name.hasPrefix(prefix) }.flatMap { sink.view($0) }))
    }
    #expect(told.map(\.block) == [1, 0])
    for (block, values) in told {
      let prefix = "model.layers.\(block)."
      #expect(values == sink.tensors.filter { $0.name.hasPrefix(prefix) }.flatMap { sink.view($0) })
    }
  }
}
