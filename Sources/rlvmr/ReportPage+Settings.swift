import Agent
import ChapterSupport
import Experiments
import LanguageModel
import MetaReasoning
import Methods
import Notebook

// What is set, explained: a table for every part of a run's `config.json`, a row for every key in it.
extension ReportPage {
  /// A key, what it does, the paper's words, and what it is here.
  private typealias Row = [Prose]

  private func row(_ key: String, _ meaning: Prose, _ paper: Prose, _ here: Prose) -> Row {
    ["\(code: key)", meaning, paper, here]
  }

  private func table(_ caption: Prose, _ label: String, _ rows: [Row]) -> Table {
    Table(
      caption: caption, label: label,
      columns: [.init("setting"), .init("what it does"), .init("paper"), .init("here")],
      rows: rows)
  }

  /// Every setting beside the paper's.
  @BlockBuilder var settingTables: [Block] {
    Block.heading(2, "Every setting", label: "sec:settings")
    """
    All that decides a run's bytes stands in its \(code: "config.json"), whose digest is the run's key, and in the \
    tables below, part by part. "Released" is the authors' program, where the paper's text has no number or another.
    """
    Block.table(runTable)
    Block.table(ruleTable)
    Block.table(constantTable)
    Block.table(rewardTable)
    Block.table(imitationTable)
    Block.table(reinforcementTable)
    """
    An evaluation has settings of its own, which stand with its games in the seal beside its episodes, \
    \(code: "evaluation-….seal.json").
    """
    Block.table(evaluationTable)
    if !options.isPretrained {
      """
      The base models were made once, by \(code: "rlvmr pretrain"), with the settings in \(code: "settings.json") of \
      their folders. The paper's agents begin with models that others pretrained.
      """
      Block.table(pretrainingTable)
    }
  }

  // MARK: What a run is

  private var runTable: Table {
    let settings = options.settings
    return table(
      "A run (`config.json`).", "tbl:settings",
      [
        row(
          "method", "the method or arm; `rlvmr train --help` lists them",
          "SFT, GRPO, RLVMR and others",
          "\(names(of: trained)), and the arms that a profile trains"),
        row(
          "rules", "what the method says in numbers and switches: \(ref: "tbl:settings-rules")",
          "–",
          "–"),
        row(
          "seed", "decides demonstrations, games, samples and orders",
          "one number, 0 (released); no variance is reported",
          Prose(options.trainingSeeds.map(String.init).joined(separator: ", "))),
        row(
          "world", "where the games come from", "ALFWorld (and ScienceWorld)",
          "\(code: settings.world.rawValue)"),
        row(
          "trainingSet", "the categories trained on",
          "all six for L0 and L1, four for L2 (appendix A.1)",
          trainingSets
        ),
        row(
          "supervised",
          "how it imitates: \(ref: "tbl:settings-supervised"); absent where it does not",
          "–", "–"),
        row(
          "reinforcement",
          "how it rolls out and updates: \(ref: "tbl:settings-reinforcement"); absent where it does not",
          "–", "–"),
        row(
          "start", "key of the run it begins with; absent where that is the base model",
          "a cold start for RLVMR, the instruction-tuned model for GRPO (section 4.1 and released)",
          "a cold start for all reinforcement learning"),
        row(
          "base", "digest of the base model", "Qwen2.5 (1.5 and 7 billion parameters)",
          options.isPretrained ? "\(plain: options.agent)" : "one a seed, made here"),
        row(
          "data", "digest of the released games that are trained on", "–",
          settings.world == .alfworld
            ? "of `$ALFWORLD_DATA`" : "empty: generated games are decided by the sources"),
        row("build", "what was compiled, in three parts:", "–", "–"),
        row(
          "sources", "digest of each module's sources, without comments and white space", "–",
          "a run of other sources is another run"),
        row("toolchain", "the compiler", "–", "the same"),
        row(
          "kernels", "the inner loops that the processor runs", "–",
          "\(code: "avx2") where it has them, else \(code: "portable"): their last digits differ"),
      ])
  }

  /// The methods of the report's runs.
  private var trained: [Method] {
    let compared = ComparedMethods(options)
    return compared.coldStarts + [.supervised] + compared.outcomeOnly + [.rlvmr]
  }

  /// Which categories were trained on for which split.
  private var trainingSets: Prose {
    let splits: [EvaluationSplit] = [.seen, .unseen, .unseenCategories, .gamesOfL2]
    let usual = splits.filter { $0 != .gamesOfL2 || ComparedMethods(options).matchesGames }
    let sets = [TrainingSet.seenCategories, .allCategories].map { set in
      (set: set, splits: usual.filter { options.profile.trainingSet(for: $0) == set })
    }
    return list(
      sets.filter { !$0.splits.isEmpty }.map { set, splits in
        "\(code: set.rawValue) (\(set.categories.count) categories) for \(splits.map(\.rawValue).joined(separator: ", "))"
      })
  }

  private func names(of methods: [Method]) -> Prose {
    list(methods.map { "\(code: $0.name)" })
  }

  private func list(_ parts: [Prose]) -> Prose {
    guard let first = parts.first else { return "–" }
    return parts.dropFirst().reduce(first) { "\($0), \($1)" }
  }

  private func number(_ value: Double) -> Prose { "\(code: "\(value)")" }

  // MARK: What a method says

  private var ruleTable: Table {
    let settings = options.settings
    return table(
      "What a method says (`rules`).", "tbl:settings-rules",
      [
        row(
          "grammar", "the marks of an answer",
          "four tags for RLVMR (section 3.2), `<think>` for the others (released)",
          "\(code: Method.rlvmr.grammar.name) for RLVMR, GRPO (tags) and their start, else \(code: Method.supervised.grammar.name)"
        ),
        row(
          "learningRate", "peak rate of imitation, constant rate of reinforcement",
          "1e-6 in reinforcement (released), 1e-5 in the cold start, of SFT not given",
          list(trained.map { "\($0.title) \(code: "\(rate(of: $0))")" })),
        row(
          "shownCommands", "the possible commands in the prompt", "all",
          "\(code: settings.shownCommands.rawValue)"),
        row(
          "holdsForm", "whether the decoder lets only well-formed answers through",
          "no such thing", "\(code: "\(settings.holdsForm)")"),
        row(
          "demonstrations", "which demonstrations are imitated; absent in reinforcement",
          "200 games in the cold start; in SFT not given",
          "\(code: Imitation.Demonstrations.coldStart.rawValue) in the starts, \(code: Imitation.Demonstrations.all.rawValue) in SFT"
        ),
        row(
          "rewards", "what is paid: \(ref: "tbl:settings-rewards"); absent in imitation", "–", "–"),
        row(
          "constants", "numbers of the advantage: \(ref: "tbl:settings-constants")", "–", "–"),
        row(
          "loss", "constants of equation 5: \(ref: "tbl:settings-constants"); absent in imitation",
          "–", "–"),
      ])
  }

  /// The rate that a method learns with here.
  private func rate(of method: Method) -> Double {
    let rates = options.settings.rates
    let other =
      switch method.imitation?.demonstrations {
      case .coldStart: rates.coldStart
      case .all, .quarter, .instructions: rates.supervised
      case nil: rates.reinforcement
      }
    return other ?? method.learningRate
  }

  private var constantTable: Table {
    let loss = PolicyLossConstants()
    func constant(_ name: String, _ method: Method) -> Prose {
      "\(number(method.reinforcement?.constants[name] ?? .nan)) in \(method.title)"
    }
    return table(
      "Constants of advantage and loss (`rules.constants` and `rules.loss`).",
      "tbl:settings-constants",
      [
        row(
          "alpha", "α, the outcome's share of RLVMR's advantage", "0.5 (section 4.1)",
          constant("alpha", .rlvmr)),
        row(
          "weight", "weight of the step's advantage where it is added to the outcome's",
          "1 (released RLVMR, and GiGPO's configuration)",
          list([constant("weight", .released), constant("weight", .gigpo)])),
        row(
          "discount", "how much a later reward counts less, in GiGPO alone",
          "0.95 (GiGPO's configuration)",
          constant("discount", .gigpo)),
        row("clip", "ε of equation 5", "0.2 (released)", number(loss.clip)),
        row(
          "klWeight", "λ of the divergence from the reference", "0.01 (appendix A.2)",
          number(loss.klWeight)),
        row(
          "klClamp", "largest divergence of one token that counts", "10 (released)",
          number(loss.klClamp)),
      ])
  }

  private var rewardTable: Table {
    let rules = Method.rlvmr.reinforcement?.rules ?? RewardRules()
    return table(
      "What is paid (`rules.rewards`); the same for every method, of which GRPO uses the outcome and the penalty alone.",
      "tbl:settings-rewards",
      [
        row(
          "success", "outcome R of a won episode; a lost one has 0",
          "\"a positive constant\" (section 3.4.1); 10 (released)", number(rules.success)),
        row(
          "planning", "reward of a planning step of a won episode",
          "paid, how much is not said (section 3.4.1); 1 (released)", number(rules.planning)),
        row(
          "explore", "reward of an explore step that names something new",
          "paid, how much is not said (section 3.4.1); 1 (released)", number(rules.explore)),
        row(
          "reflection", "reward of a reflection step that corrects failures",
          "paid, how much is not said (section 3.4.1); 1 (released)", number(rules.reflection)),
        row(
          "monitor", "reward of a monitor step whose possible action is not a repeated one",
          "none (section 3.4.1)", number(rules.monitor)),
        row(
          "failureSequence", "failures in a row that a reflection must correct",
          "\"a sequence of failures\" (section 3.4.1); 1 (released)", "\(rules.failureSequence)"),
        row(
          "reflectionRule", "when a reflection is paid: as the paper has it, or by a rule of ours",
          "as written", "\(code: rules.reflectionRule.rawValue)"),
        row(
          "failureCharge", "what a refused step costs under the rule *charged* alone",
          "no such thing", "\(number(rules.failureCharge)), unused by the methods above"),
        row(
          "variant", "whether explore and reflection follow the paper or the released program",
          "they differ; `Variant.swift` lists how", "\(code: rules.variant.rawValue)"),
        row(
          "formatPenalty", "what a malformed answer costs", "0.1 (section 4.1 and appendix A.2)",
          number(rules.formatPenalty)),
        row(
          "formatCredit", "what the penalty is taken from",
          "the step's reward (section 4.1); the episode's outcome in the step's row (released)",
          "\(code: rules.formatCredit.rawValue)"),
      ])
  }

  // MARK: How it learns

  private var imitationTable: Table {
    let settings = options.settings
    var kinds: [(name: Prose, settings: SupervisedSettings)] = [
      ("in the cold start", settings.coldStart), ("in SFT", settings.supervised),
    ]
    if let instructions = settings.instructions {
      kinds.append(("of other instructions", instructions))
    }
    /// One value where all kinds have the same.
    func here<Value: Hashable>(_ key: (SupervisedSettings) -> Value) -> Prose {
      Set(kinds.map { key($0.settings) }).count == 1
        ? "\(code: "\(key(settings.coldStart))")"
        : list(kinds.map { "\(code: "\(key($0.settings))") \($0.name)" })
    }
    return table(
      "How a run imitates (`supervised`).", "tbl:settings-supervised",
      [
        row(
          "episodes", "demonstrations", "200 in the cold start (section 4.1), of SFT not given",
          here(\.episodes)),
        row(
          "epochs", "passes over them", "5 in the cold start (section 4.1), of SFT not given",
          here(\.epochs)),
        row(
          "batch", "demonstrations an update",
          "16 a GPU (appendix A.2), of steps and not of episodes; 256 in all (released)",
          here(\.batch)),
        row(
          "warmup", "share of the updates in which the rate rises", "0.1 (released)", here(\.warmup)
        ),
        row("weightDecay", "AdamW's", "0.01 (released)", here(\.weightDecay)),
        row("gradientClip", "largest norm of a gradient", "not given", here(\.gradientClip)),
        row(
          "mistakeRate", "chance that the teacher is made to err before a step", "no such thing",
          here(\.mistakeRate)),
        row(
          "wording", "whether thoughts have one wording or several", "GPT-4's own words",
          here(\.wording.rawValue)),
      ])
  }

  private var reinforcementTable: Table {
    let rollouts = options.settings.reinforcement
    return table(
      "How a run rolls out and updates (`reinforcement`), the same for every method.",
      "tbl:settings-reinforcement",
      [
        row(
          "iterations", "rounds of rollouts and updates", "100, GRPO 150 (section 4.1)",
          "\(rollouts.iterations)"),
        row("games", "games an iteration", "16 (appendix A.2)", "\(rollouts.games)"),
        row(
          "rollouts", "rollouts of each game, the group", "8 (appendix A.2)",
          "\(rollouts.rollouts)"),
        row(
          "stepLimit", "steps after which an episode is lost", "30 (section 4.1)",
          "\(rollouts.stepLimit)"),
        row(
          "temperature", "of sampling, in rollouts and in updates alike", "1.0 (released)",
          number(rollouts.temperature)),
        row(
          "minibatches", "updates an iteration", "batches of 256 steps (released)",
          "\(rollouts.minibatches)"),
        row(
          "gradientClip", "largest norm of a gradient", "1.0 (released)",
          number(rollouts.gradientClip)),
        row("weightDecay", "AdamW's", "0.01 (released)", number(rollouts.weightDecay)),
        row(
          "frozenBlocks", "first blocks that reinforcement learning leaves as they are", "none",
          "\(rollouts.frozenBlocks)"),
      ])
  }

  private var evaluationTable: Table {
    let evaluation = options.settings.evaluation
    return table(
      "How an agent is evaluated (`settings` of an evaluation), the same for every method.",
      "tbl:settings-evaluation",
      [
        row(
          "games", "the first so many of a split's fixed list, or all",
          "not given; 128 in the validation during training (released)",
          "\(evaluation.games)"),
        row(
          "stepLimit", "steps after which an episode is lost", "30 (section 4.1)",
          "\(evaluation.stepLimit)"),
        row(
          "temperature", "of sampling", "0.4 (released)", number(evaluation.temperature)),
      ])
  }

  private var pretrainingTable: Table {
    let settings = PretrainingSettings()
    let supervised = settings.supervised
    return table(
      "How a base model was made (`settings.json`).", "tbl:settings-pretraining",
      [
        row("seed", "of weights, corpus and order", "–", "that of the base model"),
        row("dimension", "width of the residual stream", "–", "\(settings.dimension)"),
        row("layers", "blocks", "–", "\(settings.layers)"),
        row("heads", "heads of queries", "–", "\(settings.heads)"),
        row("keyValueHeads", "heads of keys and values", "–", "\(settings.keyValueHeads)"),
        row(
          "convolutionWidth", "taps of the short causal convolution before attention", "–",
          "\(settings.convolutionWidth)"),
        row("contextLength", "longest sequence, in tokens", "–", "\(settings.contextLength)"),
        row("family", "what the corpus may show", "–", "\(code: settings.family.rawValue)"),
        row("learningRate", "peak rate", "–", number(settings.learningRate)),
        row(
          "supervised",
          "episodes and passes, and the settings of \(ref: "tbl:settings-supervised")",
          "–",
          "\(supervised.episodes) episodes, \(supervised.epochs) passes, \(supervised.batch) a batch"
        ),
      ])
  }
}
