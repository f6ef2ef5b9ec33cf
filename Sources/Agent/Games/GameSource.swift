import HouseholdWorld
import Randomness

/// Where games come from: endless lists for training and one fixed list a split for evaluation.
///
/// Demonstrated games and games of reinforcement learning are disjoint by construction: a seed's
/// order of training games is cut once, and rollouts never read the part that demonstrations for a
/// cold start are taken from.
public struct GameSource: Sendable {
  /// The world that all lists below are of.
  public let world: GameWorld
  private let generator: GameGenerator
  private let alfworld: [ALFWorldSplit: [Game]]

  /// The generator's seed: part of the benchmark, not of an experiment, so that every method and
  /// every training seed meets the same splits.
  public static let generatorSeed: UInt64 = 2_507_22844

  /// How many of a seed's training games are kept for a cold start's demonstrations: enough for the
  /// 200 that are won (the expert loses a few), the same in both worlds.
  public static let coldStartGames = 400

  /// Opens a world.
  ///
  /// - Throws: For `alfworld`, the reader's errors where the data is missing or corrupt.
  public init(_ world: GameWorld) throws {
    self.world = world
    generator = GameGenerator(seed: Self.generatorSeed)
    switch world {
    case .generated:
      alfworld = [:]
    case .alfworld:
      let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
      alfworld = try Dictionary(
        uniqueKeysWithValues: ALFWorldSplit.allCases.map { ($0, try dataset.games(in: $0)) })
    }
  }

  /// Games to demonstrate, in the seed's order: the first `coldStartGames` are for cold starts,
  /// what follows is for methods that imitate alone.
  ///
  /// - Parameters:
  ///   - range: Which places of the list; beyond the data's end it is shuffled anew.
  ///   - set: The categories allowed.
  ///   - seed: Gives every training seed an order of its own.
  public func demonstrationGames(
    _ range: Range<Int>, of set: TrainingSet, seed: UInt64
  ) -> [Game] {
    switch world {
    case .generated: generated(range, at: 0, of: set, seed: seed)
    case .alfworld: Self.places(range, of: released(set), seed: seed)
    }
  }

  /// Games to roll out in reinforcement learning: an endless list without the seed's first
  /// `coldStartGames` demonstration games. A parameter list like that of `demonstrationGames`.
  public func rolloutGames(_ range: Range<Int>, of set: TrainingSet, seed: UInt64) -> [Game] {
    switch world {
    case .generated: return generated(range, at: Self.coldStartGames, of: set, seed: seed)
    case .alfworld:
      let games = released(set)
      let demonstrated = Set(
        Self.places(0..<Self.coldStartGames, of: games, seed: seed).map(\.id))
      return Self.places(
        range, of: games.filter { !demonstrated.contains($0.id) },
        seed: SeededGenerator.mix(seed, 0x201, 0))
    }
  }

  /// Every seed reads a stretch of its own of the generator's endless list.
  private func generated(
    _ range: Range<Int>, at start: Int, of set: TrainingSet, seed: UInt64
  ) -> [Game] {
    let offset = Int(seed % 100_000) * 1_000_000 + start
    let categories = Set(set.categories)
    return range.map {
      generator.game(split: .train, index: offset + $0, categories: categories)
    }
  }

  private func released(_ set: TrainingSet) -> [Game] {
    (alfworld[.train] ?? []).filter { game in
      (game.category.map(set.categories.contains) ?? false)
        && (!set.sparesValidationRooms || !isInValidationRoom(game))
    }
  }

  /// Places of the endless list that shuffles the games anew for every pass.
  private static func places(_ range: Range<Int>, of games: [Game], seed: UInt64) -> [Game] {
    guard !games.isEmpty else { return [] }
    var order: [Int] = []
    var pass = -1
    return range.map { index in
      if index / games.count != pass {
        pass = index / games.count
        var shuffler = SeededGenerator(seeds: seed, UInt64(pass))
        order = shuffler.shuffled(Array(games.indices))
      }
      return games[order[index % games.count]]
    }
  }

  /// The first games of a split's one fixed list.
  ///
  /// - Parameters:
  ///   - count: At most this many; a shorter split is returned whole.
  ///   - set: The categories trained on: they are the "seen" ones. L2 has the held-out ones.
  /// - Throws: `RunError` where the world has no such split.
  public func evaluationGames(
    _ split: EvaluationSplit, count: Int, set: TrainingSet
  ) throws -> [Game] {
    let categories = try split.categories(trainedOn: set)
    switch world {
    case .generated:
      let part: GameGenerator.Split =
        switch split {
        case .validation: .validation
        case .validationUnseenRooms, .validationUnseenCategory: .validationUnseenRooms
        case .seen: .seen
        case .unseen: .unseen
        case .unseenCategories, .gamesOfL2: .unseenCategories
        case .unseenCategoriesSeenRooms: .seen
        }
      return (0..<count).map { generator.game(split: part, index: $0, categories: categories) }
    case .alfworld:
      let candidates: [Game]
      switch split {
      case .validation: candidates = alfworld[.validTrain] ?? []
      case .seen: candidates = alfworld[.validSeen] ?? []
      case .unseen, .unseenCategories, .gamesOfL2: candidates = alfworld[.validUnseen] ?? []
      case .unseenCategoriesSeenRooms:
        candidates = (alfworld[.validSeen] ?? []) + (alfworld[.train] ?? [])
      case .validationUnseenRooms, .validationUnseenCategory:
        guard set.sparesValidationRooms else {
          throw RunError(
            "alfworld: \(split.rawValue) needs a run that has not trained in its rooms; use "
              + "`--train-on \(TrainingSet.development.rawValue)`")
        }
        candidates = (alfworld[.train] ?? []).filter(isInValidationRoom)
      }
      let games = candidates.filter { $0.category.map(categories.contains) ?? false }
      // The released order is by name, that is by category; a prefix of it would be no sample.
      var shuffler = SeededGenerator(seed: Self.generatorSeed)
      return Array(shuffler.shuffled(games).prefix(count))
    }
  }
}

/// Whether a released game plays in a room kept for validation; its task's name ends in the room's
/// number.
private func isInValidationRoom(_ game: Game) -> Bool {
  let room = Game.task(ofID: game.id).split(separator: "-").last.flatMap { Int($0) }
  return room.map(TrainingSet.validationRooms.contains) ?? false
}
