import ArgumentParser
import HouseholdWorld
import Playing

struct WorldPlay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play a game in the terminal; `?` lists the commands.")

  @Argument(help: "A game.tw-pddl file.") var game: String

  func run() throws {
    var environment = Environment(game: try resolveGame(game), stepLimit: .max)
    print(environment.initialObservation.printable + "\n\n(? lists what you can do; quit leaves.)")
    while !environment.done {
      print("\n> ", terminator: "")
      guard let line = readLine(), line != "quit" else {
        print("\nGoodbye after \(environment.steps) steps.")
        return
      }
      if line.allSatisfy(\.isWhitespace) { continue }
      if line == "?" {
        print(environment.admissibleCommands.joined(separator: "\n").printable)
      } else {
        print(environment.step(line).observation.printable)
      }
    }
    print("\nWell done: solved in \(environment.steps) steps.")
  }
}
