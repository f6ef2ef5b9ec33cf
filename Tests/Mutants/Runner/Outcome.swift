/// What became of a fault.
package enum Outcome: Sendable, Hashable {
  /// Tests failed; the names of the first ones.
  case caught(by: [String])
  /// The tests crashed, with this message.
  case crashed(String)
  /// The tests did not end in time.
  case hung
  /// It does not compile, so that no test was asked.
  case doesNotCompile(String)
  /// No test noticed.
  case survived

  /// Whether the tests noticed it.
  package var isCaught: Bool {
    switch self {
    case .caught, .crashed, .hung: true
    case .doesNotCompile, .survived: false
    }
  }

  /// What a table says.
  package var text: String {
    switch self {
    case .caught(let tests): tests.prefix(3).joined(separator: "; ")
    case .crashed(let message): "crash: \(message)"
    case .hung: "tests that no longer end"
    case .doesNotCompile(let error): "DOES NOT COMPILE: \(error)"
    case .survived: "SURVIVED"
    }
  }
}

/// The record of one fault.
package struct MutantResult: Sendable, Hashable {
  package var mutant: Mutant
  package var outcome: Outcome
  package var buildSeconds: Double
  package var testSeconds: Double

  package init(
    mutant: Mutant, outcome: Outcome, buildSeconds: Double, testSeconds: Double
  ) {
    self.mutant = mutant
    self.outcome = outcome
    self.buildSeconds = buildSeconds
    self.testSeconds = testSeconds
  }

  /// Whether it went as it should: a fault is caught, a control is not.
  package var isGood: Bool { mutant.isControl ? outcome == .survived : outcome.isCaught }
}
