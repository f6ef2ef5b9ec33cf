import Foundation
import Synchronization

/// Puts one fault after the other into copies of the package and asks the tests.
package struct Campaign {
  package let package: URL
  /// Copies and results.
  package let folder: URL
  package let configuration: String
  package let jobs: Int
  /// Which earlier results are believed.
  package let kept: ResultsLog.Kept

  /// Tests faults, those with a known result aside.
  ///
  /// - Returns: One result a mutant, in order.
  /// - Throws: `Failure` where an entry does not fit its file, where the sources fail without any
  ///   fault, or where a copy cannot be made.
  package func run(_ mutants: [Mutant]) throws -> [MutantResult] {
    // All entries are looked at first: a stale one should not be found after an hour.
    for mutant in mutants { _ = try mutant.applied(to: text(of: mutant.file, in: package)) }
    let copies = (1...jobs).map {
      PackageCopy(
        package: package, folder: folder.appendingPathComponent("\($0)"),
        configuration: configuration)
    }
    let fingerprint = try copies.map { try $0.synchronise() }[0]
    let log = try ResultsLog(
      at: folder.appendingPathComponent("results.jsonl"), package: fingerprint, kept: kept)
    let waiting = mutants.filter { log.result(of: $0) == nil }
    if waiting.count < mutants.count {
      say("\(mutants.count - waiting.count) results are known, \(waiting.count) to come")
    }
    if !waiting.isEmpty {
      let line = WaitingLine(waiting)
      try Workers.run(copies.prefix(waiting.count)) { copy in
        let targets = try copy.targets()
        let limit = try checkUnchanged(copy, targets)
        while let mutant = line.next() {
          let result = try judge(mutant, in: copy, targets, limit: limit)
          try log.add(result)
          let seconds = Int((result.buildSeconds + result.testSeconds).rounded())
          say("\(mutant.id) (\(seconds) s): \(result.outcome.text)")
        }
      }
    }
    return mutants.compactMap { log.result(of: $0) }
  }

  /// Builds and tests the copy as it is; it must pass.
  ///
  /// - Returns: Seconds to wait for tests that may hang.
  private func checkUnchanged(_ copy: PackageCopy, _ targets: Targets) throws -> Double {
    let (buildSeconds, error) = try copy.build()
    if let error { throw Failure("the sources do not compile without any fault: \(error)") }
    let (seconds, outcome) = try copy.test(targets.tests, limit: 3600)
    guard outcome == .survived else {
      throw Failure("the tests fail without any fault: \(outcome.text)")
    }
    say("without a fault: built in \(Int(buildSeconds)) s, tests pass in \(Int(seconds)) s")
    return 60 + 5 * seconds
  }

  private func judge(
    _ mutant: Mutant, in copy: PackageCopy, _ targets: Targets, limit: Double
  ) throws -> MutantResult {
    let original = try text(of: mutant.file, in: copy.folder)
    let file = copy.file(mutant.file)
    try Data(mutant.applied(to: original).utf8).write(to: file)
    defer { try? Data(original.utf8).write(to: file) }
    var result = MutantResult(
      mutant: mutant, outcome: .survived, buildSeconds: 0, testSeconds: 0)
    for (scope, tests) in try targets.tests(reachedBy: mutant.file) {
      let build = try copy.build(scope: scope)
      result.buildSeconds += build.seconds
      if let error = build.error {
        result.outcome = .doesNotCompile(error)
        return result
      }
      let (seconds, outcome) = try copy.test(tests, limit: limit)
      result.testSeconds += seconds
      result.outcome = outcome
      if outcome != .survived { break }
    }
    return result
  }

  private func text(of file: String, in root: URL) throws -> String {
    guard let text = try? String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
    else { throw Failure("\(file): cannot be read; correct the entry in \(MutantList.path)") }
    return text
  }
}

/// Mutants handed out one by one.
private final class WaitingLine: Sendable {
  private let rest: Mutex<ArraySlice<Mutant>>

  init(_ mutants: [Mutant]) { rest = Mutex(mutants[...]) }

  func next() -> Mutant? { rest.withLock { $0.popFirst() } }
}

/// A thread for each copy.
private enum Workers {
  /// Runs a closure on every element at once; the first error is thrown when all are done.
  static func run<Input: Sendable>(
    _ inputs: some Sequence<Input>, _ body: @Sendable (Input) throws -> Void
  ) throws {
    let inputs = Array(inputs)
    let first = Mutex<String?>(nil)
    DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
      do {
        try body(inputs[index])
      } catch {
        first.withLock { $0 = $0 ?? "\(error)" }
      }
    }
    if let message = first.withLock({ $0 }) { throw Failure(message) }
  }
}
