/// One named tensor inside the contiguous parameter buffer.
public struct TensorDescription: Sendable, Hashable {
  /// Name in the checkpoint, after Hugging Face's Llama where there is a counterpart.
  public let name: String
  /// Rows and columns, or one length for a gain.
  public let shape: [Int]
  /// Floats before it in the buffer.
  public let offset: Int
  /// Standard deviation of its initial values; nil for gains, which start at 1.
  let deviation: Float?
  /// Whether AdamW decays it: true of projection matrices alone.
  public let decays: Bool

  /// Floats it takes in the buffer.
  public var count: Int { shape.reduce(1, *) }
}

/// Where every tensor of a configuration lies. Queries, keys and values follow one another, as do
/// gate and up, so that one product serves them.
package struct ParameterLayout: Sendable {
  package struct Block: Sendable {
    var attentionNorm = 0
    var convolution = 0
    var queriesKeysValues = 0
    var queryNorm = 0
    var keyNorm = 0
    var output = 0
    var feedForwardNorm = 0
    var gateUp = 0
    var down = 0
  }

  package struct Table: Sendable {
    var classes = 0
    var numbers = 0
    var tokens = 0
  }

  package private(set) var tensors: [TensorDescription] = []
  package private(set) var count = 0
  private(set) var embedding = Table()
  private(set) var head = Table()
  private(set) var blocks: [Block] = []
  private(set) var finalNorm = 0

  package init(_ c: ModelConfiguration) {
    let d = c.dimension
    let inner = c.heads * c.headDimension
    let shared = c.keyValueHeads * c.headDimension
    let residual = 1 / Float(2 * c.layers).squareRoot()
    let headDeviation = 0.5 / Float(d).squareRoot()
    embedding = addTable(
      "model.embed_tokens", c, deviation: c.tiesHead ? headDeviation : 0.3)
    for layer in 0..<c.layers {
      let prefix = "model.layers.\(layer)"
      var block = Block()
      block.attentionNorm = addGain("\(prefix).input_layernorm.weight", d)
      if c.convolutionWidth > 0 {
        block.convolution = add(
          "\(prefix).self_attn.conv.weight", [c.convolutionWidth, d], deviation: 0, decays: false)
      }
      block.queriesKeysValues = addMatrix("\(prefix).self_attn.q_proj.weight", inner, d)
      _ = addMatrix("\(prefix).self_attn.k_proj.weight", shared, d)
      _ = addMatrix("\(prefix).self_attn.v_proj.weight", shared, d)
      if c.normalisesQueriesAndKeys {
        block.queryNorm = addGain("\(prefix).self_attn.q_norm.weight", c.headDimension)
        block.keyNorm = addGain("\(prefix).self_attn.k_norm.weight", c.headDimension)
      }
      block.output = addMatrix("\(prefix).self_attn.o_proj.weight", d, inner, scale: residual)
      block.feedForwardNorm = addGain("\(prefix).post_attention_layernorm.weight", d)
      block.gateUp = addMatrix("\(prefix).mlp.gate_proj.weight", c.feedForward, d)
      _ = addMatrix("\(prefix).mlp.up_proj.weight", c.feedForward, d)
      block.down = addMatrix("\(prefix).mlp.down_proj.weight", d, c.feedForward, scale: residual)
      blocks.append(block)
    }
    finalNorm = addGain("model.norm.weight", d)
    if !c.tiesHead { head = addTable("lm_head", c, deviation: headDeviation) }
  }

  private mutating func add(
    _ name: String, _ shape: [Int], deviation: Float?, decays: Bool
  ) -> Int {
    let tensor = TensorDescription(
      name: name, shape: shape, offset: count, deviation: deviation, decays: decays)
    tensors.append(tensor)
    count += tensor.count
    return tensor.offset
  }

  private mutating func addGain(_ name: String, _ width: Int) -> Int {
    add(name, [width], deviation: nil, decays: false)
  }

  private mutating func addMatrix(
    _ name: String, _ rows: Int, _ columns: Int, scale: Float = 1
  ) -> Int {
    add(name, [rows, columns], deviation: scale / Float(columns).squareRoot(), decays: true)
  }

  private mutating func addTable(
    _ name: String, _ c: ModelConfiguration, deviation: Float
  ) -> Table {
    var table = Table()
    guard let factors = c.factors else {
      table.tokens = add(
        "\(name).weight", [c.vocabularySize, c.dimension], deviation: deviation, decays: false)
      return table
    }
    // Two independent parts whose sum has the deviation of an ordinary row.
    let part = deviation / Float(2).squareRoot()
    table.classes = add(
      "\(name).class.weight", [factors.classCount, c.dimension], deviation: part, decays: false)
    table.numbers = add(
      "\(name).number.weight", [factors.numberCount, c.dimension], deviation: part, decays: false)
    if factors.hasTokenRows {
      table.tokens = add(
        "\(name).token.weight", [c.vocabularySize, c.dimension], deviation: 0, decays: false)
    }
    return table
  }
}
