import Agent
import ChapterSupport
import Experiments
import Foundation
import Gnuplot
import Methods
import Notebook
import Statistics

/// Measurements from one base model, and how this was made.
struct BaseComparison {
  var measured: Measurements
  var pretraining: PretrainingSettings

  init(_ measured: Measurements) throws {
    self.measured = measured
    let base = measured.store.baseFolder(seed: measured.seeds[0])
    pretraining = try RunFolder(at: base).read(PretrainingSettings.self, from: "settings.json")
  }

  /// What distinguishes it from other bases.
  var name: String {
    let family =
      switch pretraining.family {
      case .shipped: ""
      case .withoutHeatAndPlace: ", without heat-and-place"
      case .withoutHeatAndLight: ", without heat-and-place and look-at-in-light"
      case .withoutCleanAndTwo: ", without clean-and-place and pick-two"
      case .withoutHeldOutKnowledge: ", without held-out knowledge"
      }
    return "\(pretraining.supervised.episodes) episodes\(family)"
  }

  /// The command that makes it again.
  var command: String {
    let usual = PretrainingSettings()
    var words = ["rlvmr pretrain"]
    if pretraining.supervised.episodes != usual.supervised.episodes {
      words.append("--episodes \(pretraining.supervised.episodes)")
    }
    if pretraining.family != usual.family {
      words.append("--family \(pretraining.family.rawValue)")
    }
    if pretraining.seed != usual.seed { words.append("--seed \(pretraining.seed)") }
    return words.joined(separator: " ")
  }
}

// "Does it depend on the base model?"
extension IsItReal {
  static let methodsByBase: [Method] = [
    .coldStartThink, .coldStartTagged, .supervised, .grpo, .grpoTagged, .rlvmr,
  ]

  static let splitsByBase: [EvaluationSplit] = [.unseenCategories, .unseenCategoriesSeenRooms]

  @BlockBuilder
  func bases(_ chapter: Chapter, _ bases: [BaseComparison]) throws -> [Block] {
    Block.heading(2, "Does it depend on the base model?")
    """
    What an agent can do before its first reward comes from its base model. \
    \(chapter.measurements.seedsShareBase ? "All seeds of this report share one base, so its intervals say nothing about other bases." : "Every seed of this report has a base model of its own, pretrained from another seed, so its intervals cover bases too.")
    """
    if bases.isEmpty {
      """
      Bases that were made differently are compared where `--bases` names their folders; here none is \
      named.
      """
    } else {
      """
      Each base below was made by the same program and then trained with the same settings on the four seen \
      categories; no rate was tuned for it. Only seed \(Int(chapter.measurements.seeds[0])) was run, so these \
      intervals cover games and not seeds.\(bases.contains { $0.pretraining.family == .withoutHeldOutKnowledge } ? withoutKnowledge : "")
      """
      Block.list(bases.map { "\($0.name): \(code: $0.command)" })
      Block.table(try baseTable(bases))
      try chapter.figure(
        learningByBase(bases),
        caption:
          "Rollouts on training games from each base model. Games differ between iterations; all methods play the same. Ours: \(try bases[0].measured.scale()).",
        label: "fig:real-bases")
      "On L2, RLVMR beside GRPO from the same tagged start:"
      Block.list(try bases.map { "From \($0.name): \(try comparison($0))." })
    }
  }

  private var withoutKnowledge: String {
    " The base without held-out knowledge has never seen the word *cool* nor an instruction for two things: "
      + "that no method wins L2 from it shows that the words are needed, and no more."
  }

  private func comparison(_ base: BaseComparison) throws -> String {
    func difference(_ rate: Rate) throws -> Interval {
      try base.measured.difference(rate, .rlvmr, minus: .grpoTagged, on: .unseenCategories).interval
    }
    return inWords(try difference(.success), "it wins", ("more", "fewer"), "games") + "; "
      + inWords(try difference(.repetitive), "it repeats", ("more", "less"), "than GRPO (tags)")
  }

  private func learningByBase(_ bases: [BaseComparison]) throws -> Figure {
    Figure(
      "real-bases", title: "Rollouts won over training, by base model",
      alternativeText: "Success of the rollouts of GRPO, GRPO from the tagged start and RLVMR over "
        + "iterations, a panel a base model.",
      panels: try bases.map { base in
        Panel(
          base.name, x: Axis("iteration"), y: .percent("rollouts won"),
          layers: try [Method.grpo, .grpoTagged, .rlvmr].map {
            .line(
              $0.title,
              try base.measured.curve($0, for: .unseenCategories) { $0.rollouts.successRate })
          })
      }, width: 860)
  }

  private func baseTable(_ bases: [BaseComparison]) throws -> Table {
    Table(
      caption: """
        Success on unseen categories by base model. Where nothing is won at all the bootstrap's interval has no \
        width; that is no certainty. Ours: \(try bases[0].measured.scale()).
        """,
      label: "tbl:real-bases",
      columns: [.init("base model"), .init("split")]
        + Self.methodsByBase.map { .init("\($0.title)", .right) },
      rows: try bases.flatMap { base in
        try Self.splitsByBase.map { split in
          try ["\(base.name)", "\(split.rawValue)"]
            + Self.methodsByBase.map { "\(try base.measured.interval(.success, $0, split))" }
        }
      })
  }
}
