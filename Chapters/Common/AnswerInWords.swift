import Notebook
import Statistics

// The words that open each paragraph of the report's answer, chosen by intervals.

/// Whether a method wins more games, by its differences on several splits: plainly where one that says so would
/// with an interval that allows for few seeds too.
public func whetherItWinsMore(_ differences: [Estimate], seeds: Int) -> String {
  if seeds == 1 { return "Does it win more games? One training of each cannot say." }
  let isSure = differences.contains {
    $0.interval.excludesZero && ($0.forFewSeeds?.excludesZero ?? false)
  }
  return
    switch (
      differences.contains { $0.interval.low > 0 }, differences.contains { $0.interval.high < 0 }
    )
  {
  case (true, false): isSure ? "Yes, it wins more games." : "It seems to win more games."
  case (false, true):
    isSure ? "No, here it does not win more games." : "It does not seem to win more games here."
  case (true, true): "Whether it wins more depends on the games."
  case (false, false): "We cannot tell whether it wins more games."
  }
}

/// Whether tags and their cold start win more games than thoughts without tags, with the reward and without it, and
/// whether that could be the learning rate of the starts alone.
///
/// - Parameters:
///   - unpaid: The difference of GRPO with tags.
///   - paid: The difference of RLVMR.
///   - oneStart: The difference of GRPO with tags where both starts learned at one rate; nil where that is not known.
public func whetherTagsWinMore(
  unpaid: Interval, paid: Interval, fromStartsAtOneRate oneStart: Interval? = nil, seeds: Int
) -> String {
  if seeds == 1 { return "Do tags alone win more games? One training of each cannot say." }
  if unpaid.low > 0 {
    let doubt =
      oneStart.map { $0.low > 0 } ?? true
      ? "" : "; it may be no more than their start's learning rate"
    return "Tags and their cold start win more games of unseen categories, "
      + (paid.low > 0 ? "paid or not" : "where they are not paid") + doubt + "."
  }
  if unpaid.high < 0 {
    return "Tags and their cold start alone win fewer games of unseen categories."
  }
  return "We cannot tell whether tags and their cold start alone win more games."
}

/// How many of those differences that exclude zero would with intervals that allow for few seeds, as a sentence
/// with a space before; empty where none does, or where one seed says nothing of others.
public func whatFewSeedsLeave(of differences: [Estimate]) -> String {
  let told = differences.filter(\.interval.excludesZero)
  let wide = told.compactMap(\.forFewSeeds)
  guard !told.isEmpty, wide.count == told.count else { return "" }
  let kept = wide.count(where: \.excludesZero)
  return " Of these intervals \(told.count) \(told.count == 1 ? "excludes" : "exclude") zero, and "
    + "\(kept == 0 ? "none" : kept == told.count ? "still \(kept)" : "\(kept)") where they allow for so few trainings."
}

/// Whether differences between two methods that learn at rates of their own stay at one rate: the reward's, if
/// each that excludes zero does so on the same side.
public func whetherItIsTheReward(atOwnRates own: [Interval], atOneRate one: [Interval]) -> String {
  func sign(_ interval: Interval) -> Int { interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0 }
  return zip(own, one).allSatisfy { sign($0) == 0 || sign($0) == sign($1) }
    ? "It is the reward, not the learning rate." : "Part of this may be the learning rate."
}

/// Whether failures are made to be paid for ending them, by how much more often streaks of failures are just
/// long enough.
public func whetherItWasGamed(_ difference: Interval) -> String {
  difference.low > 0
    ? "There is a sign that the reward was gamed." : "We see no sign that the reward was gamed."
}

/// Whether tags fled to the one that is never judged, by how much its share rose with and without step rewards.
public func whetherTagsFled(risePaid: Double, riseUnpaid: Double) -> String {
  risePaid > max(0, riseUnpaid)
    ? "It rose, and more where monitor is a refuge."
    : "It did not rise more where monitor is a refuge: no tags fled to it."
}

/// What a verdict that allows for few seeds is, beside that of the interval.
public let fewSeedsInWords =
  "A bootstrap cannot leave the range of its seeds, so with few of them its intervals are too narrow where trainings "
  + "differ. Where a verdict would be another one if the seeds' part of the interval were Student's t instead, which "
  + "is wide rather than narrow, it says so. That was added after the first results (`LOG.md`, 2026-11-27) and "
  + "decides nothing."

/// Whether single pairs say what all say together: an interval on the other side of zero than the one over all
/// contradicts it.
///
/// - Parameters:
///   - over: The difference over all pairs, for each rate.
///   - each: The same of every pair.
public func whetherPairsAgree(over all: [Interval], each: [[Interval]], seeds: Int) -> String {
  if seeds == 1 {
    return "Do other unseen categories say the same? One training of each cannot say."
  }
  func sign(_ interval: Interval) -> Int { interval.low > 0 ? 1 : interval.high < 0 ? -1 : 0 }
  let signs = zip(all, each).map { (sign($0), Set($1.map(sign))) }
  if signs.contains(where: { $1.isSuperset(of: [-1, 1]) }) {
    return "What the reward does depends on which categories are held out."
  }
  let told = signs.filter { $0.0 != 0 }
  if told.isEmpty { return "Over three pairs of unseen categories, nothing can be told." }
  return told.allSatisfy { $0.1 == [$0.0] }
    ? "Other unseen categories say the same."
    : "No pair of unseen categories says otherwise."
}

/// Whether an arm beats a method, by the rule of `LOG.md`, 2026-11-28: refused less, and no fewer games won within
/// the claims' margin.
///
/// - Parameters:
///   - refused: The arm's share of refused commands minus the method's.
///   - won: The arm's share of games won minus the method's.
public func beats(refused: Interval, won: Interval) -> Bool {
  refused.high < 0 && won.low > -VerdictRule.marginOfShares
}

/// The same in a clause without a full stop, with the numbers.
///
/// - Parameters:
///   - refused: The arm's share of refused commands minus the method's.
///   - won: The arm's share of games won minus the method's.
public func whetherItBeats(
  _ arm: String, _ method: String, refused: Interval, won: Interval, seeds: Int
) -> String {
  let numbers =
    "refused \(NumberFormat.points.string(refused)), won \(NumberFormat.points.string(won)) on L2"
  if seeds == 1 { return "\(arm) beside \(method), one training of each: \(numbers)" }
  if beats(refused: refused, won: won) {
    return "\(arm) beats \(method): it is refused less often and wins no fewer games (\(numbers))"
  }
  if refused.low > 0 {
    return "\(arm) does not beat \(method): it is refused more often (\(numbers))"
  }
  if refused.high >= 0 {
    return
      "\(arm) does not beat \(method): that its commands are refused less often cannot be told (\(numbers))"
  }
  return won.high < 0
    ? "\(arm) does not beat \(method): it is refused less often, and wins fewer games (\(numbers))"
    : "\(arm) is refused less often than \(method); whether it wins fewer games for that cannot be told (\(numbers))"
}

/// Whether the reward wins more games of unseen categories where the possible commands stand in every prompt.
///
/// - Parameters:
///   - won: RLVMR's share of games won minus that of the same start without the reward.
///   - most: The larger of the two shares.
public func whetherThePromptMatters(won: Interval, most: Double, seeds: Int) -> String {
  if seeds == 1 {
    return "Does the paper's prompt change the answer? One training of each cannot say."
  }
  if most == 0 {
    return
      "With the possible commands in the prompt, neither wins a game of unseen categories: nothing is told of the reward."
  }
  if won.low > 0 { return "With the possible commands in the prompt, it wins more games." }
  if won.high < 0 {
    return "With the possible commands in the prompt too, it does not win more games."
  }
  return "With the possible commands in the prompt, we cannot tell whether it wins more games."
}

/// Whether it is the tags that win more games of unseen categories, or the learning rate of the start they came with, by
/// the rule of `LOG.md`, 2026-11-28, 09:16.
///
/// - Parameter tags: What tags win more than thoughts without tags, from starts at one rate, for each rate.
public func whetherItIsTheTags(_ tags: [Interval], seeds: Int) -> String {
  if seeds == 1 { return "Tags, or the rate of their start? One training of each cannot say." }
  if tags.contains(where: { $0.high < 0 }) {
    return "It is the rate of their cold start, not the tags."
  }
  let told = tags.count { $0.low > 0 }
  if told == tags.count { return "It is the tags, whatever the rate of their cold start." }
  return told > 0
    ? "It is the tags at one rate of the cold start; at the other we cannot tell."
    : "That it is the tags cannot be told apart from the rate of their cold start."
}

/// Which tags' rewards lead to fewer refused commands, as an answer to that question, by the rule of `LOG.md`,
/// 2026-11-28, 12:25.
///
/// - Parameter unpaid: For each tag, the share of refused commands where it is not paid minus where it is.
public func whichRewardsDoIt(_ unpaid: [(tag: String, refused: Interval)], seeds: Int) -> String {
  if seeds == 1 { return "One training of each cannot say which tag's does." }
  let tags = unpaid.filter { $0.refused.low > 0 }.map(\.tag)
  guard let last = tags.last else { return "Of no single tag's can it be told." }
  let others = tags.dropLast()
  return others.isEmpty
    ? "That of \(last) does."
    : "Those of \(others.joined(separator: ", ")) and \(last) do."
}

/// What more weight of the tags' reward does to refused commands and to games won, by the same rule.
///
/// - Parameters:
///   - refused: The share of refused commands where tags weigh everything minus where they weigh nothing.
///   - won: The same of games won.
public func whatTheWeightDoes(refused: Interval, won: Interval, seeds: Int) -> String {
  if seeds == 1 { return "Nor whether more of it does more." }
  let price =
    won.high < 0
    ? "fewer games are won" : won.low > 0 ? "more games are won" : "games won cannot be told apart"
  if refused.high < 0 {
    return "With more of the tags' reward fewer commands are refused, and \(price)."
  }
  return refused.low > 0
    ? "With more of the tags' reward more commands are refused, and \(price)."
    : "What more of the tags' reward does to refusals cannot be told; \(price)."
}

/// Whether an arm that won more games elsewhere wins more than no reward for reasoning on games that did not suggest
/// it, by the rule of `LOG.md`, 2026-11-28, 13:02.
///
/// - Parameter won: Games won with it minus without, at one learning rate.
public func whetherItWinsMoreHereToo(_ arm: String, _ won: Interval, seeds: Int) -> String {
  if seeds == 1 { return "\(arm): one training of each cannot say." }
  if won.low > 0 { return "\(arm): yes, on these games too." }
  return won.high < 0
    ? "\(arm): no, here it wins fewer." : "\(arm): on these games we cannot tell."
}

/// What an arm does to both readings of repetition, as a sentence.
public func whatItDoesToRepeats(possible: Interval, all: Interval) -> String {
  func side(_ interval: Interval) -> String {
    interval.high < 0 ? "fewer" : interval.low > 0 ? "more" : "cannot be told"
  }
  return "Repeats of possible actions: \(side(possible)); with refused commands: \(side(all))."
}

/// Which of two halves of some rules makes an agent repeat itself less, by what each does alone, as a sentence.
///
/// - Parameters:
///   - rules: Whose they are, "the released program's rules".
///   - halves: What each half is, with its difference to the agent that has neither.
///   - what: What is repeated less, "possible actions".
public func whichHalfStopsRepeats(
  of rules: String, _ halves: [(name: String, difference: Interval)], what: String, seeds: Int
) -> String {
  if seeds == 1 { return "One training of each cannot say." }
  let stopping = halves.filter { $0.difference.high < 0 }.map(\.name)
  return switch stopping.count {
  case 0: "Which of \(rules) stops repeats of \(what) cannot be told."
  case halves.count: "Each half of \(rules) alone stops repeats of \(what)."
  default: "Of \(rules) it is \(stopping.joined(separator: " and ")) that stops repeats of \(what)."
  }
}

/// What an agent by another reading of its rules does otherwise, as a sentence.
///
/// - Parameters:
///   - who: The agent and the other reading.
///   - differences: By the other reading minus as it is, in the order of `ratesInWords`.
public func whatReadingChanges(
  _ who: String, _ differences: [Interval], seeds: Int
) -> String {
  if seeds == 1 { return "\(who): one training of each cannot say." }
  let changes = zip(
    differences,
    [
      ("wins more games", "wins fewer games"),
      ("is refused more often", "is refused less often"),
      ("repeats possible actions more often", "repeats possible actions less often"),
      (
        "repeats itself more often, refused commands counted",
        "repeats itself less often, refused commands counted"
      ),
    ]
  ).compactMap { $0.low > 0 ? $1.0 : $0.high < 0 ? $1.1 : nil }
  return changes.isEmpty
    ? "\(who) does nothing otherwise that could be told."
    : "\(who) \(changes.joined(separator: "; "))."
}

/// Whether a claim has the verdict it had, and how many of all have theirs, as sentences.
///
/// - Parameters:
///   - statement: The claim in short.
///   - id: Which it is.
public func whetherVerdictsHold(
  _ statement: String, _ id: String, before: [ClaimResult], now: [ClaimResult], seeds: Int
) -> String {
  func verdict(_ claims: [ClaimResult]) -> Verdict? { claims.first { $0.id == id }?.verdict }
  if seeds == 1 { return "One training of each cannot say." }
  guard let was = verdict(before), let new = verdict(now) else {
    return "\(statement): not judged both times."
  }
  let kept = now.count - whatChanged(before: before, now: now).count
  return "\(statement): "
    + (was == new ? "\(was.rawValue) again" : "\(was.rawValue) before, \(new.rawValue) now")
    + ". Of \(now.count) claims \(kept) keep their verdict."
}

/// Every claim whose verdict is another one than before, with both, a sentence each.
public func whatChanged(before: [ClaimResult], now: [ClaimResult]) -> [String] {
  now.compactMap { claim in
    let was = before.first { $0.id == claim.id }?.verdict
    return was == claim.verdict
      ? nil
      : "\(claim.statement) *\(was?.rawValue ?? "not asked")* before, *\(claim.verdict.rawValue)* now."
  }
}

/// Whether one method wins more games than another, by its differences on several splits and by the rule of `LOG.md`,
/// 2026-11-28, 15:45, as a sentence.
public func whoWinsMore(_ first: String, than second: String, _ won: [Interval]) -> String {
  switch (won.contains { $0.low > 0 }, won.contains { $0.high < 0 }) {
  case (true, false): "\(first) wins more games than \(second)."
  case (false, true): "\(first) wins fewer games than \(second)."
  case (true, true): "Whether \(first) wins more games than \(second) depends on the games."
  case (false, false): "We cannot tell whether \(first) wins more games than \(second)."
  }
}

/// Whether refused commands become fewer by each reading of the reward's rules, by the same rule, as a sentence.
///
/// - Parameter refused: For each reading, in words, the share of refused commands minus that without the reward.
public func whetherRulesMatter(_ refused: [(words: String, refused: Interval)]) -> String {
  func listed(_ isMeant: (Interval) -> Bool) -> String? {
    let some = refused.filter { isMeant($0.refused) }.map(\.words)
    return some.isEmpty ? nil : some.joined(separator: ", ")
  }
  let fewer = refused.count { $0.refused.high < 0 }
  let more = listed { $0.low > 0 }
  let untold = listed { $0.low <= 0 && $0.high >= 0 }
  if fewer == 0, more == nil {
    return "By none of these readings of its rules can it be told what the reward does to refusals."
  }
  let howMany = fewer == refused.count ? "all these" : "\(fewer) of these \(refused.count)"
  return
    ([
      "By \(howMany) readings of its rules the reward leads to fewer refused commands",
      more.map { "to more \($0)" }, untold.map { "we cannot tell \($0)" },
    ].compactMap { $0 }).joined(separator: "; ") + "."
}
