import MetaReasoning

func rewards(of steps: [ParsedStep]) -> [Double] {
  steps.indices.map { index in
    let step = steps[index]
    // A correction pays 1 and needs two refused steps of its own: more than 1/2 each makes them a loss.
    if step.isRefused { return -0.6 }
    guard step.response?.tag == .reflection else { return 0 }
    let failures = steps[..<index].reversed().prefix(while: \.isRefused)
    let isNew = !failures.contains { $0.response?.action == step.response?.action }
    return failures.count >= 2 && isNew ? 1 : 0
  }
}
