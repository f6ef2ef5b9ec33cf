/// Which rules pay for what, and how much. The paper gives only the format penalty; the other
/// amounts are the released program's where it has them.
public struct RewardRules: Sendable, Hashable, Codable {
  /// r_s, reward of a won episode (paper section 3.4.1: "a positive constant"; released: 10).
  public var success = 10.0
  /// Reward of a rewarded planning step (released: 1).
  public var planning = 1.0
  /// Reward of a rewarded explore step (released: 1).
  public var explore = 1.0
  /// Reward of a rewarded reflection step (released: 1).
  public var reflection = 1.0
  /// Reward of a monitor step with an admissible action that is not repeated (paper: monitor is
  /// never paid, so 0; the arm that asks what follows from that sets 1).
  public var monitor = 0.0
  /// Penalty of a step that violates the format (paper section 4.1 and appendix A.2: 0.1).
  public var formatPenalty = 0.1
  /// How many failures in a row make "a sequence of failures" for the reflection reward; at least
  /// 1 (our reading of the paper's plural: 2).
  public var failureSequence = 2
  /// What a refused step costs under the `charged` reflection rule (our own). Above
  /// `reflection / failureSequence` it makes inviting failures a loss.
  public var failureCharge = 0.6
  /// Whether explore and reflection follow the paper or the released program.
  public var variant: Variant = .asWritten
  /// When reflection is paid: the `variant`'s rule, or one of ours in its place.
  public var reflectionRule: ReflectionRule = .asWritten
  /// Where the penalty of a malformed step goes.
  public var formatCredit: FormatCredit = .released

  /// The rules above.
  public init() {}
}

extension RewardRules {
  /// Reads rules; what is absent keeps its default, so that a record written before a rule existed can
  /// be read. The key of such a run is another all the same, as it is the digest of every field: archives
  /// are recorded anew after a new field, and not after a new case of a field there is.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, or standard: Value) throws -> Value {
      try fields.decodeIfPresent(Value.self, forKey: key) ?? standard
    }
    success = try value(.success, or: success)
    planning = try value(.planning, or: planning)
    explore = try value(.explore, or: explore)
    reflection = try value(.reflection, or: reflection)
    monitor = try value(.monitor, or: monitor)
    formatPenalty = try value(.formatPenalty, or: formatPenalty)
    failureSequence = try value(.failureSequence, or: failureSequence)
    failureCharge = try value(.failureCharge, or: failureCharge)
    variant = try value(.variant, or: variant)
    reflectionRule = try value(.reflectionRule, or: reflectionRule)
    formatCredit = try value(.formatCredit, or: formatCredit)
  }
}
