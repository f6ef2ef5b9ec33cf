import Agent
import ArgumentParser
import Foundation
import HouseholdWorld

/// Measures the real train split and writes the table that generator and expert work from.
struct WorldFit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Measure the real train split and write the generator's table of statistics.")

  @Option(help: "Folder that holds json_2.1.1 (default: $ALFWORLD_DATA or ~/.cache/alfworld).")
  var data: String?

  @Option(help: "Swift file to write.")
  var output = "Sources/HouseholdWorld/Games/FittedStatistics.swift"

  func run() throws {
    let directory =
      data.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? ALFWorldDataset.standardDirectory()
    let games = try ALFWorldDataset(directory: directory).games(in: .train)
    let table = GameStatistics(measuring: games).table
    let lines = table.split(separator: "\n").flatMap { Self.wrapped(String($0)) }
    let source = """
      // Written by `rlvmr world fit` from the \(games.count) games of ALFWorld's train split.
      // Do not edit: measure again instead.

      extension GameStatistics {
        /// Statistics of the real train split.
        public static let fitted = GameStatistics(table: fittedTable)

        private static let fittedTable = \"\"\"

      """
    let body = lines.map { "    \($0)\n" }.joined()
    do {
      try (source + body + "    \"\"\"\n}\n").write(
        toFile: output, atomically: true, encoding: .utf8)
    } catch {
      throw RunError(
        "cannot write \(output): \(error.localizedDescription); choose another with --output")
    }
    print("\(output): \(lines.count) lines from \(games.count) games")
  }

  /// Lines of at most 96 characters that read as the one given: all but the last end in " \".
  private static func wrapped(_ line: String) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ") {
      if !current.isEmpty, current.count + word.count > 90 {
        lines.append(current + " \\")
        current = ""
      }
      current += current.isEmpty ? String(word) : " \(word)"
    }
    return lines + [current]
  }
}
