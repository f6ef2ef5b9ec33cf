extension Condition {
  /// Only well-formed answers can be sampled, in rollouts and in evaluation, so that form is nothing a
  /// reward can teach; probabilities are those of the constrained policy throughout.
  public static let formHeld = Condition(
    suffix: "held-form", title: "form held",
    abstract: "Its decoder lets only well-formed answers through."
  ) { $0.holdsForm = true }
}
