/// What a run of Swift Testing printed.
struct TestReport {
  /// Names of the tests that failed, in the order they did.
  var failed: [String] = []
  /// The message that a crash left behind.
  var crash: String?

  /// Reads what was printed.
  init(_ output: String) {
    for line in output.split(whereSeparator: \.isNewline) {
      if let name = Self.failedTest(in: line), !failed.contains(name) { failed.append(name) }
      if crash == nil, let fatal = line.firstRange(of: "Fatal error") {
        crash = String(line[fatal.lowerBound...].prefix(120))
      }
    }
  }

  /// The name in `✘ Test "name" recorded an issue at …` or `✘ Test name() recorded an issue …`.
  private static func failedTest(in line: Substring) -> String? {
    guard let start = line.firstRange(of: "Test "),
      let end = line.firstRange(of: " recorded an issue"), start.upperBound < end.lowerBound,
      line[..<start.lowerBound].allSatisfy({ !$0.isLetter })
    else { return nil }
    var name = line[start.upperBound..<end.lowerBound]
    // A parameterised test's name is followed by " with N test cases" or similar.
    if let rest = name.firstRange(of: "\" with ") { name = name[...rest.lowerBound] }
    return name.trimmingQuotes
  }
}

extension Substring {
  fileprivate var trimmingQuotes: String {
    String(hasPrefix("\"") && hasSuffix("\"") && count > 1 ? dropFirst().dropLast() : self)
  }
}
