import CKernels

/// The shape of grouped-query attention.
public struct AttentionShape: Sendable, Hashable {
  /// Query heads.
  public let heads: Int
  /// Key and value heads; divides `heads`.
  public let keyValueHeads: Int
  /// Floats a head, a multiple of 8.
  public let headWidth: Int

  /// Checks that the groups are whole.
  public init(heads: Int, keyValueHeads: Int, headWidth: Int) {
    precondition(heads % keyValueHeads == 0 && headWidth % 8 == 0, "attention groups must be whole")
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headWidth = headWidth
  }

  /// Floats of a row [queries | keys | values].
  public var packedWidth: Int { (heads + 2 * keyValueHeads) * headWidth }
  /// Where keys start in such a row.
  public var keyOffset: Int { heads * headWidth }
  /// Where values start in such a row.
  public var valueOffset: Int { (heads + keyValueHeads) * headWidth }
}

extension Kernel {
  /// Floats of scratch that attention over one sequence of `rows` rows needs, backward included.
  public static func attentionScratch(rows: Int) -> Int { 2 * attentionBlock * rows }

  /// Causal attention over one sequence. Rows of `packed` are [queries | keys | values]; `out` has
  /// rows of heads * headWidth; `logSumExp` is [heads][rows]. Keys after a query are never computed
  /// beyond the query's block.
  public static func attend(
    _ packed: UnsafePointer<Float>, shape: AttentionShape, rows: Int,
    into out: UnsafeMutablePointer<Float>, logSumExp: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    ck_attention(
      packed, packed + shape.keyOffset, packed + shape.valueOffset, shape.packedWidth, rows,
      shape.heads, shape.keyValueHeads, shape.headWidth, out, shape.keyOffset, logSumExp, scratch)
  }

  /// Backward of `attend`; recomputes the weights from `logSumExp` and overwrites
  /// `packedGradient`.
  public static func attendBackward(
    _ packed: UnsafePointer<Float>, shape: AttentionShape, rows: Int,
    out: UnsafePointer<Float>, gradient: UnsafePointer<Float>, logSumExp: UnsafePointer<Float>,
    into packedGradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    ck_attention_backward(
      packed, packed + shape.keyOffset, packed + shape.valueOffset, shape.packedWidth, rows,
      shape.heads, shape.keyValueHeads, shape.headWidth, out, gradient, shape.keyOffset, logSumExp,
      packedGradient, packedGradient + shape.keyOffset, packedGradient + shape.valueOffset, scratch)
  }

  /// Attention of one packed row's queries over the first `count` cached keys.
  ///
  /// `keys` is [keyValueHeads][capacity / 8][headWidth][8], so that eight keys are scored at once;
  /// `values` is [keyValueHeads][capacity][headWidth]. `scratch` holds capacity + 32 floats.
  public static func attendCache(
    _ packed: UnsafePointer<Float>, shape: AttentionShape, keys: UnsafePointer<Float>,
    values: UnsafePointer<Float>, capacity: Int, count: Int,
    into out: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    assert(capacity % 8 == 0 && count > 0 && count <= capacity)
    ck_attend_cache(
      packed, shape.heads, shape.keyValueHeads, shape.headWidth, keys, values, capacity, count, out,
      scratch)
  }

  /// Stores one packed row's keys and values at `position` of a cache laid out as in `attendCache`.
  public static func appendToCache(
    _ packed: UnsafePointer<Float>, shape: AttentionShape, keys: UnsafeMutablePointer<Float>,
    values: UnsafeMutablePointer<Float>, capacity: Int, position: Int
  ) {
    assert(position >= 0 && position < capacity)
    ck_append_cache(
      packed + shape.keyOffset, packed + shape.valueOffset, shape.keyValueHeads, shape.headWidth,
      keys, values, capacity, position)
  }
}
