import Foundation

/// Constants of the clipped policy loss (paper equation 5).
public struct PolicyLossConstants: Sendable, Hashable, Codable {
  /// ε of the clipped ratio (released configuration: 0.2; not in the paper).
  public var clip = 0.2
  /// λ_KL, weight of the KL divergence from the reference policy (paper appendix A.2: 0.01).
  public var klWeight = 0.01
  /// The KL estimate of one token is clamped to this (released program: 10).
  public var klClamp = 10.0

  /// The values above.
  public init() {}
}

extension PolicyLossConstants {
  /// Reads constants; what is absent keeps its default.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    clip = try fields.value(.clip, or: clip)
    klWeight = try fields.value(.klWeight, or: klWeight)
    klClamp = try fields.value(.klClamp, or: klClamp)
  }
}

/// What the loss of one agent token is computed from.
public struct TokenTerms: Sendable, Hashable {
  /// log π(token) of the policy being updated.
  public var current: Double
  /// log π(token) of the policy that sampled it, at the same temperature.
  public var behaviour: Double
  /// log π(token) of the reference policy, the model training began with.
  public var reference: Double
  /// A_t of the step the token belongs to.
  public var advantage: Double

  /// Creates the terms of one token.
  public init(current: Double, behaviour: Double, reference: Double, advantage: Double) {
    self.current = current
    self.behaviour = behaviour
    self.reference = reference
    self.advantage = advantage
  }
}

/// The loss of one token and its derivative by the token's log-probability.
public struct TokenLoss: Sendable, Hashable {
  /// The loss, in nats where it is a cross-entropy.
  public var loss: Double
  /// d loss / d log π(token).
  public var gradient: Double
  /// k3, the estimated KL divergence from the reference policy, in nats.
  public var kl: Double
  /// Whether the clip was active, so that the policy term gives no gradient.
  public var isClipped: Bool

  /// Creates a loss from its parts.
  public init(loss: Double, gradient: Double, kl: Double, isClipped: Bool) {
    self.loss = loss
    self.gradient = gradient
    self.kl = kl
    self.isClipped = isClipped
  }
}

// snippet: policy-loss
/// Equation 5 of the paper for one token: −min(ρA, clip(ρ, 1−ε, 1+ε)A) + λ_KL k3(π ‖ π_ref).
public func policyLoss(_ token: TokenTerms, _ constants: PolicyLossConstants) -> TokenLoss {
  // Bounded as in the released program, so that no ratio is infinite and none times 0 not a number.
  let ratio = exp(min(max(token.current - token.behaviour, -20), 20))
  let clippedRatio = min(max(ratio, 1 - constants.clip), 1 + constants.clip)
  let isClipped = clippedRatio * token.advantage < ratio * token.advantage
  let surrogate = min(ratio * token.advantage, clippedRatio * token.advantage)
  let (kl, klGradient) = klEstimate(
    current: token.current, reference: token.reference, clamp: constants.klClamp)
  return TokenLoss(
    loss: -surrogate + constants.klWeight * kl,
    // dρ/d log π = ρ; where the clip is active the surrogate is constant.
    gradient: (isClipped ? 0 : -ratio * token.advantage) + constants.klWeight * klGradient,
    kl: kl, isClipped: isClipped)
}

/// k3 = exp(d) − d − 1 with d = log π_ref − log π, clamped (the released `low_var_kl`), and its
/// derivative by log π; a clamped estimate has derivative 0.
public func klEstimate(
  current: Double, reference: Double, clamp: Double
) -> (value: Double, gradient: Double) {
  let difference = reference - current
  let estimate = exp(difference) - difference - 1
  guard estimate < clamp else { return (clamp, 0) }
  return (estimate, 1 - exp(difference))
}
// snippet-end
