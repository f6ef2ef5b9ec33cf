import Agent
import ChapterSupport
import Experiments
import HouseholdWorld
import LanguageModel
import Methods
import Notebook

extension ReportPage {
  /// What the paper used and what was used here.
  func scaleTable(_ store: RunStore) throws -> Table {
    let settings = options.settings
    let reinforcement = settings.reinforcement
    let base = try store.baseSize(seed: options.trainingSeeds[0])
    let parameters = Double(base.parameters) / 1e6
    let origin: Prose =
      store.isPretrained
      ? "\(plain: agentInWords(options.agent)) with its vocabulary cut to \(base.words) tokens, pretrained by others"
      : "pretrained by us"
    func row(_ name: Prose, _ paper: Prose, _ ours: Prose) -> [Prose] { [name, paper, ours] }
    func rate(_ method: Method, _ override: Double?) -> Prose {
      "\(method.title) \(code: "\(override ?? method.learningRate)")"
    }
    let rates = settings.rates
    return Table(
      caption: "What the paper used and what we used.", label: "tbl:scale",
      columns: [.init("what"), .init("paper"), .init("here")],
      rows: [
        row(
          "model", "Qwen2.5 1.5B and 7B, instruction-tuned",
          "\(parameters, as: .decimal(2)) million parameters, \(origin)"),
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
        row("iterations", "100 (GRPO 150)", "\(reinforcement.iterations)"),
        row("steps an episode", "at most 30", "at most \(reinforcement.stepLimit)"),
        row(
          "learning rate of RL", "1e-6",
          Prose(
            (ComparedMethods(options).outcomeOnly + [.rlvmr])
              .map { "\($0.title) `\(rates.reinforcement ?? $0.learningRate)`" }
              .joined(separator: ", "))
        ),
        row(
          "learning rate of the cold start", "1e-5",
          Prose(
            ComparedMethods(options).coldStarts
              .map { "\($0.title) `\(rates.coldStart ?? $0.learningRate)`" }
              .joined(separator: ", "))),
        row("learning rate of SFT", "not given", rate(.supervised, rates.supervised)),
        row(
          "temperature, rollouts / evaluation", "1.0 / 0.4 (released code)",
          "\(reinforcement.temperature, as: .decimal(1)) / \(settings.evaluation.temperature, as: .decimal(1))"
        ),
        row(
          "test games", "L0 140, L1 134, L2 38",
          "at most \(settings.evaluation.games) a split"),
        row(
          "seeds", "not reported (variance neither)", "\(options.trainingSeeds.count)"),
      ] + outOfContext)
  }

  /// How many evaluated episodes were lost because the model's context was full; no row where none were.
  private var outOfContext: [[Prose]] {
    guard let (lost, episodes) = results.outOfContext else { return [] }
    return [
      [
        "evaluated episodes lost because the model's context was full", "not given",
        "\(lost) of \(episodes)",
      ]
    ]
  }

  /// What pretraining demonstrated, by category.
  func corpusTable(_ corpus: CorpusSummary) -> Table {
    Table(
      caption: "What the pretraining corpus demonstrates. Held-out categories must read 0.",
      label: "tbl:corpus",
      columns: [.init("category"), .init("episodes that show its act", .right)],
      rows: TrainingSet.allCategories.categories.map { category in
        let isHeldOut = TrainingSet.heldOutByPaper.contains(category)
        return [
          "\(code: category.rawValue)\(isHeldOut ? " (held out)" : "")",
          "\(corpus.demonstrations[category.rawValue] ?? 0)",
        ]
      })
  }
}
