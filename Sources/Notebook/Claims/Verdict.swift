/// What an experiment says about a claim of the paper; `VerdictRule` computes it.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// The effect is there beyond chance, and at least half as large as the paper's.
  case reproduced
  /// The effect is there beyond chance, but less than half as large as the paper's.
  case weaker = "weaker than the paper"
  /// The measurement is compatible with no effect and with one that would matter: it cannot tell.
  case undecided
  /// Nothing that could matter, or the opposite.
  case contradicted
  /// The experiment cannot speak: a guard failed, or nothing was measured.
  case notTested = "not tested"

  /// A claim made of parts ("A beats B, and B beats C"): not tested where any part is, or where
  /// there are none; else contradicted, undecided or weaker, the first that any part is; reproduced
  /// only where all parts are.
  public static func all(_ parts: [Verdict]) -> Verdict {
    for verdict in [notTested, contradicted, undecided, weaker] where parts.contains(verdict) {
      return verdict
    }
    return parts.isEmpty ? .notTested : .reproduced
  }
}
