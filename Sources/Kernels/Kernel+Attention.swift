import CKernels

/// The shape of grouped-query attention: each key head serves `heads / keyValueHeads` query heads
/// that follow one another.
public struct AttentionShape: Sendable, Hashable {
  /// Query heads; a row of attention's output has `heads * headWidth` floats.
  public let heads: Int
  /// Key and value heads; divides `heads`.
  public let keyValueHeads: Int
  /// Floats a head, a multiple of 8.
  public let headWidth: Int

  /// A precondition fails where the groups are not whole or a head does not fill vectors of eight.
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

/// Rows [queries | keys | values] of consecutive tokens, as attention reads them.
public struct AttentionRows {
  /// First row of queries and keys; rows are `packedWidth` floats.
  public let packed: UnsafeMutablePointer<Float>
  /// First row of values, at the same stride.
  public let values: UnsafeMutablePointer<Float>
  /// Rows, one for each token in order.
  public let count: Int

  /// Rows whose values may stand elsewhere than their queries and keys.
  public init(
    packed: UnsafeMutablePointer<Float>, values: UnsafeMutablePointer<Float>, count: Int
  ) {
    self.packed = packed
    self.values = values
    self.count = count
  }
}

extension Kernel {
  /// Floats of scratch that attention needs where a query sees up to `keys` keys, backward
  /// included.
  public static func attentionScratch(keys: Int, shape: AttentionShape) -> Int {
    ck_attention_scratch(keys, shape.headWidth)
  }

  /// Causal attention of `own` rows over the rows of a `prefix`, all of them visible, and
  /// themselves. `out` has rows of heads * headWidth; `logSumExp` is [heads][own rows]. Keys after
  /// a query are never computed beyond its tile of six queries.
  public static func attend(
    _ own: AttentionRows, after prefix: AttentionRows? = nil, shape: AttentionShape,
    into out: UnsafeMutablePointer<Float>, logSumExp: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let before = prefix ?? own
    ck_attention(
      own.packed, own.packed + shape.keyOffset, own.values, before.packed + shape.keyOffset,
      before.values, prefix?.count ?? 0, shape.packedWidth, own.count, shape.heads,
      shape.keyValueHeads, shape.headWidth, out, shape.keyOffset, logSumExp, scratch)
  }

  /// Backward of `attend`, from the gradient of its output: recomputes the weights from
  /// `logSumExp`, overwrites the queries' gradients and adds to those of keys and values, the
  /// prefix's included. Gradients are packed rows like those of `own`.
  public static func attendBackward(
    _ own: AttentionRows, after prefix: AttentionRows? = nil, shape: AttentionShape,
    out: UnsafePointer<Float>, gradient: UnsafePointer<Float>, logSumExp: UnsafePointer<Float>,
    into ownGradient: UnsafeMutablePointer<Float>,
    prefixGradient: UnsafeMutablePointer<Float>? = nil, scratch: UnsafeMutablePointer<Float>
  ) {
    let before = prefix ?? own
    let beforeGradient = prefixGradient ?? ownGradient
    ck_attention_backward(
      own.packed, own.packed + shape.keyOffset, own.values, before.packed + shape.keyOffset,
      before.values, prefix?.count ?? 0, shape.packedWidth, own.count, shape.heads,
      shape.keyValueHeads, shape.headWidth, out, gradient, shape.keyOffset, logSumExp, ownGradient,
      ownGradient + shape.keyOffset, ownGradient + shape.valueOffset,
      beforeGradient + shape.keyOffset, beforeGradient + shape.valueOffset, scratch)
  }

  /// How the numbers of a cache are stored.
  public enum CachePrecision: Sendable {
    /// Half precision: 11 significant bits, half the memory to read.
    case half
    /// Single precision: nothing is lost.
    case single

    /// Bytes a number takes.
    public var byteCount: Int { self == .half ? 2 : 4 }
  }

  /// Attention of consecutive rows' queries over a cache that holds their own keys and values too,
  /// the first row's at position `first`; each row sees the keys up to its own.
  ///
  /// `keys` is [keyValueHeads][capacity / 8][headWidth][8], so that eight keys are scored at once;
  /// `values` is [keyValueHeads][capacity][headWidth]. `scratch` holds `cacheScratch(keys:)`
  /// floats.
  public static func attendCache(
    _ packed: UnsafePointer<Float>, rows: Int, shape: AttentionShape, keys: UnsafeRawPointer,
    values: UnsafeRawPointer, precision: CachePrecision, capacity: Int, first: Int,
    into out: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    assert(capacity % 8 == 0 && rows > 0 && first >= 0 && first + rows <= capacity)
    switch precision {
    case .half:
      ck_attend_cache_half(
        packed, shape.packedWidth, rows, shape.heads, shape.keyValueHeads, shape.headWidth,
        keys.assumingMemoryBound(to: UInt16.self), values.assumingMemoryBound(to: UInt16.self),
        capacity, first, out, shape.keyOffset, scratch)
    case .single:
      ck_attend_cache_single(
        packed, shape.packedWidth, rows, shape.heads, shape.keyValueHeads, shape.headWidth,
        keys.assumingMemoryBound(to: Float.self), values.assumingMemoryBound(to: Float.self),
        capacity, first, out, shape.keyOffset, scratch)
    }
  }

  /// Floats of scratch that `attendCache` needs over up to `keys` keys.
  public static func cacheScratch(keys: Int) -> Int { 4 * (keys + 8) }

  /// Stores one row's keys and values at `position` of a cache laid out as in `attendCache`,
  /// rounded to its precision.
  public static func appendToCache(
    keyRow: UnsafePointer<Float>, valueRow: UnsafePointer<Float>, shape: AttentionShape,
    keys: UnsafeMutableRawPointer, values: UnsafeMutableRawPointer, precision: CachePrecision,
    capacity: Int, position: Int
  ) {
    assert(position >= 0 && position < capacity)
    switch precision {
    case .half:
      ck_append_cache_half(
        keyRow, valueRow, shape.keyValueHeads, shape.headWidth,
        keys.assumingMemoryBound(to: UInt16.self), values.assumingMemoryBound(to: UInt16.self),
        capacity, position)
    case .single:
      ck_append_cache_single(
        keyRow, valueRow, shape.keyValueHeads, shape.headWidth,
        keys.assumingMemoryBound(to: Float.self), values.assumingMemoryBound(to: Float.self),
        capacity, position)
    }
  }
}
