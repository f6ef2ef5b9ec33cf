// Exercise 9: a bootstrap that respects clusters
//
// A method is trained with several seeds; each plays the same games. Games come in tasks: trials of one task
// share the room, the objects and the wording, and are won and lost together. Ten tasks of four games are
// ten independent things, not forty. Whoever draws games one by one gets an interval that is too narrow, and
// finds differences that are none. (The paper gives no intervals; the analogue of its tables is the pooled
// rate, the sum of counts over the sum of totals.)
//
// One replicate draws seeds with replacement, then tasks with replacement, once for all its seeds, and takes
// all games of each drawn task; something drawn twice counts twice.
//
// Task: return the pooled rate of one replicate. `rows[seed][game]` is a part of a total, `tasks[game]` names
// the game's task. `draw(n)` gives n indices below n, drawn with replacement: call it once for the seeds,
// then once for the tasks. The function below draws games.
//
// The project's own: Sources/Statistics/Bootstrap.swift and PooledRates.swift.

import Statistics

func replicate(
  of rows: [[Fraction]], tasks: [String], draw: (Int) -> [Int]
) -> Double {
  // Your code in place of this.
  let seeds = draw(rows.count)
  let games = draw(tasks.count)
  let drawn = seeds.flatMap { seed in games.map { game in rows[seed][game] } }
  let total = drawn.reduce(0) { $0 + $1.total }
  return total == 0 ? 0 : drawn.reduce(0) { $0 + $1.count } / total
}
