extension MarkdownRenderer {
  /// A claim in full: what the paper says, where, and the rule with its numbers; what its parts found. The
  /// command that redoes it stands in `results.json`.
  func claim(_ claim: ClaimResult) -> String {
    let measured = claim.measured
    let wide = measured.textForFewSeeds.map { ", allowing for few seeds \($0)" } ?? ""
    var lines = [
      "Paper: \(measured.format.string(claim.paper.value)) (\(claim.paper.source): “\(claim.paper.words)”). "
        + "Here: \(measured.text)\(wide)\(chance(of: claim).map { "; \($0)" } ?? ""). "
        + "\(claim.plain)\(claim.otherwiseForFewSeeds) \(claim.ruleText)"
    ]
    for part in claim.parts {
      lines.append(
        "*Part, \(part.name)*: \(part.measured.text), \(pValueEquation(part.pValue)): "
          + "\(part.verdict.rawValue). \(part.ruleText)")
    }
    // The first one is what the sentence above says.
    for obstacle in claim.obstacles.dropFirst() { lines.append("It also \(obstacle).") }
    let body = "\(badge(claim.verdict)) **\(claim.statement)** " + lines.joined(separator: " ")
    let label = anchor("claim:\(claim.id)")
    return style == .page
      ? "<div class=\"claim \(slug(claim.verdict))\" id=\"\(label)\">\n\n\(body)\n\n</div>"
      : "<a id=\"\(label)\"></a>\n\n\(body)"
  }

  /// The first page: one row a claim.
  func ledger(_ claims: [ClaimResult], beside: [LedgerColumn] = []) -> String {
    let table = ledgerTable(
      claims, beside: beside,
      title: { claim in
        numbering.names["claim:\(claim.id)"] == nil
          ? claim.statement : "[\(claim.statement)](#\(anchor("claim:\(claim.id)")))"
      }, badge: { style == .page ? badge($0) : "\(badge($0))." })
    return style == .page ? "<div class=\"table ledger\">\n\n\(table)\n\n</div>" : table
  }

  /// What the p-value is and what it is among all claims; nil where nothing was tested.
  private func chance(of claim: ClaimResult) -> String? {
    guard let pValue = claim.pValue else { return nil }
    let own = pValueEquation(pValue)
    guard let adjusted = claim.adjustedPValue, let count = claim.adjustedOver else { return own }
    return "\(own); Holm over \(count) \(count == 1 ? "claim" : "claims"): \(pValueText(adjusted))"
  }

  /// "p = 0.048", "p < 0.001".
  private func pValueEquation(_ pValue: Double?) -> String {
    let text = pValueText(pValue)
    return text.hasPrefix("<") ? "p < \(text.dropFirst())" : "p = \(text)"
  }

  private func badge(_ verdict: Verdict) -> String {
    style == .page
      ? "<span class=\"badge \(slug(verdict))\">\(verdict.markedName)</span>" : verdict.markedName
  }

  private func slug(_ verdict: Verdict) -> String { anchor(verdict.rawValue) }
}
