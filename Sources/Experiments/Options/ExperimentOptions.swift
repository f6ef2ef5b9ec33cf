import Agent
import ArgumentParser
import Communication
import Foundation
import LanguageModel
import Logging
import MetaReasoning
import Methods

extension Profile: ExpressibleByArgument {}
extension GameWorld: ExpressibleByArgument {}
extension TrainingSet: ExpressibleByArgument {}
extension EvaluationSplit: ExpressibleByArgument {}
extension ShownCommands: ExpressibleByArgument {}
extension Wording: ExpressibleByArgument {}

/// Who sees to it that answers are well formed.
public enum Form: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// The decoder: no other answer can be sampled, in rollouts and in evaluation.
  case held
  /// The model: whatever it says counts, and malformed answers cost.
  case free
}

/// Training seeds on the command line: "1,2,3".
public struct Seeds: ExpressibleByArgument, Sendable, Equatable {
  /// The seeds, in the order given.
  public var values: [UInt64]

  /// Seeds in the order in which runs are made.
  public init(_ values: [UInt64]) { self.values = values }

  /// Reads "1,2,3"; nil where a part is no whole number, or repeats.
  public init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { UInt64($0) }
    guard values.count == parts.count, Set(values).count == values.count else { return nil }
  }
}

/// The options every experiment shares: how much, with which seeds, in which world, kept where.
public struct ExperimentOptions: ParsableArguments {
  /// How much is trained and measured.
  @Option(help: "How much to train and measure: smoke, quick, main (full without arms) or full.")
  public var profile = Profile.quick

  /// The training seeds; nil for the profile's.
  @Option(help: "Training seeds, such as 1,2,3 (default: the profile's).")
  public var seeds: Seeds?

  /// Where training and test games come from.
  @Option(help: "generated, or alfworld (reads $ALFWORLD_DATA).")
  public var world = GameWorld.generated

  /// Where chapters, figures and runs are written.
  @Option(help: "Folder for chapters, figures and trained runs.")
  public var output = "Report"

  /// Which language model is the agent.
  @Option(
    help: """
      The agent: miniature (minutes); smollm2 (hours; fetch it with `rlvmr model get smollm2`); or the \
      path of another model of the Llama architecture, a GGUF file or a Hugging Face folder.
      """)
  public var agent = "miniature"

  /// The base model; nil for the shipped ones, one a seed.
  @Option(
    help: """
      Folder of another base model than the shipped ones, of which every seed has its own; {seed} in it \
      stands for the training seed.
      """)
  public var base: String?

  /// Recorded runs to read in place of training; nil to train.
  @Option(help: "Archive of recorded runs to read in place of training any.")
  public var recorded: String?

  /// Whether to say of every run why it is reused or trained.
  @Flag(help: "Say of every run whether it is reused or trained, and why.")
  public var explain = false

  /// Learning rate of GRPO and RLVMR; nil for the method's.
  @Option(help: "Learning rate of reinforcement learning (default: the method's).")
  public var learningRate: Double?

  /// Learning rate of SFT; nil for the method's.
  @Option(help: "Learning rate of SFT (default: the method's).")
  public var sftLearningRate: Double?

  /// Learning rate of the cold start; nil for the method's.
  @Option(help: "Learning rate of the cold start (default: the method's).")
  public var coldStartLearningRate: Double?

  /// Iterations of GRPO and RLVMR; nil for the profile's.
  @Option(help: "Iterations of reinforcement learning (default: the profile's).")
  public var iterations: Int?

  /// Games an iteration; nil for the profile's.
  @Option(help: "Games an iteration of reinforcement learning (default: the profile's).")
  public var games: Int?

  /// Blocks that reinforcement learning leaves as they are; nil for the agent's own setting.
  @Option(
    help: """
      The embedding and so many of the first blocks are not trained by reinforcement learning, which makes \
      updates cheaper (default: 0).
      """)
  public var frozenBlocks: Int?

  /// Commands in the prompts of all methods; nil for the agent's own setting.
  @Option(
    help: """
      Commands that stand behind every observation: none, acts (what can be done here besides walking and \
      looking) or all, as in the paper (default: the agent's).
      """)
  public var shownCommands: ShownCommands?

  /// Who holds the form of all methods' answers; nil for the agent's own setting.
  @Option(
    help: """
      Whether the decoder holds the form of every answer, or leaves it free (default: held for the \
      miniature, free for a pretrained agent).
      """)
  public var form: Form?

  /// How demonstrations word thoughts; nil for the agent's own setting.
  @Option(
    help:
      "How demonstrations word thoughts: fixed, or free, of a pretrained agent (default: its own).")
  public var wording: Wording?

  /// Demonstrations of other instructions before any method; nil for the agent's own setting.
  @Option(
    help: """
      Demonstrations of other instructions that a pretrained agent reads before any method; 0 for none \
      (default: its own).
      """)
  public var instructions: Int?

  /// Passes of the cold start; nil for the profile's.
  @Option(help: "Passes over the cold start's demonstrations (default: the profile's).")
  public var coldStartEpochs: Int?

  /// Parts of a batch whose gradients are added in one order; nil for as many as a process has threads.
  @Option(
    help: """
      Parts of a batch whose gradients are added in one order: no more processes can share an update. It \
      decides the last bits of weights (default: 2).
      """)
  public var shards: Int?

  /// Creates empty options, for the parser.
  public init() {}

  /// Refuses values that make no experiment.
  public mutating func validate() throws {
    if isPretrained, base != nil {
      throw ValidationError("--base is the miniature's; leave it out, or leave --agent out")
    }
    if !isPretrained {
      if wording == .free {
        throw ValidationError(
          "--wording free: the miniature lacks the words; give --agent as well, or leave it out")
      }
      if instructions != nil {
        throw ValidationError(
          "--instructions: the miniature's base model has read them; give --agent as well, or leave it out"
        )
      }
    }
    try Bounds.require(
      "frozen-blocks", frozenBlocks, in: 0...Bounds.layers.upperBound,
      why: "give 0 for none, or more")
    try Bounds.require(
      "instructions", instructions, in: 0...Bounds.counts.upperBound,
      why: "give 0 for none, or more")
    let rates = [
      ("learning-rate", learningRate), ("sft-learning-rate", sftLearningRate),
      ("cold-start-learning-rate", coldStartLearningRate),
    ]
    for (name, value) in rates { try Bounds.requireLearningRate(name, value) }
    let counts = [
      ("iterations", iterations), ("games", games), ("cold-start-epochs", coldStartEpochs),
      ("shards", shards),
    ]
    for (name, value) in counts { try Bounds.require(name, value, in: Bounds.counts) }
  }

  /// The profile's settings with whatever was overridden.
  public var settings: ExperimentSettings {
    var settings = ExperimentSettings(profile, world: world, isPretrained: isPretrained)
    if let learningRate { settings.rates.reinforcement = learningRate }
    if let sftLearningRate { settings.rates.supervised = sftLearningRate }
    if let coldStartLearningRate { settings.rates.coldStart = coldStartLearningRate }
    if let iterations { settings.reinforcement.iterations = iterations }
    if let games { settings.reinforcement.games = games }
    if let frozenBlocks { settings.reinforcement.frozenBlocks = frozenBlocks }
    if let shownCommands { settings.shownCommands = shownCommands }
    if let form { settings.holdsForm = form == .held }
    if let coldStartEpochs { settings.coldStart.epochs = coldStartEpochs }
    if let instructions {
      settings.instructions =
        instructions == 0 ? nil : SupervisedSettings(instructions: instructions)
    }
    if let wording { settings.setWording(wording) }
    if let shards { settings.setShards(shards) }
    return settings
  }

  /// What was overridden, as it is typed.
  public var overrides: [String] {
    var words: [String] = []
    if isPretrained { words += ["--agent", agent] }
    if let base { words += ["--base", base] }
    if let learningRate { words += ["--learning-rate", "\(learningRate)"] }
    if let sftLearningRate { words += ["--sft-learning-rate", "\(sftLearningRate)"] }
    if let coldStartLearningRate {
      words += ["--cold-start-learning-rate", "\(coldStartLearningRate)"]
    }
    if let iterations { words += ["--iterations", "\(iterations)"] }
    if let games { words += ["--games", "\(games)"] }
    if let frozenBlocks { words += ["--frozen-blocks", "\(frozenBlocks)"] }
    if let shownCommands { words += ["--shown-commands", shownCommands.rawValue] }
    if let form { words += ["--form", form.rawValue] }
    if let wording { words += ["--wording", wording.rawValue] }
    if let instructions { words += ["--instructions", "\(instructions)"] }
    if let shards { words += ["--shards", "\(shards)"] }
    if let coldStartEpochs { words += ["--cold-start-epochs", "\(coldStartEpochs)"] }
    return words
  }

  /// Everything that decides runs but for their seeds, as it is typed.
  public var arguments: [String] {
    ["--profile", profile.rawValue, "--world", world.rawValue, "--output", output] + overrides
  }

  /// Whether the agent is a pretrained model rather than the miniature.
  public var isPretrained: Bool { agent != "miniature" }

  /// Relative to where the program was started.
  public var outputFolder: URL { URL(fileURLWithPath: output) }

  /// Those asked for, or else the profile's; the quick profile of a pretrained agent has hours for one.
  public var trainingSeeds: [UInt64] {
    seeds?.values ?? (isPretrained && profile == .quick ? [1] : profile.seeds)
  }

  /// The store that trains and reuses runs in `output/runs`.
  ///
  /// - Parameters:
  ///   - other: Settings in place of those of the options.
  ///   - ranks: The processes that train each run together.
  /// - Throws: Errors of the base model, the world's data or the folder; `RunError` where there are more
  ///   processes than shards.
  public func store(
    _ other: ExperimentSettings? = nil, over ranks: any Communicator = SingleProcess()
  ) throws -> RunStore {
    let settings = other ?? settings
    let shards = settings.reinforcement.shards ?? DataParallel.threads
    guard shards >= ranks.size else {
      throw RunError(
        "--shards \(shards): \(ranks.size) processes cannot share them; give --shards \(ranks.size) or more"
      )
    }
    return try RunStore(
      folder: outputFolder.appendingPathComponent("runs"), settings: settings, base: base,
      agent: try AgentModel(named: agent), recorded: recorded.map { URL(fileURLWithPath: $0) },
      explains: explain, over: ranks,
      log: Logger(label: "rlvmr"))
  }
}

/// A method on the command line, by name: "rlvmr", "grpo+commands".
extension Method: ExpressibleByArgument {
  /// The method of a name; nil where there is none.
  public init?(argument: String) { self.init(named: argument) }

  /// Names to choose from.
  public static var allValueStrings: [String] { all.map(\.name) }

  /// The name.
  public var defaultValueDescription: String { name }
}
