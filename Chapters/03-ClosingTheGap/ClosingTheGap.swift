import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import LanguageModel
import Methods
import Notebook
import Statistics

@main
struct ClosingTheGap: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ClosingTheGap",
    abstract: "Claim 3: RLVMR closes the gap.",
    discussion: "Trains RLVMR, GRPO and SFT where no finished run is found, measures them, and "
      + "writes OUTPUT/ClosingTheGap/chapter.md, results.json and figures.")

  @OptionGroup var options: ChapterOptions

  /// The paper's three.
  var methods: [Method] { [.supervised, options.methods.grpo, .rlvmr] }

  /// These, what they start from, and what tells reward and form apart.
  private var all: [Method] {
    options.methods.coldStarts + [.supervised] + options.methods.outcomeOnly + [.rlvmr]
  }

  /// All that is measured.
  private var needs: [Need] {
    let profile = options.experiment.profile
    return profile.needs(
      all + (profile == .quick ? [] : [.grpoTaggedFast]), on: EvaluationSplit.ofThePaper)
  }

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("ClosingTheGap", options, needs: needs)
    let claims = try claims(chapter)
    try chapter.write(document(chapter, claims), claims: claims)
  }

  private func document(_ chapter: Chapter, _ claims: [ClaimResult]) throws -> Document {
    let measured = chapter.measurements
    let (grpo, l2) = (measured.methods.grpo, EvaluationSplit.unseenCategories)
    func difference(_ rate: Rate, _ other: Method) throws -> Interval {
      try measured.difference(rate, .rlvmr, minus: other, on: l2).interval
    }
    let gain = try difference(.success, grpo)
    let ablation = try difference(.success, .grpoTagged)
    let repetition = try difference(.repetitive, grpo)
    let scale = try measured.scale()
    let title = "Claim 3: RLVMR closes the gap"
    let gainInWords = inWords(
      gain, "RLVMR wins", ("more", "fewer"), "games of unseen categories than GRPO")
    let ablationInWords = inWords(
      ablation, measured.methods.comparesForms ? "it wins" : "RLVMR wins", ("more", "fewer"),
      "games of unseen categories than the same agent without the reward for its reasoning, GRPO (tags)"
    )
    let repetitionInWords = inWords(
      repetition, "it repeats possible actions", ("more", "less"), "than GRPO there")

    return try Document(
      title: title,
      subtitle: ((measured.methods.comparesForms ? [gainInWords] : [])
        + [ablationInWords, repetitionInWords]).map(\.asSentence)
        .joined(separator: " ")
    ) {
      Block.heading(1, "\(title)", label: "sec:gap")
      """
      If wandering is what outcome-only rewards teach, reward the reasoning instead. RLVMR lets the \
      agent announce before each action what kind of thinking it is doing, with one of four tags, and \
      pays each kind by a rule a program can check. The paper's third claim is that this closes the gap \
      on unseen categories (L2): \(percent: PaperNumbers.value(.success, .rlvmr, l2)) against \
      GRPO's \(percent: PaperNumbers.value(.success, .grpo, l2)) and SFT's \
      \(percent: PaperNumbers.value(.success, .supervised, l2)), at 7 billion parameters.
      """
      """
      On L2 RLVMR wins \(try measured.interval(.success, .rlvmr, l2)) of the games, \
      \(try difference(.success, .coldStartTagged), as: .points) against its cold start. Its invalid actions differ from GRPO's by \
      \(try difference(.invalid, grpo), as: .points), its steps an episode by \
      \(try difference(.steps, grpo), as: .difference(1)). Ours: \(scale); the paper: Qwen2.5-7B. \(measured.whichGRPO)
      """
      """
      Is it the reward? GRPO (tags) is RLVMR without its meta-reasoning advantage: the same tagged cold \
      start, the same games, the same format penalty: it wins \
      \(try measured.interval(.success, .grpoTagged, l2)). Against the cold start both began from, repetition changed by \(try difference(.repetitive, .coldStartTagged), as: .points) in RLVMR \
      and by \(try measured.difference(.repetitive, .grpoTagged, minus: .coldStartTagged, on: l2).interval, as: .points) \
      in GRPO (tags)\(try malformedAnswers(measured)).
      """
      try learningRates(chapter)
      Block.highlight([
        try chapter.figure(
          answerFigure(measured),
          caption:
            "What RLVMR changes beside GRPO, and what of it the reward for reasoning changes (beside the same agent without it). Above zero is better in the first panel, below zero in the others. Ours: \(scale), 95% bootstrap over seeds and tasks. Diamonds: the paper's RLVMR minus its GRPO, 7B; it does not say which repeats it counts, so they stand in both panels.",
          label: "fig:gap-answer")
      ])
      try chapter.figure(
        outcomeFigure(measured),
        caption:
          "Games won. Bars: \(scale), whiskers: 95% bootstrap over seeds and tasks. Diamonds: the paper, 7B.",
        label: "fig:gap-success")
      try measured.table(
        of: all, on: EvaluationSplit.ofThePaper, label: "tbl:gap",
        caption:
          "Every method on every split. GRPO (tags) is RLVMR without the meta-reasoning advantage.")
      try chapter.figure(
        behaviourFigure(measured),
        caption: "How they behave. Ours: \(scale). Diamonds: the paper, 7B.",
        label: "fig:gap-behaviour")
      try learning(chapter)
      Block.heading(2, "One episode, as it went")
      """
      The first game of L2's fixed list, played by RLVMR with seed \(Int(measured.seeds[0])) (at most twelve \
      steps are shown; `rlvmr watch rlvmr --train-on \(measured.trainingSet(for: l2).rawValue) --split L2` \
      shows any game with rewards and advantages):
      """
      try measured.exampleEpisode(.rlvmr, l2)
      Block.heading(2, "The claims, judged")
      claims.map { Block.claim($0) }
      Block.callout(
        .warning, title: "What these numbers can and cannot carry",
        [.paragraph(try reach(measured))])
      try rules(chapter)
      try coldStart(chapter)
      Block.exercise(
        "Pay the monitor",
        [
          .paragraph(
            "Monitor is never paid. Give it a reward of 1 for an admissible action that does not repeat. What happens to the tag shares?"
          )
        ],
        solution: [
          .paragraph(
            "Set `monitor` of `RewardRules` to 1 in a method of your own, as `Sources/Methods/Arms/MonitorPaid.swift` does, and run `rlvmr train rlvmr-monitor-paid --train-on seen`. Both monitor and explore then have a mean and a spread of their own, and choosing monitor no longer evades being judged."
          )
        ])
      measured.provenance()
    }
  }

  @BlockBuilder
  private func rules(_ chapter: Chapter) throws -> [Block] {
    Block.heading(2, "Four tags, four rules")
    Block.list([
      "**planning** breaks the task into steps; paid if the episode is finally won.",
      "**explore** looks for what is not known; paid if the action is possible and names an object or place that no earlier action named.",
      "**reflection** looks back after failures; paid if, after at least two failures in a row, the next action is possible and differs from them.",
      "**monitor** keeps track; never paid.",
    ])
    Block.code(try chapter.snippets.excerpt("explore-reward"))
    Block.code(try chapter.snippets.excerpt("reflection-reward"))
    """
    The rewards of all steps of the batch with the same tag are normalised together and mixed with the \
    trajectory's advantage (\(ref: "eq:mix"), \(math: "\\alpha = 0.5")). The step advantage of every monitor step \
    is zero\(chapter.measurements.holdsForm ? "" : ", and so is that of a malformed step, which belongs to no tag").
    """
    Block.equation(
      "A_t = \\alpha A^{\\mathrm{traj}} + (1-\\alpha)\\frac{r_t - \\mu_{\\mathrm{tag}}}{\\sigma_{\\mathrm{tag}}}",
      label: "eq:mix")
    Block.code(try chapter.snippets.excerpt("rlvmr-advantages"))
    try workedExample()
    Block.callout(
      .note, title: "As written, and as released",
      [
        .paragraph(
          "The authors' program differs from the paper in several places; all are listed in `Sources/MetaReasoning/Rewards/Variant.swift`. This chapter follows the paper, but for the format penalty, which follows the program. `rlvmr train released` trains by the program's rules throughout."
        )
      ])
  }

  @BlockBuilder
  private func coldStart(_ chapter: Chapter) throws -> [Block] {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    Block.heading(2, "The cold start")
    """
    RLVMR and GRPO (tags) are cold-started on \(measured.store.settings.coldStart.episodes) expert \
    episodes with tags\(measured.methods.comparesForms ? ", GRPO on the same episodes with the same thoughts in `<think>`" : ""). (In the \
    paper GRPO has no cold start.) These games are never rolled out again.
    """
    """
    A program wrote the thoughts: each is a function of the expert's intent (search, take, prepare, deliver, \
    plan, after a failure), and an agent learns to write them as it learns to write commands. So this report \
    does not study how a model reasons. It studies the *choice of tags*: which kind of thinking an agent \
    announces before an action, and what follows from paying for that choice. A thought never names the numbered \
    thing the action will name, so that no method can win by copying.
    """
    if measured.methods.comparesForms {
      let gap = try measured.difference(
        .success, .coldStartTagged, minus: .coldStartThink, on: l2
      ).interval
      """
      The two cold starts are not equally good all the same: on L2 \
      \(inWords(gap, "the tagged one wins", ("more", "fewer"), "games than the other")), and \
      what follows must be read against that.\(try formOfStarts(measured))
      """
    } else if !measured.holdsForm {
      """
      On L2 \(try measured.interval(.malformed, .coldStartTagged, l2), as: .percent) of its answers are malformed.
      """
    }
  }

  private func malformedAnswers(_ measured: Measurements) throws -> Prose {
    if measured.holdsForm { return "" }
    let l2 = EvaluationSplit.unseenCategories
    return
      "; of their answers \(try measured.interval(.malformed, .rlvmr, l2), as: .percent) and \(try measured.interval(.malformed, .grpoTagged, l2), as: .percent) are malformed"
  }

  private func formOfStarts(_ measured: Measurements) throws -> Prose {
    if measured.holdsForm { return " The decoder holds the form of both." }
    let l2 = EvaluationSplit.unseenCategories
    return
      " Their form differs too: \(try measured.interval(.malformed, .coldStartTagged, l2), as: .percent) of the tagged one's answers there are malformed, against \(try measured.interval(.malformed, .coldStartThink, l2), as: .percent) with `<think>`."
  }

  @BlockBuilder
  private func learningRates(_ chapter: Chapter) throws -> [Block] {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let rate = measured.store.settings.rates.reinforcement
    if let rate {
      """
      All of them learn at one rate, \(code: "\(rate)"); `LOG.md` says how it was chosen.
      """
    } else {
      """
      One more thing differs. RLVMR learns at \(code: "\(Method.rlvmr.learningRate)"), GRPO and \
      GRPO (tags) at \(code: "\(Method.grpo.learningRate)"); each rate was chosen by the same trials on \
      validation (`LOG.md`).
      """
    }
    """
    At the end of training the divergence from the start is \
    \(try finalKL(measured, .rlvmr), as: .decimal(3)) nats a token in RLVMR and \
    \(try finalKL(measured, .grpoTagged), as: .decimal(3)) in GRPO (tags). \(measured.profile == .quick && rate == nil ? "The full profile trains GRPO (tags) at RLVMR's rate as well." : "")
    """
    if measured.profile != .quick {
      let fast = try measured.difference(.success, .rlvmr, minus: .grpoTaggedFast, on: l2)
        .interval
      """
      Beside GRPO (tags) at RLVMR's own rate, which ends at \
      \(try finalKL(measured, .grpoTaggedFast), as: .decimal(3)) nats, \
      \(inWords(fast, "RLVMR wins", ("more", "fewer"), "games of L2")).
      """
      try measured.table(
        of: [.grpoTagged, .grpoTaggedFast, .rlvmr], on: EvaluationSplit.ofThePaper,
        label: "tbl:gap-rates", caption: "The same comparison at equal learning rates.")
    }
  }

  @BlockBuilder
  private func learning(_ chapter: Chapter) throws -> [Block] {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let scale = try measured.scale()
    let shares = try ([.rlvmr] + measured.methods.outcomeOnly).map {
      "\($0.title) \(NumberFormat.percent.string(mean(try measured.sharesUntilLearned($0, for: l2))))"
    }.joined(separator: ", ")
    let monitor = try measured.change(.rlvmr, for: l2) { $0.rollouts.tagShares["monitor"] ?? 0 }
    Block.heading(2, "How soon?")
    """
    How long a method learns is read off its rollouts: the share of its iterations after which success, \
    averaged over five iterations, first reaches 90% of its final value, the mean of the last tenth.
    """
    Block.code(
      try SnippetLibrary(root: ChapterSources.common).excerpt("share-until-learned"))
    """
    Of its iterations each needs: \(shares), means over seeds. By eye, the paper's Figure 6 has \
    \(percent: PaperNumbers.shareUntilLearned.rlvmr) of 100 iterations for RLVMR and \
    \(percent: PaperNumbers.shareUntilLearned.grpo) of 150 for GRPO. Where a method starts near its final value \
    this says nothing about learning, and the claim is not tested.
    """
    try chapter.figure(
      learningFigure(measured),
      caption:
        "Rollouts on training games at the sampling temperature. Games differ between iterations and are the same for all methods of a seed. Bands: range over seeds. Ours: \(scale).",
      label: "fig:gap-learning")
    Block.heading(2, "Where do the tags go?")
    """
    A tag whose reward is always zero is also a refuge: an explore step that fails is punished, a \
    monitor step never is. A rising mean reward of explore is therefore no evidence of learning \
    unless its share holds. From the first to the last tenth of the iterations the monitor share went from \
    \(percent: monitor?.from) to \(percent: monitor?.to) (\(ref: "fig:gap-tags")).
    """
    try chapter.figure(
      tagFigure(measured),
      caption:
        "Tag use and mean reward of each tag in RLVMR's rollouts. Bands: range over seeds. Ours: \(scale).",
      label: "fig:gap-tags")
  }

  private func finalKL(_ measured: Measurements, _ method: Method) throws -> Double? {
    try measured.change(method, for: .unseenCategories) { $0.update.kl }?.to
  }

  /// What the numbers can carry, by their scale.
  private func reach(_ measured: Measurements) throws -> Prose {
    let base = try measured.store.baseSize(seed: measured.seeds[0])
    let seen =
      measured.store.isPretrained
      ? "Our agent is a pretrained language model too."
      : "Our base model was pretrained on simpler instructions in the kind of rooms it is tested in."
    return
      "Our agent has \(Double(base.parameters) / 1e6, as: .decimal(2)) million parameters and a vocabulary of \(base.words) tokens; the paper's has 7 billion and was pretrained on the web. \(seen) With \(measured.seeds.count) \(measured.seeds.count == 1 ? "seed" : "seeds")\(measured.seedsShareBase ? ", all from one base model," : ", each with a base model of its own,") an interval over seeds is wide and rough. A verdict here is about this \(measured.store.isPretrained ? "small model" : "miniature"), not about the paper's agents."
  }
}
