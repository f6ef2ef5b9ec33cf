import MetaReasoning

// What the miniature's base model has read before any method begins, for a pretrained language model: other
// instructions of the household, carried out by the expert in thoughts without tags. No complete task of a
// category that is not trained on is among them; their words are. Every method of such an agent then starts
// from this in place of the base.

extension Method {
  /// Supervised training on other instructions: find, carry, open, heat and stop, two things in turn.
  public static let instructions = Method(
    name: "instructions", title: "Instructions",
    abstract: "Supervised training on other household instructions, before any method.",
    grammar: .note, start: .baseModel, learningRate: 1e-3,
    training: .imitation(Imitation(.instructions, loss: crossEntropy)))
}
