import Kernels

/// The weights (or their gradients) of one block.
struct BlockWeights {
  private let configuration: ModelConfiguration
  private let parameters: Parameters
  private let places: ParameterLayout.Block

  init(_ parameters: Parameters, layer: Int) {
    self.parameters = parameters
    configuration = parameters.configuration
    places = parameters.layout.blocks[layer]
  }

  private var d: Int { configuration.dimension }

  /// Queries, keys and values, [packedWidth, dimension].
  var projection: MatrixView {
    parameters.matrix(places.queriesKeysValues, configuration.attention.packedWidth, d)
  }
  /// Attention's output, [dimension, heads * headDimension].
  var output: MatrixView {
    parameters.matrix(places.output, d, configuration.attention.keyOffset)
  }
  /// Gate and up, [2 feedForward, dimension].
  var gateUp: MatrixView { parameters.matrix(places.gateUp, 2 * configuration.feedForward, d) }
  /// Down, [dimension, feedForward].
  var down: MatrixView { parameters.matrix(places.down, d, configuration.feedForward) }

  var attentionNorm: UnsafeMutablePointer<Float> { parameters.base + places.attentionNorm }
  var feedForwardNorm: UnsafeMutablePointer<Float> { parameters.base + places.feedForwardNorm }
  /// Taps of the convolution, [convolutionWidth][dimension].
  var convolution: UnsafeMutablePointer<Float> { parameters.base + places.convolution }

  /// Gain of one query or key head.
  func headNorm(_ head: Int) -> UnsafeMutablePointer<Float> {
    parameters.base + (head < configuration.heads ? places.queryNorm : places.keyNorm)
  }
}

extension Parameters {
  var headMatrix: MatrixView {
    MatrixView(head, rows: configuration.vocabularySize, columns: configuration.dimension)
  }
}
