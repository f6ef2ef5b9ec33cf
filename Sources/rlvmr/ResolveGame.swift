import Agent
import Foundation
import HouseholdWorld

/// Finds the game that a command-line argument names.
///
/// - Parameter argument: `generated:<split>:<index>` (optionally `:<seed>`), a file written by
///   `rlvmr world generate`, a `game.tw-pddl` file, or a folder that holds one.
/// - Throws: an error of one line that names the argument and the fix.
func resolveGame(_ argument: String) throws -> Game {
  if argument.hasPrefix("generated:") { return try generatedGame(argument) }
  var url = URL(filePath: argument)
  var isDirectory: ObjCBool = false
  guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) else {
    throw RunError(
      "\(argument): no such game; give a game.tw-pddl file, a .json file of `rlvmr world "
        + "generate`, or generated:<split>:<index>")
  }
  if isDirectory.boolValue { url.append(path: "game.tw-pddl") }
  guard url.pathExtension == "json" else {
    let folders = url.deletingLastPathComponent().pathComponents.suffix(2)
    return try Game(contentsOf: url, id: folders.joined(separator: "/"))
  }
  do {
    return try JSONDecoder().decode(Game.self, from: Data(contentsOf: url))
  } catch {
    throw RunError(
      "\(argument): not a game file that can be read; write it again with `rlvmr world generate`")
  }
}

private func generatedGame(_ argument: String) throws -> Game {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  let names = GameGenerator.Split.allCases.map(\.rawValue).joined(separator: ", ")
  guard parts.count == 3 || parts.count == 4, let split = GameGenerator.Split(rawValue: parts[1]),
    let index = Int(parts[2]), index >= 0,
    let seed = parts.count == 4 ? UInt64(parts[3]) : 1
  else {
    throw RunError(
      "\(argument): not a generated game; say generated:<split>:<index>, split one of \(names)")
  }
  return GameGenerator(seed: seed).game(split: split, index: index)
}
