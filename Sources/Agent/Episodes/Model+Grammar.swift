import LanguageModel
import MetaReasoning

extension Model {
  /// The model with a token for every mark of a grammar: marks its vocabulary lacks take the place
  /// of spare ones, and no id changes. To be applied wherever a model is opened to answer in a
  /// grammar or to learn it; applying it again changes nothing.
  ///
  /// - Throws: `TokenizerError` where no spare mark is left.
  public func prepared(for grammar: ResponseGrammar) throws -> Model {
    try namingMarks(for: grammar.marks)
  }
}
