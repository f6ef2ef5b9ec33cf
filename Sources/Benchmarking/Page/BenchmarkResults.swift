import Agent
import Experiments
import Foundation
import Gnuplot
import Notebook

/// All that was measured in one run, `results.json`: the page is made from it alone.
public struct BenchmarkResults: Sendable, Hashable, Codable {
  /// Where it was measured, and the toolchain and commit that were.
  public var machine: RunEnvironment
  /// Whether the workloads were the tiny ones, whose numbers mean nothing.
  public var isQuick: Bool
  /// In the order in which they were measured, peers' lines among them.
  public var measurements: [Measurement]
  /// What peers say of themselves: names and versions.
  public var peerFacts: [String: String] = [:]
  /// Why a peer was not measured, a line each.
  public var missing: [String] = []

  /// Results to which a comparison adds what it finds.
  public init(machine: RunEnvironment, isQuick: Bool, measurements: [Measurement]) {
    self.machine = machine
    self.isQuick = isQuick
    self.measurements = measurements
  }

  static let fileName = "results.json"
  static let pretrainedFolder = "SmolLM2"

  /// Reads the results in a folder.
  ///
  /// - Throws: `RunError` where they are missing or corrupt.
  public init(contentsOf folder: URL) throws {
    let file = folder.appendingPathComponent(Self.fileName)
    guard let data = try? Data(contentsOf: file) else {
      throw RunError("\(file.path): cannot be read; measure first, with `make bench`")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      throw RunError("\(file.path): corrupt; measure again, with `make bench`")
    }
  }

  /// Writes `results.json`, the figures and `README.md` into a folder; those of the pretrained agent into
  /// one of its own inside it, so that neither page overwrites the other.
  ///
  /// - Throws: `RunError`, or the errors of figures and documents.
  public func write(to folder: URL) throws {
    let folder =
      isOfPretrained ? folder.appendingPathComponent(Self.pretrainedFolder) : folder
    try RunFolder(at: folder).write(self, to: Self.fileName)
    try render(into: folder)
  }

  /// Writes figures and `README.md` without measuring.
  ///
  /// - Throws: The errors of figures and documents.
  public func render(into folder: URL) throws {
    let page = BenchmarkPage(self)
    for figure in page.figures { try figure.write(into: folder) }
    try page.document.write(to: folder, name: "README", pandoc: nil)
  }

  /// The first line that has all that is asked for; nil where none was measured.
  func line(
    _ suite: BenchmarkSuite, model: String? = nil, variant: String? = nil,
    by implementation: Implementation = .product
  ) -> Measurement? {
    measurements.first {
      $0.suite == suite && $0.implementation == implementation
        && (model == nil || $0.model == model) && (variant == nil || $0.variant == variant)
    }
  }
}
