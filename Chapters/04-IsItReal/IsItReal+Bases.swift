import ChapterSupport
import Gnuplot
import Notebook
import Training

// "Does it depend on the base model?"
extension IsItReal {
  func name(_ base: PretrainingSettings) -> String {
    let family =
      switch base.family {
      case .shipped: ""
      case .withoutHeatAndPlace: ", without heat-and-place"
      case .withoutHeldOutKnowledge: ", without held-out knowledge"
      }
    return "\(base.supervised.episodes) episodes\(family)"
  }

  /// The command that makes a base model again.
  func command(_ base: PretrainingSettings, for options: ExperimentOptions) -> String {
    let usual = PretrainingSettings()
    var words = ["rlvmr pretrain"]
    if base.supervised.episodes != usual.supervised.episodes {
      words.append("--episodes \(base.supervised.episodes)")
    }
    if base.family != usual.family { words.append("--family \(base.family.rawValue)") }
    if base.seed != usual.seed { words.append("--seed \(base.seed)") }
    return (words + ["--output \(options.base ?? "Sources/Training/BaseModel")"])
      .joined(separator: " ")
  }

  var withoutKnowledge: Prose {
    " The base without held-out knowledge has never seen anything cooled nor an instruction for two things."
  }

  func learningByBase(_ studies: [Study], _ split: EvaluationSplit) throws -> Figure {
    Figure(
      "real-bases", title: "Rollouts won over training, by base model",
      alternativeText: "Success of the rollouts of GRPO, GRPO from the tagged start and RLVMR over "
        + "iterations, a panel a base model.",
      panels: try studies.map { study in
        Panel(
          name(study.pretraining), x: Axis("iteration"), y: .percent("rollouts won"),
          layers: try [Method.grpo, .grpoTagged, .rlvmr].map {
            .line($0.title, try study.curve($0, for: split) { $0.successRate })
          })
      }, width: 860)
  }

  /// From how many bases RLVMR's rate lies above another method's beyond chance, and from how many below.
  func counts(
    _ studies: [Study], _ rate: Rate, minus other: Method, _ split: EvaluationSplit
  ) throws -> Prose {
    let differences = try studies.map {
      try $0.difference(rate, .rlvmr, minus: other, on: split)
    }
    return
      "higher from \(differences.count { $0.low > 0 }) and lower from \(differences.count { $0.high < 0 })"
  }

  static let methodsByBase: [Method] = [
    .coldStartThink, .coldStartTagged, .supervised, .grpo, .grpoTagged, .rlvmr,
  ]

  func bestOnBases(_ studies: [Study], _ split: EvaluationSplit) throws -> Prose {
    let parts = try studies.map { study in
      let best = try Self.methodsByBase.map { try study.interval(.success, $0, split).value }.max()
      return "\(NumberFormat.percent.string(best)) from \(name(study.pretraining))"
    }
    return Prose(parts.joined(separator: "; "))
  }

  func baseTable(_ studies: [Study], _ splits: [EvaluationSplit]) throws -> Table {
    Table(
      caption: """
        Success on unseen categories by base model. Where nothing is won at all the bootstrap's interval has no \
        width; that is no certainty. Ours: \(studies[0].scale).
        """,
      label: "tbl:real-bases",
      columns: [.init("base model"), .init("split")]
        + Self.methodsByBase.map { .init("\($0.title)", .right) },
      rows: try studies.flatMap { study in
        try splits.map { split in
          try ["\(name(study.pretraining))", "\(split.rawValue)"]
            + Self.methodsByBase.map { "\(try study.interval(.success, $0, split), as: .percent)" }
        }
      })
  }

  func baseDifferenceTable(
    _ studies: [Study], _ splits: [EvaluationSplit]
  ) throws -> Table {
    let pairs: [(Rate, Method)] = [
      (.success, .grpoTagged), (.repetitive, .grpoTagged), (.success, .grpo), (.repetitive, .grpo),
    ]
    return Table(
      caption: """
        RLVMR minus the method named, by base model, and how much of the training games the two starts win \
        in the first iteration's rollouts. Ours: \(studies[0].scale).
        """,
      label: "tbl:real-base-differences",
      columns: [
        .init("base model"), .init("split"), .init("first rollouts won", .right),
        .init("with tags", .right),
      ]
        + pairs.map {
          .init("\($0.1.title), \($0.0 == .success ? "success" : "repetitive")", .right)
        },
      rows: try studies.flatMap { study in
        let first = try [Method.grpo, .rlvmr].map { method -> Prose in
          let curve = try study.curve(method, for: .unseenCategories) { $0.successRate }
          return "\(percent: curve.first?.y)"
        }
        return try splits.map { split in
          let differences = try pairs.map { rate, other -> Prose in
            "\(try study.difference(rate, .rlvmr, minus: other, on: split), as: .points)"
          }
          return ["\(name(study.pretraining))", "\(split.rawValue)"] + first + differences
        }
      })
  }

  func doubleFailures(_ studies: [Study], _ splits: [EvaluationSplit]) throws -> Prose {
    let parts = try studies.map { study in
      let counts = try [Method.rlvmr, .grpoTagged].map { method in
        let runs = try study.failureRuns(method, splits).runs
        return "\(method.title) \(runs.double) of \(runs.single + runs.double + runs.longer)"
      }
      return "\(name(study.pretraining)): \(counts.joined(separator: ", "))"
    }
    return Prose(parts.joined(separator: "; "))
  }
}
