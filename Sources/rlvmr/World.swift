import ArgumentParser
import Foundation
import HouseholdWorld

struct World: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Household text games.", subcommands: [WorldPlay.self, WorldReplay.self])
}

/// The one place where a GAME argument becomes a game.
func resolveGame(_ argument: String) throws -> Game {
  let url = URL(fileURLWithPath: argument)
  let folders = url.deletingLastPathComponent().pathComponents.suffix(2)
  return try Game(contentsOf: url, id: folders.joined(separator: "/"))
}
