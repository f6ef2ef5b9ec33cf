import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension IsItReal {
  /// The title's question, answered, a paragraph of markdown each: whether the reward wins games, whether tags do
  /// without it, what else it changes, whether it is the reward or the learning rate, whether it was gamed, and
  /// what nobody can tell yet.
  /// Every word that could go either way is chosen by an interval.
  func answer(_ measured: Measurements) throws -> [String] {
    [
      try wins(measured), try tags(measured), try behaviour(measured), try atOneRate(measured),
      try gamed(measured), try untold(measured),
    ].compactMap { $0 }
  }

  /// Whether RLVMR wins more games than the same start paid for the outcome alone.
  private func wins(_ measured: Measurements) throws -> String {
    let splits = EvaluationSplit.ofThePaper + [.unseenCategoriesSeenRooms]
    let estimates = try splits.map { try reward(measured, .success, $0) }
    let differences = estimates.map(\.interval)
    let title = whetherItWinsMore(estimates, seeds: measured.seeds.count)
    let names = [
      "on L0 (seen rooms and categories)", "on L1 (unseen rooms)",
      "on L2 (unseen rooms and two unseen categories)", "in seen rooms with L2's categories",
    ]
    let parts = zip(differences, names).map { "\(NumberFormat.points.string($0)) \($1)" }
    let effect = PaperNumbers.ablations.full - PaperNumbers.ablations.withoutMetaReasoning
    let half =
      differences[2].high < effect / 2
      ? "half of that is ruled out" : "half of that is not ruled out"
    return
      "**\(title)** Beside the same start paid for the outcome alone, GRPO (tags), RLVMR's share of games won differs by "
      + parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
      + ". The paper has \(NumberFormat.points.string(effect)) on L2"
      + (measured.seeds.count > 1 ? "; \(half)." : ".") + whatFewSeedsLeave(of: estimates)
  }

  /// What tags and their cold start do to games won, with and without the reward; nil where nobody thinks without
  /// tags.
  private func tags(_ measured: Measurements) throws -> String? {
    guard measured.methods.comparesForms else { return nil }
    let l2 = EvaluationSplit.unseenCategories
    let methods = measured.methods
    let unpaid = try measured.difference(.success, .grpoTagged, minus: methods.grpo, on: l2)
    let paid = try measured.difference(.success, .rlvmr, minus: methods.grpo, on: l2)
    let starts = try measured.difference(
      .success, .coldStartTagged, minus: methods.grpoStart, on: l2)
    let fromOneRate = try methods.atOneStart.map { slow in
      try [Method.grpoTagged, .rlvmr].map {
        try measured.difference(.success, $0, minus: slow, on: l2)
      }
    }
    let title = whetherTagsWinMore(
      unpaid: unpaid.interval, paid: paid.interval,
      fromStartsAtOneRate: fromOneRate?.first?.interval, seeds: measured.seeds.count)
    let rates =
      fromOneRate.map { estimates in
        " Their starts learned at \(Method.coldStartTagged.learningRate), that of GRPO (think) at "
          + "\(Method.coldStartThink.learningRate); beside GRPO (think) from a start at the tags' rate, "
          + inWords(estimates[0].interval, "GRPO (tags) wins", ("more", "fewer"), "games") + "; "
          + inWords(estimates[1].interval, "RLVMR wins", ("more", "fewer"), "games") + "."
      } ?? ""
    return
      "**\(title)** Beside GRPO (think), on L2, "
      + inWords(unpaid.interval, "GRPO (tags) wins", ("more", "fewer"), "games") + "; "
      + inWords(paid.interval, "RLVMR wins", ("more", "fewer"), "games") + ". Before either, "
      + inWords(starts.interval, "the tagged start wins", ("more", "fewer"), "games than the other")
      + ". Tags and their cold start differ together here. GRPO (tags) learned at \(Method.grpoTagged.learningRate), "
      + "RLVMR at \(Method.rlvmr.learningRate), GRPO (think) at \(methods.grpo.learningRate)."
      + rates + whatFewSeedsLeave(of: [unpaid, paid, starts] + (fromOneRate ?? []))
  }

  /// What else the reward changes, on L2.
  private func behaviour(_ measured: Measurements) throws -> String {
    let l2 = EvaluationSplit.unseenCategories
    let estimates = try [Rate.invalid, .repetitive, .allRepeats].map {
      try reward(measured, $0, l2)
    }
    let differences = estimates.map(\.interval)
    let changes = differences.contains(where: \.excludesZero)
    let title =
      measured.seeds.count == 1
      ? "What this one training shows of how it plays."
      : changes
        ? "It changes how the agent plays." : "Nor can we tell whether it plays differently."
    let shares = try [Method.rlvmr, .grpoTagged].map {
      NumberFormat.percent.string(try measured.repeatedShareOfPossible($0, l2))
    }
    return
      "**\(title)** On L2, \(beside(differences, measured)). Of their possible steps, RLVMR repeats "
      + "\(shares[0]) and GRPO (tags) \(shares[1]). Which repeats the paper counted it does not say."
      + whatFewSeedsLeave(of: estimates)
  }

  /// Differences in refused commands, in repeats of possible actions and in all repeats, in words.
  private func beside(_ differences: [Interval], _ measured: Measurements) -> String {
    let refused =
      measured.holdsForm ? "its commands are refused" : "its answers are refused or malformed"
    return [
      inWords(differences[0], refused, ("more", "less"), "often"),
      inWords(differences[1], "it repeats possible actions", ("more", "less"), "often"),
      inWords(
        differences[2], "with refused commands counted, it repeats itself", ("more", "less"),
        "often"),
    ].joined(separator: "; ")
  }

  /// The same comparison at one learning rate; nil where all learn at one.
  private func atOneRate(_ measured: Measurements) throws -> String? {
    guard let other = measured.methods.atOneRate else { return nil }
    let l2 = EvaluationSplit.unseenCategories
    let estimates = try [Rate.success, .invalid, .repetitive, .allRepeats].map {
      try measured.difference($0, .rlvmr, minus: other, on: l2)
    }
    let wins = estimates[0].interval
    let differences = estimates.dropFirst().map(\.interval)
    let before = try [Rate.invalid, .repetitive, .allRepeats].map {
      try reward(measured, $0, l2).interval
    }
    let title = whetherItIsTheReward(atOwnRates: before, atOneRate: differences)
    return
      "**\(title)** RLVMR learned at \(Method.rlvmr.learningRate), GRPO (tags) at \(Method.grpoTagged.learningRate), "
      + "each by its own trials\(whereRatesWereTried(measured.store.settings.world)). Beside GRPO (tags) at RLVMR's rate, on L2, "
      + inWords(wins, "RLVMR wins", ("more", "fewer"), "games")
      + "; \(beside(differences, measured))." + whatFewSeedsLeave(of: estimates)
  }

  /// Whether failures were made to be paid for ending them.
  private func gamed(_ measured: Measurements) throws -> String {
    let splits = EvaluationSplit.ofThePaper
    let (paid, episodes) = try measured.failureStreaks(.rlvmr, splits)
    let (unpaid, others) = try measured.failureStreaks(.grpoTagged, splits)
    func perEpisode(_ streaks: FailureStreaks, _ episodes: Int) -> String {
      NumberFormat.decimal(1).string(Double(streaks.double + streaks.longer) / Double(episodes))
    }
    let shares = try measured.differenceOfDoubleShares(.rlvmr, minus: .grpoTagged, on: splits)
    let title = whetherItWasGamed(shares)
    return
      "**\(title)** Reflection is paid after two failures or more, so failing on purpose would show in streaks of exactly "
      + "two. RLVMR ended \(perEpisode(paid, episodes)) streaks of two or more an episode, GRPO (tags) "
      + "\(perEpisode(unpaid, others)); of all its streaks exactly two long are "
      + "\(NumberFormat.percent.string(paid.doubleShare)), of those of GRPO (tags) "
      + "\(NumberFormat.percent.string(unpaid.doubleShare)) (difference \(NumberFormat.points.string(shares)))."
  }

  /// What these runs leave open.
  private func untold(_ measured: Measurements) throws -> String {
    let l2 = EvaluationSplit.unseenCategories
    let learned = try (measured.methods.outcomeOnly + [.rlvmr]).map { method in
      "\(method.title) \(try change(measured, method, l2, as: .percent) { $0.rollouts.successRate })"
    }.joined(separator: ", ")
    let grpo = try measured.change(measured.methods.grpo, for: l2) { $0.rollouts.successRate }
    let hardly = grpo.map { $0.to - $0.from < 0.03 } ?? true
    return
      "**What these runs leave open.** From the first to the last tenth of the iterations the share of rollouts won on training games "
      + "went: \(learned).\(hardly ? " The paper's baseline hardly learned here, so a claim against it is one against its start." : "")"
  }
}
