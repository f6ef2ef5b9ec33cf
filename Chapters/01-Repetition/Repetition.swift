import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import Gnuplot
import Methods
import Notebook
import Statistics

@main
struct Repetition: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Repetition",
    abstract: "Claim 1: outcome-only GRPO succeeds, but repeats itself.",
    discussion: "Trains GRPO and SFT where no finished run is found, measures them, and writes "
      + "OUTPUT/Repetition/chapter.md, results.json and figures.")

  @OptionGroup var options: ChapterOptions

  /// All that is measured.
  private var needs: [Need] {
    let (profile, paper) = (options.experiment.profile, EvaluationSplit.ofThePaper)
    return profile.needs([.supervised, options.methods.grpo], on: paper)
      + profile.needs(
        [options.methods.grpoStart],
        on: options.experiment.settings.holdsForm ? [.unseenCategories] : paper)
  }

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter("Repetition", options, needs: needs)
    let claims = holmAdjusted(
      try chapter.measurements.repetitionClaims(command: chapter.command))
    try chapter.write(document(chapter, claims), claims: claims)
  }

  private func document(_ chapter: Chapter, _ claims: [ClaimResult]) throws -> Document {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let (grpo, grpoStart) = (measured.methods.grpo, measured.methods.grpoStart)
    let gain = try measured.difference(.success, grpo, minus: grpoStart, on: l2).interval
    let repetition = try measured.interval(.repetitive, grpo, l2)
    let fromStart = try measured.difference(.repetitive, grpo, minus: grpoStart, on: l2)
      .interval
    let excess = try measured.difference(.repetitive, grpo, minus: .supervised, on: l2).interval
    let excessOfAll = try measured.difference(.allRepeats, grpo, minus: .supervised, on: l2)
      .interval
    let paper = PaperNumbers.value(.repetitive, .grpo, l2) ?? .nan
    let paperInvalid = PaperNumbers.value(.invalid, .grpo, l2) ?? .nan
    let title = "Claim 1: outcome-only GRPO succeeds, but repeats itself"
    let scale = try measured.scale()

    return try Document(
      title: title,
      subtitle: measured.oneTraining
        + (inWords(
          gain, "GRPO wins", ("more", "fewer"), "games of unseen categories than its start")
        + "; \(NumberFormat.percent.string(repetition)) of its steps there repeat a possible action, "
        + "where the paper reports \(NumberFormat.percent.string(paper)) of repetitive ones")
        .asSentence
    ) {
      Block.heading(1, "\(title)", label: "sec:repetition")
      """
      GRPO rewards an agent for one thing: whether the episode was won. The paper's first claim is \
      that this works, and that it also teaches the agent to wander: on task categories it never \
      trained on (L2), \(percent: paper) of the steps of its 7-billion-parameter GRPO agent repeat an \
      earlier step to no effect. Here we train GRPO, count what the paper may have counted, and ask what the number \
      is made of.
      """
      """
      On unseen categories GRPO wins \(try measured.interval(.success, grpo, l2)) of the games, its cold start \
      \(try measured.interval(.success, grpoStart, l2)). What counts as a repeat is the first question of this \
      chapter, and has an answer below (\(ref: "sec:reading")); by it, \
      \(inWords(fromStart, "GRPO repeats", ("more", "less"), "than its start")). Of its *possible* steps \
      \(percent: try measured.repeatedShareOfPossible(grpo, l2)) repeat: an agent that is refused \
      \(percent: try measured.rates(.invalid, grpo, l2).rate) of the time has few steps that could. \
      Ours: \(scale).\(measured.whichGRPO)
      """
      try chapter.figure(
        ratesFigure(measured),
        caption:
          "Repetitive actions of SFT and GRPO, in the primary reading (left) and with refused commands counted (right). Whiskers: \(measured.spread). Diamonds: the paper, 7B.",
        label: "fig:repetition-rates")
      """
      And beside SFT, on the same games of L2? \
      \(inWords(excess, "GRPO repeats", ("more", "fewer"), "possible actions").asSentence) With refused \
      commands counted, \(inWords(excessOfAll, "it repeats", ("more", "less"), "than SFT")).\(signs(excess, excessOfAll))
      """
      """
      What do all repeats consist of? \(percent: try measured.refusedShareOfRepeats(grpo, l2)) of GRPO's on \
      L2 are commands the world refused before and refuses again. Whether repetition is simply how losing looks is asked \
      in \"Is it real?\".
      """
      try learning(chapter)
      Block.heading(2, "The claims, judged")
      claims.map { Block.claim($0) }
      try definition(chapter, paper: paper, paperInvalid: paperInvalid)
      Block.heading(2, "The algorithm")
      """
      Reinforcement learning is one loop, the same for every method of this report (the primer draws it): of each \
      of \(measured.store.settings.reinforcement.games) games \
      \(measured.store.settings.reinforcement.rollouts) rollouts are played, and \
      \(measured.store.settings.reinforcement.minibatches) updates are made on them. Methods differ in how rollouts \
      become advantages.
      """
      Block.code(try chapter.snippets.excerpt("iterate"))
      """
      For every game a group of rollouts is played. A rollout's advantage is its outcome, compared \
      with the group. All agent tokens of the episode share it; tokens of the world carry no loss. One thing besides the outcome would count, for every method of reinforcement learning alike: a \
      malformed answer takes 0.1 from the outcome in its own step's row, as in the released program.\
      \(measured.holdsForm ? " Here the decoder lets no such answer through." : "") This is the compiled code:
      """
      Block.code(try chapter.snippets.excerpt("grpo-advantages"))
      """
      The update minimises the clipped loss with a penalty for leaving the cold-started policy, averaged over agent \
      tokens; the primer has the equations. The ratio is taken at the temperature the rollouts were sampled at. \
      Equation numbers in comments are the paper's.
      """
      Block.code(try chapter.snippets.excerpt("policy-loss"))
      Block.exercise(
        "Change the definition",
        [
          .paragraph(
            "Count only steps that repeat the step *directly* before them. Does GRPO still repeat as often beside SFT? Edit \(code: "repetitiveSteps") and run \(code: chapter.command) again."
          )
        ],
        solution: [
          .paragraph(
            "Keep the last transition instead of a set of them. Walking back and forth between two places then no longer counts, so the rate falls for agents that wander and stays for agents that insist. Nothing is trained or played anew: every rate is computed from the transcripts that were kept."
          )
        ])
      measured.provenance()
    }
  }

  /// The three readings of repetition, and why the first is primary.
  @BlockBuilder
  private func definition(
    _ chapter: Chapter, paper: Double, paperInvalid: Double
  ) throws -> [Block] {
    let methods = chapter.measurements.methods
    let small = PaperNumbers.smallUntrained
    let leastNew = zip(small.invalid, small.repetitive).map { $0 - $1 }.min() ?? .nan
    let stepLimit = PaperNumbers.stepLimit
    Block.heading(2, "What is a repetitive action?", label: "sec:reading")
    """
    The paper gives no formula, so ours stands here as code. A step repeats if an earlier step of the \
    episode gave the same command and got the same observation while the world was in the same state, \
    wherever the agent stands. What remains is which steps may count, and there are three readings:
    """
    Block.list([
      "**Repeats of possible actions**, of all steps. A refused command repeated is invalid, and counted there. This is the primary reading: \"repetitive\" without more means it everywhere in this report, and it alone is judged.",
      "**All repeats**, of all steps: the same refused command over and over counts too.",
      "**All repeats, of well-formed answers**: malformed answers leave the denominator.",
    ])
    """
    Why the first? The paper's own untrained 1.5B agent is refused \
    \(percent: small.invalid.min()) to \(percent: small.invalid.max()) of its actions and repeats only \
    \(percent: small.repetitive.min()) to \(percent: small.repetitive.max()). If repeats of refused commands \
    counted, at least \(percent: leastNew) of its steps, \(leastNew * stepLimit, as: .decimal(0)) in an \
    episode of \(stepLimit, as: .decimal(0)), would have to be refused commands that it had never tried before. \
    So repeats of refused commands were probably not counted; only the authors know. The \
    headline number itself does not depend on this: where \(percent: paper) of the steps repeat and \
    \(percent: paperInvalid) are invalid, at least \(percent: paper - paperInvalid) of all steps repeat possible \
    actions whichever reading is right.
    """
    Block.code(try chapter.snippets.excerpt("repetitive-steps"))
    Block.code(try chapter.snippets.excerpt("rates"))
    // Held form leaves nothing to tell the last two apart.
    if !chapter.measurements.holdsForm {
      try chapter.measurements.table(
        of: [methods.grpoStart, .supervised, methods.grpo], on: EvaluationSplit.ofThePaper,
        rates: Rate.readingsOfRepetition, label: "tbl:repetition-readings",
        caption: "The same transcripts in three readings of repetition.")
    }
  }

  /// What GRPO had to learn from.
  @BlockBuilder
  private func learning(_ chapter: Chapter) throws -> [Block] {
    let measured = chapter.measurements
    let (grpo, l2) = (measured.methods.grpo, EvaluationSplit.unseenCategories)
    try chapter.figure(
      learningFigure(measured),
      caption:
        "GRPO on its training games.\(measured.bands) A group without signal is one whose trajectory advantages are all zero: it teaches GRPO nothing.",
      label: "fig:repetition-learning")
    """
    And what did GRPO have to learn from? At its first iteration it won \
    \(percent: try measured.curve(grpo, for: l2) { $0.rollouts.successRate }.first?.y) of its rollouts on \
    training games. None of these is a game that its cold start demonstrated. In \
    \(percent: try measured.curve(grpo, for: l2) { $0.groupsWithoutOutcomeSignal }.first?.y) of the groups the \
    outcome alone gave every rollout the advantage zero, because all were won or all lost\(try signalOfForm(measured)) \
    (\(ref: "fig:repetition-learning")). The closer the first share is to 100%, the less winning can teach.
    """
  }

  /// What the penalty for malformed answers adds to that; nothing where there are none.
  private func signalOfForm(_ measured: Measurements) throws -> Prose {
    if measured.holdsForm { return "" }
    let curve = try measured.curve(measured.methods.grpo, for: .unseenCategories) {
      $0.groupsWithoutSignal
    }
    return
      "; with the penalty for malformed answers, which separates clean wins from untidy ones, this was so in \(percent: curve.first?.y)"
  }

  /// What it means that two readings of one difference agree, or do not; nothing where chance can turn
  /// the sign of either.
  private func signs(_ primary: Interval, _ all: Interval) -> String {
    guard [primary, all].allSatisfy(\.excludesZero) else { return "" }
    return primary.value * all.value < 0
      ? " The two readings go opposite ways." : " The two readings agree in sign."
  }
}
