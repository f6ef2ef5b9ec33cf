import Agent
import Foundation
import HouseholdWorld
import Testing

private let hasReleasedGames =
  (try? ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())) != nil

/// Each world is opened once: the released one reads four thousand files.
private let opened: [GameWorld: GameSource] = Dictionary(
  uniqueKeysWithValues: GameWorld.allCases.compactMap { world in
    (try? GameSource(world)).map { (world, $0) }
  })

/// Which games are for what. "Seen", "unseen" and "demonstrated" mean nothing without it.
@Suite struct GameSourceTests {
  private static let worlds: [GameWorld] = hasReleasedGames ? GameWorld.allCases : [.generated]

  private func source(_ world: GameWorld) throws -> GameSource { try #require(opened[world]) }

  /// Enough of a list to show what must hold: all that a full run reads of released games, and of
  /// generated ones, which take longer to make, less.
  private func many(_ world: GameWorld) -> Int { world == .alfworld ? 4000 : 450 }

  @Test(arguments: worlds)
  func demonstratedAndRolledOutGamesAreDisjoint(world: GameWorld) throws {
    if !hasReleasedGames {
      print("skipped for alfworld: set ALFWORLD_DATA to the folder that holds json_2.1.1")
    }
    let source = try source(world)
    for set in world == .alfworld ? TrainingSet.allCases : [.seenCategories] {
      for seed: UInt64 in [1, 77] {
        let demonstrated = Set(
          source.demonstrationGames(0..<GameSource.coldStartGames, of: set, seed: seed).map(\.id))
        #expect(demonstrated.count == GameSource.coldStartGames)
        // Of released games more than one pass of the data.
        let rolledOut = source.rolloutGames(0..<many(world), of: set, seed: seed).map(\.id)
        #expect(rolledOut.count == many(world))
        #expect(demonstrated.isDisjoint(with: rolledOut), "\(world) \(set) \(seed)")
      }
    }
  }

  @Test(arguments: worlds)
  func everyPlaceIsTheSameGameHoweverItIsAskedFor(world: GameWorld) throws {
    let source = try source(world)
    let whole = source.rolloutGames(0..<40, of: .seenCategories, seed: 3).map(\.id)
    let later = source.rolloutGames(24..<40, of: .seenCategories, seed: 3).map(\.id)
    #expect(Array(whole[24...]) == later)
    #expect(Set(whole).count == 40, "no game twice in a pass")
    #expect(whole != source.rolloutGames(0..<40, of: .seenCategories, seed: 4).map(\.id))
  }

  @Test(arguments: worlds)
  func trainingHasOnlyTheCategoriesOfItsSet(world: GameWorld) throws {
    let source = try source(world)
    #expect(TrainingSet.heldOutByPaper == [.coolAndPlace, .pickTwo])
    for set in TrainingSet.allCases {
      let games =
        source.rolloutGames(0..<60, of: set, seed: 1)
        + source.demonstrationGames(0..<60, of: set, seed: 1)
      #expect(Set(games.compactMap(\.category)) == Set(set.categories), "\(set)")
    }
    #expect(Set(TrainingSet.seenCategories.categories).isDisjoint(with: TrainingSet.heldOutByPaper))
    #expect(TrainingSet.allCategories.categories.count == 6)
  }

  @Test(arguments: worlds)
  func evaluationSplitsHoldWhatTheySay(world: GameWorld) throws {
    let source = try source(world)
    func games(_ split: EvaluationSplit, _ count: Int = 30) throws -> [Game] {
      try source.evaluationGames(split, count: count, set: .seenCategories)
    }
    let held = Set(TrainingSet.heldOutByPaper)
    for split in [EvaluationSplit.unseenCategories, .unseenCategoriesSeenRooms, .gamesOfL2] {
      #expect(try Set(games(split).compactMap(\.category)) == held, "\(split)")
    }
    for split in [EvaluationSplit.validation, .seen, .unseen] {
      #expect(try Set(games(split).compactMap(\.category)).isDisjoint(with: held), "\(split)")
    }
    // Each split's games are its own, and none is trained on.
    let trained = Set(source.rolloutGames(0..<many(world), of: .seenCategories, seed: 1).map(\.id))
    var known = Set<String>()
    for split in [EvaluationSplit.validation, .seen, .unseen, .unseenCategories] {
      let ids = Set(try games(split).map(\.id))
      #expect(ids.count == 30)
      #expect(known.isDisjoint(with: ids), "\(split)")
      #expect(trained.isDisjoint(with: ids), "\(split)")
      known.formUnion(ids)
    }
    // Rooms: furniture and its places decide one. L0's are trained in, L1's and L2's are not.
    func rooms(_ games: [Game]) -> Set<String> {
      Set(games.map { $0.scene.receptacles.map(\.name).sorted().joined(separator: " ") })
    }
    let trainedRooms = rooms(
      source.rolloutGames(0..<max(700, many(world)), of: .allCategories, seed: 1))
    #expect(try rooms(games(.seen)).isSubset(of: trainedRooms))
    #expect(try !rooms(games(.unseen)).isSubset(of: trainedRooms))
    #expect(try !rooms(games(.unseenCategories)).isSubset(of: trainedRooms))
    // The games of L2 stay the same where all categories were trained on; L2 itself refuses.
    #expect(
      try source.evaluationGames(.gamesOfL2, count: 30, set: .allCategories).map(\.id)
        == games(.unseenCategories).map(\.id))
    #expect(throws: RunError.self) {
      try source.evaluationGames(.unseenCategories, count: 1, set: .allCategories)
    }
  }

  @Test(arguments: worlds)
  func anotherHeldOutPairIsTrainedOnNowhereAndEvaluatedInL2(world: GameWorld) throws {
    let source = try source(world)
    let pairs: [TrainingSet: Set<TaskCategory>] = [
      .seenCategories: [.coolAndPlace, .pickTwo],
      .withoutHeatAndLight: [.heatAndPlace, .examineInLight],
      .withoutCleanAndTwo: [.cleanAndPlace, .pickTwo],
    ]
    for (set, pair) in pairs {
      #expect(Set(set.heldOut) == pair)
      #expect(Set(set.categories).union(pair) == Set(TaskCategory.allCases))
      #expect(Set(set.categories).isDisjoint(with: pair))
      for split in [EvaluationSplit.unseenCategories, .unseenCategoriesSeenRooms, .gamesOfL2] {
        let games = try source.evaluationGames(split, count: 30, set: set)
        #expect(Set(games.compactMap(\.category)) == pair, "\(set) \(split)")
      }
    }
  }

  @Test func aFixedListDoesNotDependOnHowMuchOfItIsAskedFor() throws {
    let source = try source(.generated)
    let five = try source.evaluationGames(.unseen, count: 5, set: .allCategories)
    let nine = try source.evaluationGames(.unseen, count: 9, set: .allCategories)
    #expect(five.map(\.id) == nine.prefix(5).map(\.id))
  }

  @Test func trialsOfOneTaskBelongTogether() {
    #expect(
      Game.task(ofID: "pick_cool-Mug-None-Fridge-10/trial_T2019") == "pick_cool-Mug-None-Fridge-10")
    #expect(Game.task(ofID: "generated-unseen-3") == "generated-unseen-3")
  }

  @Test(
    .enabled(
      if: hasReleasedGames,
      "the released games are absent; set ALFWORLD_DATA to the folder that holds json_2.1.1"))
  func developmentNeverTrainsInTheRoomsItIsValidatedIn() throws {
    let source = try source(.alfworld)
    func room(_ game: Game) -> Substring? {
      game.id.prefix { $0 != "/" }.split(separator: "-").last
    }
    let validated = Set(
      try source.evaluationGames(.validationUnseenRooms, count: 1000, set: .development).map(room))
    let trained = Set(source.rolloutGames(0..<4000, of: .development, seed: 1).map(room))
      .union(source.demonstrationGames(0..<400, of: .development, seed: 1).map(room))
    #expect(validated.count == 8)
    #expect(validated.isDisjoint(with: trained))
    // The final runs train everywhere, so theirs would be no validation.
    #expect(throws: RunError.self) {
      try source.evaluationGames(.validationUnseenRooms, count: 1, set: .seenCategories)
    }
    // The stand-in for L2: heat-and-place, in rooms and of a category never trained on.
    let standIn = try source.evaluationGames(
      .validationUnseenCategory, count: 1000, set: .developmentWithoutHeat)
    let known = source.rolloutGames(0..<4000, of: .developmentWithoutHeat, seed: 1)
    #expect(!standIn.isEmpty && standIn.allSatisfy { $0.category == .heatAndPlace })
    #expect(!known.contains { $0.category == .heatAndPlace })
    #expect(Set(standIn.map(room)).isDisjoint(with: known.map(room)))
    #expect(throws: RunError.self) {
      try source.evaluationGames(.validationUnseenCategory, count: 1, set: .development)
    }
    let more = try source.evaluationGames(
      .unseenCategoriesSeenRooms, count: 10_000, set: .seenCategories)
    #expect(more.allSatisfy { TrainingSet.heldOutByPaper.contains($0.category ?? .pickAndPlace) })
    #expect(more.count > 1000)
  }
}
