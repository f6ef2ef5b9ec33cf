/// What became of a fault.
enum Outcome: Sendable, Hashable {
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
  var isCaught: Bool {
    switch self {
    case .caught, .crashed, .hung: true
    case .doesNotCompile, .survived: false
    }
  }

  /// What a table says.
  var text: String {
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
struct MutantResult: Sendable, Hashable {
  var mutant: Mutant
  var outcome: Outcome
  var buildSeconds: Double
  var testSeconds: Double

  /// Whether it went as it should: a fault is caught, a control is not.
  var isGood: Bool { mutant.isControl ? outcome == .survived : outcome.isCaught }
}
