import Experiments
import HouseholdWorld
import MetaReasoning

/// An episode followed step by step, from its transcript alone.
package struct Story {
  /// The instruction, without "Your task is to: ".
  package let task: String
  /// Every receptacle that the opening names, in its order.
  package let receptacles: [String]
  /// What has to be done, in a few words each.
  package let conditions: [String]
  /// What happened.
  package let steps: [StoryStep]

  /// Follows an episode.
  ///
  /// - Parameter rules: What its method pays for, or would.
  package init(_ transcript: Transcript, grammar: ResponseGrammar, rules: RewardRules) {
    let mark = "Your task is to: "
    let range = transcript.opening.firstRange(of: mark)
    let task = range.map { transcript.opening[$0.upperBound...] } ?? ""
    self.task = String(task.hasSuffix(".") ? task.dropLast() : task)
    let view = range.map { transcript.opening[..<$0.lowerBound] } ?? transcript.opening[...]
    receptacles = numberedThings(in: view.filter { !",.\n".contains($0) })
    let goal = Instruction(parsing: self.task)?.goal
    let conditions = goal.map(goalConditions) ?? []
    self.conditions = conditions.map(\.label)

    let parsed = transcript.steps.map { ParsedStep($0, grammar: grammar) }
    let rewards = stepRewards(of: parsed, won: transcript.won, rules: rules)
    let earlier = repeatedSteps(of: transcript.steps)
    var room = Surroundings()
    steps = transcript.steps.indices.map { index in
      let step = transcript.steps[index]
      var changed: Set<String> = []
      if let action = step.action, step.isAdmissible {
        changed = room.read(action, step.observation)
      }
      // What a released game begins with is not told; that it is won, is.
      let isWon = transcript.won && index == transcript.steps.count - 1
      return StoryStep(
        tag: step.tag?.rawValue, thought: parsed[index].response?.thought, action: step.action,
        raw: step.action == nil ? step.output : nil, reply: step.observation,
        fate: step.action == nil ? .malformed : step.isAdmissible ? .done : .refused,
        repeats: earlier[index].map { $0 + 1 }, place: room.place, holding: room.holding,
        room: room.contents.filter { changed.contains($0.key) },
        goals: conditions.map { isWon || $0.holds(room) }, reward: rewards[index].reward,
        group: rewards[index].group.rawValue,
        because: reason(of: rewards[index], for: parsed[index], won: transcript.won, rules: rules),
        advantage: step.advantage)
    }
  }
}

/// For each step the last earlier one that it repeats (`repetitiveSteps(of:)` says which repeat).
func repeatedSteps(of steps: [Transcript.Step]) -> [Int?] {
  zip(steps.indices, repetitiveSteps(of: steps)).map { index, isRepetitive in
    guard isRepetitive else { return nil }
    return steps[..<index].lastIndex {
      $0.action == steps[index].action && $0.observation == steps[index].observation
        && $0.worldState == steps[index].worldState
    }
  }
}

extension ParsedStep {
  /// What the reward rules look at, from what was written down.
  init(_ step: Transcript.Step, grammar: ResponseGrammar) {
    self.init(
      output: step.output, response: try? Response(parsing: step.output, grammar: grammar),
      isAdmissible: step.isAdmissible, targets: numberedThings(in: step.action ?? ""),
      worldState: step.worldState)
  }
}
