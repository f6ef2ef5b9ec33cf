import Agent
import Experiments
import Foundation

/// The rounds of one contender that count, and how many did not.
public struct TimedRounds: Sendable, Hashable {
  /// What each round that counts did, in order.
  public var samples: [Sample]
  /// Rounds thrown away, because others took processor time, and repeated.
  public var dropped = 0
  /// Rounds that count although others took processor time, no more retries being left.
  public var disturbed = 0

  /// Rounds of which none was disturbed or thrown away.
  public init(_ samples: [Sample] = []) { self.samples = samples }

  /// The median of a value that not every workload has.
  func median(_ value: (Sample) -> Double?) -> Double? {
    let values = samples.compactMap(value)
    return values.isEmpty ? nil : Benchmarking.median(values)
  }
}

/// One of several workloads that are measured in turn.
struct Contender {
  /// What the progress line calls it.
  var title: String
  /// The process that does the work, besides this one.
  var process: Int32?
  /// One round. It measures its own seconds, so that set-up inside it does not count.
  var round: () throws -> Sample

  init(_ title: String, process: Int32? = nil, round: @escaping () throws -> Sample) {
    self.title = title
    self.process = process
    self.round = round
  }
}

/// How rounds are measured: in turn, and only while the machine is ours.
public struct RoundPlan: Sendable {
  /// Rounds that count, of each contender.
  public var rounds: Int
  /// Rounds before them that do not count, 0 or 1.
  public var warmUp = 1
  /// Share of the machine's processor time that others may take in a round.
  public var tolerance = 0.03
  /// Rounds that may be thrown away, for each that counts.
  public var retries = 2

  /// All but the number of rounds is as the published numbers are measured.
  public init(rounds: Int) { self.rounds = rounds }

  /// Measures contenders in turn, A B A B, after a warm-up of each: what the machine does to one it
  /// does to all.
  ///
  /// A round in which other processes took more than `tolerance` of the processor time is thrown
  /// away and repeated, at most `retries` times as many as count; then disturbed rounds are kept
  /// and counted.
  func measure(_ title: String, _ contenders: [Contender]) throws -> [TimedRounds] {
    var results = contenders.map { _ in TimedRounds() }
    let progress = Progress(title, total: contenders.count * (rounds + warmUp))
    var done = 0
    for round in (1 - warmUp)...rounds {
      for (index, contender) in contenders.enumerated() {
        while true {
          if Interruption.isRequested {
            throw RunError("\(title): interrupted; nothing was written")
          }
          let (sample, foreignShare) = try watched(contender)
          if round == 0 { break }
          let isDisturbed = foreignShare > tolerance
          if isDisturbed, results[index].dropped < retries * rounds {
            results[index].dropped += 1
            continue
          }
          if isDisturbed { results[index].disturbed += 1 }
          results[index].samples.append(sample)
          break
        }
        done += 1
        progress.update(done, note: contender.title)
      }
    }
    return results
  }

  /// A round and the share of the machine's processor time that others took meanwhile.
  private func watched(_ contender: Contender) throws -> (Sample, Double) {
    func own() -> Double {
      ProcessorTime.ofThisProcess() + (contender.process.map(ProcessorTime.of) ?? 0)
    }
    let busyBefore = ProcessorTime.busyOfMachine()
    let ownBefore = own()
    let clock = ContinuousClock.now
    let sample = try contender.round()
    let elapsed = seconds(since: clock)
    guard let busyBefore, let busyAfter = ProcessorTime.busyOfMachine() else { return (sample, 0) }
    let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
    // The machine's clock ticks apart from ours: a tick a core may be nobody's.
    let slack = cores / ProcessorTime.ticksPerSecond
    let foreign = busyAfter - busyBefore - (own() - ownBefore) - slack
    return (sample, max(0, foreign) / (elapsed * cores))
  }
}

/// Wall-clock seconds since a moment.
func seconds(since start: ContinuousClock.Instant) -> Double {
  let parts = (ContinuousClock.now - start).components
  return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
}

/// Wall-clock seconds that `body` takes.
func seconds(of body: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try body()
  return seconds(since: start)
}
