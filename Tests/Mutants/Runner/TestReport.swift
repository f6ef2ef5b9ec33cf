/// What a run of Swift Testing printed.
package struct TestReport {
  /// Names of the tests that failed, in the order they did.
  package var failed: [String] = []
  /// The message that a crash left behind.
  package var crash: String?

  /// Reads what was printed.
  package init(_ output: String) {
    for line in output.split(whereSeparator: \.isNewline) {
      if let name = Self.failedTest(in: line), !failed.contains(name) { failed.append(name) }
      if crash == nil, let fatal = line.firstRange(of: "Fatal error") {
        crash = String(line[fatal.lowerBound...].prefix(120))
      }
    }
  }

  /// The name in `✘ Test "name" recorded an issue at …` or `✘ Test name() recorded an issue …`.
  private static func failedTest(in line: Substring) -> String? {
    // Colours may stand around the cross.
    guard line.contains("✘"), let start = line.firstRange(of: "Test "),
      let end = line.firstRange(of: " recorded an issue"), start.upperBound < end.lowerBound
    else { return nil }
    return line[start.upperBound..<end.lowerBound].trimmingQuotes
  }
}

extension Substring {
  fileprivate var trimmingQuotes: String {
    String(hasPrefix("\"") && hasSuffix("\"") && count > 1 ? dropFirst().dropLast() : self)
  }
}
