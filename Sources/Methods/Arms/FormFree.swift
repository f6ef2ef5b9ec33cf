extension Condition {
  /// Whatever the model says counts as its answer, malformed ones included, as in the paper; where the
  /// experiment's decoder holds the form, this asks what the others would have been without.
  public static let formFree = Condition(
    suffix: "free-form", title: "form free",
    abstract: "Its decoder lets malformed answers through."
  ) { $0.holdsForm = false }
}
