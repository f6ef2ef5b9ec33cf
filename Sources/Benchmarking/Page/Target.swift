import Foundation
import Methods
import Notebook

/// Something the project wants to be, fixed before it was measured, and what came out.
struct Target {
  /// How a number counts as good; just the bound is enough.
  enum Goal {
    case atLeast(Double)
    case atMost(Double)
  }

  /// What is judged, as the table's first cell says it.
  var what: String
  /// When it is met, in the unit of `measured`.
  var goal: Goal
  /// What is hoped for beyond that; shown, never judged.
  var aim: Double?
  /// How the measured number, its goal and its aim are shown.
  var format: NumberFormat
  /// Stands right behind every such number, its blank included.
  var unit: String
  /// What was measured; nil where it was not.
  var measured: Double?
  /// Medians and ranges behind it, or a dash.
  var details: String

  /// Whether it is met; nil where it was not measured.
  var isMet: Bool? {
    measured.map { value in
      switch goal {
      case .atLeast(let bound): value >= bound
      case .atMost(let bound): value <= bound
      }
    }
  }

  var goalText: String {
    let bound =
      switch goal {
      case .atLeast(let bound): "at least \(text(bound))"
      case .atMost(let bound): "at most \(text(bound))"
      }
    return aim.map { "\(bound) (aim \(text($0)))" } ?? bound
  }

  var measuredText: String { measured.map(text) ?? "not measured" }

  /// The verdict with a sign, so that colour is not needed.
  var verdictText: String { isMet.map { $0 ? "✓ met" : "✗ not met" } ?? "– not measured" }

  private func text(_ value: Double) -> String { format.string(value) + unit }
}

extension BenchmarkResults {
  /// Every target, judged, in the order of the page; those not measured too.
  var targets: [Target] {
    if isOfPretrained { return pretrainedTargets }
    return training + [raggedness] + [workers] + decoding + world + iteration + [growth]
  }

  private var training: [Target] {
    let goals: [(BenchmarkModel, Double, Double)] = [(.small, 1.7, 2), (.medium, 1.4, 1.6)]
    let ratios = goals.map { model, goal, aim in
      ratio(
        "training, \(model.rawValue) model, against PyTorch", goal: goal, aim: aim,
        ours: line(.train, model: model.rawValue, variant: Comparison.paired),
        theirs: line(.train, model: model.rawValue, by: .peer))
    }
    let shares = goals.map { model, _, _ in
      let full = line(.train, model: model.rawValue, variant: TrainSuite.full)
      let ceiling = line(.machine, model: model.rawValue, variant: TrainSuite.ceiling)
      return Target(
        what: "arithmetic needed by training, \(model.rawValue) model, against the ceiling",
        goal: .atLeast(0.7), format: .percent, unit: "",
        measured: quotient(full?.gflops, ceiling?.gflops),
        details: pairText(
          full.map { "\(decimal($0.gflops, 1)) GFLOP/s" },
          ceiling.map { "ceiling \(decimal($0.gflops, 1)) GFLOP/s" }))
    }
    return ratios + shares
  }

  private var raggedness: Target {
    let full = line(.train, model: "small", variant: TrainSuite.full)
    let ragged = line(.train, model: "small", variant: TrainSuite.ragged)
    return Target(
      what: "tokens a second on ragged episodes, against full sequences", goal: .atLeast(0.9),
      format: .percent, unit: "",
      measured: quotient(ragged?.tokensPerSecond, full?.tokensPerSecond),
      details: pairText(ragged.map(rateText), full.map(rateText)))
  }

  private var workers: Target {
    let two = line(.train, model: "small", variant: TrainSuite.full)
    let one = line(.train, model: "small", variant: TrainSuite.oneWorker)
    return Target(
      what: "two workers against one", goal: .atLeast(1.85), format: .decimal(2), unit: "×",
      measured: quotient(two?.tokensPerSecond, one?.tokensPerSecond),
      details: pairText(two.map(rateText), one.map(rateText)))
  }

  private var decoding: [Target] {
    let goals: [(BenchmarkModel, Double, Double)] = [(.small, 4.5, 6), (.medium, 3, 4)]
    return goals.map { model, goal, aim in
      ratio(
        "sampling, \(model.rawValue) model, against PyTorch", goal: goal, aim: aim,
        ours: line(.decode, model: model.rawValue),
        theirs: line(.decode, model: model.rawValue, by: .peer))
    }
  }

  private var world: [Target] {
    let line = line(.world)
    return [
      Target(
        what: "steps of the world, one core", goal: .atLeast(200_000), format: .decimal(0),
        unit: " a second", measured: line?.stepsPerSecond,
        details: line.map {
          "\($0.variant); \(secondsText($0)) a round, \(decimal(Double($0.rounds), 0)) rounds"
        } ?? "–"),
      Target(
        what: "loading a released game", goal: .atMost(2), format: .decimal(2), unit: " ms",
        measured: line?.loadMilliseconds,
        details: line?.games.map { "\($0) games found" } ?? "no released games"),
      Target(
        what: "loading all released games", goal: .atMost(10), format: .decimal(1), unit: " s",
        measured: line?.loadAllSeconds,
        details: line?.games.map { "\($0) games found" } ?? "no released games"),
    ]
  }

  private var iteration: [Target] {
    let ours = line(.iteration, variant: Method.grpo.title)
    let theirs = line(.iteration, by: .peer)
    let resident = ours?.residentMemory ?? []
    // The first iteration makes room for what all later ones use again.
    let growth = resident.count > 2 ? resident.last.map { $0 / resident[1] - 1 } : nil
    return [
      ratio(
        "an iteration of GRPO, tokens a second, against PyTorch and TextWorld", goal: 5, aim: nil,
        ours: ours, theirs: theirs),
      Target(
        what: "the world's share of an iteration", goal: .atMost(0.03), format: .percent, unit: "",
        measured: ours?.worldShare,
        details: ours?.worldSeconds.map { "\(decimal($0, 3)) s of one core an iteration" } ?? "–"),
      Target(
        what: "resident memory of an iteration, at most", goal: .atMost(1.5), format: .decimal(2),
        unit: " GB", measured: ours?.peakMemory.map { $0 / 1e9 },
        details: theirs?.peakMemory.map { "the peer: \(decimal($0 / 1e9, 2)) GB" } ?? "–"),
      Target(
        what: "growth of resident memory from the second iteration to the last",
        goal: .atMost(0.05),
        format: .percent, unit: "", measured: growth, details: "\(resident.count) iterations"),
    ]
  }

  /// Episodes an iteration and the line measured with them, fewest first.
  var growthLines: [(episodes: Int, line: Measurement)] {
    measurements.compactMap { line in
      guard line.suite == .train, line.implementation == .product,
        line.variant.hasSuffix(" episodes"),
        let episodes = line.variant.split(separator: " ").first.flatMap({ Int($0) })
      else { return nil }
      return (episodes, line)
    }.sorted { $0.0 < $1.0 }
  }

  private var growth: Target {
    let rates = growthLines.compactMap { entry in
      entry.line.tokensPerSecond.map { (entry.episodes, $0) }
    }
    let first = rates.first?.1
    let slowest = rates.map(\.1).min()
    return Target(
      what: "cost a token at any number of episodes, above that at the fewest",
      goal: .atMost(0.1), format: .percent, unit: "",
      measured: rates.count > 1 ? quotient(first, slowest).map { $0 - 1 } : nil,
      details: rates.map { "\($0.0): \(decimal($0.1, 0))" }.joined(separator: ", ")
        + (rates.isEmpty ? "–" : " tokens/s"))
  }

  func ratio(
    _ what: String, goal: Double, aim: Double?, ours: Measurement?, theirs: Measurement?
  ) -> Target {
    Target(
      what: what, goal: .atLeast(goal), aim: aim, format: .decimal(2), unit: "×",
      measured: quotient(ours?.tokensPerSecond, theirs?.tokensPerSecond),
      details: pairText(ours.map(rateText), theirs.map(rateText)))
  }
}

/// a / b; nil where either is missing or b is not above 0.
func quotient(_ a: Double?, _ b: Double?) -> Double? {
  guard let a, let b, b > 0 else { return nil }
  return a / b
}

func decimal(_ value: Double, _ places: Int) -> String {
  NumberFormat.decimal(places).string(value)
}

/// Median and range of the tokens a second.
func rateText(_ line: Measurement) -> String {
  guard let rate = line.tokensPerSecond else { return "–" }
  let range = NumberFormat.decimal(0).range(
    low: line.minimumTokensPerSecond, high: line.maximumTokensPerSecond)
  return "\(decimal(rate, 0)) \(range) tokens/s"
}

/// Median and range of the seconds of a round.
func secondsText(_ line: Measurement) -> String {
  let format = NumberFormat.decimal(3)
  return "\(format.string(line.seconds)) "
    + "\(format.range(low: line.minimumSeconds, high: line.maximumSeconds)) s"
}

func pairText(_ ours: String?, _ theirs: String?) -> String {
  "\(ours ?? "not measured") / \(theirs ?? "not measured")"
}
