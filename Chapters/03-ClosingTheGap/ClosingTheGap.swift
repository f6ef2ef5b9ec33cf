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
      all + (options.methods.atOneRate.map { [$0] } ?? []), on: EvaluationSplit.ofThePaper)
      + profile.needs(options.methods.atOneStart.map { [$0] } ?? [], on: [.unseenCategories])
  }

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("ClosingTheGap", options, needs: needs)
    let claims = holmAdjusted(
      try chapter.measurements.gapClaims(command: chapter.command))
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

    let refusedInWords = inWords(
      try difference(.invalid, grpo),
      measured.holdsForm ? "its commands are refused" : "its answers are refused or malformed",
      ("more", "less"), "often than GRPO's")

    return try Document(
      title: title,
      subtitle: measured.oneTraining
        + ((measured.methods.comparesForms ? [gainInWords] : [])
        + [ablationInWords, repetitionInWords, refusedInWords]).map(\.asSentence)
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
      On L2 RLVMR wins \(try measured.interval(.success, .rlvmr, l2)) of the games; \
      \(inWords(try difference(.success, .coldStartTagged), "it wins", ("more", "fewer"), "games than its cold start")). Its steps an \
      episode differ from GRPO's by \(try difference(.steps, grpo), as: .difference(1)). Ours: \(scale); the paper: \
      Qwen2.5-7B.\(measured.whichGRPO)
      """
      """
      Is it the reward? GRPO (tags) is RLVMR without its meta-reasoning advantage, from the same tagged start on the \
      same games. It wins \(try measured.interval(.success, .grpoTagged, l2)). Against the cold start both began from, repetition changed by \(try difference(.repetitive, .coldStartTagged), as: .points) in RLVMR \
      and by \(try measured.difference(.repetitive, .grpoTagged, minus: .coldStartTagged, on: l2).interval, as: .points) \
      in GRPO (tags)\(try malformedAnswers(measured)).
      """
      try learningRates(chapter)
      Block.highlight([
        try chapter.figure(
          answerFigure(measured),
          caption:
            "What RLVMR changes beside the same start without the reward for reasoning, GRPO (tags)\(measured.methods.comparesForms ? ", and beside GRPO (think), the paper's baseline" : "")\(measured.methods.atOneRate == nil ? "" : "; GRPO (tags) at its own learning rate and at RLVMR's"). Above zero is better in the first panel, below zero in the others. L0: seen rooms and categories; L1: unseen rooms; L2: unseen rooms and categories. Ours: \(scale), \(measured.spread). Diamonds: the paper's RLVMR minus its GRPO, 7B; which repeats it counts it does not say, so they stand in both panels of repeats.",
          label: "fig:gap-answer")
      ])
      try chapter.figure(
        outcomeFigure(measured),
        caption:
          "Games won. Whiskers: \(measured.spread). Diamonds: the paper, 7B.",
        label: "fig:gap-success")
      try measured.table(
        of: all, on: EvaluationSplit.ofThePaper, label: "tbl:gap",
        caption:
          "Every method on every split. GRPO (tags) is RLVMR without the meta-reasoning advantage.")
      try chapter.figure(
        behaviourFigure(measured),
        caption:
          "How they behave. Whiskers: \(measured.spread). Diamonds: the paper, 7B (steps: its size is not stated).",
        label: "fig:gap-behaviour")
      try learning(chapter)
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
      "**reflection** looks back after failures; paid if, after at least two failures in a row, the next action is possible and differs from them. The paper has \"a corrective action\": that it must be possible is our reading, and what the other does is asked in `OtherMethods` and `OtherBalance`.",
      "**monitor** keeps track; never paid.",
    ])
    Block.code(try chapter.snippets.excerpt("explore-reward"))
    Block.code(try chapter.snippets.excerpt("reflection-reward"))
    """
    The rewards of all steps of the batch with the same tag are normalised together and mixed with the \
    trajectory's advantage, half and half; the primer works it out with a pencil. The step advantage of every monitor step \
    is zero\(chapter.measurements.holdsForm ? "" : ", and so is that of a malformed step, which belongs to no tag").
    """
    Block.code(try chapter.snippets.excerpt("rlvmr-advantages"))
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
    episodes with tags\(measured.methods.comparesForms ? ", GRPO (think) on the same episodes with the same thoughts in `<think>`" : ""). (In the \
    paper GRPO has no cold start.) The demonstrated games are never rolled out.
    """
    """
    A program wrote the thoughts: each is a function of the expert's intent (search, take, prepare, deliver, \
    plan, after a failure), and an agent learns to write them as it learns to write commands. So this report \
    does not study how a model reasons. It studies the *choice of tags*: which kind of thinking an agent \
    announces before an action, and what follows from paying for that choice. One of the four leaves little choice: \
    \(try reflectionAfterRefusal(measured)). A thought never names the numbered \
    thing the action will name, so that no method can win by copying.
    """
    if measured.methods.comparesForms {
      let gap = try measured.difference(
        .success, .coldStartTagged, minus: .coldStartThink, on: l2
      ).interval
      """
      The two cold starts are not equally good all the same: on L2 \
      \(inWords(gap, "the tagged one wins", ("more", "fewer"), "games than the other")), and \
      all of this chapter must be read against that.\(try ratesOfStarts(measured))\(try formOfStarts(measured))
      """
    } else if !measured.holdsForm {
      """
      On L2 \(try measured.interval(.malformed, .coldStartTagged, l2), as: .percent) of the tagged start's answers are malformed.
      """
    }
  }

  private func malformedAnswers(_ measured: Measurements) throws -> Prose {
    if measured.holdsForm { return "" }
    let l2 = EvaluationSplit.unseenCategories
    return
      "; of their answers \(try measured.interval(.malformed, .rlvmr, l2), as: .percent) and \(try measured.interval(.malformed, .grpoTagged, l2), as: .percent) are malformed"
  }

  /// What is left beside GRPO (think) from a start at the tagged start's learning rate.
  private func ratesOfStarts(_ measured: Measurements) throws -> Prose {
    guard let slow = measured.methods.atOneStart else { return "" }
    let l2 = EvaluationSplit.unseenCategories
    let left = try measured.difference(.success, .rlvmr, minus: slow, on: l2).interval
    return
      " They learned at rates of their own, each the best of trials from an earlier base model: \("\(Method.coldStartTagged.learningRate)") with tags, \("\(Method.coldStartThink.learningRate)") with `<think>`. From a start at the tags' rate GRPO (think) wins \(try measured.interval(.success, slow, l2)) of L2 instead of \(try measured.interval(.success, measured.methods.grpo, l2)), and beside that \(inWords(left, "RLVMR wins", ("more", "fewer"), "games")). Trials on validation of the released games, made afterwards, would have chosen that rate for both (`LOG.md`, 2026-11-28, 14:15). That was added after the first results, and no claim is judged by it."
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
    let rate = measured.store.settings.rates.reinforcement
    if let rate {
      """
      RLVMR and GRPO (tags) learn at one rate, \(code: "\(rate)"); `LOG.md` says how it was chosen.
      """
    } else {
      """
      One more thing differs, the learning rate: RLVMR has \(code: "\(Method.rlvmr.learningRate)"), GRPO (think) \
      \(code: "\(Method.grpo.learningRate)"), GRPO (tags) \(code: "\(Method.grpoTagged.learningRate)"). Each was chosen by \
      trials of one seed on validation\(whereRatesWereTried(measured.store.settings.world)), where RLVMR's rates could not be told apart and that of GRPO (tags) was the \
      smallest tried (`LOG.md`). So a difference between the two is one of the reward and of \
      \(Method.rlvmr.learningRate / Method.grpoTagged.learningRate, as: .decimal(1)) times the rate.
      """
    }
    """
    At the end of training the divergence from the start is \
    \(try finalKL(measured, .rlvmr), as: .decimal(3)) nats a token in RLVMR and \
    \(try finalKL(measured, .grpoTagged), as: .decimal(3)) in GRPO (tags).
    """
    if let fast = measured.methods.atOneRate {
      """
      So GRPO (tags) was trained at RLVMR's rate as well, where it ends at \
      \(try finalKL(measured, fast), as: .decimal(3)) nats\(measured.profile == .quick ? " (added after the first results, `LOG.md`)" : ""). Beside that, on L2, \
      \(inWords(try atOneRate(.success, measured, fast), "RLVMR wins", ("more", "fewer"), "games")); \
      \(inWords(try atOneRate(.invalid, measured, fast), "its commands are refused", ("more", "less"), "often")); \
      \(inWords(try atOneRate(.repetitive, measured, fast), "it repeats possible actions", ("more", "less"), "often")).
      """
    }
  }

  @BlockBuilder
  private func learning(_ chapter: Chapter) throws -> [Block] {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let shares = try ([.rlvmr] + measured.methods.outcomeOnly).map {
      "\($0.title) \(NumberFormat.percent.string(mean(try measured.sharesUntilLearned($0, for: l2))))"
    }.joined(separator: ", ")
    let least = Double(shareWindow) / Double(measured.store.settings.reinforcement.iterations)
    Block.heading(2, "How soon?")
    """
    How long a method learns is read off its rollouts: the share of its iterations after which success, \
    averaged over five iterations, first reaches 90% of its final value, the mean of the last tenth.
    """
    Block.code(
      try SnippetLibrary(root: ChapterSources.common).excerpt("share-until-learned"))
    """
    Of its iterations each needs: \(shares)\(measured.seeds.count > 1 ? ", means over seeds" : ""). By eye, the paper's Figure 6 has \
    \(percent: PaperNumbers.shareUntilLearned.rlvmr) of 100 iterations for RLVMR and \
    \(percent: PaperNumbers.shareUntilLearned.grpo) of 150 for GRPO. Less than \(percent: least) cannot come out, and where a \
    method starts near its final value this says nothing about learning; the chapter "Is it real?" has the first and \
    last values.\(measured.seeds.count > 1 ? " Of \(measured.seeds.count) seeds the interval is little more than their range." : "")
    """
    try chapter.figure(
      learningFigure(measured),
      caption:
        "Rollouts on training games at the sampling temperature. Games differ between iterations and are the same for all methods of a seed.\(measured.bands)",
      label: "fig:gap-learning")
    try chapter.figure(
      tagFigure(measured),
      caption:
        "Tag use and mean reward of each tag in RLVMR's rollouts.\(measured.bands) What it says about fleeing to a tag that is never judged is asked in \"Is it real?\".",
      label: "fig:gap-tags")
  }

  /// How much of reflection is a choice: what is announced after a refused command.
  private func reflectionAfterRefusal(_ measured: Measurements) throws -> Prose {
    let l2 = EvaluationSplit.unseenCategories
    let share = try measured.reflectionAfterRefusal(.coldStartTagged, l2)
    return
      "after a refused command \(percent: share) of the tags that the tagged start announces on L2 are reflection"
  }

  /// RLVMR minus GRPO (tags) at RLVMR's own rate, on L2.
  private func atOneRate(_ rate: Rate, _ measured: Measurements, _ other: Method) throws -> Interval
  {
    try measured.difference(rate, .rlvmr, minus: other, on: .unseenCategories).interval
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
      "Our agent has \(Double(base.parameters) / 1e6, as: .decimal(2)) million parameters and a vocabulary of \(base.words) tokens; the paper's has 7 billion and was pretrained on the web. \(seen) With \(measured.seeds.count) \(measured.seeds.count == 1 ? "seed" : "seeds")\(measured.seedsShareBase ? ", all from one base model," : ", each with a base model of its own,") \(measured.seeds.count == 1 ? "intervals are of games alone and say nothing about another training" : "intervals are rough and rather too narrow: a bootstrap of so few seeds cannot leave their range"). A verdict here is about this \(measured.store.isPretrained ? "small model" : "miniature"), not about the paper's agents."
  }
}
