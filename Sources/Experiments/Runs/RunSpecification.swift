import Foundation
import MetaReasoning

/// What is trained.
public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
  /// Supervised training on 200 expert episodes with the four tags.
  case coldStartTagged = "cold-start-tagged"
  /// The same 200 episodes with `<think>` in place of the tags.
  case coldStartThink = "cold-start-think"
  /// Supervised training on all expert episodes.
  case supervised = "sft"
  /// SFT on a quarter of the episodes. Not in the paper: would SFT's gap shrink with more data?
  case supervisedQuarter = "sft-quarter"
  /// GRPO from the untagged cold start: outcome only.
  case grpo
  /// GRPO from the tagged cold start: the paper's ablation without meta-reasoning advantage.
  case grpoTagged = "grpo-tagged"
  /// RLVMR from the tagged cold start.
  case rlvmr
  /// RLVMR that pays monitor steps for an admissible action that is not repeated. Not in the paper: is
  /// monitor a refuge because it is never paid?
  case rlvmrMonitorPaid = "rlvmr-monitor-paid"
  /// RLVMR whose step rewards do not reach the token that opens a tag. Not in the paper: are tags chosen
  /// for their own reward?
  case rlvmrTagsSpared = "rlvmr-tags-spared"

  /// How the agent answers.
  public var grammar: ResponseGrammar {
    switch self {
    case .coldStartTagged, .grpoTagged, .rlvmr, .rlvmrMonitorPaid, .rlvmrTagsSpared: .tagged
    case .coldStartThink, .supervised, .supervisedQuarter, .grpo: .think
    }
  }

  /// The run it starts from; nil for those that start from the base model.
  public var start: Method? {
    switch self {
    case .grpo: .coldStartThink
    case .grpoTagged, .rlvmr, .rlvmrMonitorPaid, .rlvmrTagsSpared: .coldStartTagged
    case .coldStartTagged, .coldStartThink, .supervised, .supervisedQuarter: nil
    }
  }

  /// The name used in tables and figures.
  public var title: String {
    switch self {
    case .coldStartTagged: "Cold start (tags)"
    case .coldStartThink: "Cold start"
    case .supervised: "SFT"
    case .supervisedQuarter: "SFT, a quarter"
    case .grpo: "GRPO"
    case .grpoTagged: "GRPO (tags)"
    case .rlvmr: "RLVMR"
    case .rlvmrMonitorPaid: "RLVMR, monitor paid"
    case .rlvmrTagsSpared: "RLVMR, tags spared"
    }
  }

  /// Whether steps are rewarded for their reasoning; else for the outcome alone.
  public var rewardsReasoning: Bool {
    switch self {
    case .rlvmr, .rlvmrMonitorPaid, .rlvmrTagsSpared: true
    case .coldStartTagged, .coldStartThink, .supervised, .supervisedQuarter, .grpo, .grpoTagged:
      false
    }
  }

  /// Settings of reinforcement learning with what is this method's own: the one place where arms differ.
  public func settings(_ shared: ReinforcementSettings) -> ReinforcementSettings {
    var settings = shared
    if self == .rlvmrMonitorPaid { settings.rewards.monitor = 1 }
    if self == .rlvmrTagsSpared { settings.sparesTags = true }
    return settings
  }
}

/// Everything that decides a run's result: its content address.
public struct RunSpecification: Sendable, Hashable, Codable {
  /// What is trained.
  public var method: Method
  /// The training seed.
  public var seed: UInt64
  /// Which world.
  public var world: World
  /// Which categories.
  public var trainingSet: TrainingSet
  /// Settings of SFT or the cold start; nil for reinforcement learning.
  public var supervised: SupervisedSettings?
  /// Settings of reinforcement learning; nil for supervised runs.
  public var reinforcement: ReinforcementSettings?
  /// Digest of the run or base model it starts from.
  public var start: String
  /// Digest of the sources that train it.
  public var sources: String

  /// Creates a specification from its parts.
  public init(
    method: Method, seed: UInt64, world: World, trainingSet: TrainingSet,
    supervised: SupervisedSettings?, reinforcement: ReinforcementSettings?, start: String,
    sources: String
  ) {
    self.method = method
    self.seed = seed
    self.world = world
    self.trainingSet = trainingSet
    self.supervised = supervised
    self.reinforcement = reinforcement
    self.start = start
    self.sources = sources
  }

  /// SHA-256 of the specification's canonical JSON.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  public func digest() throws -> String { try Digest.sha256(ofJSON: self) }

  /// The run's folder name: method, categories, seed and the first digits of the digest.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  public func folderName() throws -> String { folderStem + (try digest().prefix(12)) }

  /// The folder's name without the digest.
  var folderStem: String { "\(method.rawValue)-\(trainingSet.rawValue)-seed\(seed)-" }
}

/// Digest of every source file that can change a training result: the world, the kernels, the
/// language model, the rewards and the training itself, but not chapters or reports.
///
/// The sources are looked for where this file was compiled; where they are gone, the digest is that
/// of the running program, so that a changed program never reuses another's runs.
public let sourcesDigest: String = {
  let training = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
  let root = training.deletingLastPathComponent()
  let modules = [
    "HouseholdWorld", "CKernels", "Kernels", "LanguageModel", "MetaReasoning", "Training",
  ]
  var all = Data()
  for module in modules {
    let folder = root.appendingPathComponent(module)
    let names = (FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? [])
      .compactMap { $0 as? String }
      .filter { [".swift", ".c", ".h"].contains(where: $0.hasSuffix) }
      .sorted()
    for name in names {
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { continue }
      all += Data("\(module)/\(name) \(data.count)\n".utf8) + data
    }
  }
  if all.isEmpty, let path = Bundle.main.executablePath,
    let program = FileManager.default.contents(atPath: path)
  {
    all = program
  }
  return Digest.sha256(of: all)
}()
