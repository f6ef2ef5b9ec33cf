import Agent
import Experiments
import Foundation
import Kernels
import LanguageModel
import Methods

extension SharedIteration {
  /// The model of a method's iterations on this machine.
  ///
  /// - Parameters:
  ///   - method: Of reinforcement learning.
  ///   - speed: What was measured here.
  /// - Throws: `RunError` where the method is not of that kind; errors of the base model and of the world's
  ///   data.
  public init(
    of method: Method, in store: RunStore, seed: UInt64, trainOn set: TrainingSet, speed: Speed,
    network: Network
  ) throws {
    guard method.reinforcement != nil else {
      throw RunError("\(method.name): is not trained by reinforcement; give a method that is")
    }
    let model = try store.base(seed: seed)
    let settings = store.settings.reinforcement
    guard let run = try store.planned(method, seed: seed, trainOn: set).last else {
      throw RunError("\(method.name): cannot be planned")
    }
    let estimate = try WorkEstimate(store, seed: seed)
    let work = try estimate.work(of: run)
    let iterations = Double(max(1, settings.iterations))
    let trained = model.parameters.trainedCount(aboveBlocks: settings.frozenBlocks)
    let episodes = settings.games * settings.rollouts
    self.init(
      rollouts: work.decoding / speed.decoding / iterations,
      updates: work.policyUpdates / speed.policyUpdates / iterations, episodes: episodes,
      minibatches: settings.minibatches,
      episodeTokens: work.tokens / iterations / Double(episodes),
      longestTokens: try estimate.longestEpisode(of: run), weights: Double(model.parameters.count),
      trained: Double(trained), blocks: model.configuration.layers - settings.frozenBlocks,
      memory: Self.memoryBandwidth(), network: network)
  }

  /// Bytes a second that both threads together read from memory.
  private static func memoryBandwidth() -> Double {
    let count = 32 << 20
    let buffers = (0..<DataParallel.threads).map { _ in Kernel.allocateFloats(count) }
    defer { for buffer in buffers { buffer.deallocate() } }
    for buffer in buffers { buffer.initialize(repeating: 1) }
    let places = buffers.map { UInt(bitPattern: $0.baseAddress) }
    let clock = ContinuousClock()
    let start = clock.now
    let sums = Workers.map(places) { place in
      UnsafePointer<Float>(bitPattern: place).map { Kernel.sumOfSquares($0, count: count) } ?? 0
    }
    let seconds = (clock.now - start) / .seconds(1)
    precondition(sums.allSatisfy { $0 > 0 })
    return Double(buffers.count * count * MemoryLayout<Float>.stride) / max(seconds, 1e-9)
  }
}

extension SharedIteration {
  /// The model as a table for people, with what it assumes and where it stops paying.
  public func table(upTo most: Int = 64) -> String {
    func seconds(_ value: Double) -> String {
      String(format: value < 9.995 ? "%.2f" : "%.0f", value)
    }
    var lines = [
      "processes   rollouts   passes   optimizer   messages   waited for   iteration   times as fast"
    ]
    let one = cost(processes: 1).total
    var processes = 1
    while processes <= most {
      let cost = cost(processes: processes)
      let columns = [
        ("\(processes)", 9), (seconds(cost.rollouts), 11), (seconds(cost.passes), 9),
        (seconds(cost.optimizer), 12), (seconds(cost.messages), 11), (seconds(cost.waited), 13),
        (seconds(cost.total), 12), (String(format: "%.1f", one / cost.total), 16),
      ]
      lines.append(
        columns.map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }.joined())
      processes *= 2
    }
    let gigabits = String(format: "%g", network.bandwidth * 8e-9)
    let microseconds = String(format: "%g", network.latency * 1e6)
    let worthwhile = worthwhile(upTo: most)
    lines += [
      "Seconds an iteration of \(episodes) episodes and \(minibatches) updates, whose gradients are "
        + String(format: "%.1f MB each.", 4e-6 * trained),
      "Assumed: machines like this one, \(gigabits) Gbit/s and \(microseconds) µs between them; memory read at "
        + String(format: "%.1f GB/s (measured).", memory * 1e-9),
      worthwhile == most
        ? "Up to \(most) processes each doubling saves a fifth of the time or more."
        : "Beyond \(worthwhile) process\(worthwhile == 1 ? "" : "es") twice as many save less than a fifth of "
          + "the time.",
    ]
    return lines.joined(separator: "\n")
  }
}
