import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

extension OtherPairs {
  /// The paper's claims about unseen categories, each over all pairs.
  func claims(_ pairs: PairsOfCategories, command: String) throws -> [ClaimResult] {
    let l2 = EvaluationSplit.unseenCategories
    func paper(_ rate: Rate, _ method: Method, _ split: EvaluationSplit = .unseenCategories)
      -> Double
    {
      PaperNumbers.value(rate, method, split) ?? .nan
    }
    func claim(
      _ id: String, _ statement: String, _ rate: Rate, _ source: String,
      _ numbers: KeyValuePairs<String, Double>, _ estimate: Estimate, of methods: [Method],
      besides comparison: Double? = nil, otherReading: Estimate? = nil
    ) throws -> ClaimResult {
      let values = numbers.map(\.value)
      let difference = values[0] - values[1]
      func finding(_ estimate: Estimate) throws -> Finding {
        Finding(
          estimate, format: rate.differenceFormat, runs: pairs.each[0].seeds.count,
          games: try pairs.each.map { try $0.episodes(.rlvmr, l2)[0].count }.min() ?? 0)
      }
      let guards = pairs.each[0].guards(
        try methods.flatMap { method in
          try pairs.each.map { try $0.rates(.success, method, l2) }
        })
      let room: [Guard] =
        comparison.map {
          [.room(paper: difference, besides: $0, measured: estimate.interval)]
        } ?? []
      let rule = VerdictRule.difference(paper: difference)
      let result = ClaimResult(
        id: id, statement: statement,
        paper: PaperStatement(
          words: "of cool-and-place and pick-two alone", source: source,
          numbers: Dictionary(uniqueKeysWithValues: numbers.map { ($0.key, $0.value) }),
          value: difference),
        measured: try finding(estimate), rule: rule, guards: guards + room, command: command)
      guard let otherReading else { return result }
      return result.beside(
        ClaimPart(
          "repeats of refused commands counted too", try finding(otherReading), rule: rule,
          guards: guards))
    }
    func againstGRPO(
      _ id: String, _ statement: String, _ rate: Rate, _ source: String, hasRoom: Bool = true,
      otherReading: Rate? = nil
    ) throws -> ClaimResult {
      try claim(
        id, statement, rate, source,
        ["RLVMR on L2": paper(rate, .rlvmr), "GRPO on L2": paper(rate, .grpo)],
        try pairs.difference(rate, .rlvmr, minus: .grpoTagged), of: [.rlvmr, .grpoTagged],
        besides: hasRoom ? try pairs.rate(rate, .grpoTagged) : nil,
        otherReading: try otherReading.map {
          try pairs.difference($0, .rlvmr, minus: .grpoTagged)
        })
    }
    return holmAdjusted([
      try claim(
        "pairs-sft-is-brittle",
        "From L0 to L2: SFT wins fewer games of unseen categories than of seen ones.", .success,
        "Table 1",
        [
          "SFT on L0": paper(.success, .supervised, .seen),
          "SFT on L2": paper(.success, .supervised),
        ],
        try pairs.loss(.success, .supervised), of: [.supervised]),
      try claim(
        "pairs-grpo-generalises-better",
        "Against SFT on unseen categories (L2): GRPO (tags) wins more games.", .success, "Table 1",
        ["GRPO on L2": paper(.success, .grpo), "SFT on L2": paper(.success, .supervised)],
        try pairs.difference(.success, .grpoTagged, minus: .supervised),
        of: [.grpoTagged, .supervised], besides: try pairs.rate(.success, .supervised)),
      try claim(
        "pairs-meta-reasoning-advantage-helps",
        "The meta-reasoning advantage itself: RLVMR wins more games of unseen categories (L2) than GRPO (tags).",
        .success, "Table 3 (1.5B)",
        [
          "RLVMR on L2, 1.5B": PaperNumbers.ablations.full,
          "without its advantage": PaperNumbers.ablations.withoutMetaReasoning,
        ],
        try pairs.difference(.success, .rlvmr, minus: .grpoTagged), of: [.rlvmr, .grpoTagged],
        besides: try pairs.rate(.success, .grpoTagged)),
      try againstGRPO(
        "pairs-rlvmr-repeats-less",
        "Repetition on unseen categories (L2): RLVMR repeats itself less than GRPO (tags).",
        .repetitive, "Figure 3", otherReading: .allRepeats),
      try againstGRPO(
        "pairs-rlvmr-errs-less",
        "Invalid actions on unseen categories (L2): RLVMR makes fewer than GRPO (tags).", .invalid,
        "Figure 5"),
      try againstGRPO(
        "pairs-rlvmr-is-shorter",
        "Steps on unseen categories (L2): RLVMR's episodes are shorter than GRPO (tags)'s.", .steps,
        "Table 2", hasRoom: false),
    ])
  }

  /// What came out over all pairs and whether any single one differs, in a paragraph.
  func answer(_ pairs: PairsOfCategories) throws -> String {
    func sides(_ rate: Rate) throws -> [Interval] {
      try pairs.each.map {
        try $0.difference(rate, .rlvmr, minus: .grpoTagged, on: .unseenCategories).interval
      }
    }
    func over(_ rate: Rate) throws -> Estimate {
      try pairs.difference(rate, .rlvmr, minus: .grpoTagged)
    }
    let rates: [Rate] = [.success, .invalid, .repetitive, .allRepeats]
    let estimates = try rates.map(over)
    let numbers = zip(
      estimates,
      [
        ("RLVMR wins", ("more", "fewer"), "games"),
        ("its commands are refused", ("more", "less"), "often"),
        ("it repeats possible actions", ("more", "less"), "often"),
        ("with refused commands counted, it repeats itself", ("more", "less"), "often"),
      ]
    ).map { inWords($0.interval, $1.0, $1.1, $1.2) }
    let seeds = pairs.each[0].seeds.count
    let title = whetherPairsAgree(
      over: estimates.map(\.interval), each: try rates.map(sides), seeds: seeds)
    return
      "**\(title)** Three pairs of categories were held out in turn, \(pairs.each.map(\.heldOutInWords).joined(separator: "; ")), "
      + "with base models that lack their acts. On the unseen categories, over all three and beside GRPO (tags): "
      + numbers.joined(separator: "; ") + ".\(whatFewSeedsLeave(of: estimates))"
  }
}

/// Whether single pairs say what all say together: an interval on the other side of zero than the one over all
/// contradicts it.
///
/// - Parameters:
///   - over: The difference over all pairs, for each rate.
///   - each: The same of every pair.
func whetherPairsAgree(over all: [Interval], each: [[Interval]], seeds: Int) -> String {
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
    ? "Other unseen categories say the same." : "No other unseen categories say the opposite."
}
