import Agent
import ChapterSupport
import Experiments
import HouseholdWorld
import Methods
import Notebook

extension IsItReal {
  func repetitionTable(_ measured: Measurements, _ split: EvaluationSplit) throws -> Table {
    let columns: [(title: String, rate: Rate, won: Bool)] = [
      ("repetitive, won", .repetitive, true), ("repetitive, lost", .repetitive, false),
      ("all repeats, won", .allRepeats, true), ("all repeats, lost", .allRepeats, false),
    ]
    return Table(
      caption:
        "Repetition on \(split.rawValue), within won and within lost episodes. Ours: \(try measured.scale()).",
      label: "tbl:real-repetition",
      columns: [.init("method")] + columns.map { .init(Prose($0.title), .right) },
      rows: try compared.map { method in
        ["\(method.title)"]
          + (try columns.map {
            "\(percent: try measured.rate($0.rate, method, split, won: $0.won))"
          })
      })
  }

  /// The paper's ablations beside ours, row for row; those that only arms are of are a dash without them.
  func ablationTable(_ measured: Measurements, arms: Measurements?) throws -> Table {
    func ours(_ method: Method, _ measured: Measurements?) throws -> Prose {
      guard let measured else { return "– (full profile)" }
      return
        "\(try measured.interval(.success, method, .unseenCategories, trainedOn: .seenCategories))"
    }
    // The smoke profile trains the first arm of each group alone.
    let arms = measured.profile == .smoke ? nil : arms
    let paper = PaperNumbers.ablations
    return Table(
      caption:
        "The paper's Table 3, success on L2 (Qwen2.5-1.5B), beside ours. Ours: \(try measured.scale()).",
      label: "tbl:real-ablations",
      columns: [.init("agent"), .init("paper", .right), .init("ours", .right)],
      rows: [
        ["RLVMR", "\(percent: paper.full)", try ours(.rlvmr, measured)],
        [
          "without the outcome's advantage", "\(percent: paper.withoutOutcome)",
          try ours(.withoutOutcome, arms),
        ],
        [
          "without the meta-reasoning advantage: GRPO (tags)",
          "\(percent: paper.withoutMetaReasoning)", try ours(.grpoTagged, measured),
        ],
        [
          "without a cold start", "\(percent: paper.withoutColdStart)",
          try ours(.rlvmrFromBase, arms),
        ],
      ])
  }

  func streakTable(
    _ measured: Measurements, _ methods: [Method], _ splits: [EvaluationSplit]
  ) throws -> Table {
    Table(
      caption: """
        Streaks of failed steps that an admissible step ends, in all episodes of L0, L1 and L2, and failed steps \
        within won games of L0. Ours: \(try measured.scale()).
        """,
      label: "tbl:real-failure-streaks",
      columns: [.init("method")]
        + [
          "episodes", "streaks of one", "of exactly two", "of three or more",
          "invalid, in won games of L0",
        ]
        .map { .init(Prose($0), .right) },
      rows: try methods.map { method in
        let (streaks, episodes) = try measured.failureStreaks(method, splits)
        return [
          "\(method.title)", "\(episodes)", "\(streaks.single)", "\(streaks.double)",
          "\(streaks.longer)", "\(percent: try measured.rate(.invalid, method, .seen, won: true))",
        ]
      })
  }

  func categoryTable(_ measured: Measurements) throws -> Table {
    var rows: [[Prose]] = []
    for split in EvaluationSplit.ofThePaper {
      for category in TaskCategory.allCases {
        let cells = try compared.map { try measured.success($0, split, of: category) }
        if cells.contains(where: { $0 != nil }) {
          rows.append(
            ["\(split.rawValue)", "\(code: category.rawValue)"]
              + cells.map { $0.map { "\($0)" } ?? "–" })
        }
      }
    }
    return Table(
      caption: "Success by category with its 95% interval. Ours: \(try measured.scale()).",
      label: "tbl:real-categories",
      columns: [.init("split"), .init("category")]
        + compared.map { .init("\($0.title)", .right) },
      rows: rows)
  }

  func failureTable(_ measured: Measurements, _ split: EvaluationSplit) throws -> Table {
    let lost = try compared.map { try measured.failures($0, split) }
    // A column that says nothing wherever the context is long enough.
    let isCut = lost.contains { $0.shares[.outOfContext, default: 0] > 0 }
    let ways = Failure.allCases.filter { isCut || $0 != .outOfContext }
    return Table(
      caption:
        "How games of \(split.rawValue) are lost: \(isCut ? "no room for another answer in the model's context; else " : "")half or more of the steps refused; else a quarter or more of the possible steps repeated; else simply too slow. Ours: \(try measured.scale()).",
      label: "tbl:real-failures",
      columns: [.init("method"), .init("lost", .right)]
        + ways.map { .init(Prose($0.rawValue), .right) },
      rows: zip(compared, lost).map { method, lost in
        ["\(method.title)", "\(lost.lost)"] + ways.map { "\(percent: lost.shares[$0] ?? 0)" }
      })
  }

  func trainingTable(
    _ measured: Measurements, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Table {
    // Where the decoder holds the form there is no penalty, and nothing malformed.
    let ofForm: [(title: String, value: (ReinforcementMetrics) -> Double)] =
      measured.holdsForm
      ? []
      : [
        ("groups without any", { $0.groupsWithoutSignal }),
        ("malformed", { $0.rollouts.malformedRate }),
      ]
    let columns: [(title: String, value: (ReinforcementMetrics) -> Double)] =
      [
        ("rollouts won", { $0.rollouts.successRate }),
        ("groups without outcome signal", { $0.groupsWithoutOutcomeSignal }),
      ] + ofForm + [("repetitive", { $0.rollouts.repetitiveActionRate })]
    return Table(
      caption:
        "Rollouts on training games, means over the first and over the last tenth of the iterations. A group without signal has trajectory advantages of zero\(measured.holdsForm ? "" : ": from the outcome alone, and with the format penalty"). Games differ between iterations and are the same for all methods of a seed. Ours: \(try measured.scale()).",
      label: "tbl:real-training",
      columns: [.init("method")] + columns.map { .init(Prose($0.title), .right) },
      rows: try methods.map { method in
        ["\(method.title)"]
          + (try columns.map {
            Prose(try change(measured, method, split, as: .percent, value: $0.value))
          })
      })
  }

  /// A learning-curve number from the first to the last tenth of the iterations, as text.
  func change(
    _ measured: Measurements, _ method: Method, _ split: EvaluationSplit,
    as format: NumberFormat, value: (ReinforcementMetrics) -> Double
  ) throws -> String {
    let change = try measured.change(method, for: split, value: value)
    return "\(format.string(change?.from)) to \(format.string(change?.to))"
  }
}
