import Foundation

/// Compares an answer with the project's own, and stops at the first difference.
public struct Check {
  /// How many comparisons held.
  public private(set) var cases = 0
  /// What is said behind "solved".
  fileprivate var notes: [String] = []

  /// Says something once all comparisons hold.
  public mutating func note(_ text: String) { notes.append(text) }

  /// Whether two numbers are the same but for rounding.
  ///
  /// - Throws: `Unsolved`, with the example in words.
  public mutating func equal(
    _ got: Double, _ expected: Double, tolerance: Double = 1e-9, hint: String = "",
    _ example: @autoclosure () -> String
  ) throws {
    try holds(
      abs(got - expected) <= tolerance * max(1, abs(expected)), hint: hint, example(),
      expected: number(expected), got: number(got))
  }

  /// Whether two lists are the same but for rounding.
  ///
  /// - Throws: `Unsolved`, with the example in words.
  public mutating func equal(
    _ got: [Double], _ expected: [Double], hint: String = "", _ example: @autoclosure () -> String
  ) throws {
    let isSame =
      got.count == expected.count
      && zip(got, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
    try holds(isSame, hint: hint, example(), expected: list(expected), got: list(got))
  }

  /// Whether something holds.
  ///
  /// - Throws: `Unsolved`, with the example in words.
  public mutating func holds(
    _ condition: Bool, hint: String = "", _ example: @autoclosure () -> String,
    expected: @autoclosure () -> String, got: @autoclosure () -> String
  ) throws {
    guard condition else {
      throw Unsolved(example: example(), expected: expected(), got: got(), hint: hint)
    }
    cases += 1
  }
}

/// The first case in which an answer is wrong.
public struct Unsolved: Error {
  var example: String
  var expected: String
  var got: String
  var hint: String
}

/// Runs a checker and ends the program: 0 where the exercise is solved, 1 where it is not.
public func run(_ body: (inout Check) throws -> Void) -> Never {
  run((), refusing: []) { check, _ in try body(&check) }
}

/// Runs the checker of an answer that is a value, and ends the program: 0 where the exercise is solved, 1
/// where it is not.
///
/// - Parameters:
///   - wrong: Answers that look right and are not. With the argument `--prove`, as `Exercises/check --prove`
///     starts a solution, the checker has to refuse each of them first.
///   - body: Compares an answer with what is right.
public func run<Answer>(
  _ answer: Answer, refusing wrong: [(why: String, answer: Answer)],
  _ body: (inout Check, Answer) throws -> Void
) -> Never {
  do {
    if CommandLine.arguments.contains("--prove") {
      for other in wrong {
        var check = Check()
        guard (try? body(&check, other.answer)) == nil else {
          print("the checker accepts what is wrong: \(other.why)")
          exit(1)
        }
      }
    }
    var check = Check()
    do {
      try body(&check, answer)
      print("solved: all \(check.cases) comparisons hold")
      check.notes.forEach { print($0) }
      exit(0)
    } catch let unsolved as Unsolved {
      print("not solved: comparison \(check.cases + 1) does not hold")
      unsolved.explain()
    }
  } catch {
    print("Error: \(error)")
  }
  exit(1)
}

extension Unsolved {
  /// Prints the case, a line or more for each of its parts.
  fileprivate func explain() {
    for (name, text) in [
      ("example", example), ("expected", expected), ("got", got), ("hint", hint),
    ] where !text.isEmpty {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let padded = (name + ":").padding(toLength: 10, withPad: " ", startingAt: 0)
      print("  " + padded + lines.joined(separator: "\n" + String(repeating: " ", count: 12)))
    }
  }
}

/// A number as a person writes it, with at most four decimals.
public func number(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "not a number (0 / 0?)" : "\(value)" }
  let text = String(format: "%.4f", value)
  let zeros = text.reversed().prefix { $0 == "0" }.count
  let short = String(text.dropLast(zeros))
  let whole = short.hasSuffix(".") ? String(short.dropLast()) : short
  // Not 0, though four decimals do not show it.
  return ["0", "-0"].contains(whole) && value != 0 ? "\(value)" : whole == "-0" ? "0" : whole
}

/// Numbers in brackets.
public func list(_ values: [Double]) -> String {
  "[" + values.map(number).joined(separator: ", ") + "]"
}
