import Foundation

/// The released splits, by folder name.
public enum ALFWorldSplit: String, Sendable, CaseIterable {
  /// 3553 games of all six categories, in the training rooms.
  case train
  /// 200 games of the training rooms.
  case validTrain = "valid_train"
  /// 140 games in rooms seen in training.
  case validSeen = "valid_seen"
  /// 134 games in rooms not seen in training.
  case validUnseen = "valid_unseen"
}

/// The released games on disk: `json_2.1.1/<split>/<task>/<trial>/game.tw-pddl`.
public struct ALFWorldDataset: Sendable {
  private let root: URL

  /// Opens the folder that holds `json_2.1.1`.
  ///
  /// - Throws: `GameFileError` if it is not there.
  public init(directory: URL) throws {
    root = directory.appendingPathComponent("json_2.1.1")
    guard isDirectory(root) else {
      throw GameFileError(
        root.path, "no such folder",
        fix: "run `alfworld-download` and set ALFWORLD_DATA to the folder that holds json_2.1.1")
    }
  }

  /// `$ALFWORLD_DATA`, or `~/.cache/alfworld` as ALFWorld itself has it.
  public static func standardDirectory() -> URL {
    let set = ProcessInfo.processInfo.environment["ALFWORLD_DATA"] ?? ""
    if !set.isEmpty { return URL(fileURLWithPath: set) }
    return FileManager.default.homeDirectoryForCurrentUser
      .appendingPathComponent(".cache/alfworld")
  }

  /// The games of a split as `task/trial` and file, sorted by id as byte strings.
  ///
  /// - Throws: `GameFileError` if the split's folder is missing or empty.
  public func gameFiles(in split: ALFWorldSplit) throws -> [(id: String, url: URL)] {
    let folder = root.appendingPathComponent(split.rawValue)
    let manager = FileManager.default
    var result: [(id: String, url: URL)] = []
    for task in (try? manager.contentsOfDirectory(atPath: folder.path)) ?? [] {
      let trials = folder.appendingPathComponent(task)
      for trial in (try? manager.contentsOfDirectory(atPath: trials.path)) ?? [] {
        let file = trials.appendingPathComponent(trial).appendingPathComponent("game.tw-pddl")
        if manager.fileExists(atPath: file.path) { result.append((task + "/" + trial, file)) }
      }
    }
    guard !result.isEmpty else {
      throw GameFileError(
        folder.path, "holds no games", fix: "run `alfworld-download` to get the split again")
    }
    return result.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  /// Reads every game of a split, in the order of `gameFiles(in:)`.
  ///
  /// - Throws: `GameFileError` at the first file that cannot be read.
  public func games(in split: ALFWorldSplit) throws -> [Game] {
    try gameFiles(in: split).map { try Game(contentsOf: $0.url, id: $0.id) }
  }
}

private func isDirectory(_ url: URL) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    && isFolder.boolValue
}
