/// Reward of the monitor step at `index` in the arm that pays it: the action is admissible and no
/// earlier step took it. Not in the paper, where monitor is never paid (section 3.4.1); with
/// `rules.monitor` at its default of 0 this is 0.
public func monitorReward(at index: Int, in steps: [ParsedStep], rules: RewardRules) -> Double {
  let step = steps[index]
  guard let action = step.response?.action, step.isAdmissible else { return 0 }
  return steps[..<index].contains { $0.response?.action == action } ? 0 : rules.monitor
}
