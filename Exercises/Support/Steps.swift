import MetaReasoning
import Randomness

/// A well-formed step.
public func step(
  _ tag: ReasoningTag, _ action: String, naming targets: [String] = [], isAdmissible: Bool = true,
  world: UInt64 = 0
) -> ParsedStep {
  let response = Response(tag: tag, thought: "so", action: action)
  return ParsedStep(
    output: response.text(in: .tagged), response: response, isAdmissible: isAdmissible,
    targets: targets, worldState: world)
}

/// A step that violates the format.
public func malformedStep() -> ParsedStep {
  ParsedStep(output: "<explore> lost", response: nil, isAdmissible: false, targets: [])
}

/// Steps as lines: the tag, the action and whether the world refused it.
public func text(of steps: [ParsedStep]) -> String {
  steps.enumerated().map { index, step in
    guard let response = step.response else { return "\(index + 1). (malformed) \(step.output)" }
    return "\(index + 1). \(response.tag?.opening ?? "") \(response.action)"
      + (step.isAdmissible ? "" : "  (refused)")
  }.joined(separator: "\n")
}

/// A random episode among two places and two objects, short enough that actions come again.
public func randomSteps(using generator: inout SeededGenerator) -> [ParsedStep] {
  let actions: [(String, [String])] = [
    ("go to desk 1", ["desk 1"]), ("go to bed 1", ["bed 1"]), ("look", []),
    ("take mug 1 from desk 1", ["mug 1", "desk 1"]),
    ("take pen 1 from desk 1", ["pen 1", "desk 1"]), ("examine mug 1", ["mug 1"]),
  ]
  return (0..<(1 + generator.below(7))).map { _ in
    if generator.happens(thousandths: 100) { return malformedStep() }
    let (action, targets) = actions[generator.below(actions.count)]
    return step(
      ReasoningTag.allCases[generator.below(4)], action, naming: targets,
      isAdmissible: !generator.happens(thousandths: 350), world: UInt64(generator.below(2)))
  }
}
