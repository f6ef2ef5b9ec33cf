import Agent
import Experiments
import Methods
import Notebook

/// The methods that a report compares.
///
/// The quick profile of a pretrained agent takes hours where the miniature takes minutes. It trains one cold
/// start, the tagged one: GRPO (tags) then stands beside the paper's GRPO, which the full profile trains with
/// `<think>`.
public struct ComparedMethods: Sendable {
  /// What stands beside the paper's GRPO.
  public private(set) var grpo: Method
  /// What that starts from.
  public private(set) var grpoStart: Method
  /// Whether SFT is trained on all categories too, to play the games of L2 as games of its own.
  public let matchesGames: Bool
  /// GRPO (tags) at RLVMR's learning rate, which tells reward and rate apart; nil where all learn at one rate.
  public let atOneRate: Method?
  /// GRPO with `<think>` from a cold start that learned at the tagged one's rate, which tells tags and that rate apart
  /// (`LOG.md`, 2026-11-28, 13:40); nil in the quick profile, which has no time for it.
  public let atOneStart: Method?

  /// The methods of a command line.
  public init(_ options: ExperimentOptions) {
    let isBrief = options.isPretrained && options.profile == .quick
    grpo = isBrief ? .grpoTagged : .grpo
    grpoStart = isBrief ? .coldStartTagged : .coldStartThink
    matchesGames = !isBrief
    let isOneRate =
      options.settings.rates.reinforcement != nil
      || Method.grpoTagged.learningRate == Method.rlvmr.learningRate
    atOneRate = isOneRate ? nil : .grpoTaggedFast
    atOneStart = options.profile == .quick ? nil : .grpoSlowStart
  }

  /// The same with GRPO from a start at the tagged start's learning rate; as they are where its start is that one.
  public var fromStartsAtOneRate: ComparedMethods {
    guard comparesForms, let start = Method.grpoSlowStart.predecessor else { return self }
    var other = self
    (other.grpo, other.grpoStart) = (.grpoSlowStart, start)
    return other
  }

  /// Whether GRPO thinks without tags, and so differs from RLVMR in form as well as in reward.
  public var comparesForms: Bool { grpo.name != Method.grpoTagged.name }
  /// Reinforcement learning from the outcome alone, in every form there is.
  public var outcomeOnly: [Method] { comparesForms ? [grpo, .grpoTagged] : [grpo] }
  /// What reinforcement learning starts from, in every form there is.
  public var coldStarts: [Method] { comparesForms ? [grpoStart, .coldStartTagged] : [grpoStart] }
  /// Stands for a method in the paper: its GRPO for ours, each other for itself. With commands shown, as in
  /// the paper's own prompts, a method has the same numbers beside it.
  public func paperMethod(of method: Method) -> Method {
    let plain =
      [.supervised, grpo, .rlvmr].first { $0.under(.commandsShown).name == method.name } ?? method
    return plain.name == grpo.name ? .grpo : plain
  }
}

extension ChapterOptions {
  /// What is compared with these options.
  public var methods: ComparedMethods { ComparedMethods(experiment) }
}

extension Measurements {
  /// The paper's number beside a rate of ours; nil where it gives none.
  public func paperNumber(
    _ rate: Rate, _ method: Method, _ split: EvaluationSplit
  ) -> Double? {
    PaperNumbers.value(rate, methods.paperMethod(of: method), split)
  }

  /// A sentence, after another, where GRPO is not what it is in other reports; empty where it is.
  public var whichGRPO: Prose {
    methods.comparesForms
      ? ""
      : " GRPO here is \(methods.grpo.title), from the tagged cold start: the quick profile of a pretrained agent trains one cold start alone, and the full profile GRPO with `<think>` as well."
  }
}
