import Agent
import ChapterSupport
import Experiments
import Foundation
import LanguageModel
import MetaReasoning
import Methods
import Notebook
import Statistics

/// The pages around the chapters: what came out first, then words, scale and choices.
struct ReportPage {
  var options: ExperimentOptions
  var results: [ChapterResults]
  var chapters: [Document]
  /// Results of the same chapters in other reports: another agent's, world's or profile's.
  var beside: [[ChapterResults]] = []
  /// What this report and those beside it answer in short, a paragraph each; empty where it stands alone.
  var inShort: [String] = []
  /// What further chapters, which are not bound in, ask and answer, a paragraph each.
  var further: [String] = []
  /// Results of these chapters, of which those that judge the same claims stand beside them.
  var again: [ChapterResults] = []
  /// Whether some chapters still wait for runs.
  var isPartial = false
  /// Where figures go, a folder a chapter.
  var figures: URL

  /// The whole report.
  func document() throws -> Document {
    let ledger = try Ledger(of: results, beside: beside, judgedAgain: again)
    let store = try options.store()
    // A primer about the miniature, and pages about the program, stand in one report alone.
    let chapters = options.isPretrained ? chapters.filter { $0.title != Self.primer } : chapters
    return try Document(
      title: "Does rewarding the reasoning itself make agents better?",
      subtitle:
        "A reproduction of RLVMR (arXiv 2507.22844) on a CPU: \(agentInWords(options.agent)) in "
        + "\(worldInWords(options.world.rawValue)), profile \(options.profile.rawValue)"
        + (isPartial ? ", unfinished" : "")
    ) {
      summary(ledger, chapters)
      chapters.flatMap(\.opened)
      Block.heading(1, "What was used", label: "sec:used")
      Block.table(try scaleTable(store))
      seeds(store)
      try baseModel(store)
      choices
      if options.isPretrained {
        """
        The primer, the glossary, what each logged number means and what the program survives stand in \
        [the report of the miniature](../report.md).
        """
      } else {
        metrics
        try robustness()
      }
      making
    }
  }

  /// The question, the answers and the claims.
  @BlockBuilder
  private func summary(_ ledger: Ledger, _ chapters: [Document]) -> [Block] {
    """
    RLVMR trains a language-model agent in text household games and pays it not only for winning but \
    for *verifiable meta-reasoning*: planning, exploring, reflecting and monitoring, each tagged, \
    each checked by a program. The paper's agents have 1.5 and 7 billion parameters. Here a small \
    \(options.isPretrained ? "pretrained language model goes through the same training (cold start, supervised" : "language-model agent goes through the whole training (pretraining, cold start, supervised") \
    and reinforcement learning) on two CPU cores, and the paper's claims are judged by rules \
    fixed before these runs; what was added later is marked. Every number of ours was computed by the code beside it.
    """
    if options.profile == .smoke {
      Block.callout(
        .warning, title: "Smoke profile",
        [
          .paragraph(
            "This report was made to exercise the code. Its numbers mean nothing, and no claim is judged."
          )
        ])
    }
    if options.profile == .quick { reach(ledger) }
    Block.heading(1, "The answer", label: "sec:answer")
    if !inShort.isEmpty {
      Block.list(inShort.map { Prose($0) })
      Block.paragraph(Prose(inFull))
    }
    // The text of the last chapter, which asks what is real, before the picture.
    chapters.reversed().flatMap(\.highlights)
    if !further.isEmpty {
      Block.paragraph(Prose(askedFurther))
      Block.list(further.map { Prose($0) })
    }
    """
    GRPO (think) is the paper's baseline; GRPO (tags) has RLVMR's start and tags, and no pay for reasoning. \
    \(counts(ledger)) How large everything is stands in \(ref: "tbl:scale")\(glossary). Episodes to step through, \
    with what every step and token was worth, stand in [viewer.html](viewer.html).
    """
    Block.heading(1, "The claims", label: "sec:claims")
    """
    A row for every number that the paper's claims rest on, favourable or not, also where no sentence of the paper \
    names it. \(isUnjudged(ledger) ? "None is judged here; each row says why." : VerdictRule.explanation) \(chance(ledger))\(fewSeeds(ledger))
    """
    if !others.isEmpty { Block.paragraph(Prose(others)) }
    ledger.block
    otherReading(ledger)
  }

  /// The claims about repetition, counted in the other way.
  @BlockBuilder
  private func otherReading(_ ledger: Ledger) -> [Block] {
    let claims = ledger.claims.compactMap { claim in
      claim.otherReading.map { (claim: claim, other: $0) }
    }
    if !claims.isEmpty {
      """
      What is a repetition? The paper gives no formula. The claims above count repeats of possible actions, for \
      the reasons in \(ref: "sec:reading"). \(ref: "tbl:other-reading") counts a refused command that is given \
      again as well. \(isUnjudged(ledger) ? "" : parting(claims.count { $0.claim.verdict != $0.other.verdict }, of: claims.count) + " ")The table was \
      added after the first results were seen (`LOG.md`, 2026-11-27).
      """
      Block.table(
        Table(
          caption:
            "Repetition in both readings. The verdict of the right one is by the same rule, without the guard for room; it counts for nothing else.",
          label: "tbl:other-reading",
          columns: [
            .init("claim"), .init("paper", .right), .init("possible actions", .right),
            .init("refused commands too", .right), .init("verdicts"),
          ],
          rows: claims.map { claim, other in
            [
              Prose(claim.shortName), Prose(claim.measured.format.string(claim.paper.value)),
              Prose(claim.measured.text), Prose(other.measured.text),
              "\(claim.verdict.rawValue) / \(other.verdict.rawValue)",
            ]
          }))
    }
  }

  /// What the two readings do to the verdicts.
  private func parting(_ count: Int, of all: Int) -> String {
    count == 0
      ? "No verdict depends on it."
      : "\(count) of these \(all) verdicts depend on it, and the paper does not say which is its own."
  }

  /// What the p-values decide, and where they and the verdicts part.
  private func chance(_ ledger: Ledger) -> String {
    let judged: [Verdict] = [.reproduced, .weaker, .contradicted]
    if isUnjudged(ledger) { return "" }
    let weak = ledger.claims.count {
      judged.contains($0.verdict) && ($0.adjustedPValue ?? 0) > 0.05
    }
    return
      "A verdict is by its own interval alone. p-values are of \"no difference\" (of a bound: of being just there), "
      + "corrected over the claims of a chapter (Holm); they decide nothing, and \(weak) of the verdicts *reproduced*, "
      + "*weaker* and *contradicted* stand beside one above 0.05."
  }

  /// What the last columns are, where there are any, and what other runs say of these verdicts.
  private var others: String {
    let columns = beside.compactMap { results -> String? in
      guard let column = LedgerColumn(of: results), let first = results.first else { return nil }
      let grpo =
        results.flatMap(\.runs).contains { $0.method == Method.grpo.name }
        ? "" : " Its GRPO is GRPO (tags)."
      let brackets =
        Set(results.flatMap(\.runs).map(\.seed)).count < 2
        ? " With one training of each, its brackets are of games alone, and nothing is judged." : ""
      return
        "The column *\(column.title)* is from a report of its own (profile \(first.profile)), with the signs of its own verdicts.\(brackets)\(grpo)\(noteOnStarts(of: results).map { " \($0)" } ?? "")"
    }
    let judgedAgain = again.compactMap { chapter in
      LedgerColumn(judging: results.flatMap(\.claims), again: chapter).map {
        "The column *\($0.title)* is from that chapter, which judges the same claims once more with other runs"
          + "\(chapter.question.map { " (\"\($0)\")" } ?? "")."
      }
    }
    return (columns + judgedAgain + [noteOnReflection(in: again)].compactMap { $0 })
      .joined(separator: " ")
  }

  /// Where the terms stand; a report without the primer has no glossary.
  private var glossary: Prose {
    options.isPretrained ? "" : ", all terms in \(ref: "tbl:glossary")"
  }

  /// The title of the chapter that explains, on one agent's episodes, what all reports share.
  private static let primer = "Primer: what is rewarded, and how"

  /// What the quick profile can and cannot show: how small an effect of the reward itself its own interval
  /// would let through.
  private func reach(_ ledger: Ledger) -> Prose {
    let seeds = options.trainingSeeds.count
    let itself = ledger.claims.first { $0.id == "meta-reasoning-advantage-helps" }?.measured
      .interval
    let least = (seeds < 2 ? nil : itself).map {
      NumberFormat.decimal(0).string(50 * ($0.high - $0.low))
    }
    let small =
      least.map {
        " An effect of the reward itself of less than about \($0) points on unseen categories it would miss more often than not."
      } ?? ""
    let judged =
      seeds < 2 ? " With one seed no claim is judged: how far trainings differ is not known." : ""
    return
      "**This is the quick profile**, \(seeds) \(seeds == 1 ? "seed" : "seeds") and few iterations. It shows that everything runs, what the methods look like, and no more than large effects.\(small)\(judged)"
  }

  private func isUnjudged(_ ledger: Ledger) -> Bool {
    ledger.count(.notTested) == ledger.claims.count
  }

  /// How many claims have which verdict, in a sentence.
  private func counts(_ ledger: Ledger) -> String {
    let all = ledger.claims.count
    let parts = Verdict.allCases.compactMap { verdict -> String? in
      let count = ledger.count(verdict)
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    if isUnjudged(ledger) { return "None of the \(all) claims is judged." }
    return "Of \(all) claims of the paper: " + parts.joined(separator: ", ")
      + "; they stand below one by one. \(ledger.noteOnFewSeeds)"
  }

  /// What the rows say of few seeds.
  private func fewSeeds(_ ledger: Ledger) -> String {
    ledger.standingForFewSeeds == nil ? "" : " \(fewSeedsInWords)"
  }

  private func seeds(_ store: RunStore) -> Prose {
    let seeds = options.trainingSeeds
    let bases =
      store.sharesBase(among: seeds)
      ? "All seeds start from one \(options.isPretrained ? "pretrained" : "base") model, so no interval here says anything about other base models."
      : "Every seed has a base model of its own, pretrained from another seed, so intervals cover base models too."
    return
      "A seed decides a cold start and a run of every method. \(bases) Intervals are 95% percentile intervals of a bootstrap that draws \(seeds.count == 1 ? "tasks" : "seeds and tasks"): a task is drawn \(seeds.count == 1 ? "" : "once for all seeds, ")with all its trials; differences on one split draw the same for both sides. Rooms are not drawn: tasks that share one count as separate, which no interval allows for. Where nothing varies the number stands alone."
  }

  /// What "unseen" can mean, given what was seen.
  @BlockBuilder
  private func baseModel(_ store: RunStore) throws -> [Block] {
    Block.heading(2, "What the base model has seen", label: "sec:base")
    if store.isPretrained {
      """
      The agent is a language model that others trained; nobody here knows what it has read of kitchens. \
      "Unseen category" means that no demonstration and no training game shows it a task of the held-out \
      categories, cool-and-place and pick-two. The marks of its answers and the numbered things of the rooms \
      are new tokens, begun from the words they are made of.
      """
      if let instructions = store.settings.instructions {
        """
        Before any method it read \(instructions.episodes) demonstrations of other household instructions, as \
        the miniature's base model did: find, carry, open, heat and stop, two things in turn, and no complete \
        task of a category that is not trained on. All methods start from the same.
        """
      }
    } else {
      try pretrainingCorpus(store)
    }
  }

  @BlockBuilder
  private func pretrainingCorpus(_ store: RunStore) throws -> [Block] {
    let folder = try RunFolder(at: store.baseFolder(seed: options.trainingSeeds[0]))
    let corpus = try folder.read(CorpusSummary.self, from: "corpus.json")
    let pretraining = try folder.read(PretrainingSettings.self, from: "settings.json")
    """
    "Unseen category" means nothing unless one knows what was seen before. The base has cooled things and stopped, \
    and has put down one thing and then another; it has never put down what it had cooled, nor two things of one kind \
    in one place, which is what the held-out categories ask for. \(options.trainingSeeds.count > 1 && options.base == nil ? "Every seed has a base model of its own; that of seed \(options.trainingSeeds[0])" : "The base model") was \
    pretrained on \(corpus.episodes) episodes (\(corpus.tokens) tokens, \
    \(pretraining.supervised.epochs) times each) of *other* instructions in training rooms of the \
    generated world: find, go to, take, fetch, open, turn on, carry, clean, heat or cool and stop, do \
    one thing and then another. The held-out categories are cool-and-place and pick-two. Episodes that \
    show what makes a category, counted over the corpus:
    """
    Block.table(corpusTable(corpus))
    """
    The base writes its thoughts in a `<note>` block, so it knows neither the four tags nor `<think>` \
    beforehand; both are learned in the cold start.
    """
  }

  /// That cold starts differ in their rate too; of a pretrained agent's nothing was tried.
  private var ratesOfStarts: Prose {
    options.isPretrained
      ? ""
      : " The two starts learn at rates of their own, \(code: "\(Method.coldStartTagged.learningRate)") with tags and \(code: "\(Method.coldStartThink.learningRate)") with `<think>`, each the best of trials from an earlier and stronger base model. What that choice does to GRPO (think) is measured on the released games (`OtherStarts`), where the claims are judged once more without it (`OtherSeeds`)."
  }

  @BlockBuilder
  private var choices: [Block] {
    let settings = options.settings
    Block.heading(2, "Choices that could favour a method", label: "sec:choices")
    Block.list([
      "Thoughts are a function of the expert's intent, written by a program, and the same in every method. What is studied is the choice of tags, not the quality of reasoning. No thought names the numbered thing that the action names: tags cannot win by carrying the action twice.",
      "GRPO gets a cold start on the same \(settings.coldStart.episodes) games as RLVMR, which the paper's GRPO does not have. This favours GRPO.\(ratesOfStarts)",
      "Games demonstrated in a cold start are never rolled out again, by any method of reinforcement learning.",
      "Tagged answers need eight marks learned from these episodes, the others two. This disfavours the tagged methods.",
      options.settings.shownCommands == .none
        ? "The admissible commands are in nobody's prompt; in the paper they are in everybody's. The full profile trains SFT, GRPO and RLVMR with them as well."
        : "Behind every observation stand \(options.settings.shownCommands == .acts ? "the acts that are possible there, of the admissible commands those besides walking and looking" : "all admissible commands"), in everybody's prompt; in the paper all admissible commands do.",
      options.isPretrained
        ? "GRPO and RLVMR share every setting, the learning rate too: one for both, chosen by how far it moves the policy and not by what is won. Trials made after these runs, of three rates by four iterations each, tell none from another: on 24 validation games the best rate of each method stands one game before the others (`LOG.md`, 2026-11-28, 09:45).\(options.trainingSeeds.count > 1 ? " The recorded second seed was trained after the results of the first were known; the rules of the verdicts stayed as they were." : "")"
        : "All methods of reinforcement learning share every setting but the learning rate. Each method's rate was chosen by trials of one seed on validation rooms\(whereRatesWereTried(settings.world)), with heat-and-place held out as a stand-in for L2 (`LOG.md`): RLVMR's rates could not be told apart, that of SFT, \(code: "\(Method.supervised.learningRate)"), was the smaller of two, and that of GRPO (tags), \(code: "\(Method.grpoTagged.learningRate)"), the smallest of three. So GRPO (tags) is trained at RLVMR's rate, \(code: "\(Method.rlvmr.learningRate)"), as well.",
      settings.holdsForm
        ? "The decoder lets only well-formed answers of every method through, in rollouts and in evaluation: form is nothing a reward can teach here, and no difference in this report is one of form. In the paper, where form is free, it is learned from the cold start and a penalty. Why it is held, and from how much pretraining the agents start, was chosen by a rule on training games (`LOG.md`); the full profile trains SFT, GRPO and RLVMR with free form as well."
        : "Every method of reinforcement learning pays for form in the same way, that of the released program: a malformed answer takes \(RewardRules().formatPenalty, as: .decimal(1)) from the outcome in its own step's row, before normalisation, and belongs to no tag.",
      options.settings.reinforcement.frozenBlocks > 0
        ? "Reinforcement learning, of every method, leaves the embedding and the first \(options.settings.reinforcement.frozenBlocks) blocks as they are, to save time."
        : "Reinforcement learning trains all weights.",
      "Repetition is judged in one reading, repeats of possible actions, for every method; the other two stand beside it.",
      "Explore is paid only for possible actions (the paper: \"targets a new object or location\"), reflection only after two failures in a row (the paper: \"a sequence of failures\"). Both are stricter than the released program, whose rules the full profile trains as well.",
      "Mistakes injected into demonstrations are refused commands only; their correction is imitated, the mistakes are not.",
      "Every method is evaluated at the same temperature on the same fixed list of games a split.",
    ])
  }

  /// The commands behind all chapters, each once.
  private var commands: [RunCommand] {
    var known: Set<String> = []
    return chapters.flatMap(\.commands).filter { known.insert($0.line).inserted }
  }

  @BlockBuilder
  private var making: [Block] {
    let seeds = options.trainingSeeds.map(String.init).joined(separator: ",")
    let words =
      ["rlvmr report --profile \(options.profile.rawValue) --world \(options.world.rawValue)"]
      + ["--seeds \(seeds)"] + options.overrides
    Block.heading(1, "How this report was made", label: "sec:made")
    Block.verbatim(words.joined(separator: " "), language: "sh")
    Block.provenance(commands)
    """
    `make report` trains, measures and writes the quick profile in the generated world; `make report \
    PROFILE=full WORLD=alfworld` the full one on the released games. Both keep every run under `runs/` and use it \
    again; after an interruption the same command continues. `--explain` says of every run why it is \
    reused or trained. `rlvmr record` packs finished runs, without their models, into one archive, and \
    `--recorded ARCHIVE` renders a report from it without training. The same seed gives the same bytes \
    on one kind of processor. Scores and verdicts of every chapter stand in its `results.json`; figures \
    stand as SVG beside the gnuplot script and the numbers they were drawn from.
    """
  }
}

extension Document {
  /// A chapter within a report: what came out stands right below the claim that it opens with.
  fileprivate var opened: [Block] {
    var blocks = chapterBlocks
    guard !subtitle.isEmpty, blocks.count > 1 else { return blocks }
    blocks.insert(.paragraph("**In short.** \(subtitle)"), at: 2)
    return blocks
  }
}
