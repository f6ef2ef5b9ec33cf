import ArgumentParser
import ChapterSupport
import Gnuplot
import HouseholdWorld
import Notebook
import Statistics
import Training

@main
struct IsItReal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "IsItReal",
    abstract: "What the numbers of the three claims can and cannot carry.",
    discussion: "Asks of the same runs, and outside the quick profile of three more arms, whether "
      + "repetition is more than losing and whether rewards are gamed. Writes OUTPUT/IsItReal.")

  @OptionGroup var options: ChapterOptions

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("IsItReal", options)
    let study = chapter.study
    let l2 = EvaluationSplit.unseenCategories
    let more = EvaluationSplit.unseenCategoriesSeenRooms
    let compared: [Method] = [.supervised, .grpo, .grpoTagged, .rlvmr]
    let byBase = try chapter.options.experimentsByBase.map { try Study($0) }
    let arms: [Method] = study.hasArms ? [.rlvmr, .rlvmrMonitorPaid, .rlvmrTagsSpared] : [.rlvmr]

    let byFormat = try study.difference(.success, .grpoTagged, minus: .grpo, on: l2)
    let byReward = try study.difference(.success, .rlvmr, minus: .grpoTagged, on: l2)
    let byRewardMore = try study.difference(.success, .rlvmr, minus: .grpoTagged, on: more)
    let repetition = try study.difference(.repetitive, .rlvmr, minus: .grpoTagged, on: l2)
    let repetitionMore = try study.difference(.repetitive, .rlvmr, minus: .grpoTagged, on: more)
    let games = try study.episodes(.rlvmr, l2).map(\.count).max() ?? 0
    let gamesMore = try study.episodes(.rlvmr, more).map(\.count).max() ?? 0
    func tag(_ name: String, _ method: Method) throws -> [DataPoint] {
      try study.curve(method, for: l2) { $0.tagShares[name] ?? 0 }
    }

    let refuge = Figure(
      "real-monitor", title: "The share of monitor steps over training",
      alternativeText:
        "Share of monitor among the tagged steps of rollouts over iterations, a line "
        + "an arm, mean and range over seeds.",
      x: Axis("iteration"), y: .percent("share of tagged steps"),
      layers: try ([.grpoTagged] + arms).map { .line($0.title, try tag("monitor", $0)) })
    let explore = Figure(
      "real-explore", title: "Explore steps over training: their share and their mean reward",
      alternativeText: "Share of explore among tagged steps and mean explore reward over "
        + "iterations, a line an arm, mean and range over seeds.",
      panels: [
        Panel(
          "share of tagged steps", x: Axis("iteration"), y: .percent("share"),
          layers: try arms.map { .line($0.title, try tag("explore", $0)) }),
        Panel(
          "mean reward", x: Axis("iteration"), y: Axis("reward"),
          layers: try arms.map { method in
            .line(
              method.title,
              try study.curve(method, for: l2) { $0.tagRewards["explore"] ?? 0 })
          }),
      ], width: 860)

    let document = try Document(title: "Is it real?") {
      Block.heading(1, "Is it real?", label: "sec:real")
      """
      A number can come out right for the wrong reason. This chapter asks the runs behind the three \
      claims what else could explain them. It judges no claim of the paper. Ours: \(study.scale); the \
      paper's agents have 1.5 and 7 billion parameters.
      """
      Block.heading(2, "Is repetition just how losing looks?")
      """
      A lost episode lasts to the last step and has time to repeat itself; a method that wins more \
      repeats less for that reason alone. So we compare within won and within lost episodes, and, \
      between RLVMR and GRPO from the same tagged start, over those games alone that both won or both \
      lost with the same seed.
      """
      Block.table(try repetitionTable(study, compared, l2))
      Block.list(
        try [(true, "won"), (false, "lost")].flatMap { won, word in
          try [(Rate.repetitive, "strict"), (.repetitiveValid, "valid steps only")].map {
            rate, definition -> Prose in
            guard
              let matched = try study.matchedDifference(
                rate, .rlvmr, minus: .grpoTagged, on: l2, won: won)
            else { return "No game was \(word) by both." }
            return
              "Games both \(word) (\(matched.episodes) pairs), \(definition): RLVMR minus GRPO (tags) \(matched.difference, as: .points)."
          }
        })
      Block.heading(2, "By reward or by format?")
      """
      RLVMR differs from GRPO in two things: its answers carry tags, and its steps are paid. GRPO from \
      the tagged cold start has the first without the second. On L2 the format alone makes \
      \(byFormat, as: .points) of success, the reward on top of it \(byReward, as: .points).
      """
      Block.heading(2, "What can \(games) games tell?")
      """
      On L2, with \(games) games a seed, the difference between RLVMR and GRPO (tags) is known to within \
      \(100 * (byReward.high - byReward.low) / 2, as: .decimal(1)) points either way; a smaller effect would go unseen. \
      \(gamesMore) games of the same categories in rooms seen in training (the paper has no such split) give \
      \(byRewardMore, as: .points) of success and \(repetitionMore, as: .points) of strict repetition; L2 gives \
      \(repetition, as: .points) of repetition.
      """
      try study.table(
        of: compared, on: [l2, more], label: "tbl:real-power",
        caption: "Unseen categories in unseen rooms (L2) and in seen rooms.")
      Block.heading(2, "Would more data close SFT's gap?")
      if study.hasArms {
        try study.table(
          of: [.coldStartThink, .supervisedQuarter, .supervised], on: [.seen, .unseen, l2],
          label: "tbl:real-data",
          caption:
            "Supervised training on \(study.laboratory.settings.coldStart.episodes), \(study.laboratory.settings.supervised.quartered.episodes) and \(study.laboratory.settings.supervised.episodes) expert episodes."
        )
      } else {
        "The full profile trains SFT on a quarter of the episodes as well and compares."
      }
      Block.heading(2, "Is the explore reward gamed?")
      """
      Explore pays for naming something new, whether it helps or not. An agent that learned to wander \
      would need more steps where it wins. Steps of won episodes on L2: \
      \(try wonSteps(study, compared, l2)). A rising mean reward is no evidence either way unless the \
      share of explore steps holds (\(ref: "fig:real-explore")).
      """
      try chapter.figure(
        explore,
        caption:
          "Explore in rollouts on training games. Bands: range over seeds. Ours: \(study.scale).",
        label: "fig:real-explore")
      Block.heading(2, "Do tags flee to monitor?")
      """
      Monitor is never paid, so its step advantage is zero (or a little above, where a malformed step \
      without a tag is counted to it and lowers its mean): a refuge from tags that can fail. If \
      that draws tags, paying monitor for a valid, new action should end it; and if the draw works \
      through the choice of the tag, sparing the token that opens a tag from the step's advantage should \
      end it too. Share of monitor from the first to the last iteration: \
      \(try monitorShares(study, [.grpoTagged] + arms, l2)) (\(ref: "fig:real-monitor")).
      """
      try chapter.figure(
        refuge,
        caption:
          "GRPO (tags) has no step reward at all. Bands: range over seeds. Ours: \(study.scale).",
        label: "fig:real-monitor")
      if study.hasArms {
        try study.table(
          of: arms, on: [l2, more], label: "tbl:real-arms",
          caption: "RLVMR and its two arms, which are ours and not in the paper.")
      } else {
        "The two arms are trained in the full profile."
      }
      Block.heading(2, "Which games, and how are they lost?")
      Block.table(try categoryTable(study, compared))
      Block.table(try failureTable(study, compared, l2))
      for method in [Method.grpo, .rlvmr] {
        if let lost = try study.lostEpisode(method, l2) {
          Block.paragraph(
            "A lost game of L2, \(method.title), seed \(Int(study.seeds[0])) (at most twelve steps are shown):"
          )
          lost
        }
      }
      Block.heading(2, "Does it depend on the base model?")
      if byBase.isEmpty {
        "Other base models are compared where `--bases` names their folders; here none is named."
      } else {
        """
        What an agent can do before its first reward comes from its base model, and three seeds of \
        fine-tuning from one base do not show how much. Each base below was made by the same program \
        (`rlvmr pretrain`) and then trained like the one above on the four categories, with seed \
        \(Int(study.seeds[0])) alone, so these intervals cover games and not seeds. The base without \
        held-out knowledge has never seen anything cooled nor an instruction for two things.
        """
        Block.table(try baseTable(byBase, [l2, more]))
        Block.table(try baseDifferenceTable(byBase, [l2, more]))
      }
      study.provenance(with: Array(byBase.dropFirst()))
    }
    try chapter.write(document, claims: [])
  }

  private func name(_ base: PretrainingSettings) -> Prose {
    let family = base.family == .shipped ? "" : ", \(base.family.rawValue)"
    return "\(base.supervised.episodes) episodes, seed \(Int(base.seed))\(family)"
  }

  private func baseTable(_ studies: [Study], _ splits: [EvaluationSplit]) throws -> Table {
    let methods: [Method] = [
      .coldStartThink, .coldStartTagged, .supervised, .grpo, .grpoTagged, .rlvmr,
    ]
    return Table(
      caption: "Success on unseen categories by base model. Ours: \(studies[0].scale).",
      label: "tbl:real-bases",
      columns: [.init("base model"), .init("split")] + methods.map { .init("\($0.title)", .right) },
      rows: try studies.flatMap { study in
        try splits.map { split in
          try [name(study.pretraining), "\(split.rawValue)"]
            + methods.map { "\(try study.interval(.success, $0, split), as: .percent)" }
        }
      })
  }

  private func baseDifferenceTable(
    _ studies: [Study], _ splits: [EvaluationSplit]
  ) throws -> Table {
    let pairs: [(Rate, Method)] = [
      (.success, .grpoTagged), (.repetitive, .grpoTagged), (.success, .grpo), (.repetitive, .grpo),
    ]
    return Table(
      caption: """
        RLVMR minus the method named, by base model, and how much of the training games the tagged start \
        wins in the first iteration's rollouts. Ours: \(studies[0].scale).
        """,
      label: "tbl:real-base-differences",
      columns: [.init("base model"), .init("split"), .init("first rollouts won", .right)]
        + pairs.map {
          .init("\($0.1.title), \($0.0 == .success ? "success" : "repetitive")", .right)
        },
      rows: try studies.flatMap { study in
        let first = try study.curve(.rlvmr, for: .unseenCategories) { $0.successRate }.first?.y
        return try splits.map { split in
          try [name(study.pretraining), "\(split.rawValue)", "\(percent: first)"]
            + pairs.map { rate, other in
              "\(try study.difference(rate, .rlvmr, minus: other, on: split), as: .points)"
            }
        }
      })
  }

  private func repetitionTable(
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

  private func categoryTable(_ study: Study, _ methods: [Method]) throws -> Table {
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

  private func failureTable(
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

  private func wonSteps(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Prose {
    let parts = try methods.map { method -> String in
      "\(method.title) "
        + NumberFormat.decimal(1).string(try study.rate(.steps, method, split, won: true))
    }
    return Prose(parts.joined(separator: ", "))
  }

  private func monitorShares(
    _ study: Study, _ methods: [Method], _ split: EvaluationSplit
  ) throws -> Prose {
    let parts = try methods.map { method -> String in
      let curve = try study.curve(method, for: split) { $0.tagShares["monitor"] ?? 0 }
      let format = NumberFormat.percent
      return "\(method.title) \(format.string(curve.first?.y)) to \(format.string(curve.last?.y))"
    }
    return Prose(parts.joined(separator: ", "))
  }
}
