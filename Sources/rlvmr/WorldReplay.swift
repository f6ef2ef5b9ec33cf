import ArgumentParser
import Experiments
import Foundation
import HouseholdWorld

struct WorldReplay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Give a game the commands of standard input; print a JSON object a line.")

  @Argument(help: "A game.tw-pddl file.") var game: String
  @Option(help: "Steps after which the game is over; unlimited if absent.") var maxSteps: Int?

  func validate() throws {
    try Bounds.require("max-steps", maxSteps, in: 1...Int.max)
  }

  private struct Record: Encodable {
    var observation: String
    var admissibleCommands: [String]
    var score: Int
    var won: Bool
    var done: Bool
  }

  func run() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var environment = Environment(game: try resolveGame(game), stepLimit: maxSteps ?? .max)
    func emit(_ observation: String) throws {
      let record = Record(
        observation: observation, admissibleCommands: environment.admissibleCommands,
        score: environment.won ? 1 : 0, won: environment.won, done: environment.done)
      FileHandle.standardOutput.write(try encoder.encode(record) + Data([0x0A]))
    }
    try emit(environment.initialObservation)
    while let line = readLine() { try emit(environment.step(line).observation) }
  }
}
