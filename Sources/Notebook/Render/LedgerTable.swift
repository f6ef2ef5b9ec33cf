import Foundation

/// One row a claim: the claim, the paper's number, ours, the verdict, the p-value among all claims.
///
/// - Parameters:
///   - title: the first cell, the claim with or without a link.
///   - badge: the verdict as it is shown.
func ledgerTable(
  _ claims: [ClaimResult], beside: [LedgerColumn] = [], title: (ClaimResult) -> String,
  badge: (Verdict) -> String
) -> String {
  let columns =
    [("Claim", ":---"), ("Paper", "---:"), ("Here [95% interval]", "---:")]
    + [("Verdict, and what the interval says", ":---"), ("p (Holm)", "---:")]
    + beside.map { ($0.title, "---:") }
  let head = [columns.map(\.0), columns.map(\.1)]
  let rows = claims.map { claim in
    [
      title(claim), claim.measured.format.string(claim.paper.value), claim.measured.text,
      "\(badge(claim.verdict)) \(claim.plain)\(claim.otherwiseForFewSeeds)",
      pValueText(claim.adjustedPValue),
    ] + beside.map { $0.cell(for: claim) }
  }
  return (head + rows).map { cells in
    "| "
      + cells.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ") + " |"
  }.joined(separator: "\n")
}

extension ClaimResult {
  /// The verdict were the intervals to allow for few seeds, as a sentence with a space before; empty where it is
  /// the same, or none is known.
  var otherwiseForFewSeeds: String {
    guard let verdictForFewSeeds, verdictForFewSeeds != verdict else { return "" }
    return " Allowing for few seeds: \(verdictForFewSeeds.rawValue)."
  }
}

/// Three decimals, with a dash for none: a bootstrap of two thousand resamples resolves no more.
func pValueText(_ value: Double?) -> String {
  guard let value, value < 0.001 else { return NumberFormat.decimal(3).string(value) }
  return "<0.001"
}

extension Verdict {
  /// The verdict with a sign: colour is never alone, the words and the sign say the same.
  var markedName: String { "\(sign) \(rawValue)" }

  /// The sign alone, where a column has no room for words.
  var sign: String {
    switch self {
    case .reproduced: "✓"
    case .weaker: "≈"
    case .undecided: "?"
    case .contradicted: "✗"
    case .notTested: "–"
    }
  }
}
