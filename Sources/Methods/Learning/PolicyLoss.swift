import Foundation

/// Constants of the clipped policy loss (paper equation 5).
public struct PolicyLossConstants: Sendable, Hashable, Codable {
  /// ε of the clipped ratio (released configuration: 0.2; not in the paper).
  public var clip = 0.2
  /// λ_KL, weight of the divergence from the reference policy (paper appendix A.2: 0.01).
  public var divergenceWeight = 0.01
  /// The divergence of one token is clamped to ± this (released program: 10).
  public var divergenceClamp = 10.0

  /// The values above.
  public init() {}
}

/// The loss of one token and its derivative by the token's log-probability.
public struct TokenLoss: Sendable, Hashable {
  /// −min(ρA, clip(ρ)A) + λ_KL k3.
  public var loss: Double
  /// d loss / d log π(token).
  public var gradient: Double
  /// k3, the estimated divergence from the reference policy.
  public var divergence: Double
  /// Whether the clip was active, so that the policy term gives no gradient.
  public var isClipped: Bool
}

// snippet: policy-loss
/// Equation 5 of the paper for one token: −min(ρA, clip(ρ, 1−ε, 1+ε)A) + λ_KL k3(π ‖ π_ref).
///
/// - Parameters:
///   - current: log π(token) of the policy being updated.
///   - behaviour: log π(token) of the policy that sampled it, at the same temperature.
///   - reference: log π(token) of the reference policy, the cold-started model.
///   - advantage: A_t of the step the token belongs to.
public func policyLoss(
  current: Double, behaviour: Double, reference: Double, advantage: Double,
  constants: PolicyLossConstants
) -> TokenLoss {
  // Bounded as in the released program, so that no ratio is infinite and none times 0 not a number.
  let ratio = exp(min(max(current - behaviour, -20), 20))
  let clippedRatio = min(max(ratio, 1 - constants.clip), 1 + constants.clip)
  let isClipped = clippedRatio * advantage < ratio * advantage
  let surrogate = min(ratio * advantage, clippedRatio * advantage)
  let (divergence, divergenceGradient) = divergenceEstimate(
    current: current, reference: reference, clamp: constants.divergenceClamp)
  return TokenLoss(
    loss: -surrogate + constants.divergenceWeight * divergence,
    // dρ/d log π = ρ; where the clip is active the surrogate is constant.
    gradient: (isClipped ? 0 : -ratio * advantage)
      + constants.divergenceWeight * divergenceGradient,
    divergence: divergence, isClipped: isClipped)
}
// snippet-end

/// k3 = exp(d) − d − 1 with d = log π_ref − log π, clamped (the released `low_var_kl`), and its
/// derivative by log π; a clamped estimate has derivative 0.
public func divergenceEstimate(
  current: Double, reference: Double, clamp: Double
) -> (value: Double, gradient: Double) {
  let difference = reference - current
  let estimate = exp(difference) - difference - 1
  guard estimate < clamp else { return (clamp, 0) }
  return (estimate, 1 - exp(difference))
}
