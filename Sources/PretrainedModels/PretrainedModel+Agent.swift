import LanguageModel

extension PretrainedModel {
  /// The model with an agent's vocabulary: rows of the kept tokens as they are, those of a mark begun from
  /// the mean of its subwords, those of a numbered thing from the mean of its class's subwords and of its
  /// number's digits. All of them are trained from there on.
  ///
  /// For text without marks and numbered things, logits of the kept tokens are those of the pretrained
  /// model.
  ///
  /// - Parameters:
  ///   - tokenizer: Cut from this model's.
  ///   - contextLength: The longest episode, in tokens; at most the model's own.
  /// - Throws: `LanguageModelError` where that makes no model.
  public func agent(with tokenizer: SubwordTokenizer, contextLength: Int) throws -> Model {
    var shape = configuration
    shape.vocabularySize = tokenizer.count
    shape.contextLength = min(contextLength, shape.contextLength)
    shape.factors = tokenizer.factors
    let cut = try Parameters(zeros: shape)
    let own = Dictionary(uniqueKeysWithValues: parameters.tensors.map { ($0.name, $0) })
    for tensor in cut.tensors {
      if let source = own[tensor.name] {
        _ = cut.view(tensor).update(fromContentsOf: parameters.view(source))
      }
    }
    for table in ["model.embed_tokens", "lm_head"] {
      guard let source = own["\(table).weight"] else { continue }
      let rows = EmbeddingRows(
        values: parameters.view(source), width: shape.dimension, tokenizer: tokenizer)
      for tensor in cut.tensors where tensor.name.hasPrefix(table) {
        let values = tensor.name.hasSuffix(".number.weight") ? rows.numbers() : rows.classes()
        _ = cut.view(tensor).update(fromContentsOf: values)
      }
    }
    cut.composeTables()
    return try Model(parameters: cut, tokenizer: tokenizer)
  }
}

extension SubwordTokenizer {
  /// Every kept token and mark is a class of its own without a number; a thing is its class and its
  /// number.
  var factors: VocabularyFactors {
    let plain = kept.count + marks.count
    let things = classes.indices.flatMap { kind in
      (0..<numbers).map { (Int32(plain + kind), Int32($0)) }
    }
    return VocabularyFactors(
      classOf: (0..<Int32(plain)) + things.map(\.0),
      numberOf: Array(repeating: -1, count: plain) + things.map(\.1),
      classCount: plain + classes.count, numberCount: numbers)
  }
}

/// What the rows of a cut table begin as.
private struct EmbeddingRows {
  /// The pretrained table, [tokens, width].
  let values: UnsafeMutableBufferPointer<Float>
  let width: Int
  let tokenizer: SubwordTokenizer

  /// The mean row of a text's tokens.
  private func mean(_ text: String) -> [Float] {
    let ids = tokenizer.base.encode(text)
    var sum = [Float](repeating: 0, count: width)
    for id in ids {
      for i in 0..<width { sum[i] += values[Int(id) * width + i] }
    }
    return sum.map { $0 / Float(max(1, ids.count)) }
  }

  /// Rows of the kept tokens, the marks and the classes.
  func classes() -> [Float] {
    var rows: [Float] = []
    for id in tokenizer.kept { rows += values[Int(id) * width..<(Int(id) + 1) * width] }
    for mark in tokenizer.marks { rows += mean(mark) }
    for name in tokenizer.classes { rows += mean(" " + name) }
    return rows
  }

  /// Rows of the numbers, whose mean is zero: a class's own row is that of a thing of no number.
  func numbers() -> [Float] {
    let rows = (1...tokenizer.numbers).map { mean(String($0)) }
    let centre = (0..<width).map { i in
      rows.reduce(0) { $0 + $1[i] } / Float(rows.count)
    }
    return rows.flatMap { row in zip(row, centre).map { $0 - $1 } }
  }
}
