import ChapterSupport
import HouseholdWorld
import Notebook
import Training

// The tables of the other questions.
extension IsItReal {
  func repetitionTable(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Table {
    Table(
      caption:
        "Repetition on \(split.rawValue), within won and within lost episodes. Ours: \(study.scale).",
      label: "tbl:real-repetition",
      columns: [.init("method")]
        + ["strict, won", "strict, lost", "valid only, won", "valid only, lost"].map {
          .init(Prose($0), .right)
        },
      rows: try methods.map { method in
        ["\(method.title)"]
          + (try [
            (Rate.repetitive, true), (.repetitive, false), (.repetitiveValid, true),
            (.repetitiveValid, false),
          ]
          .map { rate, won -> Prose in
            "\(percent: try study.rate(rate, method, split, won: won))"
          })
      })
  }

  func failureRunTable(
    _ study: Study, _ methods: [Method], _ splits: [EvaluationSplit]
  ) throws -> Table {
    Table(
      caption: """
        Runs of refused steps that a valid step ends, in the episodes written down (the first of each split and \
        seed, L0 to L2), and refused steps within won games of L0 (all episodes). Ours: \(study.scale).
        """,
      label: "tbl:real-failure-runs",
      columns: [.init("method")]
        + ["episodes read", "one", "exactly two", "three or more", "refused, in won games of L0"]
        .map { .init(Prose($0), .right) },
      rows: try methods.map { method in
        let (runs, episodes) = try study.failureRuns(method, splits)
        let refused = try study.rate(.invalid, method, .seen, won: true)
        return [
          "\(method.title)", "\(episodes)", "\(runs.single)", "\(runs.double)", "\(runs.longer)",
          "\(percent: refused)",
        ]
      })
  }

  func categoryTable(_ study: Study, _ methods: [Method]) throws -> Table {
    var rows: [[Prose]] = []
    for split in [EvaluationSplit.seen, .unseen, .unseenCategories] {
      for category in TaskCategory.allCases {
        let cells = try methods.map { try study.success($0, split, of: category) }
        if cells.contains(where: { $0 != nil }) {
          rows.append(
            ["\(split.rawValue)", "\(code: category.rawValue)"]
              + cells.map { $0.map { "\($0)" } ?? "–" })
        }
      }
    }
    return Table(
      caption: "Success by category with its 95% interval. Ours: \(study.scale).",
      label: "tbl:real-categories",
      columns: [.init("split"), .init("category")] + methods.map { .init("\($0.title)", .right) },
      rows: rows)
  }

  func failureTable(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Table {
    Table(
      caption:
        "How games of \(split.rawValue) are lost: half or more of the steps refused; else a quarter or more of the valid steps repeated; else simply too slow. Ours: \(study.scale).",
      label: "tbl:real-failures",
      columns: [.init("method"), .init("lost", .right)]
        + Failure.allCases.map { .init(Prose($0.rawValue), .right) },
      rows: try methods.map { method in
        let (lost, shares) = try study.failures(method, split)
        return ["\(method.title)", "\(lost)"]
          + Failure.allCases.map { "\(percent: shares[$0] ?? 0)" }
      })
  }

  func trainingTable(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Table {
    let columns: [(title: String, value: (ReinforcementMetrics) -> Double)] = [
      ("rollouts won", { $0.successRate }),
      ("games whose rollouts all end alike", { $0.zeroVarianceGroups }),
      ("malformed answers", { $0.malformedRate }),
      ("strict repetition", { $0.repetitiveActionRate }),
    ]
    return Table(
      caption:
        "Rollouts on training games, means over the first and over the last tenth of the iterations. Games differ between iterations and are the same for all methods of a seed. Ours: \(study.scale).",
      label: "tbl:real-training",
      columns: [.init("method")] + columns.map { .init(Prose($0.title), .right) },
      rows: try methods.map { method in
        let cells = try columns.map { column in
          Prose(try change(study, method, split, as: .percent, value: column.value))
        }
        return ["\(method.title)"] + cells
      })
  }
}
