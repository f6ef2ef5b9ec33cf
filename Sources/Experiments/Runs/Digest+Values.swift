import Agent
import Digests
import Foundation
import HouseholdWorld

extension Digest {
  /// The digest of games as they are met: their ids, their opening texts and the state they begin in.
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  static func of(_ games: [Game]) throws -> String {
    try sha256(
      ofJSON: games.map { game in
        let environment = Environment(game: game)
        return [
          game.id, environment.initialObservation, "\(environment.stateFingerprint)",
        ]
      })
  }

  /// The digest of a world's training games: of the released files' bytes, and of nothing for generated
  /// games, which the sources decide.
  ///
  /// - Throws: `GameFileError` where the data is missing; `RunError` where a file cannot be read.
  static func trainingData(of world: GameWorld) throws -> String {
    guard world == .alfworld else { return "" }
    let files = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
      .gameFiles(in: .train)
    let lines = try files.map { id, url in
      guard let data = try? Data(contentsOf: url, options: .alwaysMapped) else {
        throw RunError("\(url.path): cannot be read; check permissions")
      }
      return "\(sha256(of: data))  \(id)\n"
    }
    return sha256(of: Data(lines.joined().utf8))
  }

  /// The digest of a value's canonical JSON (sorted keys).
  ///
  /// - Throws: Only what `JSONEncoder` throws.
  public static func sha256(ofJSON value: some Encodable) throws -> String {
    sha256(of: try canonicalJSON(value))
  }
}

/// JSON with sorted keys on one line: equal values give equal bytes.
public func canonicalJSON(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return try encoder.encode(value)
}
