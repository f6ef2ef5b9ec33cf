import Gnuplot
import Notebook
import Statistics
import Training

extension Study {
  /// Everything evaluated so far, one row a method, seed and split, for `results.json`.
  func runResults() -> [RunResult] {
    evaluated.flatMap { method, split, rows in
      zip(seeds, rows).map { seed, episodes in
        let summary = EvaluationSummary(episodes)
        return RunResult(
          method: method.rawValue, seed: Int(seed), split: split.rawValue,
          episodes: summary.episodes, successRate: summary.successRate,
          repetitiveActionRate: summary.repetitiveActionRate,
          invalidActionRate: summary.invalidActionRate, meanSteps: summary.meanSteps,
          repetitiveActionRateValidOnly: summary.repetitiveValidActionRate,
          extra: [
            "malformedRate": .number(summary.malformedRate),
            "tagShares": .object(summary.tagShares.mapValues { .number($0) }),
            "successByCategory": .object(
              Dictionary(grouping: episodes) { $0.category?.rawValue ?? "other" }
                .mapValues { .number(EvaluationSummary($0).successRate) }),
            "trainingSet": .string(trainingSet(for: split).rawValue),
          ])
      }
    }
  }

  /// A table of every rate of some methods on some splits, each with its interval and the paper's
  /// number beside it.
  ///
  /// - Throws: Errors of training and evaluation.
  public func table(
    of methods: [Method], on splits: [EvaluationSplit], label: String, caption: Prose
  ) throws -> Block {
    let rates: [(title: String, rate: Rate, format: NumberFormat)] = [
      ("success", .success, .percent), ("repetitive", .repetitive, .percent),
      ("repetitive, valid steps only", .repetitiveValid, .percent),
      ("invalid", .invalid, .percent), ("steps", .steps, .decimal(1)),
    ]
    var rows: [[Prose]] = []
    for method in methods {
      for split in splits {
        var row: [Prose] = ["\(method.title)", "\(split.rawValue)"]
        for (_, rate, format) in rates {
          let measured = try interval(rate, method, split)
          let paper = PaperNumbers.value(rate, method, split)
          let ours = format.string(measured)
          row.append(Prose(paper.map { "\(ours) /\u{A0}\(format.string($0))" } ?? ours))
        }
        rows.append(row)
      }
    }
    return .table(
      Table(
        caption:
          "\(caption) Ours with its 95% interval / the paper's (Qwen2.5-7B), where it gives one. Ours: \(scale).",
        label: label,
        columns: [.init("method"), .init("split")]
          + rates.map { .init(Prose($0.title), .right) },
        rows: rows))
  }

  /// What was used here, in one phrase that stands wherever numbers do.
  public var scale: Prose {
    let parameters = Double(laboratory.base.parameters.count) / 1e6
    let games = laboratory.settings.evaluation.games
    let seedWord = seeds.count == 1 ? "seed" : "seeds"
    return
      "\(parameters, as: .decimal(2)) million parameters, \(seeds.count) \(seedWord), at most \(games) games a split, \(laboratory.settings.world.rawValue) world, profile \(profile.rawValue)"
  }

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
        PaperNumbers.value(rate, method, splits[index]).map { DataPoint(x: Double(index), y: $0) }
      }
      if !numbers.isEmpty { paper.append(.reference("paper", beside: method.title, numbers)) }
    }
    let y: Axis =
      switch rate {
      case .steps: Axis("steps an episode")
      case .success: .percent("games won")
      case .repetitive, .repetitiveValid, .invalid, .malformed: .percent("share of steps")
      }
    return Panel(title, x: .categories(splits.map(\.rawValue)), y: y, layers: layers + paper)
  }

  /// Mean over seeds of a learning-curve number, with the seeds' range as its band.
  ///
  /// - Throws: Errors of training.
  public func curve(
    _ method: Method, for split: EvaluationSplit, value: (ReinforcementMetrics) -> Double
  ) throws -> [DataPoint] {
    let curves = try seeds.map { try run(method, seed: $0, for: split).reinforcementMetrics() }
    let length = curves.map(\.count).min() ?? 0
    return (0..<length).map { index in
      let values = curves.map { value($0[index]) }
      return DataPoint(
        x: Double(index + 1), y: mean(values), low: values.min(), high: values.max())
    }
  }

  /// A learning-curve number at the beginning and at the end of training: means over seeds and over the
  /// first and the last tenth of the iterations; nil where there are none.
  ///
  /// - Throws: Errors of training.
  public func change(
    _ method: Method, for split: EvaluationSplit, value: (ReinforcementMetrics) -> Double
  ) throws -> (from: Double, to: Double)? {
    let values = try curve(method, for: split, value: value).map(\.y)
    let tenth = max(1, values.count / 10)
    return values.isEmpty
      ? nil : (mean(Array(values.prefix(tenth))), mean(Array(values.suffix(tenth))))
  }

  /// The first evaluated episode of a method's first seed on a split, as it went.
  ///
  /// - Throws: Errors of training and evaluation.
  public func exampleEpisode(_ method: Method, _ split: EvaluationSplit) throws -> Block {
    let run = try run(method, seed: seeds[0], for: split)
    guard let episode = try laboratory.sampleEpisodes(of: run, on: split).first else {
      return .verbatim("no episode")
    }
    return transcript(episode)
  }

  /// The first twelve steps of an episode.
  func transcript(_ episode: ReadableEpisode) -> Block {
    let steps = episode.steps.prefix(12).enumerated().map { number, step in
      "\(number + 1). \(step.output)\n   \(step.observation)"
    }
    let rest = episode.steps.count - steps.count
    let ending = (rest > 0 ? ["… \(rest) more steps"] : []) + [episode.won ? "won" : "lost"]
    return .verbatim(([episode.opening, ""] + steps + ending).joined(separator: "\n"))
  }

  /// How the runs came about, those of other studies included.
  public func provenance(with others: [Study] = []) -> Block {
    let studies = [self] + others
    let runs = studies.map { $0.commands.count * $0.seeds.count }.reduce(0, +)
    return .callout(
      .note, title: "Where these numbers come from",
      [
        .paragraph(
          "\(runs) runs stand behind this chapter. Each command makes one run a seed; with one seed alone it makes that run, the same bytes. A run is kept under `runs/` and used again by whatever asks for the same sources, settings, seed and starting point; remove its folder to train it again."
        ),
        .list(studies.flatMap(\.commands).map { "\(code: $0)" }),
      ])
  }

  /// What must hold before a claim may be judged.
  public func guards(_ rates: [RateMatrix]) -> [Guard] {
    [
      .meaningful(profile: profile.rawValue), .runs(seeds.count, atLeast: 2),
      .someSuccess(rates.map(\.rate)),
    ]
  }

  /// A measured number for the ledger, and on how many games of the splits it compares it rests.
  public func measurement(
    _ interval: Interval?, as format: NumberFormat, on splits: EvaluationSplit...
  ) -> Measurement {
    let games = evaluated.filter { splits.contains($0.split) }.flatMap(\.rows).map(\.count)
    return Measurement(interval, format: format, runs: seeds.count, games: games.min() ?? 0)
  }
}
