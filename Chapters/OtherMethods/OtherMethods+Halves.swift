import ChapterSupport
import Experiments
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
    var method: Method
  }

  static let halves = [
    Half(words: "what steps are paid for", method: .releasedRewards),
    Half(words: "what steps are compared with", method: .releasedComparisons),
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
      let unpaid = try difference(.releasedUnpaidExplore, minus: .released)
      let title = whichHalfStopsRepeats(
        of: "the released program's rules",
        halves.map { ($0.half.words, $0.alone.interval) }, what: what, seeds: measured.seeds.count)
      let alone = halves.map { "\($0.half.words) as the program has it: \(points($0.alone))" }
      return (
        title: title,
        numbers: "Of \(what) repeated on L2, minus RLVMR as written: "
          + "\(alone.joined(separator: "; ")); both: \(points(both)). Without explore's reward "
          + inWords(
            unpaid.interval, "the program's agent repeats", ("more", "less"), "of them than with it"
          )
          + ".",
        estimates: halves.map(\.alone) + [both, unpaid]
      )
    }
    let titles =
      measured.seeds.count == 1 ? findings.prefix(1).map(\.title) : findings.map(\.title)
    return "**\(titles.joined(separator: " "))** "
      + findings.map(\.numbers).joined(separator: " ")
      + whatFewSeedsLeave(of: findings.flatMap(\.estimates))
  }

  private func points(_ estimate: Estimate) -> String {
    NumberFormat.points.string(estimate.interval)
  }

  /// Each half alone beside neither and both, and the program without explore's reward.
  func repeatsTable(_ measured: Measurements, scale: Prose) throws -> Table {
    let pairs: [(name: Prose, first: Method, second: Method)] =
      Self.halves.map { ("\($0.method.title) minus RLVMR", $0.method, .rlvmr) }
      + Self.halves.map { ("RLVMR (released) minus \($0.method.title)", .released, $0.method) }
      + [
        (
          "\(Method.releasedUnpaidExplore.title) minus RLVMR (released)", .releasedUnpaidExplore,
          .released
        )
      ]
    return try measured.differencesTable(
      "", pairs, in: RateColumn.usual,
      caption: "The released program's rules, half by half. Ours: \(scale).",
      label: "tbl:methods-halves")
  }
}
