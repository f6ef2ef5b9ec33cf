import Agent
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import Randomness

/// How the base model is made: the one place of its defaults.
public struct PretrainingSettings: Sendable, Hashable, Codable {
  /// Episodes, optimiser and mistakes.
  public var supervised: SupervisedSettings
  /// The peak of `warmupCosine`.
  public var learningRate = 2e-3
  /// Width of the residual stream.
  public var dimension = 128
  /// Number of blocks.
  public var layers = 4
  /// Query heads.
  public var heads = 4
  /// Key and value heads.
  public var keyValueHeads = 2
  /// Taps of the short causal convolution before attention.
  public var convolutionWidth = 4
  /// Longest sequence in tokens.
  public var contextLength = 4096
  /// Seed of weights, corpus and order.
  public var seed: UInt64 = 1
  /// What the corpus may show.
  public var family = Family.shipped

  /// What a corpus may show.
  public enum Family: String, Sendable, Hashable, Codable, CaseIterable {
    /// All but the acts of cool-and-place and pick-two, the categories of L2.
    case shipped
    /// Neither the act of heat-and-place: with it held out of training as well, a stand-in for L2 to
    /// choose a base model by.
    case withoutHeatAndPlace = "without-heat-and-place"
    /// For another held-out pair than the paper's: no act of heat-and-place or look-at-in-light, though
    /// things are heated and lamps turned on.
    case withoutHeatAndLight = "without-heat-and-light"
    /// For a third pair: no act of clean-and-place or pick-two, though things are cleaned.
    case withoutCleanAndTwo = "without-clean-and-two"
    /// The ablation without any knowledge of held-out acts: nothing is ever cooled, and no instruction
    /// asks for two things.
    case withoutHeldOutKnowledge = "without-held-out-knowledge"

    /// What the family leaves out of the instructions, as the generator is told.
    public var options: PretrainingOptions {
      let heldOut = GameGenerator.heldOutCategories
      return switch self {
      case .shipped: PretrainingOptions()
      case .withoutHeatAndPlace:
        PretrainingOptions(excludedCategories: heldOut.union([.heatAndPlace]))
      case .withoutHeatAndLight:
        PretrainingOptions(
          excludedCategories: Set(TrainingSet.withoutHeatAndLight.heldOut),
          excludedFamilies: [.holdThenLight])
      case .withoutCleanAndTwo:
        PretrainingOptions(excludedCategories: Set(TrainingSet.withoutCleanAndTwo.heldOut))
      case .withoutHeldOutKnowledge:
        PretrainingOptions(
          excludedPreparations: [.cool],
          excludedFamilies: [.putThenPut, .prepareTwo, .carryThenPrepare])
      }
    }
  }

  /// The shipped model's settings.
  public init() {
    supervised = SupervisedSettings(episodes: 8000, epochs: 2)
  }
}

/// What the corpus showed, counted: "unseen category" means nothing without it.
public struct CorpusSummary: Sendable, Hashable, Codable {
  /// Episodes that passed the check for held-out acts.
  public var episodes = 0
  /// Tokens of these episodes, read and learned ones.
  public var tokens = 0
  /// Tokens learned: the expert's responses without injected mistakes.
  public var learnedTokens = 0
  /// Words the tokenizer did not know; 0 in the shipped corpus.
  public var unknownWords = 0
  /// Episodes that show the characteristic act of each category, by the category's released name.
  public var demonstrations: [String: Int] = [:]

  /// Of nothing.
  package init() {}
}

/// The base model's corpus: `instructionCorpus` in the neutral `note` grammar, with some injected mistakes
/// and their correction, and its unknown words counted.
public func pretrainingCorpus(
  tokenizer: WordTokenizer, settings: PretrainingSettings
) -> (sequences: [TrainingSequence], summary: CorpusSummary) {
  var (sequences, summary) = instructionCorpus(
    settings.supervised.episodes, options: settings.family.options,
    demonstration: DemonstrationSettings(
      grammar: .note, mistakeRate: settings.supervised.mistakeRate),
    tokenizer: tokenizer, contextLength: settings.contextLength, seed: settings.seed)
  summary.unknownWords = sequences.reduce(0) { count, sequence in
    count + sequence.tokens.count { $0 == tokenizer.unknownID }
  }
  return (sequences, summary)
}

extension PretrainingSettings {
  /// Reads settings; what is absent keeps its default.
  public init(from decoder: any Swift.Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    supervised = try fields.value(.supervised, or: supervised)
    learningRate = try fields.value(.learningRate, or: learningRate)
    dimension = try fields.value(.dimension, or: dimension)
    layers = try fields.value(.layers, or: layers)
    heads = try fields.value(.heads, or: heads)
    keyValueHeads = try fields.value(.keyValueHeads, or: keyValueHeads)
    convolutionWidth = try fields.value(.convolutionWidth, or: convolutionWidth)
    contextLength = try fields.value(.contextLength, or: contextLength)
    seed = try fields.value(.seed, or: seed)
    family = try fields.value(.family, or: family)
  }
}
