import Foundation

/// `Tests/Mutants/RESULTS.md`: what became of every fault.
package enum ResultsPage {
  /// The page, relative to the package.
  package static let path = "Tests/Mutants/RESULTS.md"

  /// The page's text.
  package static func text(_ results: [MutantResult], date: Date, toolchain: String) -> String {
    let faults = results.filter { !$0.mutant.isControl }
    let controls = results.filter(\.mutant.isControl)
    let caught = faults.count { $0.outcome.isCaught }
    let day = date.formatted(.iso8601.year().month().day())
    var lines = [
      "# Faults of the science, and the tests that notice them", "",
      "\(day): \(caught) of \(faults.count) faults caught. \(toolchain). "
        + "Written by `make mutants`; the whole entries stand in [mutants.txt](mutants.txt).", "",
    ]
    if !controls.isEmpty {
      let unnoticed = controls.count { $0.outcome == .survived }
      lines += [
        "Of \(controls.count) changes that change no behaviour \(unnoticed) went unnoticed, as they "
          + "should: the tests do not look at the sources as text.", "",
      ]
    }
    lines += ["| id | fault | caught by |", "|---|---|---|"]
    lines += results.map { result in
      let mutant = result.mutant
      let file = mutant.file.split(separator: "/").last ?? ""
      let change = difference(mutant.find, mutant.replacement)
      let fault = "\(file): \(code(change.0)) → \(code(change.1))"
      let outcome = mutant.isControl ? "(control) \(result.outcome.text)" : result.outcome.text
      return "| \(mutant.id) | \(fault) | \(cell(outcome)) |"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The words that differ, with one shared word at either side as context.
  private static func difference(_ first: String, _ second: String) -> (String, String) {
    func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
    let (old, new) = (words(first), words(second))
    let most = min(old.count, new.count)
    let front = zip(old, new).prefix { $0 == $1 }.count
    let back = min(zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count, most - front)
    func middle(_ words: [Substring]) -> String {
      let start = max(0, front - 1)
      return words[start..<min(words.count, words.count - back + 1)].joined(separator: " ")
    }
    return (shortened(middle(old)), shortened(middle(new)))
  }

  private static func shortened(_ text: String) -> String {
    text.count > 60 ? text.prefix(59) + "…" : text
  }

  private static func code(_ text: String) -> String {
    text.isEmpty ? "nothing" : "`\(cell(text).replacing("`", with: "'"))`"
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
