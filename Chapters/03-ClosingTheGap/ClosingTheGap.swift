import ArgumentParser
import ChapterSupport
import Gnuplot
import Notebook
import Statistics
import Training

@main
struct ClosingTheGap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ClosingTheGap",
    abstract: "Claim 3: RLVMR closes the gap.",
    discussion: "Trains RLVMR, GRPO and SFT where no finished run is found, measures them, and "
      + "writes OUTPUT/ClosingTheGap/chapter.md, results.json and figures.")

  @OptionGroup var options: ChapterOptions

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("ClosingTheGap", options)
    let study = chapter.study
    let splits: [EvaluationSplit] = [.seen, .unseen, .unseenCategories]
    let methods: [Method] = [.supervised, .grpo, .rlvmr]
    let training = EvaluationSplit.unseenCategories

    let success = try study.interval(.success, .rlvmr, .unseenCategories)
    let gain = try study.difference(.success, .rlvmr, minus: .grpo, on: .unseenCategories)
    let fromStart = try study.difference(
      .success, .rlvmr, minus: .coldStartTagged, on: .unseenCategories)
    let startGap = try study.difference(
      .success, .coldStartTagged, minus: .coldStartThink, on: .unseenCategories)
    let repetition = try study.difference(
      .repetitive, .rlvmr, minus: .grpo, on: .unseenCategories)
    let repetitionValid = try study.difference(
      .repetitiveValid, .rlvmr, minus: .grpo, on: .unseenCategories)
    let calmed = try study.difference(
      .repetitive, .rlvmr, minus: .coldStartTagged, on: .unseenCategories)
    let calmedWithout = try study.difference(
      .repetitive, .grpoTagged, minus: .coldStartTagged, on: .unseenCategories)
    let invalid = try study.difference(.invalid, .rlvmr, minus: .grpo, on: .unseenCategories)
    let ablation = try study.difference(
      .success, .rlvmr, minus: .grpoTagged, on: .unseenCategories)
    let malformedThink = try study.interval(.malformed, .coldStartThink, .unseenCategories)
    let malformedTagged = try study.interval(.malformed, .coldStartTagged, .unseenCategories)
    let malformedGRPO = try study.interval(.malformed, .grpoTagged, .unseenCategories)
    let malformedRLVMR = try study.interval(.malformed, .rlvmr, .unseenCategories)
    let guards = study.guards([
      try study.rates(.success, .rlvmr, .unseenCategories),
      try study.rates(.success, .grpo, .unseenCategories),
    ])

    func claim(
      _ id: String, _ statement: String, _ words: String, _ source: String, _ rate: Rate,
      _ measured: Interval
    ) -> ClaimResult {
      let paper = PaperNumbers.difference(rate, .rlvmr, minus: .grpo, on: .unseenCategories)
      return ClaimResult(
        id: id, statement: statement,
        paper: PaperStatement(
          words: words, source: source,
          numbers: [
            "RLVMR on L2": PaperNumbers.value(rate, .rlvmr, .unseenCategories) ?? .nan,
            "GRPO on L2": PaperNumbers.value(rate, .grpo, .unseenCategories) ?? .nan,
          ], value: paper),
        measured: study.measurement(measured, as: .points, on: .unseenCategories),
        rule: .difference(paper: paper),
        guards: guards, command: chapter.command)
    }
    let ablationPaper =
      PaperNumbers.withoutMetaReasoningAdvantage.full
      - PaperNumbers.withoutMetaReasoningAdvantage.ablated
    let claims = [
      claim(
        "rlvmr-generalises", "On unseen categories RLVMR wins more games than GRPO.",
        "an 83.6% success rate on the most difficult unseen task split", "abstract, Table 1",
        .success, gain),
      claim(
        "rlvmr-repeats-less", "On unseen categories RLVMR repeats itself less than GRPO.",
        "significant reductions in redundant actions", "abstract, Figure 5", .repetitive, repetition
      ),
      claim(
        "rlvmr-errs-less", "On unseen categories RLVMR makes fewer invalid actions than GRPO.",
        "enhanced error recovery", "abstract, Figure 5", .invalid, invalid),
      ClaimResult(
        id: "meta-reasoning-advantage-helps",
        statement: "The meta-reasoning advantage itself helps: RLVMR wins more games of unseen "
          + "categories than GRPO from the same tagged cold start.",
        paper: PaperStatement(
          words: "process-centric rewards are combined with the final outcome signal",
          source: "abstract, Table 3 (1.5B)",
          numbers: [
            "full": PaperNumbers.withoutMetaReasoningAdvantage.full,
            "without": PaperNumbers.withoutMetaReasoningAdvantage.ablated,
          ], value: ablationPaper),
        measured: study.measurement(ablation, as: .points, on: .unseenCategories),
        rule: .difference(paper: ablationPaper), guards: guards, command: chapter.command),
    ]

    let outcome = Figure(
      "gap-success", title: "Success by method and split",
      alternativeText: "Bars of the success rate of SFT, GRPO and RLVMR on L0, L1 and L2 with 95% "
        + "intervals and the paper's numbers as diamonds.",
      panels: [try study.bars(.success, of: methods, on: splits, panel: "")])
    let behaviour = Figure(
      "gap-behaviour", title: "How they behave, by split",
      alternativeText:
        "Repetitive and invalid action rates of SFT, GRPO and RLVMR on L0, L1 and L2 with 95% "
        + "intervals and the paper's numbers as diamonds.",
      panels: [
        try study.bars(.repetitive, of: methods, on: splits, panel: "repetitive actions"),
        try study.bars(.invalid, of: methods, on: splits, panel: "invalid actions"),
      ], width: 860)
    let learning = Figure(
      "gap-learning", title: "While they learn (training games)",
      alternativeText: "Success and strict repetition of GRPO's and RLVMR's rollouts over training "
        + "iterations, mean and range over seeds.",
      panels: [
        Panel(
          "success", x: Axis("iteration"), y: .percent("share"),
          layers: [
            .line("GRPO", try study.curve(.grpo, for: training) { $0.successRate }),
            .line("RLVMR", try study.curve(.rlvmr, for: training) { $0.successRate }),
          ]),
        Panel(
          "repetitive steps", x: Axis("iteration"), y: .percent("share"),
          layers: [
            .line("GRPO", try study.curve(.grpo, for: training) { $0.repetitiveActionRate }),
            .line("RLVMR", try study.curve(.rlvmr, for: training) { $0.repetitiveActionRate }),
          ]),
      ], width: 860)
    let tagNames = ["planning", "explore", "reflection", "monitor"]
    let tags = Figure(
      "gap-tags", title: "Tags over training: their share and their mean reward",
      alternativeText: "Share of the four tags among RLVMR's steps, and mean step reward of each "
        + "tag, over training iterations, mean and range over seeds.",
      panels: [
        Panel(
          "share of steps", x: Axis("iteration"), y: .percent("share"),
          layers: try tagNames.map { name in
            .line(name, try study.curve(.rlvmr, for: training) { $0.tagShares[name] ?? 0 })
          }),
        Panel(
          "mean step reward", x: Axis("iteration"), y: Axis("reward"),
          layers: try tagNames.map { name in
            .line(name, try study.curve(.rlvmr, for: training) { $0.tagRewards[name] ?? 0 })
          }),
      ], width: 860)
    let monitor = try study.change(.rlvmr, for: training) { $0.tagShares["monitor"] ?? 0 }

    let beside = try besidePaper(study, methods, splits)

    let document = try Document(title: "Claim 3: RLVMR closes the gap") {
      Block.heading(1, "Claim 3: RLVMR closes the gap", label: "sec:gap")
      """
      If wandering is what outcome-only rewards teach, reward the reasoning instead. RLVMR lets the \
      agent announce before each action what kind of thinking it is doing, with one of four tags, and \
      pays each kind by a rule a program can check. The paper's third claim is that this closes the gap \
      on unseen categories: \(percent: PaperNumbers.value(.success, .rlvmr, .unseenCategories)) against \
      GRPO's \(percent: PaperNumbers.value(.success, .grpo, .unseenCategories)) and SFT's \
      \(percent: PaperNumbers.value(.success, .supervised, .unseenCategories)), at 7 billion parameters.
      """
      Block.heading(2, "Four tags, four rules")
      Block.list([
        "**planning** breaks the task into steps; paid if the episode is finally won.",
        "**explore** looks for what is not known; paid if the action names an object or place that no earlier action named.",
        "**reflection** looks back after failures; paid if, after at least two failures in a row, the next action is admissible and new.",
        "**monitor** keeps track; never paid.",
      ])
      Block.code(try chapter.snippets.excerpt("explore-reward"))
      Block.code(try chapter.snippets.excerpt("reflection-reward"))
      """
      The rewards of all steps with the same tag are normalised together, and mixed with the \
      trajectory's advantage (\(ref: "eq:mix"), \(math: "\\alpha = 0.5")):
      """
      Block.equation(
        "A_t = \\alpha A^{\\mathrm{traj}} + (1-\\alpha)\\frac{r_t - \\mu_{\\mathrm{tag}}}{\\sigma_{\\mathrm{tag}}}",
        label: "eq:mix")
      Block.code(try chapter.snippets.excerpt("rlvmr-advantages"))
      Block.callout(
        .note, title: "As written, and as released",
        [
          .paragraph(
            "The authors' program differs from the paper in several places; every one is listed and tested, see `Sources/MetaReasoning/ReasoningTag.swift`. This chapter follows the paper."
          )
        ])
      Block.heading(2, "The cold start")
      """
      All methods start from one base model. RLVMR and the tagged GRPO are cold-started on exactly \
      \(study.laboratory.settings.coldStart.episodes) expert episodes with tags; the GRPO baseline on \
      the same episodes, with the same thoughts in `<think>`, so that every RL method starts from the \
      same knowledge. (In the paper GRPO has no cold start.) A thought never names the numbered thing \
      the action will name, so no arm can win by copying. The two cold starts are not equally good \
      all the same: on L2 the tagged one differs from the other by \(startGap, as: .points) of success, \
      and what follows must be read against that. Their form differs too: \
      \(malformedTagged, as: .percent) of the tagged one's answers there are malformed (not one tag, closed by the \
      same tag, and one action), against \(malformedThink, as: .percent) with `<think>`; a malformed \
      answer is a lost step.
      """
      Block.heading(2, "What came out")
      """
      On unseen categories RLVMR wins \(success), \(fromStart, as: .points) against its cold start and \
      \(gain, as: .points) against GRPO. Its repetition differs from GRPO's by \(repetition, as: .points) \
      (strict) and \(repetitionValid, as: .points) (valid steps only), its invalid actions by \
      \(invalid, as: .points). Against the tagged cold start both began from, RLVMR's repetition changed by \
      \(calmed, as: .points), that of GRPO (tags), which has no meta-reasoning reward, by \
      \(calmedWithout, as: .points). Of RLVMR's answers \
      \(malformedRLVMR, as: .percent) are malformed there, of those of GRPO (tags) \
      \(malformedGRPO, as: .percent). Ours: \(study.scale); the paper: Qwen2.5-7B.
      """
      try chapter.figure(
        outcome,
        caption:
          "Games won. Bars: \(study.scale), whiskers: 95% bootstrap over seeds and games. Diamonds: the paper, 7B.",
        label: "fig:gap-success")
      try study.table(
        of: [.coldStartTagged, .coldStartThink, .supervised, .grpo, .grpoTagged, .rlvmr],
        on: splits, label: "tbl:gap",
        caption:
          "Every method on every split. GRPO (tags) is RLVMR without the meta-reasoning advantage.")
      Block.table(beside.table)
      """
      Ours reaches the paper's 1.5B agent in \(beside.smaller) of \(beside.cells) cells and its 7B agent in \
      \(beside.larger). The numbers stand side by side, not on equal terms: ours was pretrained on the kind \
      of rooms it is tested in.
      """
      try chapter.figure(
        behaviour,
        caption: "Repetitive and invalid actions. Ours: \(study.scale). Diamonds: the paper, 7B.",
        label: "fig:gap-behaviour")
      try chapter.figure(
        learning,
        caption:
          "Rollouts on training games at the sampling temperature. Bands: range over seeds. Ours: \(study.scale).",
        label: "fig:gap-learning")
      Block.heading(2, "One episode, as it went")
      """
      The first game of L2's fixed list, played by RLVMR with seed \(Int(study.seeds[0])) (at most twelve \
      steps are shown; `rlvmr watch rlvmr --set \(study.trainingSet(for: training).rawValue) --split L2` \
      shows any game with rewards and advantages):
      """
      try study.exampleEpisode(.rlvmr, .unseenCategories)
      Block.heading(2, "Where do the tags go?")
      """
      A tag whose reward is always zero is also a refuge: an explore step that fails is punished, a \
      monitor step never is. A rising mean reward of explore is therefore no evidence of learning \
      unless its share holds. From the first to the last tenth of the iterations the monitor share went from \
      \(percent: monitor?.from) to \(percent: monitor?.to) (\(ref: "fig:gap-tags")).
      """
      try chapter.figure(
        tags,
        caption:
          "Tag use and mean reward of each tag in RLVMR's rollouts. Bands: range over seeds. Ours: \(study.scale).",
        label: "fig:gap-tags")
      Block.heading(2, "The claims, judged")
      claims.map { Block.claim($0) }
      Block.callout(
        .warning, title: "What these numbers can and cannot carry",
        [
          .paragraph(
            "Our agent has \(Double(study.laboratory.base.parameters.count) / 1e6, as: .decimal(2)) million parameters and a vocabulary of \(study.laboratory.base.tokenizer.count) tokens; the paper's has 7 billion and was pretrained on the web. Our base model was pretrained on simpler instructions in the same kind of rooms. With \(study.seeds.count) seeds an interval over seeds is wide and rough; a verdict here is about this miniature, not about the paper's agents."
          )
        ])
      Block.exercise(
        "Pay the monitor",
        [
          .paragraph(
            "Give monitor a reward of 1 for an admissible action that does not repeat. What happens to the tag shares?"
          )
        ],
        solution: [
          .paragraph(
            "In `stepRewards`, the case `.monitor` returns 0; compute there what `exploreReward` computes for a new action. The refuge is gone: both tags now have a mean and a spread of their own."
          )
        ])
      study.provenance()
    }
    try chapter.write(document, claims: claims)
  }

  /// Success beside both of the paper's agents, and in how many cells ours reaches each.
  private func besidePaper(
    _ study: Study, _ methods: [Method], _ splits: [EvaluationSplit]
  ) throws -> (table: Table, smaller: Int, larger: Int, cells: Int) {
    var rows: [[Prose]] = []
    var (smaller, larger) = (0, 0)
    for method in methods {
      for (split, small) in zip(splits, PaperNumbers.smallerSuccess(method) ?? []) {
        guard let large = PaperNumbers.value(.success, method, split) else { continue }
        let ours = try study.interval(.success, method, split)
        smaller += ours.value >= small ? 1 : 0
        larger += ours.value >= large ? 1 : 0
        rows.append([
          "\(method.title)", "\(split.rawValue)", "\(percent: small)", "\(percent: large)",
          "\(ours, as: .percent)",
        ])
      }
    }
    let table = Table(
      caption: "Success beside both of the paper's agents. Ours: \(study.scale).",
      label: "tbl:gap-beside",
      columns: [
        .init("method"), .init("split"), .init("paper, 1.5B", .right), .init("paper, 7B", .right),
        .init("ours", .right),
      ], rows: rows)
    return (table, smaller, larger, rows.count)
  }
}
