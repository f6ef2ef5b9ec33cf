import Statistics

func replicate(
  of rows: [[Fraction]], tasks: [String], draw: (Int) -> [Int]
) -> Double {
  let seeds = draw(rows.count)
  let names = Set(tasks).sorted()
  let games = draw(names.count).flatMap { task in tasks.indices.filter { tasks[$0] == names[task] }
  }
  let drawn = seeds.flatMap { seed in games.map { game in rows[seed][game] } }
  let total = drawn.reduce(0) { $0 + $1.total }
  return total == 0 ? 0 : drawn.reduce(0) { $0 + $1.count } / total
}
