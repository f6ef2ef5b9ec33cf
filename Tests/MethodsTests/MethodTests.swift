import Agent
import Foundation
import LanguageModel
import MetaReasoning
import Methods
import Testing

/// What each method is, as numbers: whoever changes one by accident, or swaps two, is told here.
@Suite struct MethodTests {
  /// Everything that defines a method, by name; rules and constants number by number.
  ///
  /// A loss is shown by its value for one token, for which equation 5 and cross-entropy differ.
  static func description(_ method: Method) throws -> [String: String] {
    var fields = [
      "grammar": method.grammar.name, "start": method.predecessor?.name ?? "base",
      "rate": "\(method.learningRate)", "commands": method.shownCommands.rawValue,
      "held form": method.holdsForm.map { "\($0)" } ?? "the experiment's",
    ]
    switch method.training {
    case .imitation(let imitation):
      fields["imitates"] = imitation.demonstrations.rawValue
      fields["loss"] = number(imitation.loss(-1).loss)
    case .reinforcement(let rule):
      for (name, value) in rule.constants { fields[name] = "\(value)" }
      for (prefix, value) in [
        ("rules", try JSONEncoder().encode(rule.rules)),
        ("loss", try JSONEncoder().encode(rule.lossConstants)),
      ] {
        let object = try #require(JSONSerialization.jsonObject(with: value) as? [String: Any])
        for (name, value) in object { fields["\(prefix).\(name)"] = "\(value)" }
      }
      let token = TokenTerms(current: -1, behaviour: -1.1, reference: -1.3, advantage: 0.7)
      fields["loss"] = number(rule.loss(token, rule.lossConstants).loss)
      fields["learns from"] = [false, true].filter { won in
        rule.learnsFrom(Episode(gameID: "", category: nil, opening: "", tokens: [], won: won))
      }.map { $0 ? "won" : "lost" }.joined(separator: " ")
    }
    return fields
  }

  private static func number(_ value: Double) -> String { String(format: "%.6f", value) }

  /// −1.105171 · 0.7 + 0.01 · (e^−0.3 + 0.3 − 1): equation 5 for the token above, e^0.1 = 1.105171.
  private static let equationFive = "-0.773211"

  private static let reinforcement = [
    "commands": "none", "held form": "the experiment's",
    // Equation 5: λ_KL from appendix A.2, clip and clamp from the released configuration.
    "loss": equationFive, "loss.clip": "0.2", "loss.klWeight": "0.01", "loss.klClamp": "10",
    "learns from": "lost won",
    // Section 3.4.1 and 4.1; amounts as released.
    "rules.success": "10", "rules.planning": "1", "rules.explore": "1", "rules.reflection": "1",
    "rules.monitor": "0", "rules.formatPenalty": "0.1", "rules.failureSequence": "2",
    "rules.failureCharge": "0.6", "rules.variant": "asWritten",
    "rules.reflectionRule": "asWritten", "rules.formatCredit": "released",
  ]

  @Test func theMethodsOfThePaper() throws {
    func imitation(_ rate: String, _ grammar: String, _ demonstrations: String) -> [String: String]
    {
      [
        "grammar": grammar, "start": "base", "rate": rate, "commands": "none",
        "held form": "the experiment's", "imitates": demonstrations, "loss": "1.000000",
      ]
    }
    let table: [(Method, [String: String])] = [
      (.instructions, imitation("0.001", "note", "instructions")),
      (.coldStartThink, imitation("0.001", "think", "cold start")),
      (.coldStartTagged, imitation("0.0005", "tagged", "cold start")),
      (.supervised, imitation("0.0003", "think", "all")),
      (
        .grpo,
        Self.reinforcement.merging(
          ["grammar": "think", "start": "cold-start-think", "rate": "0.0001"]) { $1 }
      ),
      (
        .rlvmr,
        Self.reinforcement.merging([
          "grammar": "tagged", "start": "cold-start-tagged", "rate": "0.0001", "alpha": "0.5",
        ]) { $1 }
      ),
    ]
    for (method, expected) in table {
      let differences = Self.differences(try Self.description(method), expected)
      #expect(differences.isEmpty, "\(method.name): \(differences)")
    }
  }

  /// Parent, and what an arm has that its parent has not; "none" for what it lacks.
  static let arms: [String: (parent: String, differences: [String: String])] = [
    "sft-quarter": ("sft", ["imitates": "quarter"]),
    "grpo-tagged": ("grpo", ["grammar": "tagged", "start": "cold-start-tagged", "rate": "3e-05"]),
    "grpo-tagged-fast": ("grpo-tagged", ["rate": "0.0001"]),
    "released": ("rlvmr", ["rules.variant": "released", "alpha": "none", "weight": "1.0"]),
    "gigpo": ("grpo", ["discount": "0.95", "weight": "1.0"]),
    // The cross-entropy of the token of the description is 1.
    "filtered-imitation": ("grpo", ["loss": "1.000000", "learns from": "won"]),
    "rlvmr-form-only": (
      "rlvmr", ["rules.planning": "0", "rules.explore": "0", "rules.reflection": "0"]
    ),
    "rlvmr-without-outcome": ("rlvmr", ["rules.success": "0"]),
    "grpo-from-base": ("grpo", ["start": "base"]),
    "rlvmr-from-base": ("rlvmr", ["start": "base"]),
    "rlvmr-format-as-written": ("rlvmr", ["rules.formatCredit": "asWritten"]),
    "rlvmr-charged": ("rlvmr", ["rules.reflectionRule": "charged"]),
    "rlvmr-novel": ("rlvmr", ["rules.reflectionRule": "novel"]),
    "rlvmr-monitor-paid": ("rlvmr", ["rules.monitor": "1"]),
    "rlvmr-released-rewards": ("rlvmr", ["rules.variant": "released"]),
    "rlvmr-released-comparisons": ("rlvmr", ["alpha": "none", "weight": "1.0"]),
    "released-unpaid-explore": ("released", ["rules.explore": "0"]),
    "released-unpaid-reflection": ("released", ["rules.reflection": "0"]),
    "rlvmr-one-failure": ("rlvmr", ["rules.failureSequence": "1"]),
    "rlvmr-any-correction": ("rlvmr", ["rules.reflectionRule": "anyCorrection"]),
    "rlvmr-alpha-0": ("rlvmr", ["alpha": "0.0"]),
    "rlvmr-alpha-0.25": ("rlvmr", ["alpha": "0.25"]),
    "rlvmr-alpha-0.75": ("rlvmr", ["alpha": "0.75"]),
    "rlvmr-alpha-1": ("rlvmr", ["alpha": "1.0"]),
    "rlvmr-unpaid-planning": ("rlvmr", ["rules.planning": "0"]),
    "rlvmr-unpaid-explore": ("rlvmr", ["rules.explore": "0"]),
    "rlvmr-unpaid-reflection": ("rlvmr", ["rules.reflection": "0"]),
    "rlvmr-without-planning": ("rlvmr", leftOut("planning")),
    "rlvmr-without-explore": ("rlvmr", leftOut("explore")),
    "rlvmr-without-reflection": ("rlvmr", leftOut("reflection")),
    "rlvmr-without-monitor": ("rlvmr", leftOut("monitor")),
    "grpo-slow-start": ("grpo", ["start": "cold-start-think-slow"]),
    "cold-start-think-slow": ("cold-start-think", ["rate": "0.0005"]),
    "grpo-tagged-fast-start": ("grpo-tagged", ["start": "cold-start-tagged-fast"]),
    "cold-start-tagged-fast": ("cold-start-tagged", ["rate": "0.001"]),
    "cold-start-without-planning": ("cold-start-tagged", ["grammar": "tagged-without-planning"]),
    "cold-start-without-explore": ("cold-start-tagged", ["grammar": "tagged-without-explore"]),
    "cold-start-without-reflection": (
      "cold-start-tagged", ["grammar": "tagged-without-reflection"]
    ),
    "cold-start-without-monitor": ("cold-start-tagged", ["grammar": "tagged-without-monitor"]),
  ]

  private static func leftOut(_ tag: String) -> [String: String] {
    ["grammar": "tagged-without-\(tag)", "start": "cold-start-without-\(tag)"]
  }

  @Test(arguments: arms.keys.sorted())
  func anArmDiffersFromItsParentInWhatItSays(_ name: String) throws {
    let (parentName, expected) = try #require(Self.arms[name])
    let arm = try Self.description(#require(Method(named: name)))
    let parent = try Self.description(#require(Method(named: parentName)))
    #expect(Self.differences(arm, parent) == expected)
  }

  /// The fields of the first that are not the second's; "none" for what it lacks.
  private static func differences(
    _ fields: [String: String], _ others: [String: String]
  ) -> [String: String] {
    Set(fields.keys).union(others.keys).reduce(into: [:]) { differences, field in
      if fields[field] != others[field] { differences[field] = fields[field] ?? "none" }
    }
  }

  @Test func everyMethodIsInATableHere() {
    let paper = ["instructions", "cold-start-think", "cold-start-tagged", "sft", "grpo", "rlvmr"]
    let names = Set(Method.all.map(\.name) + Method.all.compactMap(\.predecessor?.name))
    #expect(names == Set(paper).union(Self.arms.keys))
  }

  @Test func namesAndTitlesAreUnique() {
    #expect(Set(Method.all.map(\.name)).count == Method.all.count)
    #expect(Set(Method.all.map(\.title)).count == Method.all.count)
    #expect(Method.all.allSatisfy { !$0.abstract.isEmpty })
  }

  @Test func aMethodIsFoundByItsName() throws {
    for method in Method.all {
      #expect(Method(named: method.name)?.title == method.title)
      for condition in Condition.all {
        let name = "\(method.name)+\(condition.suffix)"
        let found = try #require(Method(named: name))
        #expect(found.name == name)
        #expect(found.title == "\(method.title), \(condition.title)")
      }
    }
    #expect(Method(named: "grpo+commands+held-form")?.shownCommands == .all)
    #expect(Method(named: "grpo+commands+held-form")?.holdsForm == true)
  }

  @Test(arguments: [
    "", "grp", "GRPO", "grpo+", "+commands", "grpo+nothing", "grpo+commands+", "rlvmr-alpha-0.5",
    "grpo commands",
  ])
  func noOtherNameIsAMethod(_ name: String) {
    #expect(Method(named: name) == nil)
  }

  @Test(arguments: ["commands", "held-form", "free-form"])
  func aConditionHoldsFromTheColdStartOn(_ suffix: String) throws {
    for method in Method.all {
      let plain = try Self.description(method)
      let changed = try #require(Method(named: "\(method.name)+\(suffix)"))
      var expected = plain
      if suffix == "commands" {
        expected["commands"] = "all"
      } else {
        expected["held form"] = "\(suffix == "held-form")"
      }
      if let start = method.predecessor {
        expected["start"] = "\(start.name)+\(suffix)"
        #expect(
          changed.predecessor?.shownCommands == (suffix == "commands" ? .all : ShownCommands.none))
        #expect(
          changed.predecessor?.holdsForm == (suffix == "commands" ? nil : suffix == "held-form"))
      }
      #expect(try Self.description(changed) == expected)
    }
  }

  @Test func sourcesAreItsFileBehindItsParents() throws {
    #expect(Method.grpo.sources == ["Methods/GRPO.swift"])
    #expect(Method.rlvmr.sources == ["Methods/RLVMR.swift"])
    #expect(Method.released.sources == ["Methods/RLVMR.swift", "Methods/Released.swift"])
    #expect(Method.gigpo.sources == ["Methods/GRPO.swift", "Methods/GiGPO.swift"])
    #expect(Method.grpoTaggedFast.sources == ["Methods/GRPO.swift", "Methods/EqualRates.swift"])
    #expect(
      Method(named: "rlvmr+held-form")?.sources
        == ["Methods/RLVMR.swift", "Methods/FormHeld.swift"])
    for (name, arm) in Self.arms {
      let method = try #require(Method(named: name))
      let parent = try #require(Method(named: arm.parent))
      #expect(method.sources.starts(with: parent.sources))
    }
  }

  @Test func changingAnArmLeavesItsParent() {
    let before = Method.rlvmr.learningRate
    let arm = Method.rlvmr.arm("mine", title: "Mine", abstract: "Mine.") { $0.learningRate = 1 }
    #expect(arm.learningRate == 1)
    #expect(Method.rlvmr.learningRate == before)
    #expect(arm.sources == Method.rlvmr.sources + [#fileID])
  }

  @Test func aPolicyAnswersAsItsMethodSays() throws {
    let model = try SmallWorld.model()
    for (name, grammar, commands, form) in [
      ("grpo", ResponseGrammar.think, ShownCommands.none, false), ("rlvmr", .tagged, .none, false),
      ("rlvmr+commands", .tagged, .all, false), ("grpo+held-form", .think, .none, true),
      ("grpo+free-form", .think, .none, false),
    ] {
      let method = try #require(Method(named: name))
      let policy = try method.policy(model, temperature: 0.7)
      #expect(policy.grammar == grammar)
      #expect(policy.shownCommands == commands)
      #expect(policy.holdsForm == form)
      #expect(policy.temperature == 0.7)
    }
  }

  @Test(arguments: [
    ("rlvmr", 0.5), ("rlvmr-alpha-0", 0), ("rlvmr-alpha-0.25", 0.25), ("rlvmr-alpha-0.75", 0.75),
    ("rlvmr-alpha-1", 1), ("rlvmr-charged", 0.5), ("rlvmr-novel", 0.5),
    ("rlvmr-monitor-paid", 0.5), ("rlvmr-form-only", 0.5), ("rlvmr-without-outcome", 0.5),
    ("rlvmr-format-as-written", 0.5), ("rlvmr-released-rewards", 0.5),
    ("rlvmr-one-failure", 0.5), ("rlvmr-any-correction", 0.5),
  ])
  func anArmOfRLVMRComputesByTheRulesItStates(_ name: String, alpha: Double) throws {
    // Constants and rules are stated for the records, and used in a closure: they must agree.
    let golden = try Golden()
    let rule = try #require(Method(named: name)?.reinforcement)
    let episodes = golden.episodes(behaviour: nil)
    let trajectories = rewardedTrajectories(
      of: episodes, groups: golden.groups, rules: rule.rules)
    let outcome = trajectoryAdvantages(trajectories, rowPenalty: rule.rules.rowPenalty)
    let steps = metaReasoningAdvantages(trajectories)
    for (index, ours) in rule.advantages(episodes, golden.groups).enumerated() {
      for (step, advantage) in ours.enumerated() {
        #expect(advantage.trajectory == outcome[index][step])
        #expect(advantage.step == steps[index][step])
        let total = alpha * outcome[index][step] + (1 - alpha) * steps[index][step]
        #expect(abs(advantage.total - total) < 1e-12)
      }
    }
  }

  @Test(arguments: [
    "released", "rlvmr-released-comparisons", "released-unpaid-explore",
    "released-unpaid-reflection",
  ])
  func anArmOfTheReleasedProgramComputesByTheRulesItStates(_ name: String) throws {
    let golden = try Golden()
    let rule = try #require(Method(named: name)?.reinforcement)
    let episodes = golden.episodes(behaviour: nil)
    let trajectories = rewardedTrajectories(
      of: episodes, groups: golden.groups, rules: rule.rules)
    let outcome = releasedTrajectoryAdvantages(trajectories, rowPenalty: rule.rules.rowPenalty)
    let steps = releasedStepAdvantages(trajectories)
    for (index, ours) in rule.advantages(episodes, golden.groups).enumerated() {
      for (step, advantage) in ours.enumerated() {
        #expect(advantage.trajectory == outcome[index][step])
        #expect(advantage.step == steps[index][step])
        #expect(abs(advantage.total - outcome[index][step] - steps[index][step]) < 1e-12)
      }
    }
  }

  @Test func filteredImitationWeighsEveryStepAlike() throws {
    let golden = try Golden()
    let rule = try #require(Method.filteredImitation.reinforcement)
    let advantages = rule.advantages(golden.episodes(behaviour: nil), golden.groups)
    #expect(advantages.joined().allSatisfy { $0.total == 1 })
  }
}
