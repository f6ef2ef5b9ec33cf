import Foundation
import HouseholdWorld
import Testing

/// Whether `$ALFWORLD_DATA` (or `~/.cache/alfworld`) holds the released games.
let haveReleasedGames =
  (try? ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())) != nil

private let dataComment: Comment =
  "needs the released games: run alfworld-download, set ALFWORLD_DATA to the folder of json_2.1.1"

@Test(
  "every released game loads, and its walkthrough wins at its last command and not before",
  .enabled(if: haveReleasedGames, dataComment),
  arguments: [
    (ALFWorldSplit.train, 3553), (.validTrain, 200), (.validSeen, 140), (.validUnseen, 134),
  ])
func walkthroughsWin(split: ALFWorldSplit, size: Int) throws {
  let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
  let files = try dataset.gameFiles(in: split)
  #expect(files.count == size)
  #expect(Set(files.map(\.id)).count == size)
  for file in files {
    let game = try Game(contentsOf: file.url, id: file.id)
    var environment = Environment(game: game, stepLimit: .max)
    for command in game.walkthrough {
      if environment.won { Issue.record("\(file.id): won before \(command)") }
      if !environment.step(command).wasAdmissible {
        Issue.record("\(file.id): \(command) is not admissible")
      }
    }
    if !environment.won { Issue.record("\(file.id): its walkthrough does not win") }
    // The category also stands in the folder's name, which the reader does not use.
    if let category = game.category, file.id.hasPrefix(category.rawValue + "-") { continue }
    Issue.record("\(file.id): read as \(String(describing: game.category))")
  }
}

@Test(
  "the splits hold the released number of games of each task category",
  .enabled(if: haveReleasedGames, dataComment))
func categoryCounts() throws {
  let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
  func counts(_ split: ALFWorldSplit) throws -> [Int] {
    let games = try dataset.games(in: split)
    return TaskCategory.allCases.map { category in games.count { $0.category == category } }
  }
  #expect(try counts(.validSeen) == [35, 13, 27, 16, 25, 24])
  #expect(try counts(.validUnseen) == [24, 18, 31, 23, 21, 17])
}

@Test("a missing data folder is reported with its path and how to get the games")
func missingDataFolder() {
  let error = #expect(throws: GameFileError.self) {
    try ALFWorldDataset(directory: URL(fileURLWithPath: "/no/such/folder"))
  }
  let line = error.map { "\($0)" } ?? ""
  #expect(line.contains("/no/such/folder/json_2.1.1: no such folder"))
  #expect(line.contains("alfworld-download") && line.contains("ALFWORLD_DATA"))
  #expect(!line.contains("\n"))
}

@Test("a split without games is reported with its folder")
func emptySplit() throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("no-games-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.createDirectory(
    at: folder.appendingPathComponent("json_2.1.1/train"), withIntermediateDirectories: true)
  let dataset = try ALFWorldDataset(directory: folder)
  let error = #expect(throws: GameFileError.self) { try dataset.gameFiles(in: .train) }
  let line = error.map { "\($0)" } ?? ""
  #expect(line.contains("json_2.1.1/train: holds no games") && line.contains("alfworld-download"))
  #expect(!line.contains("\n"))
}
