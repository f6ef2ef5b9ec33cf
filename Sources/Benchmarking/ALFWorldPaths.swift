import HouseholdWorld

/// Where the files of real games stand, for programs that read them themselves.
enum ALFWorldPaths {
  /// Paths in the order of `games`, which are training games.
  static func paths(of games: [Game]) throws -> [String] {
    let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
    let files = Dictionary(
      uniqueKeysWithValues: try dataset.gameFiles(in: .train).map { ($0.id, $0.url.path) })
    return try games.map { game in
      guard let path = files[game.id] else {
        throw BenchmarkError("\(game.id): no such training game in ALFWORLD_DATA")
      }
      return path
    }
  }
}
