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

  init(_ parameters: Parameters, arena: Arena) {
    func pack(_ matrix: MatrixView) -> PackedMatrix {
      Kernel.pack(
        matrix, .transposed,
        into: arena.take(
          PackedMatrix.floatCount(rows: matrix.columns, columns: matrix.rows)))
    }
    let configuration = parameters.configuration
    blocks = (0..<configuration.layers).map { layer in
      let weights = BlockWeights(parameters, layer: layer)
      return Block(
        projection: pack(weights.projection), output: pack(weights.output),
        gateUp: pack(weights.gateUp), down: pack(weights.down))
    }
    head = pack(parameters.headMatrix)
  }
}

/// A model's matrices packed once, for all workers and micro-batches of a pass.
///
/// Immutable, hence `@unchecked`; the parameters must not change as long as it is used.
public final class PackedModel: @unchecked Sendable {
  let weights: PackedWeights
  private let arena = Arena()

  /// Takes nearly as much memory as the parameters.
  public init(_ parameters: Parameters) {
    weights = PackedWeights(parameters, arena: arena)
  }
}
