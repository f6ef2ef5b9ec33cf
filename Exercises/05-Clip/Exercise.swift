// Exercise 5: the clip
//
// A batch is used for more than one update, so the policy that is updated is no longer the one that sampled.
// With ρ = π(token) / π_old(token), the first term of the paper's equation 5 is
//
//   min(ρ A, clip(ρ, 1 − ε, 1 + ε) A)
//
// Where the second of the two is smaller the term no longer depends on ρ: this token gives no gradient, and
// is counted as clipped.
//
// Task: write the term, and say whether it is clipped. Try ρ = 1.5 and ρ = 0.5 with A = +1 and with A = −1
// on paper first: only two of the four are clipped. Which, and why not the others?
//
// The project's own: Sources/Methods/Learning/PolicyLoss.swift.

func surrogate(
  ratio: Double, advantage: Double, clip: Double
) -> (value: Double, isClipped: Bool) {
  // Your code.
  (ratio * advantage, false)
}
