// Exercise 6: k3, the divergence of one token
//
// The second term of the paper's equation 5 keeps the policy near the one that training began with. The
// divergence KL(π ‖ π_ref) is estimated from the sampled token alone. The plain estimate log π − log π_ref
// is negative for half of the tokens; k3 never is:
//
//   d = log π_ref − log π        k3 = exp(d) − d − 1        at most 10, as in the released program
//
// Task: return k3 and its derivative by log π (mind the sign: d falls where log π rises). Where the estimate
// reaches the limit it is constant: what is its derivative there?
//
// The project's own: `klEstimate` in Sources/Methods/Learning/PolicyLoss.swift.

import Foundation

func k3(current: Double, reference: Double) -> (value: Double, gradient: Double) {
  // Your code. This is the plain estimate.
  (current - reference, 1)
}
