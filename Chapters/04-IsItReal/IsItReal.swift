import ArgumentParser
import ChapterSupport
import Gnuplot
import Notebook
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
    let wherever: [EvaluationSplit] = [.seen, .unseen, .unseenCategories]
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
      Block.heading(2, "How much was there to learn?")
      """
      The paper's agent wins \(percent: PaperNumbers.untrainedSuccess[2]) of L2 before any training; ours \
      starts from \(try study.interval(.success, .coldStartThink, l2)), with tags \
      \(try study.interval(.success, .coldStartTagged, l2)). GRPO learns only from games whose rollouts end \
      differently; \(ref: "tbl:real-training") says how many do not.
      """
      Block.table(try trainingTable(study, [.grpo, .grpoTagged] + arms, l2))
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
        """
        From L0 to L2 success changes by \
        \(try study.difference(.success, .supervisedQuarter, on: l2, minus: .seen), as: .points) after SFT \
        on a quarter of the episodes and by \
        \(try study.difference(.success, .supervised, on: l2, minus: .seen), as: .points) after all of them; \
        on L2 itself all episodes rather than a quarter make \
        \(try study.difference(.success, .supervised, minus: .supervisedQuarter, on: l2), as: .points). \
        The cold start, with fewer episodes still and a learning rate of its own, changes by \
        \(try study.difference(.success, .coldStartThink, on: l2, minus: .seen), as: .points).
        """
      } else {
        "The full profile trains SFT on a quarter of the episodes as well and compares."
      }
      Block.heading(2, "Is the explore reward gamed?")
      """
      Explore pays for naming something new, whether it helps or not. An agent that learned to wander \
      would need more steps where it wins. Steps of won episodes on L2: \
      \(try wonSteps(study, compared, l2)). A rising mean reward is no evidence either way unless the \
      share of explore steps holds: from the first to the last tenth of RLVMR's iterations the reward \
      goes \(try change(study, .rlvmr, l2, as: .decimal(2)) { $0.tagRewards["explore"] ?? 0 }), the share \
      \(try change(study, .rlvmr, l2, as: .percent) { $0.tagShares["explore"] ?? 0 }) \
      (\(ref: "fig:real-explore")).
      """
      try chapter.figure(
        explore,
        caption:
          "Explore in rollouts on training games. Bands: range over seeds. Ours: \(study.scale).",
        label: "fig:real-explore")
      Block.heading(2, "Is the reflection reward gamed?")
      """
      Reflection is paid for a valid, new action after at least two failures in a row (our reading of "a \
      sequence of failures"; a single failure, corrected at once, pays nothing). Nothing in it asks who caused \
      the failures. An agent that fails twice on purpose, the first time under monitor, where failing costs no \
      step advantage, and then does what it could have done at once, is paid. It would show in runs of exactly \
      two failures, and in refused steps within games it wins.
      """
      Block.table(try failureRunTable(study, [.coldStartTagged] + compared, wherever))
      """
      Of the runs of failures that a valid step ends, RLVMR's are exactly two long in \
      \(percent: try study.failureRuns(.rlvmr, wherever).runs.doubleShare), those of GRPO (tags) in \
      \(percent: try study.failureRuns(.grpoTagged, wherever).runs.doubleShare) (few runs, few episodes: read \
      the counts). In games it won on L0, where little is left to learn, \
      \(percent: try study.rate(.invalid, .rlvmr, .seen, won: true)) of RLVMR's steps are refused, \
      \(percent: try study.rate(.invalid, .grpoTagged, .seen, won: true)) of those of GRPO (tags).
      """
      if let gamed = try study.wonAfterTwoFailures(.rlvmr, wherever) {
        "A game that RLVMR won, with two failures on the way (at most twelve steps are shown):"
        gamed
      }
      Block.exercise(
        "Pay after one failure",
        [
          .paragraph(
            "Is it the reward, or a habit of a small model? Let reflection be paid after one failure and count the runs of failures again."
          )
        ],
        solution: [
          .paragraph(
            "Set `failureSequence` of `RewardConstants` to 1 and run `rlvmr train rlvmr --set four --seeds 1`; the sampled episodes stand in the run's `episodes.jsonl`. If the reward is what is learned, runs of one take the place of runs of two. Our trial, on validation, is in `LOG.md`."
          )
        ])
      Block.heading(2, "Do tags flee to monitor?")
      """
      Monitor is never paid, so its step advantage is zero (or a little above, where a malformed step \
      without a tag is counted to it and lowers its mean): a refuge from tags that can fail. If \
      that draws tags, paying monitor for a valid, new action should end it; and if the draw works \
      through the choice of the tag, sparing the token that opens a tag from the step's advantage should \
      end it too. Share of monitor from the first to the last tenth of the iterations: \
      \(try monitorShares(study, [.grpoTagged] + arms, l2)) (\(ref: "fig:real-monitor")).\
      \(study.hasArms ? try monitorAnswer(study, l2) : "")
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
        What an agent can do before its first reward comes from its base model, and seeds of fine-tuning \
        from one base do not show how much. Each base below was made by the same program \
        (`rlvmr pretrain`) and then trained like the first, which is the one of all other sections, on the \
        four categories and with the same settings; no rate was tuned for it. Only seed \
        \(Int(study.seeds[0])) was run, so these intervals cover games and not seeds.\
        \(byBase.contains { $0.pretraining.family == .withoutHeldOutKnowledge } ? withoutKnowledge : "")
        """
        Block.list(
          zip(byBase, chapter.options.experimentsByBase).map {
            "\(name($0.pretraining)): \(code: command($0.pretraining, for: $1))"
          })
        Block.table(try baseTable(byBase, [l2, more]))
        Block.table(try baseDifferenceTable(byBase, [l2, more]))
        try chapter.figure(
          learningByBase(byBase, l2),
          caption:
            "Rollouts on training games from each base model. Games differ between iterations, some are harder; all methods play the same. Ours: \(byBase[0].scale).",
          label: "fig:real-bases")
        """
        How much of L2 is the base's own knowledge? The best of the methods above wins \
        \(try bestOnBases(byBase, l2)). How many of the \(byBase.count) bases agree, on L2 and beyond chance (the interval excludes zero)? \
        Against GRPO, RLVMR's success is \(try counts(byBase, .success, minus: .grpo, l2)) of them, its \
        strict repetition \(try counts(byBase, .repetitive, minus: .grpo, l2)); against GRPO from the same \
        tagged start its success is \(try counts(byBase, .success, minus: .grpoTagged, l2)), its repetition \
        \(try counts(byBase, .repetitive, minus: .grpoTagged, l2)). And runs of exactly two failures, of all \
        that a valid step ends, in the episodes of these splits that were written down: \
        \(try doubleFailures(byBase, [l2, more])).
        """
      }
      study.provenance(with: Array(byBase.dropFirst()))
    }
    try chapter.write(document, claims: [])
  }
}
