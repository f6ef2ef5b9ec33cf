import Benchmarking
import Experiments
import Foundation
import Notebook
import Testing

/// A line with made-up times.
private func line(
  _ suite: BenchmarkSuite, by implementation: Implementation = .product, model: String = "none",
  variant: String, threads: Int = 2, seconds: [Double], tokens: Int? = nil, operations: Double = 0
) -> Benchmarking.Measurement {
  let timed = TimedRounds(seconds.map { Sample(seconds: $0, tokens: tokens) })
  return Benchmarking.Measurement(
    suite, of: implementation, model: model, variant: variant, threads: threads, timed: timed,
    operations: operations)
}

private func results(_ lines: [Benchmarking.Measurement]) -> BenchmarkResults {
  BenchmarkResults(machine: .current, isQuick: false, measurements: lines)
}

@Suite struct ResultsTests {
  /// Sampling alone has one line a side, so one row of the target table depends on it alone.
  private func samplingRow(_ lines: [Benchmarking.Measurement]) throws -> String {
    let page = try BenchmarkPage(results(lines)).document.markdown()
    let row = page.split(separator: "\n").first { $0.hasPrefix("| sampling, small model") }
    return String(try #require(row))
  }

  @Test func aRatioIsThatOfTheMedians() throws {
    let ours = line(
      .decode, model: "small", variant: "sampling", seconds: [1, 2, 9], tokens: 1000)
    let slow = line(
      .decode, by: .peer, model: "small", variant: "sampling", seconds: [10, 10, 10],
      tokens: 1000)
    let fast = line(
      .decode, by: .peer, model: "small", variant: "sampling", seconds: [4, 4, 4], tokens: 1000)
    let met = try samplingRow([ours, slow])
    #expect(met.contains("5.00×") && met.contains("✓ met"), "\(met)")
    let missed = try samplingRow([ours, fast])
    #expect(missed.contains("2.00×") && missed.contains("✗ not met"), "\(missed)")
  }

  @Test func aMissingPeerIsSaidNotGuessed() throws {
    let ours = line(.decode, model: "small", variant: "sampling", seconds: [1], tokens: 1000)
    let row = try samplingRow([ours])
    #expect(row.contains("| not measured |") && row.contains("– not measured"), "\(row)")
    #expect(row.contains("1000 [1000,\u{A0}1000] tokens/s / not measured"), "\(row)")
  }

  @Test func aShareOfTheCeilingIsTakenInTheSameTurns() throws {
    let step = line(
      .train, model: "small", variant: "full", seconds: [1, 2, 4], tokens: 1000, operations: 3e9)
    let inTurn = line(
      .machine, model: "small", variant: "products, in turn with training", seconds: [1, 1, 1],
      operations: 2e9)
    let alone = line(
      .machine, variant: "products, 2 threads", seconds: [0.5], operations: 2e9)
    let page = try BenchmarkPage(results([step, inTurn, alone])).document.markdown()
    let row = try #require(
      page.split(separator: "\n").first { $0.hasPrefix("| arithmetic needed by training, small") })
    #expect(row.contains("75.0%") && row.contains("✓ met"), "\(row)")
  }

  @Test func thePretrainedAgentHasTargetsAndAPageOfItsOwn() throws {
    let lines = [
      line(
        .train, model: "smollm2", variant: "full", seconds: [10], tokens: 3000, operations: 1.5e12),
      line(
        .machine, model: "smollm2", variant: "products, in turn with training", seconds: [1],
        operations: 2e11),
      line(
        .train, by: .peer, model: "smollm2", variant: "compiled", seconds: [15], tokens: 3000,
        operations: 1.5e12),
      line(
        .train, model: "smollm2", variant: "with the reference", seconds: [20], tokens: 3000),
      line(
        .train, model: "smollm2", variant: "with the reference, lower half frozen", seconds: [10],
        tokens: 3000),
      line(
        .iteration, model: "smollm2", variant: "RLVMR", seconds: [300], tokens: 30_000,
        operations: 3e13),
      line(.decode, model: "smollm2", variant: "sampling", seconds: [10], tokens: 5000),
      line(
        .decode, by: .llama, model: "smollm2", variant: "sampling", seconds: [20], tokens: 5000),
    ]
    let page = try BenchmarkPage(results(lines)).document.markdown()
    func row(_ beginning: String) throws -> String {
      String(
        try #require(page.split(separator: "\n").first { $0.hasPrefix("| " + beginning) }))
    }
    // 150 of 200 GFLOP/s; so 300 tokens/s were 400 at the ceiling.
    #expect(try row("arithmetic needed by training").contains("75.0%"))
    #expect(try row("smollm2 | train, full").contains("| 300 | 400 | 75.0% |"))
    #expect(try row("an update with the lower half frozen").contains("2.00×"))
    #expect(try row("one iteration of RLVMR").contains("5.0 min"))
    #expect(try row("one iteration of RLVMR").contains("✗ not met"))
    // What no program could do is said beside what this one does: 100 of 200 GFLOP/s for 5 minutes, and four
    // passes against two and a half.
    #expect(try row("one iteration of RLVMR").contains("at the ceiling of products 2.5 min"))
    #expect(try row("an update with the lower half frozen").contains("its passes alone allow 1.6×"))
    #expect(try row("sampling, 64 episodes, context to 1024, against llama.cpp").contains("2.00×"))
    #expect(try row("training, tokens a second").contains("not measured"))
    #expect(try row("training, tokens a second").contains("the ceiling of products is 2.00×"))
    #expect(!page.contains("small model, against PyTorch"))
    let small = line(.decode, model: "small", variant: "sampling", seconds: [1], tokens: 1)
    #expect(try !BenchmarkPage(results([small])).document.markdown().contains("llama.cpp"))
  }

  /// Two pages in one folder must not overwrite each other.
  @Test func thePretrainedAgentsPageHasAFolderOfItsOwn() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "pages-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for model in ["small", "smollm2"] {
      let sampling = line(.decode, model: model, variant: "sampling", seconds: [1], tokens: 7)
      try results([sampling]).write(to: folder)
    }
    let standard = try BenchmarkResults(contentsOf: folder)
    #expect(standard.measurements.map(\.model) == ["small"])
    let own = folder.appendingPathComponent("SmolLM2")
    #expect(try BenchmarkResults(contentsOf: own).measurements.map(\.model) == ["smollm2"])
    let page = try String(contentsOf: own.appendingPathComponent("README.md"), encoding: .utf8)
    #expect(page.contains("`make bench-smollm2`"))
    #expect(page.contains("`rlvmr bench --render Benchmarks/SmolLM2`"))
  }

  @Test func growthLooksAtTheSlowestSize() throws {
    func page(_ slowest: Double) throws -> String {
      let lines = [(32, 1.0), (64, slowest), (128, 1.0)].map { episodes, seconds in
        line(
          .train, model: "small", variant: "\(episodes) episodes", seconds: [seconds], tokens: 1000)
      }
      let page = try BenchmarkPage(results(lines)).document.markdown()
      return String(
        try #require(page.split(separator: "\n").first { $0.hasPrefix("| cost a token") }))
    }
    #expect(try page(1.05).contains("5.0% "))
    #expect(try page(1.05).contains("✓ met"))
    #expect(try page(1.2).contains("✗ not met"))
  }

  @Test func aLineSurvivesBeingWrittenDown() throws {
    let before = line(
      .train, model: "medium", variant: "full", seconds: [0.1, 0.3, 0.2], tokens: 8192,
      operations: 1e9)
    let text = try canonicalJSON(before)
    #expect(try JSONDecoder().decode(Benchmarking.Measurement.self, from: text) == before)
    #expect(before.seconds == 0.2)
    #expect(before.gflops == 5)
  }

  @Test(arguments: ["Benchmarks", "Benchmarks/SmolLM2"])
  func theCommittedPageIsWhatItsResultsRenderTo(path: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(path)
    guard
      FileManager.default.fileExists(atPath: folder.appendingPathComponent("results.json").path)
    else {
      print("skipped: \(path)/results.json is not committed")
      return
    }
    let committed = try String(
      contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    let rendered = try BenchmarkPage(BenchmarkResults(contentsOf: folder)).document.markdown()
    #expect(rendered == committed, "make it anew with `rlvmr bench --render \(path)`")
  }
}
