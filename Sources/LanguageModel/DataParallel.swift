import Communication
import Dispatch
import Kernels

/// Splits a batch into shards, each with gradients of its own, and these over processes and threads.
///
/// The number of shards is fixed and their gradients are added in one order (`ShardTree`), so a run gives
/// the same bytes on one core as on many, and in one process as in several. Each shard works through
/// micro-batches small enough for the caches.
public final class DataParallel: @unchecked Sendable {
  /// Threads of a process, whatever its machine has.
  public static let threads = 2

  // `@unchecked`: each thread touches its own worker and its shards' gradients alone, and one thread calls.
  private let workers: [ForwardBackward]
  private let tree: ShardTree
  private let ranks: any Communicator
  /// Of this process's shards but the first, which adds to the caller's.
  private var shardGradients: [Parameters] = []
  private let microBatchTokens: Int
  /// What messages took in all passes so far.
  public private(set) var messages = MessageCost()

  /// Log-probabilities of some of a batch's selected positions, as one micro-batch saw them.
  public struct MicroBatch: Sendable {
    /// Which of the whole batch's selected positions these are: indices into `batch.selected`.
    public let indices: [Int]
    /// Their log-probabilities, in nats.
    public let logProbabilities: [Float]
    /// Those under the reference policy; empty where there is none.
    public let references: [Float]
  }

  /// What a pass over the whole batch found.
  public struct Result: Sendable {
    /// Log-probability of every selected position, in nats.
    public let logProbabilities: [Float]
    /// Mean entropy over selected positions, in nats.
    public let meanEntropy: Double
  }

  /// Workers for one model shape.
  ///
  /// - Parameters:
  ///   - shards: At least as many as there are processes. It decides the order of additions, and so the last
  ///     bits of gradients.
  ///   - microBatchTokens: Bounds the tokens handled at once (a single longer sequence is still handled
  ///     whole).
  ///   - ranks: The processes that share the shards.
  public init(
    _ configuration: ModelConfiguration, shards: Int = 2, microBatchTokens: Int = 1024,
    over ranks: any Communicator = SingleProcess()
  ) {
    precondition(shards >= ranks.size && microBatchTokens > 0)
    let rotary = RotaryTable(configuration)
    tree = ShardTree(shards: shards)
    self.ranks = ranks
    workers = (0..<min(shards, Self.threads)).map { _ in
      ForwardBackward(configuration, rotary: rotary)
    }
    self.microBatchTokens = microBatchTokens
  }

  /// Gives back the memory of past passes, which for a model of 100 million weights is some gigabytes; the
  /// next pass takes it anew.
  public func releaseMemory() {
    for worker in workers { worker.release() }
    shardGradients = []
  }

  /// Log-probabilities without gradients: reference policies and evaluation.
  public func logProbabilities(
    _ parameters: Parameters, _ batch: PackedBatch, temperature: Float = 1
  ) -> Result {
    let packed = PackedModel(parameters)
    return run(batch, by: plan(batch), shards: 0..<tree.shards) { worker, part in
      worker.forward(
        parameters, part.batch, temperature: temperature, keepForBackward: false, packed: packed)
    }
  }

  /// Forward and backward over the whole batch, the shards of all processes; adds to `gradients`, which are
  /// zero before where there are several processes.
  ///
  /// - Parameters:
  ///   - reference: A model whose log-probabilities of the same tokens `derivatives` is given as well.
  ///   - frozenBlocks: The embedding (a tied head with it) and so many of the first blocks get no
  ///     gradients; where there are any, the reference has the same, and they are computed once for both.
  ///   - derivatives: Called once for each micro-batch of this process, on a worker's thread; gives the
  ///     derivative of the loss with respect to each of its log-probabilities.
  /// - Returns: What this process's shards found; other positions have 0.
  @discardableResult
  public func accumulate(
    _ parameters: Parameters, reference: Parameters? = nil, frozenBlocks: Int = 0,
    _ batch: PackedBatch, temperature: Float = 1, into gradients: Parameters,
    derivatives: @escaping @Sendable (MicroBatch) -> [Float]
  ) -> Result {
    let own = tree.share(of: ranks.rank, among: ranks.size)
    if shardGradients.isEmpty {
      shardGradients = own.dropFirst().map { _ in Parameters(layoutOf: parameters) }
    }
    let sinks = [gradients] + shardGradients
    let sum = GradientSum(parameters.layout, frozenBlocks: frozenBlocks)
    let packed = PackedModel(parameters)
    let packedReference = reference.map { PackedModel($0, sharing: frozenBlocks, of: packed) }
    let plan = plan(batch)
    for shard in own where plan[shard].isEmpty { sum.finishEmptyShard() }
    var cost = MessageCost()
    let result = run(batch, by: plan, shards: own) {
      cost = sum.run(sinks, of: tree, over: ranks)
    } pass: { worker, part in
      let stream =
        frozenBlocks > 0
        ? worker.stream(before: frozenBlocks, parameters, part.batch, packed: packed) : nil
      let references = reference.map {
        worker.forward(
          $0, part.batch, temperature: temperature, keepForBackward: false, from: stream,
          packed: packedReference)
      }
      let picked = worker.forward(
        parameters, part.batch, temperature: temperature, from: stream, packed: packed)
      var told = GradientSum.Shard()
      worker.backward(
        logProbabilityGradients: derivatives(
          MicroBatch(
            indices: part.indices, logProbabilities: picked, references: references ?? [])),
        into: sinks[part.shard - own.lowerBound]
      ) { block in
        if part.isLast { sum.finish(block: block, of: &told) }
      }
      if part.isLast { sum.finish(&told) }
      return picked
    }
    messages += cost
    for sink in shardGradients { sink.zero() }
    return result
  }

  /// What one shard found; written by its worker alone, read after all are done.
  private final class Outcome: @unchecked Sendable {
    var parts: [(indices: [Int], logProbabilities: [Float])] = []
    var entropy = 0.0
  }

  /// A micro-batch on its way through a worker.
  private struct Part {
    let shard: Int
    let batch: PackedBatch
    /// Places among the whole batch's selected positions.
    let indices: [Int]
    /// Whether it is its shard's last one.
    let isLast: Bool
  }

  /// Takes some shards through a pass, a thread a worker.
  ///
  /// - Parameter meanwhile: Done by the calling thread while the others work.
  private func run(
    _ batch: PackedBatch, by plan: [[[Int]]], shards: Range<Int>, meanwhile: () -> Void = {},
    pass: @escaping @Sendable (ForwardBackward, Part) -> [Float]
  ) -> Result {
    let outcomes = plan.map { _ in Outcome() }
    let group = DispatchGroup()
    for thread in workers.indices {
      DispatchQueue.global().async(group: group) { [self] in
        let worker = workers[thread]
        let members = stride(
          from: shards.lowerBound + thread, to: shards.upperBound, by: workers.count)
        for shard in members {
          for (place, sequences) in plan[shard].enumerated() {
            let part = Part(
              shard: shard, batch: batch.subset(sequences),
              indices: sequences.flatMap {
                Array(batch.selectedStarts[$0]..<batch.selectedStarts[$0 + 1])
              },
              isLast: place == plan[shard].count - 1)
            let picked = pass(worker, part)
            outcomes[shard].parts.append((part.indices, picked))
            outcomes[shard].entropy += worker.meanEntropy * Double(picked.count)
          }
        }
      }
    }
    meanwhile()
    group.wait()
    var logProbabilities = [Float](repeating: 0, count: batch.selectedCount)
    for part in outcomes.flatMap(\.parts) {
      for (index, value) in zip(part.indices, part.logProbabilities) {
        logProbabilities[index] = value
      }
    }
    let entropy = outcomes.reduce(0) { $0 + $1.entropy } / Double(max(1, batch.selectedCount))
    return Result(logProbabilities: logProbabilities, meanEntropy: entropy)
  }

  /// The parts of a batch for each shard. Sequences with the same prompt stay together, as they
  /// share its computation; the most work goes first, each family to the shard with the least so
  /// far (ties to the first), and what a shard got is cut into micro-batches in batch order.
  package func plan(_ batch: PackedBatch) -> [[[Int]]] {
    let configuration = workers[0].configuration
    var families: [(sequences: [Int], work: Int)] = []
    var familyOf: [ArraySlice<Int32>: Int] = [:]
    for s in 0..<batch.sequenceCount {
      let prompt = batch.prompt(s)
      if !prompt.isEmpty, let family = familyOf[prompt] {
        families[family].sequences.append(s)
        families[family].work += configuration.work(rows: prompt.count..<batch.length(s))
      } else {
        if !prompt.isEmpty { familyOf[prompt] = families.count }
        families.append(([s], configuration.work(rows: 0..<batch.length(s))))
      }
    }
    let order = families.indices.sorted {
      let (a, b) = (families[$0].work, families[$1].work)
      return a != b ? a > b : $0 < $1
    }
    var shards = [[Int]](repeating: [], count: tree.shards)
    var loads = [Int](repeating: 0, count: tree.shards)
    for family in order {
      var least = 0
      for shard in loads.indices where loads[shard] < loads[least] { least = shard }
      shards[least].append(family)
      loads[least] += families[family].work
    }
    return shards.map { members in
      var parts: [[Int]] = []
      var rows = 0
      for family in members.sorted() {
        for (index, s) in families[family].sequences.enumerated() {
          let fresh = batch.length(s) - (index > 0 ? batch.promptLengths[s] : 0)
          if parts.isEmpty || rows + fresh > microBatchTokens {
            parts.append([])
            rows = 0
          }
          parts[parts.count - 1].append(s)
          rows += fresh
        }
      }
      return parts
    }
  }
}

extension ModelConfiguration {
  /// Products of pairs of numbers in a forward pass over the rows at `positions` of a sequence, the
  /// head left out: what shards are balanced by. A row costs more the later it stands, as it
  /// attends to all before it.
  fileprivate func work(rows positions: Range<Int>) -> Int {
    let weights =
      dimension * (attention.packedWidth + attention.keyOffset + 3 * feedForward)
    let pairs = (positions.lowerBound + 1 + positions.upperBound) * positions.count / 2
    return layers * (positions.count * weights + 2 * attention.keyOffset * pairs)
  }
}
