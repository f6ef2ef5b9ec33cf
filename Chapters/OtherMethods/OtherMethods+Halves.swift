import ChapterSupport
import Experiments
import Gnuplot
import Methods
import Notebook
import Statistics

// The authors' released program differs from the paper's text in what it pays a step for and in what it compares a
// step with. Which of the two makes an agent repeat itself less?

extension OtherMethods {
  /// RLVMR with one half of the released program's rules.
  struct Half {
    /// What it is, after "of the released program's rules it is".
    var words: String
    /// The same in a list of numbers.
    var short: String
    var method: Method
  }

  static let halves = [
    Half(words: "what steps are paid for", short: "its rewards alone", method: .releasedRewards),
    Half(
      words: "what steps are compared with", short: "its comparisons alone",
      method: .releasedComparisons),
  ]

  /// The released program without the reward of one tag.
  static let unpaidParts: [(tag: String, method: Method)] = [
    ("explore", .releasedUnpaidExplore), ("reflection", .releasedUnpaidReflection),
  ]

  /// RLVMR as written but for one word of the paper's rule of reflection, read otherwise.
  struct Reading {
    var title: String
    /// The paper's words and ours, in a sentence.
    var words: String
    var method: Method
  }

  static let readingsOfReflection = [
    Reading(
      title: "Paid for reflection after one failure in place of two, RLVMR",
      words: "The paper has “a sequence of failures”, which this report reads as two or more.",
      method: .oneFailure),
    Reading(
      title: "Paid for reflection by any other command, possible or not, RLVMR",
      words: "The paper has “a corrective action”, which this report reads as a possible one.",
      method: .anyCorrection),
  ]

  /// Both readings of repetition, and what is repeated.
  private static let readings: [(rate: Rate, what: String)] = [
    (.allRepeats, "commands, refused ones counted"), (.repetitive, "possible actions"),
  ]

  /// What came out, in a paragraph.
  func repeatsAnswer(_ measured: Measurements) throws -> String {
    let findings = try Self.readings.map { rate, what in
      func difference(_ method: Method, minus other: Method = .rlvmr) throws -> Estimate {
        try measured.difference(rate, method, minus: other, on: Self.l2)
      }
      let halves = try Self.halves.map { (half: $0, alone: try difference($0.method)) }
      let both = try difference(.released)
      let unpaid = try Self.unpaidParts.map {
        (tag: $0.tag, less: try difference($0.method, minus: .released))
      }
      let title = whichHalfStopsRepeats(
        of: "the released program's rules",
        halves.map { ($0.half.words, $0.alone.interval) }, what: what, seeds: measured.seeds.count)
      let alone = halves.map { "\($0.half.short) \(points($0.alone))" }
      return (
        title: title,
        numbers: "Repeats of \(what), on L2, minus RLVMR as written: "
          + "\(alone.joined(separator: "; ")); both \(points(both)). Minus the program: "
          + unpaid.map { "without \($0.tag)'s reward \(points($0.less))" }.joined(separator: "; ")
          + ".",
        estimates: halves.map(\.alone) + [both] + unpaid.map(\.less)
      )
    }
    // The first reading's answer is told on the first page, the second's here alone.
    return "**\(findings[0].title)** \(findings[0].numbers)"
      + findings.dropFirst().map { " \($0.title) \($0.numbers)" }.joined()
      + whatFewSeedsLeave(of: findings.flatMap(\.estimates))
  }

  private func points(_ estimate: Estimate) -> String {
    NumberFormat.points.string(estimate.interval)
  }

  /// What our readings of the paper's "corrective action after a sequence of failures" do, in a paragraph each.
  func readingAnswers(_ measured: Measurements) throws -> [String] {
    func differences(_ method: Method, minus other: Method) throws -> [Estimate] {
      try ratesInWords.map { try measured.difference($0, method, minus: other, on: Self.l2) }
    }
    func list(_ differences: [Estimate]) -> String {
      zip(ratesInPanels, differences).map { "\($0.title) \(points($1))" }.joined(separator: "; ")
    }
    return try Self.readingsOfReflection.map { reading in
      let asWritten = try differences(reading.method, minus: .rlvmr)
      let unpaid = try differences(reading.method, minus: Self.unpaid)
      let title = whatReadingChanges(
        reading.title, asWritten.map(\.interval), seeds: measured.seeds.count)
      return "**\(title)** \(reading.words) On L2 minus the report's reading: \(list(asWritten)); "
        + "minus no reward for reasoning: \(list(unpaid)).\(whatFewSeedsLeave(of: asWritten + unpaid))"
    }
  }

  /// Each half alone beside neither and both, and the program without the reward of one tag.
  func repeatsTable(_ measured: Measurements, scale: Prose) throws -> Table {
    let pairs: [(name: Prose, first: Method, second: Method)] =
      Self.halves.map { ("\($0.method.title) minus RLVMR", $0.method, .rlvmr) }
      + Self.halves.map { ("RLVMR (released) minus \($0.method.title)", .released, $0.method) }
      + Self.unpaidParts.map {
        ("\($0.method.title) minus RLVMR (released)", $0.method, .released)
      }
    return try measured.differencesTable(
      "", pairs, in: RateColumn.usual,
      caption: "The released program's rules, half by half. Ours: \(scale).",
      label: "tbl:methods-halves")
  }

  /// The same halves and readings at a glance.
  func halvesFigure(_ measured: Measurements) throws -> Figure {
    let rules: [(name: String, method: Method, other: Method)] = [
      ("pay", .releasedRewards, .rlvmr), ("compare", .releasedComparisons, .rlvmr),
      ("both", .released, .rlvmr), ("one", .oneFailure, .rlvmr), ("any", .anyCorrection, .rlvmr),
    ]
    return Figure(
      "methods-halves", title: "Other rules minus the report's RLVMR, in percentage points",
      alternativeText:
        "Differences of RLVMR by each half of the released program's rules, by both, and by two other readings of the paper's "
        + "reflection, and RLVMR as the report has it on L2 in games won, refused commands and repeats of possible and of all "
        + "actions, with 95% intervals around zero.",
      panels: try panels(of: rules, measured), width: 1080)
  }
}
