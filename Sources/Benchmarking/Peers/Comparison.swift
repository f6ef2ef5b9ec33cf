import Agent
import Experiments
import Foundation
import Logging
import Methods

/// Measures this project and its peers in turn, everything in one run: what `Benchmarks/README.md`
/// is made from.
public struct Comparison: Sendable {
  /// What is measured of this project, and the plan that both sides keep to.
  public var benchmark: Benchmark
  /// The folder of the peers' programs.
  public var peers: URL
  /// The Python that runs them, looked up in PATH; it needs the packages of `requirements.txt`
  /// there.
  public var python: String

  /// Peers are started only when they are measured, one at a time.
  public init(benchmark: Benchmark, peers: URL, python: String = "python3") {
    self.benchmark = benchmark
    self.peers = peers
    self.python = python
  }

  /// Measures everything. A peer that cannot run is reported and left out; what it would be
  /// compared with is measured alone.
  ///
  /// - Throws: Errors of this project's own measurements; `RunError` after a Ctrl-C.
  public func run(_ emit: (Measurement) throws -> Void) throws -> BenchmarkResults {
    var results = BenchmarkResults(
      machine: .current, isQuick: benchmark.scale == .quick, measurements: [])
    func add(_ lines: [Measurement]) throws {
      for line in lines {
        results.measurements.append(line)
        try emit(line)
      }
    }
    // First, while the process is small: its memory is a result.
    if benchmark.suites.contains(.iteration) { try add(iteration(&results)) }
    var alone = benchmark
    alone.suites.removeAll { $0 == .iteration || $0 == .decode }
    try alone.run { try add([$0]) }
    for model in benchmark.models {
      if benchmark.suites.contains(.train) { try add(training(model, &results)) }
      if benchmark.suites.contains(.decode) { try add(decoding(model, &results)) }
    }
    return results
  }

  /// Full sequences against the better of PyTorch's two modes.
  private func training(
    _ model: BenchmarkModel, _ results: inout BenchmarkResults
  ) throws -> [Measurement] {
    let modes = ["eager", "compiled"]
    var trial = benchmark.plan
    trial.rounds = min(3, benchmark.plan.rounds)
    var best: (mode: String, seconds: Double)?
    for mode in modes {
      guard let peer = start("train.py", trainArguments(model, mode), &results) else { continue }
      let contender = Contender(mode, process: peer.identifier) { try peer.round() }
      do {
        let timed = try trial.measure("PyTorch \(mode), trial", [contender])
        let seconds = timed[0].median(\.seconds) ?? .infinity
        if seconds < (best?.seconds ?? .infinity) { best = (mode, seconds) }
      } catch let failure as PeerFailure {
        note(failure, in: &results)
      }
      peer.stop()
    }
    guard let best, let peer = start("train.py", trainArguments(model, best.mode), &results)
    else { return [] }
    let (product, operations) = try TrainSuite(model: model, scale: benchmark.scale)
      .fullContender()
    return try inTurn("train \(model.rawValue)", product, [(.peer, peer)], &results) {
      side, timed in
      Measurement(
        .train, of: side, model: model.rawValue,
        variant: side == .product ? Self.paired : best.mode, threads: 2, timed: timed,
        operations: operations)
    }
  }

  private func decoding(
    _ model: BenchmarkModel, _ results: inout BenchmarkResults
  ) throws -> [Measurement] {
    let suite = DecodeSuite(model: model, scale: benchmark.scale)
    var scripts: [(Implementation, String)] = [(.peer, "decode.py")]
    if model == .smollm2 { scripts.append((.llama, "llama.py")) }
    let peers = scripts.compactMap { side, script in
      start(script, suite.peerArguments, &results).map { (side, $0) }
    }
    return try inTurn("decode \(model.rawValue)", suite.contender(), peers, &results) {
      side, timed in
      var line = suite.measurement(timed)
      line.implementation = side
      return line
    }
  }

  private func iteration(_ results: inout BenchmarkResults) throws -> [Measurement] {
    let suite = benchmark.iterationSuite
    // The peer takes hours for an iteration of the pretrained model.
    if suite.agent != nil { return try suite.measure(benchmark.plan) }
    let setUp = try suite.setUp(.grpo)
    guard let files = setUp.files, files.count == setUp.games.count else {
      results.missing.append("iteration.py: needs the released games in $ALFWORLD_DATA")
      return try suite.measure(benchmark.plan)
    }
    let list = benchmark.cache.appendingPathComponent("games.txt")
    try Data(files.map { $0.path + "\n" }.joined().utf8).write(to: list, options: .atomic)
    let arguments = [
      "--model", setUp.model.path, "--games", list.path, "--rollouts",
      "\(benchmark.scale.rollouts)",
    ]
    var lines = try suite.measure(benchmark.plan)
    guard let peer = start("iteration.py", arguments, &results) else { return lines }
    defer { peer.stop() }
    // The stock engine takes minutes for an iteration, in processes of its own that count as
    // foreign: one round, never thrown away.
    var once = RoundPlan(rounds: 1)
    once.warmUp = 0
    once.tolerance = 1
    let contender = Contender("PyTorch and TextWorld", process: peer.identifier) {
      try peer.round()
    }
    do {
      var line = suite.measurement(
        .grpo, try once.measure("iteration of PyTorch and TextWorld", [contender])[0])
      line.implementation = .peer
      lines.append(line)
    } catch let failure as PeerFailure {
      note(failure, in: &results)
    }
    return lines
  }

  /// The variant of the product's side of a pair, beside the same workload measured alone.
  static let paired = "full, in turn with PyTorch"

  private func trainArguments(_ model: BenchmarkModel, _ mode: String) -> [String] {
    let scale = benchmark.scale.fitted(to: model)
    return [
      "--model", model.rawValue, "--mode", mode, "--threads", "2", "--batch",
      "\(scale.sequences)", "--length", "\(scale.length)",
    ]
  }

  /// A B C A B C; without a peer's numbers where it gives up on the way.
  private func inTurn(
    _ title: String, _ product: Contender, _ peers: [(side: Implementation, process: PeerProcess)],
    _ results: inout BenchmarkResults,
    _ measurement: (Implementation, TimedRounds) -> Measurement
  ) throws -> [Measurement] {
    defer { for peer in peers { peer.process.stop() } }
    var left = peers
    while true {
      var failed: Implementation?
      let contenders = left.map { peer in
        Contender(peer.side.rawValue, process: peer.process.identifier) {
          do { return try peer.process.round() } catch {
            failed = peer.side
            throw error
          }
        }
      }
      do {
        let timed = try benchmark.plan.measure(title, [product] + contenders)
        return zip([.product] + left.map(\.side), timed).map(measurement)
      } catch let failure as PeerFailure {
        note(failure, in: &results)
        left.removeAll { $0.side == failed }
      }
    }
  }

  private func start(
    _ script: String, _ arguments: [String], _ results: inout BenchmarkResults
  ) -> PeerProcess? {
    do {
      benchmark.log.notice("\(script) \(arguments.joined(separator: " ")): setting up")
      let peer = try PeerProcess(
        python: python, script: peers.appendingPathComponent(script), arguments: arguments,
        scratch: benchmark.cache)
      results.peerFacts.merge(peer.facts) { _, new in new }
      return peer
    } catch {
      note(error, in: &results)
      return nil
    }
  }

  private func note(_ error: any Error, in results: inout BenchmarkResults) {
    let line = withoutFolders("\(error)")
    if !results.missing.contains(line) { results.missing.append(line) }
    benchmark.log.notice("not measured: \(error)")
  }
}

/// A message whose files are named without the folders of this machine: it is published.
private func withoutFolders(_ message: String) -> String {
  message.split(separator: " ", omittingEmptySubsequences: false).map { word in
    word.hasPrefix("/") ? (word.split(separator: "/").last.map(String.init) ?? "") : String(word)
  }.joined(separator: " ")
}
