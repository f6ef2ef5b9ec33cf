import Agent
import ChapterSupport
import Experiments
import Methods
import Notebook
import Statistics

/// Arms that ask one question together.
struct ArmGroup {
  var title: String
  /// What is asked, in one sentence.
  var question: String
  /// The arms, each beside what it varies.
  var arms: [(arm: Method, of: Method)]

  static func varying(_ method: Method, _ title: String, _ question: String, _ arms: [Method])
    -> ArmGroup
  {
    ArmGroup(title: title, question: question, arms: arms.map { ($0, method) })
  }

  /// All groups, in the order of the table.
  ///
  /// - Parameter holdsForm: Whether the decoder holds the form of all methods; an arm has it the other way.
  static func all(holdsForm: Bool) -> [ArmGroup] {
    [
      .varying(
        .rlvmr, "Which part of the reward?",
        "RLVMR without any tag's reward (form only), without the outcome's, without one tag each, and "
          + "at other weights α of the outcome.",
        [.formOnly, .withoutOutcome] + Method.leftOut + Method.alphas),
      .varying(
        .grpoTagged, "The learning rate?", "GRPO (tags) at RLVMR's.", [.grpoTaggedFast]),
      .varying(
        .rlvmr, "The reading of the paper?",
        "RLVMR by the released program's rules, and with the format penalty as the paper's text has "
          + "it, so that malformed steps stand among the monitor steps.",
        [.released, .malformedWithMonitor]),
      ArmGroup(
        title: "The cold start?", question: "GRPO and RLVMR from the base model itself.",
        arms: [(.grpoFromBase, .grpo), (.rlvmrFromBase, .rlvmr)]),
      .varying(
        .rlvmr, "Rules that cannot be farmed?",
        "RLVMR that charges for each failure, that pays only corrections of failures that told "
          + "something, and that pays monitor too. These are ours.",
        [.charged, .novel, .monitorPaid]),
      .varying(
        .grpo, "Other methods?",
        "Imitation of one's own wins, and GiGPO, from GRPO's start and at its rate.",
        [.filteredImitation, .gigpo]),
      underCondition(.commandsShown, "Commands shown?"),
      holdsForm
        ? underCondition(.formFree, "Form free?") : underCondition(.formHeld, "Form held?"),
    ]
  }

  private static func underCondition(_ condition: Condition, _ title: String) -> ArmGroup {
    ArmGroup(
      title: title,
      question: "SFT, GRPO and RLVMR, and what they start from, under one condition: "
        + condition.abstract.lowercasedFirst,
      arms: [Method.supervised, .grpo, .rlvmr].map { ($0.under(condition), $0) })
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

extension IsItReal {
  static let splitsOfArms: [EvaluationSplit] = [
    .seen, .unseen, .unseenCategories, .unseenCategoriesSeenRooms,
  ]

  /// The methods that arms vary, and what they start from.
  static let varied: [Method] = [
    .coldStartThink, .coldStartTagged, .supervised, .grpo, .grpoTagged, .rlvmr,
  ]

  @BlockBuilder
  func arms(_ measured: Measurements) throws -> [Block] {
    Block.heading(2, "What if one thing were different?", label: "sec:real-arms")
    let groups = groups(measured.profile)
    """
    Each arm changes one thing in a method and leaves everything else as it is. All were trained on the \
    four seen categories, so that a row of \(ref: "tbl:real-arms") is one and the same agent on every split; \
    the rows of the methods they vary are of such agents too and may differ from those of other \
    chapters on L0 and L1.\(fewerSeeds(measured))\(measured.profile == .smoke ? " The smoke profile trains the first of each group alone." : "")
    """
    Block.list(groups.map { "**\($0.title)** \($0.question)" })
    Block.table(try armDifferences(measured, groups))
    Block.table(try armTable(measured, groups))
  }

  private func fewerSeeds(_ measured: Measurements) -> String {
    let all = options.experiment.trainingSeeds.count
    return measured.seeds.count < all
      ? " Arms have the first \(measured.seeds.count) of the \(all) seeds, and so have the methods beside them here."
      : ""
  }

  /// The groups of a profile; none in those of the main methods.
  func groups(_ profile: Profile) -> [ArmGroup] {
    if profile.isOfMainMethods { return [] }
    return ArmGroup.all(holdsForm: options.experiment.settings.holdsForm).map { group in
      var group = group
      if profile == .smoke { group.arms = Array(group.arms.prefix(1)) }
      return group
    }
  }

  private func armTable(_ measured: Measurements, _ groups: [ArmGroup]) throws -> Table {
    let rates: [Rate] = [.success, .repetitive, .invalid, .malformed]
    func rows(_ title: String, _ methods: [Method]) throws -> [[Prose]] {
      let heading: [[Prose]] = [["**\(title)**"] + Array(repeating: "", count: rates.count + 1)]
      return try heading
        + methods.flatMap { method in
          try Self.splitsOfArms.map { split -> [Prose] in
            let cells = try rates.map { rate -> Prose in
              "\(try measured.interval(rate, method, split, trainedOn: .seenCategories))"
            }
            return ["\(method.title)", "\(split.rawValue)"] + cells
          }
        }
    }
    return Table(
      caption:
        "Every arm on every split, all trained on the four seen categories. \"Repetitive\" is the primary reading. Ours: \(try measured.scale()).",
      label: "tbl:real-arms",
      columns: [.init("arm"), .init("split")] + rates.map { .init(Prose($0.title), .right) },
      rows: try rows("The methods themselves", Self.varied)
        + groups.flatMap { try rows($0.title, $0.arms.map(\.arm)) })
  }

  private func armDifferences(_ measured: Measurements, _ groups: [ArmGroup]) throws -> Table {
    let cells: [(title: String, rate: Rate, split: EvaluationSplit)] = [
      ("won, L2", .success, .unseenCategories),
      ("won, L2 in seen rooms", .success, .unseenCategoriesSeenRooms),
      ("repetitive, L2", .repetitive, .unseenCategories),
      ("invalid, L2", .invalid, .unseenCategories),
    ]
    return Table(
      caption:
        "Each arm minus the method it varies, on the same games. Ours: \(try measured.scale()).",
      label: "tbl:real-arm-differences",
      columns: [.init("arm"), .init("minus")] + cells.map { .init(Prose($0.title), .right) },
      rows: try groups.flatMap(\.arms).map { arm, method in
        ["\(arm.title)", "\(method.title)"]
          + (try cells.map { cell in
            "\(try measured.difference(cell.rate, arm, minus: method, on: cell.split).interval, as: .points)"
          })
      })
  }
}
