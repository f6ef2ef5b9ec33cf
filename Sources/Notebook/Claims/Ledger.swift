/// The claims of all chapters, in the order in which chapters are added.
public struct Ledger: Sendable, Hashable {
  /// No two have the same id.
  public private(set) var claims: [ClaimResult] = []

  /// Without claims its table has a head and no rows.
  public init() {}

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
  public var block: Block { .ledger(claims) }

  /// The same table as plain markdown, without links: for a page that shows nothing but the table.
  public var markdownTable: String {
    ledgerTable(claims, title: \.statement, badge: { $0.markedName })
  }

  /// How many claims have the verdict.
  public func count(_ verdict: Verdict) -> Int { claims.count { $0.verdict == verdict } }
}
