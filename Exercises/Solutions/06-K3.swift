import Foundation

func k3(current: Double, reference: Double) -> (value: Double, gradient: Double) {
  let difference = reference - current
  let estimate = exp(difference) - difference - 1
  // d k3 / d log π = −(exp(d) − 1).
  return estimate < 10 ? (estimate, 1 - exp(difference)) : (10, 0)
}
