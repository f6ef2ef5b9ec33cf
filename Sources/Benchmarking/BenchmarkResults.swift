import Foundation
import Training

/// Product and peer on the same work, round by round in turn.
public struct PairedResult: Sendable, Hashable, Codable {
  /// `train`, `decode` or `iteration`.
  public var suite: String
  /// `small`, `medium` or `shipped`.
  public var model: String
  /// How the peer ran: `eager`, `compiled`, or what else distinguishes it.
  public var mode: String
  /// Seconds of each round of the product, and of the peer in the same place.
  public var product: [Double]
  public var peer: [Double]
  /// Tokens of one round on each side (medians where they are sampled).
  public var productTokens: Int
  public var peerTokens: Int
  /// Pairs dropped because something else took the processor.
  public var dropped: Int
  /// Other figures of both sides, by name.
  public var details: [String: Double]

  /// Peer's seconds over the product's, the median of the pairs.
  public var ratio: Double { Measurement.median(of: zip(peer, product).map { $0 / $1 }) }
}

/// Everything `make bench` measured: what `Benchmarks/README.md` is rendered from.
public struct BenchmarkResults: Sendable, Hashable, Codable {
  /// Day of the measurement, year-month-day.
  public var date: String
  /// The machine.
  public var machine: RunEnvironment
  /// Versions of what was compared with, by name.
  public var versions: [String: String]
  /// Lines of the product alone.
  public var lines: [BenchmarkLine]
  /// Product beside PyTorch.
  public var pairs: [PairedResult]
  /// Why something was not compared.
  public var remarks: [String]

  func line(_ suite: String, _ variant: String, model: String? = nil, threads: Int? = nil)
    -> BenchmarkLine?
  {
    lines.first {
      $0.suite == suite && $0.variant == variant && (model == nil || $0.model == model)
        && (threads == nil || $0.threads == threads)
    }
  }

  func pair(_ suite: String, _ model: String) -> PairedResult? {
    pairs.first { $0.suite == suite && $0.model == model }
  }
}
