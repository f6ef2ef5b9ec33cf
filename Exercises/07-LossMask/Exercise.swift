// Exercise 7: a bug in the loss mask
//
// An episode is one sequence of tokens: start, room and task, response, the world's reply, response, … The
// sums of the paper's equation 5 run over the tokens that the agent wrote; what the world said is read and
// never learned. In demonstrations some steps are mistakes that the teacher made on purpose, so that recovery
// can be shown: they are read too, and not imitated (`isImitated` is false).
//
// The function below compiles, training with it runs, and the loss even falls. It is wrong in two ways.
//
// Task: find both bugs. `episode.steps[i].response` is the range of positions of response i in
// `episode.tokens`.
//
// The project's own: Sources/Agent/Episodes/TrainingSequence.swift.

import Agent

/// The positions whose token is learned, ascending.
func learnedPositions(of episode: Episode) -> [Int] {
  var positions: [Int] = []
  for index in episode.steps.indices {
    let start = episode.steps[index].response.lowerBound
    let isLast = index == episode.steps.count - 1
    let end = isLast ? episode.tokens.count : episode.steps[index + 1].response.lowerBound
    positions += start..<end
  }
  return positions
}
