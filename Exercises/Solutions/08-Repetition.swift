import Experiments

func repeats(in steps: [Transcript.Step]) -> (possible: Int, any: Int) {
  var counts = (possible: 0, any: 0)
  for (index, step) in steps.enumerated() where step.action != nil {
    let isRepeat = steps[..<index].contains {
      $0.action == step.action && $0.observation == step.observation
        && $0.worldState == step.worldState
    }
    guard isRepeat else { continue }
    counts.any += 1
    if step.isAdmissible { counts.possible += 1 }
  }
  return counts
}
