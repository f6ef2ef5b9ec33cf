import Agent
import Experiments
import Gnuplot
import Methods
import Notebook
import Statistics

extension Measurements {
  /// Bars of one rate, one panel, with the paper's numbers as diamonds.
  ///
  /// - Throws: Errors of training and evaluation.
  public func bars(
    _ rate: Rate, of methods: [Method], on splits: [EvaluationSplit], panel title: String
  ) throws -> Panel {
    var layers: [Layer] = []
    var paper: [Layer] = []
    for method in methods {
      let points = try splits.indices.map { index in
        let measured = try interval(rate, method, splits[index])
        return DataPoint(
          x: Double(index), y: measured.value, low: measured.low, high: measured.high)
      }
      layers.append(.bars(method.title, points))
      let numbers = splits.indices.compactMap { index in
        paperNumber(rate, method, splits[index]).map { DataPoint(x: Double(index), y: $0) }
      }
      if !numbers.isEmpty { paper.append(.reference("paper", beside: method.title, numbers)) }
    }
    let y: Axis =
      switch rate {
      case .steps: Axis("steps an episode")
      case .success: .percent("games won")
      case .wellFormedRepeats: .percent("share of well-formed answers")
      case .repetitive, .allRepeats, .invalid, .malformed: .percent("share of steps")
      }
    return Panel(title, x: .categories(splits.map(\.rawValue)), y: y, layers: layers + paper)
  }
}
