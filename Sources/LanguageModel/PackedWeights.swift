import Dispatch
import Kernels

/// The matrices of a model as the forward pass multiplies with them.
///
/// Valid while the parameters keep their values and the arena is not reset; read by many threads.
struct PackedWeights: @unchecked Sendable {
  struct Block {
    let projection: PackedMatrix
    let output: PackedMatrix
    let gateUp: PackedMatrix
    let down: PackedMatrix
  }

  let blocks: [Block]
  let head: PackedMatrix

  /// Packs all matrices, on all threads.
  ///
  /// - Parameter frozen: The first blocks of another model, which are the same in this one.
  init(_ parameters: Parameters, sharing frozen: ArraySlice<Block> = [], arena: Arena) {
    let ofBlocks = (frozen.count..<parameters.configuration.layers).flatMap { layer in
      let weights = BlockWeights(parameters, layer: layer)
      return [weights.projection, weights.output, weights.gateUp, weights.down]
    }
    let places = (ofBlocks + [parameters.headMatrix]).map { Place(of: $0, in: arena) }
    DispatchQueue.concurrentPerform(iterations: places.count) { places[$0].pack() }
    blocks =
      frozen
      + stride(from: 0, to: ofBlocks.count, by: 4).map {
        Block(
          projection: places[$0].packed, output: places[$0 + 1].packed,
          gateUp: places[$0 + 2].packed, down: places[$0 + 3].packed)
      }
    head = places[ofBlocks.count].packed
  }

  /// A matrix and the memory it is packed into, which is no other's; hence `@unchecked`.
  private struct Place: @unchecked Sendable {
    private let matrix: MatrixView
    let packed: PackedMatrix

    init(of matrix: MatrixView, in arena: Arena) {
      self.matrix = matrix
      let count = PackedMatrix.floatCount(rows: matrix.columns, columns: matrix.rows)
      packed = PackedMatrix(
        panels: arena.take(count), rows: matrix.columns, columns: matrix.rows)
    }

    func pack() { _ = Kernel.pack(matrix, .transposed, into: packed.panels) }
  }
}

/// A model's matrices packed once, for all workers and micro-batches of a pass.
///
/// Immutable, hence `@unchecked`; the parameters must not change as long as it is used.
public final class PackedModel: @unchecked Sendable {
  let weights: PackedWeights
  private let arena = Arena()
  /// Owns the memory of the blocks that are shared.
  private let other: PackedModel?

  /// Takes nearly as much memory as the parameters.
  ///
  /// - Parameters:
  ///   - blocks: So many of the first blocks are taken from `other`.
  ///   - other: A model in which they are the same.
  public init(_ parameters: Parameters, sharing blocks: Int = 0, of other: PackedModel? = nil) {
    self.other = other
    weights = PackedWeights(
      parameters, sharing: other?.weights.blocks.prefix(blocks) ?? [], arena: arena)
  }
}
