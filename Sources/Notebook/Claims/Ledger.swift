/// The claims of all chapters, in the order in which chapters are added.
public struct Ledger: Sendable, Hashable {
  /// No two have the same id.
  public private(set) var claims: [ClaimResult] = []

  /// Numbers of other reports, each in a column of its own.
  public var beside: [LedgerColumn]

  /// Without claims its table has a head and no rows.
  public init(beside: [LedgerColumn] = []) { self.beside = beside }

  /// Takes in the claims of a chapter.
  ///
  /// - Throws: `NotebookError.duplicateLabel` for an identifier already there.
  public mutating func add(_ results: ChapterResults) throws {
    for claim in results.claims {
      guard !claims.contains(where: { $0.id == claim.id }) else {
        throw NotebookError.duplicateLabel(claim.id)
      }
      claims.append(claim)
    }
  }

  /// The table of claims, each linked to where the document shows it in full.
  public var block: Block { .ledger(claims, beside: beside) }

  /// The same table as plain markdown, without links: for a page that shows nothing but the table.
  public var markdownTable: String {
    ledgerTable(claims, beside: beside, title: \.statement, badge: { "\($0.markedName)." })
  }

  /// Of the claims with a verdict that says something, how many would keep it were their intervals to allow
  /// for few seeds; nil where such intervals are not known.
  public var standingForFewSeeds: (kept: Int, of: Int)? {
    let said = claims.filter { ![.undecided, .notTested].contains($0.verdict) }
    guard !said.isEmpty, said.allSatisfy({ $0.verdictForFewSeeds != nil }) else { return nil }
    return (said.count { $0.verdictForFewSeeds == $0.verdict }, said.count)
  }

  /// How many claims have the verdict.
  public func count(_ verdict: Verdict) -> Int { claims.count { $0.verdict == verdict } }
}

/// The same claims as another report has them.
public struct LedgerColumn: Sendable, Hashable, Codable {
  /// Whose they are, as the head of the column.
  public var title: String
  /// Its claims; what it does not claim gets a dash.
  public var claims: [ClaimResult]

  /// A column of another report's claims.
  public init(title: String, claims: [ClaimResult]) {
    self.title = title
    self.claims = claims
  }

  /// Its number for a claim, behind the sign of its verdict.
  func cell(for claim: ClaimResult) -> String {
    claims.first { $0.id == claim.id }.map { "\($0.verdict.sign) \($0.measured.text)" } ?? "–"
  }
}
