import Agent
import ChapterSupport
import Foundation
import Notebook

/// What was tried to break the program, as the commands that tried it wrote it down beside their tests.
struct Robustness {
  /// Of which sources and which day results are.
  struct Provenance: Decodable {
    /// With a + where sources were changed since.
    var commit: String?
    var date: String?

    /// What the report shows.
    var text: String { [commit, date].compactMap(\.self).joined(separator: ", ") }
  }

  /// Results, with what their file says of where they are from.
  @dynamicMemberLookup struct Trial<Result: Decodable>: Decodable {
    var result: Result
    var provenance: Provenance

    init(from decoder: any Decoder) throws {
      result = try Result(from: decoder)
      provenance = try Provenance(from: decoder)
    }

    subscript<Value>(dynamicMember path: KeyPath<Result, Value>) -> Value { result[keyPath: path] }
  }

  /// A stage of work that was killed and started again, each time to the same bytes: `make torture`.
  struct Stage: Decodable {
    var stage: String
    var kills: Int
    /// Of these, while something was being written.
    var duringWrites: Int
    /// Of these, of work that had been killed before.
    var resumed: Int
  }

  struct Torture: Decodable {
    var stages: [Stage]
  }

  /// The made-up files that a reader was given: `make fuzz`.
  struct Fuzzing: Decodable {
    /// What one pass read.
    struct Inputs: Decodable {
      var inputs: Int
    }

    var inputs: Int
    /// More of them, read under AddressSanitizer, a pass that may be of other sources; nil where it was not made.
    var addressSanitizer: Trial<Inputs>?
    /// Files that are kept, and read again by every test run.
    var corpus: Int
    /// Crashes, hangs, inputs that took unbounded memory, and complaints that were none.
    var faults: Int
  }

  /// What passed under a sanitizer or valgrind: `make sanitize`.
  struct Sanitizer: Decodable {
    var tests: Int
    /// Calls of kernels at shapes around their blocks.
    var shapes: Int
  }

  /// The same short training under other conditions: `make determinism`.
  struct Determinism: Decodable {
    struct Processors: Decodable {
      /// Root mean squares of the differences of all weights, relative to the weights.
      var coldStartWeights: Double
      var weights: Double
      /// So many of the recorded rollouts, from the first one on, are the same.
      var rolloutsAlike: Int
      /// Shares of rollouts won with and without AVX2.
      var won: [Double]
    }

    /// Files compared byte by byte.
    var files: Int
    var iterations: Int
    var rollouts: Int
    /// Games whose files were read from folders that list them in two orders.
    var gamesInAnotherOrder: Int?
    var processors: Processors
  }

  /// The same training shared by several processes: `make ranks`.
  struct Ranks: Decodable {
    /// How many, each time.
    var processes: [Int]
    /// Files compared byte by byte.
    var files: Int
  }

  /// What ran while `Tests/Soak/memory.py` took samples.
  struct Soak: Decodable {
    var command: String
  }

  /// A fault that was found and mended.
  struct Fault: Decodable {
    var foundBy: String
    var fault: String
    /// The function that tests for it.
    var test: String
  }

  var torture: [String: Trial<Torture>]?
  var fuzzing: [String: Trial<Fuzzing>]?
  var sanitizers: [String: Trial<Sanitizer>]?
  var determinism: Trial<Determinism>?
  var ranks: Trial<Ranks>?
  var soak: Trial<Soak>?
  /// Minutes and resident MiB of a long run.
  var memory: [(minute: Double, resident: Double)]
  var faults: [Fault]

  /// Reads what stands in the project's tests; what was not tried is nil or empty.
  ///
  /// - Throws: `RunError` for a file that is damaged.
  init(tests: URL = ChapterSources.tests) throws {
    func read<Value: Decodable>(_ name: String) throws -> Value? {
      let file = tests.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: file) else { return nil }
      do {
        return try JSONDecoder().decode(Value.self, from: data)
      } catch {
        throw RunError("\(file.path): damaged results; delete it and make it again")
      }
    }
    torture = try read("Torture/results.json")
    fuzzing = try read("Fuzz/results.json")
    sanitizers = try read("Sanitizers/results.json")
    ranks = try read("Ranks/results.json")
    determinism = try read("Determinism/results.json")
    faults = try read("faults.json") ?? []
    soak = try read("Soak/memory.json")
    let samples = try? String(
      contentsOf: tests.appendingPathComponent("Soak/memory.csv"), encoding: .utf8)
    memory = (samples ?? "").split(separator: "\n").dropFirst().compactMap { line in
      let numbers = line.split(separator: ",").compactMap { Double($0) }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
  }
}
