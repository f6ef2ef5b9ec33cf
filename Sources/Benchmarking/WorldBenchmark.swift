import Foundation
import HouseholdWorld
import Randomness
import Training

extension Benchmark {
  /// The world on one core: a random walk over admissible commands, and reading games.
  func world() throws {
    let files: [(id: String, url: URL)]
    do {
      let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
      files = try ALFWorldSplit.allCases.flatMap { try dataset.gameFiles(in: $0) }
    } catch {
      say("world: \(error); measured on a generated game")
      let game = try GameSource(.generated).trainingGames(0..<1, of: .allCategories, seed: 1)[0]
      walk(game, variant: Variant.generatedGame)
      return
    }
    let some = Array(files.enumerated().filter { $0.offset % 20 == 0 }.map(\.element).prefix(200))
    let game = try Game(contentsOf: files[0].url, id: files[0].id)
    walk(game, variant: Variant.realGame)
    say("reading \(some.count) games")
    var failure: (any Error)?
    func read(_ files: [(id: String, url: URL)]) {
      do {
        for file in files {
          // A game is ready once its rules are made.
          _ = Environment(game: try Game(contentsOf: file.url, id: file.id), stepLimit: 1)
        }
      } catch { failure = error }
    }
    let few = measure(rounds: rounds) { read(some) }
    emit(
      BenchmarkLine(
        suite: "world", variant: Variant.loading, threads: 1, few,
        details: [
          "games": Double(some.count), "millisecondsPerGame": few.median / Double(some.count) * 1e3,
        ]))
    if !isTiny {
      say("reading all \(files.count) games")
      let all = measure(rounds: 1) { read(files) }
      emit(
        BenchmarkLine(
          suite: "world", variant: Variant.loadingAll, threads: 1, all,
          details: ["games": Double(files.count)]))
    }
    if let failure { throw failure }
  }

  private func walk(_ game: Game, variant: String) {
    say("world, \(variant)")
    let steps = isTiny ? 1000 : 200_000
    let measurement = measure(rounds: rounds) {
      var generator = SeededGenerator(seed: 3)
      var environment = Environment(game: game, stepLimit: 50)
      var read = 0
      for step in 0..<steps {
        if step % 50 == 0 { environment = Environment(game: game, stepLimit: 50) }
        let commands = environment.admissibleCommands
        let command = commands[Int.random(in: commands.indices, using: &generator)]
        let outcome = environment.step(command)
        read += outcome.observation.utf8.count + commands.count
        if outcome.done { environment = Environment(game: game, stepLimit: 50) }
      }
      precondition(read > 0)
    }
    emit(
      BenchmarkLine(
        suite: "world", variant: variant, threads: 1, measurement, steps: steps))
  }
}
