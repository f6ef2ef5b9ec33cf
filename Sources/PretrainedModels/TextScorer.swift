import LanguageModel

/// What a model makes of a text.
public struct TextScore: Codable, Sendable, Hashable {
  /// The tokens of the text alone: no mark of a beginning or an end is added.
  public let ids: [Int32]
  /// Log-probabilities (nats) of all tokens but the first, each given those before it, under the
  /// softmax over the whole vocabulary.
  public let logProbabilities: [Float]
}

/// Scores texts, for comparison with other programs and for perplexities. For one thread.
public final class TextScorer {
  /// Tokens that one pass takes at most, unless a single text is longer: more would hardly be
  /// faster, and need more memory.
  public static let tokensAtOnce = 1024

  private let model: PretrainedModel
  private let worker: ForwardBackward

  /// A scorer for a model, whose weights must not change while it works.
  public init(_ model: PretrainedModel) {
    self.model = model
    worker = ForwardBackward(model.configuration)
  }

  /// The scores of some texts, in their order. Texts are computed together as far as they fit.
  ///
  /// - Throws: `PretrainedModelError` where a text is longer than the model's context.
  public func score(_ texts: [String]) throws -> [TextScore] {
    let limit = model.configuration.contextLength
    let encoded = texts.map { model.tokenizer.encode($0) }
    for (index, ids) in encoded.enumerated() where ids.count > limit {
      throw PretrainedModelError(
        "text \(index + 1) has \(ids.count) tokens, \(model.name) takes \(limit); shorten it")
    }
    var scores: [TextScore] = []
    var first = 0
    while first < encoded.count {
      var end = first
      var tokens = 0
      while end < encoded.count,
        end == first || tokens + encoded[end].count <= Self.tokensAtOnce
      {
        tokens += encoded[end].count
        end += 1
      }
      scores += score(encoded[first..<end])
      first = end
    }
    return scores
  }

  /// The score of one text.
  ///
  /// - Throws: `PretrainedModelError` where it is longer than the model's context.
  public func score(_ text: String) throws -> TextScore {
    try score([text])[0]
  }

  /// One pass.
  private func score(_ texts: ArraySlice<[Int32]>) -> [TextScore] {
    var batch = PackedBatch()
    for ids in texts where ids.count > 1 {
      batch.append(ids, predicting: Array(1..<ids.count))
    }
    let values = worker.forward(model.parameters, batch, keepForBackward: false)
    var place = 0
    return texts.map { ids in
      let count = max(0, ids.count - 1)
      defer { place += count }
      return TextScore(ids: ids, logProbabilities: Array(values[place..<place + count]))
    }
  }
}

extension PretrainedModel {
  /// The tokens of a text and the log-probabilities (nats) of all but the first. For more than one
  /// text a ``TextScorer`` is faster.
  ///
  /// - Throws: `PretrainedModelError` where the text is longer than the model's context.
  public func score(_ text: String) throws -> (ids: [Int32], logProbabilities: [Float]) {
    let score = try TextScorer(self).score(text)
    return (score.ids, score.logProbabilities)
  }
}
