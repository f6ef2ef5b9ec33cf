import Agent
import Experiments
import Foundation

/// The numbers of one line of a learning curve, by their path: "rollouts/successRate".
public struct MetricRow: Sendable, Hashable {
  /// The iteration of reinforcement learning, or the update of supervised training.
  public var step: Int
  /// Every other number.
  public var values: [String: Double]

  /// The rows of a `metrics.jsonl`.
  ///
  /// - Throws: `RunError` naming the run and the line that is no row.
  public static func rows(of run: RecordedRun) throws -> [MetricRow] {
    try Array(run.metrics).split(separator: UInt8(ascii: "\n")).enumerated().map { number, line in
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let row = MetricRow(object)
      else {
        throw RunError(
          "\(run.name)/metrics.jsonl: line \(number + 1) has no iteration and no update; record the run "
            + "again")
      }
      return row
    }
  }

  /// A row of known numbers.
  package init(step: Int, values: [String: Double]) {
    self.step = step
    self.values = values
  }

  private init?(_ object: [String: Any]) {
    var object = object
    // Reinforcement learning has an object of this name besides.
    let name = object["iteration"] == nil ? "update" : "iteration"
    guard let step = object.removeValue(forKey: name) as? NSNumber else { return nil }
    self.step = step.intValue
    values = [:]
    collect(object, below: "")
  }

  private mutating func collect(_ object: [String: Any], below path: String) {
    for (name, value) in object {
      switch value {
      case let inner as [String: Any]: collect(inner, below: path + name + "/")
      case let number as NSNumber: values[path + name] = number.doubleValue
      default: break
      }
    }
  }

  /// A table of rows: their steps, then every number that any of them has, by name. What a row lacks is
  /// empty.
  package static func table(_ rows: [MetricRow]) -> CSV {
    let names = Set(rows.flatMap(\.values.keys)).sorted()
    var table = CSV(header: ["step"] + names)
    for row in rows {
      table.append(["\(row.step)"] + names.map { name in row.values[name].map { "\($0)" } ?? "" })
    }
    return table
  }

  /// One JSON object a line, numbers by their path.
  static func lines(_ rows: [MetricRow]) throws -> Data {
    try rows.reduce(into: Data()) { data, row in
      var numbers = row.values
      numbers["step"] = Double(row.step)
      data += try canonicalJSON(numbers) + Data("\n".utf8)
    }
  }

  /// A TensorBoard event file.
  static func events(_ rows: [MetricRow]) -> EventFile {
    rows.reduce(into: EventFile()) { file, row in
      file.append(
        step: row.step,
        row.values.sorted { $0.key < $1.key }.map { (tag: $0.key, value: $0.value) })
    }
  }
}
