import Notebook
import Statistics

/// A difference in words, by its interval: which way it goes where the interval excludes zero, and that
/// we cannot tell where it does not.
///
/// - Parameters:
///   - more: A clause for a difference above zero, "RLVMR wins more games than GRPO".
///   - less: The clause for one below zero.
/// - Returns: Markdown without a full stop.
public func inWords(
  _ difference: Interval, as format: NumberFormat = .points, more: String, less: String
) -> String {
  let numbers = format.string(difference)
  if difference.low > 0 { return "\(more) (\(numbers))" }
  if difference.high < 0 { return "\(less) (\(numbers))" }
  return "we cannot tell whether \(more) or \(less) (\(numbers))"
}

extension String {
  /// The same with a capital letter at the beginning and a full stop at the end.
  public var asSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
