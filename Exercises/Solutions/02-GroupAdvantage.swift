func groupAdvantages(of outcomes: [Double]) -> [Double] {
  guard !outcomes.isEmpty else { return [] }
  let count = Double(outcomes.count)
  let mean = outcomes.reduce(0, +) / count
  let variance = outcomes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
  let deviation = variance.squareRoot()
  // All equal: nothing to prefer.
  guard deviation >= 1e-9 else { return outcomes.map { _ in 0 } }
  return outcomes.map { ($0 - mean) / deviation }
}
