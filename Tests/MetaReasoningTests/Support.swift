import MetaReasoning

/// A well-formed step. The tests' worlds name things as ALFWorld does; here they are stated.
func step(
  _ tag: ReasoningTag?, _ action: String, targets: [String] = [], admissible: Bool = true,
  world: UInt64 = 0
) -> ParsedStep {
  let response = Response(tag: tag, thought: "so", action: action)
  return ParsedStep(
    output: response.text(in: tag == nil ? .think : .tagged), response: response,
    isAdmissible: admissible, targets: targets, worldState: world)
}

/// A well-formed step that the world refuses.
func refused(
  _ action: String, _ tag: ReasoningTag = .monitor, targets: [String] = [], world: UInt64 = 0
) -> ParsedStep {
  step(tag, action, targets: targets, admissible: false, world: world)
}

/// A step that violates the format.
func malformed(_ output: String = "<explore> lost") -> ParsedStep {
  ParsedStep(output: output, response: nil, isAdmissible: false, targets: [])
}

extension RewardRules {
  /// The default rules with some of them changed.
  static func with(_ change: (inout RewardRules) -> Void) -> RewardRules {
    var rules = RewardRules()
    change(&rules)
    return rules
  }

  static let asWritten = RewardRules()
  static let released = with { $0.variant = .released }
  static let charged = with { $0.reflectionRule = .charged }
  static let novel = with { $0.reflectionRule = .novel }
}

func rewards(_ steps: [ParsedStep], won: Bool = false, _ rules: RewardRules) -> [Double] {
  stepRewards(of: steps, won: won, rules: rules).map(\.reward)
}

/// A trajectory of well-formed steps.
func trajectory(
  game: Int, outcome: Double, _ steps: [(StepGroup, Double)]
) -> RewardedTrajectory {
  RewardedTrajectory(
    group: game, outcome: outcome,
    steps: steps.map { StepReward(group: $0.0, reward: $0.1, isMalformed: false) })
}

/// A trajectory of plain steps, malformed where marked.
func trajectory(game: Int, outcome: Double, malformed: [Bool]) -> RewardedTrajectory {
  RewardedTrajectory(
    group: game, outcome: outcome,
    steps: malformed.map {
      StepReward(group: $0 ? .malformed : .tag(.monitor), reward: 0, isMalformed: $0)
    })
}

func isClose(_ a: Double, _ b: Double, tolerance: Double = 1e-9) -> Bool {
  abs(a - b) < tolerance
}

func isClose(_ a: [[Double]], _ b: [[Double]], tolerance: Double = 1e-9) -> Bool {
  a.map(\.count) == b.map(\.count)
    && zip(a.joined(), b.joined()).allSatisfy { isClose($0, $1, tolerance: tolerance) }
}
