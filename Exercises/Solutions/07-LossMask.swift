import Agent

func learnedPositions(of episode: Episode) -> [Int] {
  // The world's reply lies between the end of a response and the start of the next.
  episode.steps.filter(\.isImitated).flatMap { Array($0.response) }
}
