import Agent
import ArgumentParser
import Experiments
import Foundation
import HouseholdWorld

extension GameGenerator.Split: ExpressibleByArgument {}

/// Makes games, says what they are like and, if asked, writes them as files.
struct WorldGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Generate ALFWorld-like games and summarise them.")

  @Option(help: "Which list of games.")
  var split: GameGenerator.Split = .train

  @Option(help: "How many games.")
  var count = 100

  @Option(help: "Seed of rooms and games.")
  var seed: UInt64 = 1

  @Option(help: "Folder to write one JSON file a game into.")
  var output: String?

  func validate() throws {
    try Bounds.require("count", count, in: 1...Bounds.games.upperBound)
  }

  func run() throws {
    let generator = GameGenerator(seed: seed)
    let generations = (0..<count).map { generator.generation(split: split, index: $0) }
    if let output { try write(generations.map(\.game), to: output) }
    print(GameSummary(games: generations.map(\.game)).table)
    print("rejected candidates: \(generations.reduce(0) { $0 + $1.rejectedCandidates })")
  }

  private func write(_ games: [Game], to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    let directory = URL(filePath: folder, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      for (index, game) in games.enumerated() {
        let name = "\(split.rawValue)-\(index).json"
        try encoder.encode(game).write(to: directory.appending(path: name))
      }
    } catch {
      throw RunError(
        "cannot write to \(folder): \(error.localizedDescription); choose another --output")
    }
  }
}

/// What a list of games is like, in a table for people.
struct GameSummary {
  var games: [Game]

  var table: String {
    var lines = [row("task", "games", "share", "receptacles", "objects", "steps", "within 30")]
    for category in TaskCategory.allCases {
      let members = games.filter { $0.category == category }
      if !members.isEmpty { lines.append(row(category.rawValue, members)) }
    }
    lines.append(row("all", games))
    return lines.joined(separator: "\n")
  }

  private func row(_ name: String, _ members: [Game]) -> String {
    func mean(_ value: (Game) -> Int) -> String {
      let sum = members.reduce(0) { $0 + value($1) }
      return String(format: "%.1f", Double(sum) / Double(max(members.count, 1)))
    }
    let within = Double(members.count { $0.walkthrough.count <= 30 }) * 100
    return row(
      name, "\(members.count)",
      String(format: "%.1f %%", Double(members.count) * 100 / Double(max(games.count, 1))),
      mean { $0.scene.receptacles.count }, mean { $0.scene.objects.count },
      mean { $0.walkthrough.count },
      String(format: "%.1f %%", within / Double(max(members.count, 1))))
  }

  private func row(_ name: String, _ columns: String...) -> String {
    name.padding(toLength: 32, withPad: " ", startingAt: 0)
      + columns.map { column in
        String(repeating: " ", count: max(12 - column.count, 1)) + column
      }.joined()
  }
}
