/// The claims of all chapters, in order.
public struct Ledger: Sendable, Hashable {
  /// The claims.
  public private(set) var claims: [ClaimResult] = []

  /// An empty ledger.
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

  /// The table of claims.
  public var block: Block { .ledger(claims) }

  /// How many claims have the verdict.
  public func count(_ verdict: Verdict) -> Int { claims.count { $0.verdict == verdict } }
}
