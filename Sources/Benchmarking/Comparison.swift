import Foundation
import Training

/// Measures everything, the product in turn with the PyTorch peers.
public struct Comparison {
  private let peers: URL
  private let cache: URL
  private let rounds: Int
  private let isTiny: Bool
  private let say: @Sendable (String) -> Void

  /// - Parameters:
  ///   - peers: Folder of the peers' programs.
  ///   - cache: Where the iteration's cold-started model is kept.
  ///   - rounds: Counted rounds, and pairs of rounds.
  ///   - isTiny: Sizes at which numbers mean nothing.
  public init(
    peers: URL, cache: URL, rounds: Int, isTiny: Bool, say: @escaping @Sendable (String) -> Void
  ) {
    self.peers = peers
    self.cache = cache
    self.rounds = rounds
    self.isTiny = isTiny
    self.say = say
  }

  /// All results.
  ///
  /// - Throws: Errors of the world's data, the cold start or a peer that fails on the way. A peer
  ///   that does not start is left out with a remark.
  public func measure() throws -> BenchmarkResults {
    var results = BenchmarkResults(
      date: Date.now.formatted(.iso8601.year().month().day()), machine: .current,
      versions: versions(), lines: [], pairs: [], remarks: [])
    // Pairs first: what PyTorch is compared with is measured beside it.
    for model in isTiny ? [.small] : BenchmarkModel.allCases {
      try remarking(&results) { try train(model) }
      try remarking(&results) { try decode(model) }
    }
    try remarking(&results) { try iteration() }
    var lines: [BenchmarkLine] = []
    let benchmark = Benchmark(rounds: rounds, isTiny: isTiny, cache: cache, say: say) {
      lines.append($0)
    }
    benchmark.machine()
    benchmark.kernels()
    try benchmark.run(BenchmarkSuite.allCases, models: isTiny ? [.small] : BenchmarkModel.allCases)
    results.lines = lines
    return results
  }

  private func remarking(
    _ results: inout BenchmarkResults, _ pair: () throws -> PairedResult
  ) throws {
    do {
      results.pairs.append(try pair())
    } catch let error as BenchmarkError {
      say("\(error)")
      results.remarks.append(error.description)
    }
  }

  private func versions() -> [String: String] {
    let program = """
      import json, importlib.metadata as m
      def v(n):
          try: return m.version(n)
          except Exception: return "not installed"
      print(json.dumps({n: v(n) for n in ("torch", "textworld", "alfworld")}))
      """
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return [:] }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var versions = (try? JSONDecoder().decode([String: String].self, from: data)) ?? [:]
    versions["tcmalloc"] = Peer.allocator == nil ? "not installed" : "preloaded for PyTorch"
    return versions
  }

  /// Rounds of both in turn, dropping pairs that something else disturbed.
  private func pair(
    _ peer: Peer, rounds: Int, product: () throws -> Void
  ) throws -> (product: [Double], peer: [Peer.Round], dropped: Int) {
    try product()
    var ours: [Double] = []
    var theirs: [Peer.Round] = []
    var dropped = 0
    while ours.count < rounds {
      let (seconds, disturbed) = try timed(processes: [peer.processID], product)
      var answer: Peer.Round?
      let (_, alsoDisturbed) = try timed(processes: [peer.processID]) { answer = try peer.round() }
      if (disturbed || alsoDisturbed) && dropped < 2 * rounds {
        dropped += 1
        continue
      }
      ours.append(seconds)
      if let answer { theirs.append(answer) }
    }
    return (ours, theirs, dropped)
  }

  private func script(_ name: String) -> URL { peers.appendingPathComponent(name) }

  /// The faster of eager and compiled is the peer.
  private func train(_ model: BenchmarkModel) throws -> PairedResult {
    var best: (mode: String, seconds: Double)?
    for mode in isTiny ? ["eager"] : ["eager", "compiled"] {
      say("PyTorch, training, \(model.rawValue), \(mode)")
      let peer = try Peer(script("train.py"), ["--model", model.rawValue, "--mode", mode])
      defer { peer.stop() }
      let seconds = Measurement.median(of: try (0..<3).map { _ in try peer.round().seconds })
      if seconds < best?.seconds ?? .infinity { best = (mode, seconds) }
    }
    let mode = best?.mode ?? "eager"
    say("training, \(model.rawValue), beside PyTorch (\(mode))")
    let peer = try Peer(script("train.py"), ["--model", model.rawValue, "--mode", mode])
    defer { peer.stop() }
    let work = try TrainingBenchmark(model, lengths: Benchmark.fullLengths)
    let (ours, theirs, dropped) = try pair(peer, rounds: rounds) { work.round() }
    return PairedResult(
      suite: "train", model: model.rawValue, mode: mode, product: ours,
      peer: theirs.map(\.seconds), productTokens: work.tokens, peerTokens: theirs[0].tokens,
      dropped: dropped, details: [:])
  }

  private func decode(_ model: BenchmarkModel) throws -> PairedResult {
    say("decoding, \(model.rawValue), beside PyTorch")
    let peer = try Peer(
      script("decode.py"), ["--model", model.rawValue, "--warmup", "1"]
        + (isTiny ? ["--context", "8"] : []))
    defer { peer.stop() }
    let work = try DecodingBenchmark(
      model, length: isTiny ? 8 : 512, together: model.decodedTogether)
    let (ours, theirs, dropped) = try pair(peer, rounds: rounds) { work.round() }
    return PairedResult(
      suite: "decode", model: model.rawValue, mode: "eager", product: ours,
      peer: theirs.map(\.seconds), productTokens: work.tokens, peerTokens: theirs[0].tokens,
      dropped: dropped, details: [:])
  }

  /// The stock engine takes minutes for one iteration, so the peer does a single round.
  private func iteration() throws -> PairedResult {
    let benchmark = Benchmark(
      rounds: rounds, isTiny: isTiny, cache: cache, say: say, output: { _ in })
    let work = try benchmark.iterationWork()
    guard work.isReal else {
      throw BenchmarkError(
        "iteration: not compared without ALFWorld's games; run `alfworld-download` and set "
          + "ALFWORLD_DATA")
    }
    let list = cache.appendingPathComponent("games.txt")
    let dataset = try ALFWorldPaths.paths(of: work.games)
    try dataset.joined(separator: "\n").write(to: list, atomically: true, encoding: .utf8)
    say("iteration, beside PyTorch and the stock text engine")
    let peer = try Peer(
      script("iteration.py"), ["--model", work.modelFolder.path, "--games", list.path])
    defer { peer.stop() }
    _ = work.iterate()
    let outcomes = (0..<rounds).map { _ in work.iterate() }
    let theirs = [try peer.round()]
    func median(_ value: (IterationBenchmark.Outcome) -> Double) -> Double {
      Measurement.median(of: outcomes.map(value))
    }
    let ours = median { $0.rolloutSeconds + $0.updateSeconds }
    func theirMedian(_ value: (Peer.Round) -> Double?) -> Double {
      Measurement.median(of: theirs.compactMap(value))
    }
    return PairedResult(
      suite: "iteration", model: "shipped", mode: "eager",
      product: theirs.map { _ in ours }, peer: theirs.map(\.seconds),
      productTokens: Int(median { Double($0.tokens) }),
      peerTokens: Int(theirMedian { Double($0.tokens) }), dropped: 0,
      details: [
        "productRollout": median { $0.rolloutSeconds }, "productUpdate": median { $0.updateSeconds },
        "peerRollout": theirMedian { $0.rolloutSeconds },
        "peerUpdate": theirMedian { $0.updateSeconds }, "peerWorld": theirMedian { $0.worldSeconds },
        "productAgentTokens": median { Double($0.agentTokens) },
        "peerAgentTokens": theirMedian { $0.agentTokens.map(Double.init) },
        "peerPeakBytes": theirMedian { $0.peakMemory },
      ])
  }
}
