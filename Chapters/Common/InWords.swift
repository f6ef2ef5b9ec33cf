import Experiments
import Notebook
import Statistics

/// A difference in words, by its interval: which way it goes where the interval excludes zero, and that
/// we cannot tell where it does not.
///
/// - Parameters:
///   - who: Subject and verb, "GRPO wins".
///   - words: What stands between, for a difference above zero and for one below: more, fewer.
///   - what: The rest, "games of L2 than SFT".
/// - Returns: Markdown without a full stop, with the numbers in brackets.
public func inWords(
  _ difference: Interval, as format: NumberFormat = .points, _ who: String,
  _ words: (more: String, less: String), _ what: String
) -> String {
  let numbers = "(\(format.string(difference)))"
  if difference.low > 0 { return "\(who) \(words.more) \(what) \(numbers)" }
  if difference.high < 0 { return "\(who) \(words.less) \(what) \(numbers)" }
  return "we cannot tell whether \(who) \(words.more) or \(words.less) \(what) \(numbers)"
}

/// What RLVMR does beside another method: games won, refused commands and both readings of repetition, in clauses.
///
/// - Parameter differences: RLVMR minus the other, in the order of `ratesInWords`.
public func besideInWords(_ differences: [Estimate]) -> String {
  zip(
    differences,
    [
      ("RLVMR wins", ("more", "fewer"), "games"),
      ("its commands are refused", ("more", "less"), "often"),
      ("it repeats possible actions", ("more", "less"), "often"),
      ("with refused commands counted, it repeats itself", ("more", "less"), "often"),
    ]
  ).map { inWords($0.interval, $1.0, $1.1, $1.2) }.joined(separator: "; ")
}

/// The rates that `besideInWords` speaks of.
public let ratesInWords: [Rate] = [.success, .invalid, .repetitive, .allRepeats]

/// The same rates as the panels of a figure, with their titles.
public let ratesInPanels: [(rate: Rate, title: String)] = Array(
  zip(
    ratesInWords,
    ["games won", "refused", "repeats, possible actions", "repeats, refused ones too"]))

extension String {
  /// The same with a capital letter at the beginning and a full stop at the end.
  public var asSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
