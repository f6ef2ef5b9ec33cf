import Agent
import ArgumentParser
import ChapterSupport
import Experiments
import Foundation
import Methods
import Notebook
import Statistics

@main
struct IsItReal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "IsItReal",
    abstract: "What the numbers of the three claims can and cannot carry.",
    discussion:
      "Asks of the same runs, and in the full profile of arms that change one thing each, "
      + "what else could explain them. Writes OUTPUT/IsItReal.")

  @OptionGroup var options: ChapterOptions

  /// The methods asked about.
  var compared: [Method] { [.supervised] + options.methods.outcomeOnly + [.rlvmr] }

  func run() throws {
    Interruption.handleSignals()
    let chapter = try Chapter(
      "IsItReal", options, needs: needs, needsOfArms: needsOfArms, needsByBase: needsByBase)
    let answer = try answer(chapter.measurements)
    try chapter.write(document(chapter, answer), claims: [], answer: answer)
  }

  private func document(_ chapter: Chapter, _ answer: [String]) throws -> Document {
    let measured = chapter.measurements
    let l2 = EvaluationSplit.unseenCategories
    let more = EvaluationSplit.unseenCategoriesSeenRooms
    let bases = try chapter.measurementsByBase.map { try BaseComparison($0) }

    return try Document(
      title: "Is it real?", subtitle: measured.oneTraining + (answer.first ?? "")
    ) {
      Block.heading(1, "Is it real?", label: "sec:real")
      """
      A number can come out right for the wrong reason. This chapter asks the runs behind the three \
      claims what else could explain them. It judges no claim of the paper. Ours: \(try measured.scale()); the \
      paper's agents have 1.5 and 7 billion parameters.\(measured.profile.isOfMainMethods ? " The full profile asks two things more: whether more data would close SFT's gap, and what happens if one thing is different, in \(ArmGroup.all(holdsForm: measured.holdsForm).flatMap(\.arms).count) arms." : "")
      """
      Block.highlight([.list(answer.map { Prose($0) })])
      try losing(measured, l2)
      Block.heading(2, "How much was there to learn?")
      """
      The paper's agent wins \(percent: PaperNumbers.untrainedSuccess[2]) of L2 before any training; ours \
      starts from \(try startsInWords(measured, l2)). GRPO learns only from groups that have a \
      signal; \(ref: "tbl:real-training") says how many have none, and how little training itself changed.
      """
      Block.table(try trainingTable(measured, measured.methods.outcomeOnly + [.rlvmr], l2))
      Block.table(try ablationTable(measured, arms: chapter.measurementsOfArms))
      try power(measured, l2, more)
      try data(measured, l2)
      try gaming(chapter)
      if let ofArms = chapter.measurementsOfArms { try arms(ofArms) }
      Block.heading(2, "Which games, and how are they lost?")
      Block.table(try categoryTable(measured))
      Block.table(try failureTable(measured, l2))
      for method in [measured.methods.grpo, .rlvmr] {
        if let lost = try measured.lostEpisode(method, l2) {
          Block.paragraph(
            "A lost game of L2, \(method.title), seed \(Int(measured.seeds[0])) (at most twelve steps are shown):"
          )
          lost
        }
      }
      try self.bases(chapter, bases)
      measured.provenance(with: chapter.furtherMeasurements)
    }
  }

  @BlockBuilder
  private func losing(_ measured: Measurements, _ split: EvaluationSplit) throws -> [Block] {
    Block.heading(2, "Is repetition just how losing looks?")
    """
    A lost episode lasts to the last step and has time to repeat itself; a method that wins more \
    repeats less for that reason alone. So we compare within won and within lost episodes, and, \
    between RLVMR and GRPO from the same tagged start, over those games alone that both won or both \
    lost with the same seed.
    """
    Block.table(try repetitionTable(measured, split))
    Block.list(try [true, false].map { try matched(measured, split, won: $0) })
  }

  /// RLVMR beside GRPO (tags) over the games that both won, or both lost.
  private func matched(
    _ measured: Measurements, _ split: EvaluationSplit, won: Bool
  ) throws -> Prose {
    let word = won ? "won" : "lost"
    func difference(_ rate: Rate) throws -> (difference: Interval, pairs: Int)? {
      try measured.matchedDifference(rate, .rlvmr, minus: .grpoTagged, on: split, won: won)
    }
    guard let possible = try difference(.repetitive), let all = try difference(.allRepeats)
    else { return "No game was \(word) by both." }
    let few = possible.pairs < 10 ? ", too few for an interval" : ""
    func number(_ interval: Interval) -> String {
      few.isEmpty
        ? NumberFormat.points.string(interval) : NumberFormat.points.string(interval.value)
    }
    return
      "Games both \(word) (\(possible.pairs) pairs\(few)): RLVMR minus GRPO (tags) is \(number(possible.difference)) of repetitive steps, \(number(all.difference)) of all repeats (tasks drawn, seeds not)."
  }

  /// By reward or by format, and with how many games.
  @BlockBuilder
  private func power(
    _ measured: Measurements, _ l2: EvaluationSplit, _ more: EvaluationSplit
  ) throws -> [Block] {
    let byReward = try reward(measured, .success, l2).interval
    let games = try measured.episodes(.rlvmr, l2).map(\.count).max() ?? 0
    let tasks = Set(try measured.rates(.success, .rlvmr, l2).tasks).count
    let gamesMore = try measured.episodes(.rlvmr, more).map(\.count).max() ?? 0
    Block.heading(2, "What can \(games) games tell?")
    """
    L2 has \(games) games a seed, of \(tasks) tasks\(tasks < games ? ": trials of one task share its room and its goal and tend to be won or lost together" : ""). Its \
    interval for RLVMR minus GRPO (tags) is \(100 * (byReward.high - byReward.low), as: .decimal(0)) points wide, so \
    an effect of less than about half of that would mostly go unseen. \(gamesMore) games of the same categories in \
    rooms seen in training (the paper has no such split) give \
    \(try reward(measured, .success, more).interval, as: .points) of success and \
    \(try reward(measured, .repetitive, more).interval, as: .points) of repetition.\(measured.methods.comparesForms ? "" : " What tags alone make is not measured here: this profile trains no agent without them.")
    """
    try measured.table(
      of: compared, on: [more], label: "tbl:real-power",
      caption: "Unseen categories in seen rooms; L2 itself stands in the third claim's table.")
  }

  /// What the starts of reinforcement learning win.
  private func startsInWords(_ measured: Measurements, _ split: EvaluationSplit) throws -> Prose {
    let start = try measured.interval(.success, measured.methods.grpoStart, split)
    guard measured.methods.comparesForms else { return "\(start)" }
    return "\(start), with tags from \(try measured.interval(.success, .coldStartTagged, split))"
  }

  /// What the reward adds to the same agent without it.
  func reward(
    _ measured: Measurements, _ rate: Rate, _ split: EvaluationSplit
  ) throws -> Estimate {
    try measured.difference(rate, .rlvmr, minus: .grpoTagged, on: split)
  }

  /// Would more data close SFT's gap?
  @BlockBuilder
  private func data(_ measured: Measurements, _ l2: EvaluationSplit) throws -> [Block] {
    let settings = measured.store.settings
    if !measured.profile.isOfMainMethods {
      Block.heading(2, "Would more data close SFT's gap?")
      try measured.table(
        of: [.coldStartThink, .supervisedQuarter, .supervised], on: EvaluationSplit.ofThePaper,
        label: "tbl:real-data",
        caption:
          "Supervised training on \(settings.coldStart.episodes), \(settings.supervised.quartered.episodes) and \(settings.supervised.episodes) expert episodes."
      )
      """
      L0 minus L2 is, for SFT on a quarter of the episodes, \
      \(try measured.difference(.success, .supervisedQuarter, on: .seen, minus: l2).interval, as: .points), for SFT on all \
      of them \(try measured.difference(.success, .supervised, on: .seen, minus: l2).interval, as: .points). On L2 \
      itself all episodes rather than a quarter make \
      \(try measured.difference(.success, .supervised, minus: .supervisedQuarter, on: l2).interval, as: .points). For \
      the cold start, with fewer episodes still and a learning rate of its own, L0 minus L2 is \
      \(try measured.difference(.success, .coldStartThink, on: .seen, minus: l2).interval, as: .points).
      """
    }
  }
}
