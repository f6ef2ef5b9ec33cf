import Foundation
import HouseholdWorld
import Logging
import Randomness

/// The household world on one core: stepping with text and admissible list at every step, and
/// loading.
struct WorldSuite {
  var scale: BenchmarkScale
  /// Is told what was not measured and why, a line each.
  var log: Logger

  /// Steps after which an episode begins anew, in the next game.
  static let episodeSteps = 50

  /// One line: steps a second, and what loading takes where there are released games.
  func measure(_ plan: RoundPlan) throws -> [Measurement] {
    let files: [(id: String, url: URL)]
    do {
      let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
      files = try ALFWorldSplit.allCases.flatMap { try dataset.gameFiles(in: $0) }
    } catch {
      log.notice("world: generated games, and no loading is measured: \(error)")
      files = []
    }
    var shuffler = SeededGenerator(seed: 5)
    let sample = Array(shuffler.shuffled(files).prefix(scale.loads))
    let games =
      files.isEmpty
      ? (0..<20).map { GameGenerator(seed: 1).game(split: .train, index: $0) }
      : try sample.prefix(20).map { try Game(contentsOf: $0.url, id: $0.id) }
    let walking = Contender("walk") {
      Sample(seconds: seconds { walk(games, steps: scale.worldSteps) })
    }
    let timed = try plan.measure("world", [walking])
    var line = Measurement(
      .world, variant: files.isEmpty ? "generated games" : "released games", threads: 1,
      timed: timed[0]
    ).countingSteps(Double(scale.worldSteps))
    guard !files.isEmpty else { return [line] }

    line.games = files.count
    line.loadMilliseconds =
      try median(
        sample.map { file in
          try seconds { _ = try Game(contentsOf: file.url, id: file.id) }
        }) * 1000
    let quickly = scale == .quick
    let all = Contender("all games") {
      let some = quickly ? sample : files
      return Sample(
        seconds: try seconds {
          for file in some { _ = try Game(contentsOf: file.url, id: file.id) }
        })
    }
    line.loadAllSeconds = try plan.measure("world, loading", [all])[0].median(\.seconds)
    return [line]
  }

  /// A random walk over admissible commands; every step's text and list are used.
  private func walk(_ games: [Game], steps: Int) {
    var generator = SeededGenerator(seed: 11)
    var next = 0
    var environment = Environment(game: games[0], stepLimit: .max)
    var length = 0
    for step in 0..<steps {
      if step % Self.episodeSteps == 0 || environment.done {
        environment = Environment(game: games[next % games.count], stepLimit: .max)
        length += environment.initialObservation.utf8.count
        next += 1
      }
      let commands = environment.admissibleCommands
      guard let command = generator.element(of: commands) else { continue }
      length += environment.step(command).observation.utf8.count
    }
    precondition(length > 0, "the world says something")
  }
}
