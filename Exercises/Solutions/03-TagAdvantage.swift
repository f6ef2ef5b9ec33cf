import MetaReasoning

func tagAdvantages(rewards: [[Double]], tags: [[ReasoningTag]]) -> [[Double]] {
  var members: [ReasoningTag: [Double]] = [:]
  for (tag, reward) in zip(tags.joined(), rewards.joined()) {
    members[tag, default: []].append(reward)
  }
  let statistics = members.mapValues { values in
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean: mean, deviation: variance.squareRoot())
  }
  return zip(rewards, tags).map { rewards, tags in
    zip(rewards, tags).map { reward, tag in
      guard let (mean, deviation) = statistics[tag], deviation >= 1e-9 else { return 0 }
      return (reward - mean) / deviation
    }
  }
}
