import ChapterSupport
import Foundation
import LanguageModel
import Notebook
import Training

/// The pages around the chapters: the table of claims first, then scale, then how to read.
struct ReportPage {
  var options: ExperimentOptions
  var results: [ChapterResults]
  var chapters: [Document]
  /// Results of the same chapters in another world or profile; empty for none.
  var beside: [ChapterResults] = []

  /// Whether the last chapter compares other base models.
  var comparesBases = false

  /// The whole report.
  func document() throws -> Document {
    var ledger = Ledger()
    for result in results { try ledger.add(result) }
    let settings = options.settings
    let baseFolder = try options.baseFolder()
    let base = try Model(contentsOf: baseFolder)
    let corpus = try RunFolder(at: baseFolder).read(CorpusSummary.self, from: "corpus.json")
    let pretraining = try RunFolder(at: baseFolder).read(
      PretrainingSettings.self, from: "settings.json")
    return Document(
      title: "Does rewarding the reasoning itself make agents better?",
      subtitle: "A reproduction of RLVMR (arXiv 2507.22844) on a CPU, profile "
        + options.profile.rawValue
    ) {
      """
      RLVMR trains a language-model agent in text household games and pays it not only for winning but \
      for *verifiable meta-reasoning*: planning, exploring, reflecting and monitoring, each tagged, \
      each checked by a program. The paper's agents have 1.5 and 7 billion parameters. Here a real, \
      small language-model agent goes through the whole training (pretraining, cold start, supervised \
      and reinforcement learning) on two CPU cores, and the paper's three claims are judged by rules \
      fixed beforehand. Every number below was computed by the code beside it.
      """
      Block.heading(2, "The claims", label: "sec:claims")
      ledger.block
      """
      \(ledger.count(.reproduced)) of \(ledger.claims.count) claims are reproduced, \
      \(ledger.count(.directionOnly)) in direction only, \(ledger.count(.notReproduced)) are not, \
      \(ledger.count(.notTested)) were not tested. A claim that does not reproduce at this scale is a \
      finding about this scale.
      """
      if options.profile != .smoke { titleAnswer(ledger) }
      if let other = beside.first {
        Block.heading(2, "Does it hold in the other world too?", label: "sec:beside")
        """
        The same claims by the same rules, from the \(other.profile) profile in the \(other.world) world, \
        as its own report has them:
        """
        Block.table(besideTable(ledger))
      }
      if options.profile == .smoke {
        Block.callout(
          .warning, title: "Smoke profile",
          [
            .paragraph(
              "This report was made to exercise the code. Its numbers mean nothing, and no claim is judged."
            )
          ])
      }
      Block.heading(2, "Scale", label: "sec:scale")
      Block.table(scaleTable(settings, base: base))
      Block.heading(2, "What the base model has seen", label: "sec:base")
      """
      "Unseen category" means nothing unless one knows what was seen before. The base model was \
      pretrained on \(corpus.episodes) episodes (\(corpus.tokens) tokens, \
      \(pretraining.supervised.epochs) times each) of *other* instructions in training rooms of the \
      generated world: find, go to, take, fetch, open, turn on, carry, clean, heat or cool and stop, do \
      one thing and then another. The held-out categories are cool-and-place and pick-two. Episodes that \
      show the characteristic act of a category, counted over the corpus:
      """
      Block.table(corpusTable(corpus))
      """
      The base writes its thoughts in a `<note>` block, so it knows neither the four tags nor `<think>` \
      beforehand; both are learned from the same 200 episodes.
      """
      if comparesBases {
        """
        How much of the results is this base's own knowledge? The last section of the last chapter starts \
        the same methods from other bases.
        """
      }
      Block.heading(2, "Choices that could favour a method", label: "sec:choices")
      Block.list([
        "The teacher's thoughts are the same in every arm, and name no numbered thing that the action names: tags cannot win by carrying the action twice.",
        "GRPO gets a cold start on the same 200 episodes, which the paper's GRPO does not have. This favours GRPO.",
        "The tagged arms must learn eight marks from these episodes, the others two. This disfavours the tagged arms.",
        "The admissible commands are in nobody's prompt; in the paper they are in everybody's.",
        "GRPO and RLVMR share every hyperparameter but the learning rate. Each method's rate, also those of SFT and of the two cold starts, was chosen by trials (three or four a method; three seeds for the cold starts, one for the rest) on released rooms kept for validation, with heat-and-place held out as a stand-in for L2, from a base model that had not seen its act either. The trials are in `LOG.md`.",
        "SFT's rate is the smallest of those tried. A still smaller one, tried on validation after the final runs and not used, did better on the stand-in (`LOG.md`). This disfavours SFT.",
        "Explore is paid only for admissible actions (the paper says \"targets a new object or location\"; a thing that is not there cannot be explored). Reflection needs two failures in a row. Both readings are stricter than the released program, which is implemented beside them.",
        "Injected mistakes in demonstrations are refused commands only; their correction is imitated, the mistakes are not.",
      ])
      chapters.flatMap(\.blocks)
      Block.heading(1, "How this report was made", label: "sec:made")
      Block.verbatim(
        options.profile == .full && options.world == .alfworld
          ? """
          make full              # renders the recorded runs, in seconds
          make full RECORDED=    # trains and measures all of them anew, in hours
          """
          : "make report PROFILE=\(options.profile.rawValue)", language: "sh")
      """
      Seeds: \(options.trainingSeeds.map(String.init).joined(separator: ", ")). Intervals are 95% \
      percentile intervals of a two-level bootstrap: seeds are drawn with replacement and, within each, \
      games; differences between methods on one split draw the same seeds and games for both. The same \
      seed gives the same bytes on one kind of processor.
      """
    }
  }

  private func scaleTable(_ settings: ExperimentSettings, base: Model) -> Table {
    let reinforcement = settings.reinforcement
    let parameters = Double(base.parameters.count) / 1e6
    func row(_ name: Prose, _ paper: Prose, _ ours: Prose) -> [Prose] { [name, paper, ours] }
    return Table(
      caption: "What the paper used and what we used.", label: "tbl:scale",
      columns: [.init("what"), .init("paper"), .init("here")],
      rows: [
        row(
          "model", "Qwen2.5 1.5B and 7B, instruction-tuned",
          "\(parameters, as: .decimal(2)) million parameters, pretrained by us"),
        row(
          "world", "ALFWorld (and ScienceWorld)",
          "\(settings.world == .alfworld ? "ALFWorld" : "generated games fitted to ALFWorld's train split")"
        ),
        row(
          "cold start", "200 episodes annotated by GPT-4, 5 epochs",
          "\(settings.coldStart.episodes) episodes annotated by a program, \(settings.coldStart.epochs) epochs"
        ),
        row(
          "SFT", "number of episodes not given",
          "\(settings.supervised.episodes) episodes, \(settings.supervised.epochs) epochs"),
        row(
          "rollouts an iteration", "16 games × 8",
          "\(reinforcement.games) games × \(reinforcement.rollouts)"),
        row(
          "iterations", "100 (GRPO 150)", "\(reinforcement.iterations)"),
        row("steps an episode", "at most 30", "at most \(reinforcement.stepLimit)"),
        row(
          "learning rate of RL", "1e-6",
          "GRPO \(code: "\(settings.rates.grpo)"), RLVMR \(code: "\(settings.rates.rlvmr)")"),
        row(
          "learning rate of the cold start", "1e-5",
          "\(code: "\(settings.rates.coldStartThink)"), with tags \(code: "\(settings.rates.coldStartTagged)")"
        ),
        row("learning rate of SFT", "not given", "\(code: "\(settings.rates.supervised)")"),
        row(
          "temperature, rollouts / evaluation", "1.0 / 0.4 (released code)",
          "\(reinforcement.temperature, as: .decimal(1)) / \(settings.evaluation.temperature, as: .decimal(1))"
        ),
        row(
          "test games", "L0 140, L1 134, L2 38",
          "at most \(settings.evaluation.games) a split"),
        row(
          "seeds", "not reported (variance neither)",
          "\(options.trainingSeeds.count)"),
      ])
  }

  /// What came out for the question of the title, in three numbers.
  private func titleAnswer(_ ledger: Ledger) -> Prose {
    func number(_ id: String) -> Prose {
      guard let measured = ledger.claims.first(where: { $0.id == id })?.measured,
        let interval = measured.interval
      else { return "not measured" }
      let isBeyondChance = interval.low > 0 || interval.high < 0
      return "\(measured.text) (\(isBeyondChance ? "beyond" : "within") chance)"
    }
    return """
      **The title's question.** On unseen categories, rewarding the reasoning changes success by \
      \(number("meta-reasoning-advantage-helps")) against the same agent without that reward. Against \
      outcome-only GRPO the whole method changes success by \(number("rlvmr-generalises")) and the share \
      of repetitive steps by \(number("rlvmr-repeats-less")). What stands behind these numbers, and how the \
      rewards were earned, is asked in the last chapter.
      """
  }

  private func besideTable(_ ledger: Ledger) -> Table {
    let others = beside.flatMap(\.claims)
    return Table(
      caption: "Each claim in both worlds.", label: "tbl:beside",
      columns: [.init("claim"), .init("here", .right), .init("there", .right), .init("verdicts")],
      rows: ledger.claims.map { claim in
        let other = others.first { $0.id == claim.id }
        return [
          Prose(claim.statement), Prose(claim.measured.text), Prose(other?.measured.text ?? "–"),
          "\(claim.verdict.rawValue) / \(other?.verdict.rawValue ?? "–")",
        ]
      })
  }

  private func corpusTable(_ corpus: CorpusSummary) -> Table {
    Table(
      caption: "What the pretraining corpus demonstrates. Held-out categories must read 0.",
      label: "tbl:corpus",
      columns: [.init("category"), .init("episodes that show its act", .right)],
      rows: TrainingSet.allCategories.categories.map { category in
        let isHeldOut = TrainingSet.heldOut.contains(category)
        return [
          "\(code: category.rawValue)\(isHeldOut ? " (held out)" : "")",
          "\(corpus.demonstrations[category.rawValue] ?? 0)",
        ]
      })
  }
}
