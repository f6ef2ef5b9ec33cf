import Foundation
import Kernels

/// AdamW (Loshchilov & Hutter 2019) with clipping by the global gradient norm.
///
/// Decay applies to the projection matrices alone: gains and convolutions have no reason to shrink,
/// and rows of rare tokens would shrink between the few steps that use them.
public final class AdamW {
  /// Constants of the optimiser; the learning rate is given step by step.
  public struct Configuration: Sendable, Codable, Hashable {
    /// Share of the first moment that a step keeps.
    public var beta1: Float
    /// Share of the second moment that a step keeps.
    public var beta2: Float
    /// Added to the root of the corrected second moment, as in PyTorch, not under the root.
    public var epsilon: Float
    /// Times the learning rate, the share of a projection matrix that a step takes away, whatever
    /// its gradient.
    public var weightDecay: Float
    /// Largest global gradient norm; larger gradients are scaled down to it. `infinity`: never.
    public var maximumGradientNorm: Float

    /// Common defaults for small language models.
    public init(
      beta1: Float = 0.9, beta2: Float = 0.95, epsilon: Float = 1e-8, weightDecay: Float = 0.01,
      maximumGradientNorm: Float = 1
    ) {
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
      self.weightDecay = weightDecay
      self.maximumGradientNorm = maximumGradientNorm
    }
  }

  /// Not part of a saved state: an optimiser that is restored must be given the same again.
  public let configuration: Configuration
  /// Running mean of the clipped gradients: zero at first, corrected for that only as a step uses
  /// it.
  public let firstMoment: Parameters
  /// Running mean of the squared clipped gradients, corrected as the first is.
  public let secondMoment: Parameters
  /// Steps that changed something: one with a gradient that is not finite does not count.
  public private(set) var stepCount: Int

  /// A fresh state for parameters shaped like `parameters`.
  public init(_ parameters: Parameters, configuration: Configuration = Configuration()) {
    self.configuration = configuration
    firstMoment = Parameters(layoutOf: parameters)
    secondMoment = Parameters(layoutOf: parameters)
    stepCount = 0
  }

  /// Updates `parameters` in place, effective tables included, and returns the gradient's norm
  /// before clipping. A gradient that is not finite changes nothing; the caller sees it in the
  /// returned norm.
  ///
  /// - Parameter frozenBlocks: The embedding and so many of the first blocks stay as they are, decay
  ///   included.
  @discardableResult
  public func step(
    _ parameters: Parameters, gradients: Parameters, learningRate: Float, frozenBlocks: Int = 0
  ) -> Double {
    precondition(parameters.count == firstMoment.count && gradients.count == firstMoment.count)
    let norm = gradients.norm
    if !norm.isFinite { return norm }
    stepCount += 1
    let limit = Double(configuration.maximumGradientNorm)
    let scale = norm > limit ? Float(limit / (norm + 1e-6)) : 1
    let correction1 = Float(1 - pow(Double(configuration.beta1), Double(stepCount)))
    let correction2 = Float(1 - pow(Double(configuration.beta2), Double(stepCount)))
    for tensor in parameters.tensors(aboveBlocks: frozenBlocks) {
      Kernel.adamW(
        parameters.base + tensor.offset, gradient: gradients.base + tensor.offset,
        firstMoment: firstMoment.base + tensor.offset,
        secondMoment: secondMoment.base + tensor.offset, count: tensor.count,
        gradientScale: scale, learningRate: learningRate, beta1: configuration.beta1,
        beta2: configuration.beta2, epsilon: configuration.epsilon,
        weightDecay: tensor.decays ? configuration.weightDecay : 0, correction1: correction1,
        correction2: correction2)
    }
    parameters.composeTables()
    return norm
  }

  /// Writes moments and step count to a safetensors file, atomically and in full precision. Throws
  /// `LanguageModelError` where that fails.
  public func save(to file: URL) throws {
    let moments = [("first.", firstMoment), ("second.", secondMoment)]
    try SafetensorsFile.write(
      moments.flatMap { prefix, moment in
        moment.tensors.map {
          .init(name: prefix + $0.name, shape: $0.shape, values: moment.view($0))
        }
      },
      metadata: ["step": String(stepCount)], precision: .float32, to: file)
  }

  /// Restores what `save(to:)` wrote, bit for bit. Throws `LanguageModelError` naming the file when
  /// it is missing, damaged or of another model.
  public func restore(from file: URL) throws {
    let stored = try SafetensorsFile(contentsOf: file)
    guard let step = stored.metadata["step"].flatMap(Int.init), step >= 0 else {
      throw LanguageModelError(
        "\(file.path): not an optimiser state (no step count); delete it or give the right file")
    }
    for (prefix, moment) in [("first.", firstMoment), ("second.", secondMoment)] {
      for tensor in moment.tensors {
        try stored.read(prefix + tensor.name, shape: tensor.shape, into: moment.view(tensor))
      }
    }
    stepCount = step
  }
}
