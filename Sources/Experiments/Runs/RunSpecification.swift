import Agent
import Digests
import Foundation
import Kernels
import MetaReasoning
import Methods

/// What decides a run's bytes: its content address. A comment, a metric, a chapter or a page is no part of
/// it; a rule, a setting, the data, the base model, the toolchain and the processor's kernels are. Left out
/// are the system's mathematical library, the optimisation level (a release build is meant) and how
/// processes exchange messages, whatever their number.
public struct RunSpecification: Sendable, Hashable, Codable {
  /// As the command line takes it, conditions included.
  public var method: String
  /// What the method says in numbers and switches.
  public var rules: MethodRules
  /// Decides demonstrations, games, rollouts and orders.
  public var seed: UInt64
  /// Where the training games come from.
  public var world: GameWorld
  /// The categories whose games are trained on.
  public var trainingSet: TrainingSet
  /// Settings of SFT or the cold start; nil for reinforcement learning.
  public var supervised: SupervisedSettings?
  /// Settings of reinforcement learning; nil for supervised runs.
  public var reinforcement: ReinforcementSettings?
  /// Key of the run it starts from; nil where it starts from the base model.
  public var start: String?
  /// Digest of the seed's base model.
  public var base: String
  /// Digest of the training games; that of no data for generated ones, which the sources decide.
  public var data: String
  /// What was compiled.
  public var build: BuildIdentity

  package init(
    method: String, rules: MethodRules, seed: UInt64, world: GameWorld, trainingSet: TrainingSet,
    supervised: SupervisedSettings?, reinforcement: ReinforcementSettings?, start: String?,
    base: String, data: String, build: BuildIdentity
  ) {
    self.method = method
    self.rules = rules
    self.seed = seed
    self.world = world
    self.trainingSet = trainingSet
    self.supervised = supervised
    self.reinforcement = reinforcement
    self.start = start
    self.base = base
    self.data = data
    self.build = build
  }

  /// SHA-256 of the specification's canonical JSON.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  public func key() throws -> String { try Digest.sha256(ofJSON: self) }

  /// The run's folder name: method, categories, seed and the first digits of the key.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  public func folderName() throws -> String { folderStem + (try key().prefix(12)) }

  /// The folder's name without the key.
  var folderStem: String { "\(method)-\(trainingSet.rawValue)-seed\(seed)-" }

  /// The specification as it is compared with recorded runs: without what was compiled, where, and
  /// from which copy of the data.
  var withoutProvenance: RunSpecification {
    var copy = self
    copy.build = BuildIdentity(sources: [:], toolchain: "", kernels: "")
    copy.data = ""
    return copy
  }
}

/// What a method says in numbers and switches; its formulas are held by the digest of its sources.
public struct MethodRules: Sendable, Hashable, Codable {
  /// The marks of its answers.
  public var grammar: ResponseGrammar
  /// The method's own, or what the command line asked for.
  public var learningRate: Double
  /// Which commands are shown.
  public var shownCommands: ShownCommands
  /// Whether the decoder holds the form.
  public var holdsForm: Bool
  /// What is imitated; nil for reinforcement learning.
  public var demonstrations: Imitation.Demonstrations?
  /// The reward rules; nil for imitation.
  public var rewards: RewardRules?
  /// Constants of the advantages besides the reward rules, such as α.
  public var constants: [String: Double]
  /// Constants of the loss; nil for imitation.
  public var loss: PolicyLossConstants?

  /// Reads off a method all that is a number or a switch.
  public init(_ method: Method) {
    grammar = method.grammar
    learningRate = method.learningRate
    shownCommands = method.shownCommands
    holdsForm = method.holdsForm ?? false
    demonstrations = method.imitation?.demonstrations
    rewards = method.reinforcement?.rules
    constants = method.reinforcement?.constants ?? [:]
    loss = method.reinforcement?.lossConstants
  }
}

/// Which program made a run, as far as it decides bytes.
public struct BuildIdentity: Sendable, Hashable, Codable {
  /// Digest of each module's sources without comments and white space, as they were compiled. Of the
  /// methods, those that all share and the files that define this one.
  public var sources: [String: String]
  /// The compiler.
  public var toolchain: String
  /// Which of the kernels' variants this processor runs.
  public var kernels: String

  /// Creates an identity from its parts.
  public init(sources: [String: String], toolchain: String, kernels: String) {
    self.sources = sources
    self.toolchain = toolchain
    self.kernels = kernels
  }

  /// This program's identity for runs of a method: adding a method changes no other's. How a pretrained
  /// model is read and given an agent's words is part of it where the base is one.
  package init(
    for method: Method, pretrained: Bool = false, files: [String: String] = compiledSourceDigests
  ) {
    let isShared = { (file: String) in
      !file.hasPrefix("Methods/") || Self.sharedMethodFiles.contains(file)
    }
    let own = files.keys.filter { !isShared($0) && method.sources.contains($0) }
    let deciding =
      files.keys.filter {
        isShared($0) && (pretrained || !$0.hasPrefix("PretrainedModels/"))
      } + own
    let modules = Dictionary(grouping: deciding) { String($0.prefix { $0 != "/" }) }
    sources = modules.mapValues { names in
      let lines = names.sorted().map { "\($0) \(files[$0] ?? "")\n" }
      return String(Digest.sha256(of: Data(lines.joined().utf8)).prefix(16))
    }
    toolchain = Kernel.compiler
    kernels = Kernel.variant
  }

  /// This program's identity for pretraining, which is no method.
  static var ofPretraining: BuildIdentity { BuildIdentity(for: .supervised) }

  /// The part of the methods that every run goes through.
  package static let sharedMethodFiles: Set = [
    "Methods/Condition.swift", "Methods/Iterate.swift", "Methods/Learner.swift",
    "Methods/Method.swift",
    "Methods/PolicyLoss.swift", "Methods/Schedule.swift", "Methods/SFT.swift",
    "Methods/Update.swift",
  ]

  /// The same without the methods: what decides the bytes of an evaluation besides the model.
  package var ofEvaluation: BuildIdentity {
    var copy = self
    copy.sources["Methods"] = nil
    return copy
  }
}
