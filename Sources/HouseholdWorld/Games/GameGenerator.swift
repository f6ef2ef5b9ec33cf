import Randomness

/// Makes ALFWorld-like games out of a seed, with rooms, placements and tasks drawn from statistics
/// of the real train split.
///
/// A room is a fixed floor plan (furniture and classes of objects); the games in it differ in
/// placements and tasks. Every function is pure: equal arguments give equal games.
public struct GameGenerator: Sendable {
  /// Lists of games, each endless: one to learn from, the paper's three levels (L0, L1, L2) to be
  /// judged by, and two for choosing settings, so that no setting is chosen on what it is judged
  /// by.
  public enum Split: String, Sendable, Hashable, Codable, CaseIterable {
    /// Training rooms. For learning, and for the teacher's episodes.
    case train
    /// Training rooms, other placements: for choosing settings.
    case validation
    /// Rooms of its own: for choosing settings.
    case validationUnseenRooms = "validation-unseen-rooms"
    /// Training rooms, other placements: L0.
    case seen
    /// Rooms of its own: L1.
    case unseen
    /// The rooms of `unseen`, games of the held-out categories only: L2.
    case unseenCategories = "unseen-categories"

    /// Which of the disjoint sets of floor plans the split's rooms come from.
    var roomSet: RoomSet {
      switch self {
      case .train, .validation, .seen: .training
      case .validationUnseenRooms: .validation
      case .unseen, .unseenCategories: .unseen
      }
    }

    /// A constant of its own for the seeds of the split's games.
    var stream: UInt64 {
      switch self {
      case .train: 11
      case .validation: 12
      case .validationUnseenRooms: 13
      case .seen: 14
      case .unseen: 15
      case .unseenCategories: 16
      }
    }

    /// The categories of the split's games where none are asked for.
    public var standardCategories: Set<TaskCategory> {
      self == .unseenCategories ? GameGenerator.heldOutCategories : Set(TaskCategory.allCases)
    }
  }

  /// Disjoint sets of floor plans; the number is part of each plan's seed.
  enum RoomSet: UInt64 {
    case training = 1
    case validation = 2
    case unseen = 3

    /// Floor plans of each room type (the real benchmark: 27 in training, 1 unseen).
    var plansPerType: Int {
      switch self {
      case .training: 27
      case .validation: 5
      case .unseen: 10
      }
    }
  }

  /// The categories that "unseen categories" (L2) keeps from training, as in the paper.
  public static let heldOutCategories: Set<TaskCategory> = [.coolAndPlace, .pickTwo]

  /// A game and how it came about.
  public struct Generation: Sendable {
    /// The game; its walkthrough is the expert's.
    public var game: Game
    /// The instruction from which the game's text and goal follow.
    public var instruction: Instruction
    /// Candidates before it that the expert did not win in the step limit.
    public var rejectedCandidates: Int
  }

  /// Decides floor plans and games: equal seeds and statistics give equal games.
  public let seed: UInt64
  /// Shares and chances for floor plans, placements and tasks.
  public let statistics: GameStatistics
  /// The expert must win within so many steps, or the candidate is rejected; ALFWorld's own limit.
  public let stepLimit = 50
  private let plans: [RoomSet: [RoomType: [FloorPlan]]]
  private let options: [RoomSet: [TaskCategory: [RoomType: [PlanTasks]]]]

  /// The tasks of one category that one floor plan allows.
  private struct PlanTasks: Sendable {
    var plan: Int
    var tasks: [(task: GameStatistics.Task, count: Int)]
  }

  /// Draws all floor plans, 42 of each type of room; games are drawn only when asked for.
  public init(seed: UInt64 = 1, statistics: GameStatistics = .fitted) {
    self.seed = seed
    self.statistics = statistics
    var plans: [RoomSet: [RoomType: [FloorPlan]]] = [:]
    for set in [RoomSet.training, .validation, .unseen] {
      for (number, type) in RoomType.allCases.enumerated() {
        plans[set, default: [:]][type] = (0..<set.plansPerType).map { index in
          var random = SeededGenerator(
            seeds: seed, 1, set.rawValue, UInt64(number), UInt64(index))
          return FloorPlan(type: type, seed: random.next(), statistics: statistics)
        }
      }
    }
    self.plans = plans
    options = plans.mapValues { Self.options(in: $0, statistics: statistics) }
  }

  /// By category and room type, the floor plans that allow any task of the category, and which.
  private static func options(
    in plans: [RoomType: [FloorPlan]], statistics: GameStatistics
  ) -> [TaskCategory: [RoomType: [PlanTasks]]] {
    var options: [TaskCategory: [RoomType: [PlanTasks]]] = [:]
    for type in RoomType.allCases {
      let tasks = (statistics.rooms[type]?.tasks ?? [:]).sorted {
        ($0.key.object, $0.key.target) < ($1.key.object, $1.key.target)
      }
      for (index, plan) in (plans[type] ?? []).enumerated() {
        for category in TaskCategory.allCases {
          let allowed = tasks.filter { $0.key.category == category && plan.allows($0.key) }
          guard !allowed.isEmpty else { continue }
          options[category, default: [:]][type, default: []].append(
            PlanTasks(plan: index, tasks: allowed.map { ($0.key, $0.value) }))
        }
      }
    }
    return options
  }

  /// The game with an index in a split.
  ///
  /// - Parameter categories: the task categories it may have; those of the split where nil.
  public func game(
    split: Split, index: Int, categories: Set<TaskCategory>? = nil
  ) -> Game {
    generation(split: split, index: index, categories: categories).game
  }

  /// The game with an index in a split, with the account of how it came about. A precondition fails
  /// where no room of the split has a task of the categories.
  public func generation(
    split: Split, index: Int, categories: Set<TaskCategory>? = nil
  ) -> Generation {
    let allowed = categories ?? split.standardCategories
    // The category is drawn once, so that rejected candidates do not change the mix.
    var choice = SeededGenerator(seeds: seed, split.stream, UInt64(index), .max)
    guard let kind = gameKind(in: split.roomSet, categories: allowed, &choice) else {
      preconditionFailure("no room of the split has a task of the categories \(allowed)")
    }
    return firstSolvable(stream: split.stream, index: index) { random in
      candidate(in: split.roomSet, kind, &random)
    } name: {
      "generated:\(split.rawValue):\($0)"
    }
  }

  /// A game of the pretraining family, in a training room or, every second time, in a room of its
  /// own.
  ///
  /// Neither the instruction nor the expert's walkthrough demonstrates a category that `options`
  /// excludes (tested by ``DemonstrationDetector``).
  public func pretrainingGame(
    index: Int, options: PretrainingOptions = PretrainingOptions()
  ) -> (Game, Instruction) {
    let generation = firstSolvable(stream: 17, index: index, avoiding: options.excludedCategories) {
      random in
      pretrainingCandidate(options, &random)
    } name: {
      "generated:pretraining:\($0)"
    }
    return (generation.game, generation.instruction)
  }

  /// The first candidate, each drawn with its own seed, that the expert wins.
  private func firstSolvable(
    stream: UInt64, index: Int, avoiding categories: Set<TaskCategory> = [],
    candidate: (inout SeededGenerator) -> (Scene, Instruction)?, name: (Int) -> String
  ) -> Generation {
    var rejected = 0
    while true {
      var random = SeededGenerator(seeds: seed, stream, UInt64(index), UInt64(rejected))
      if let (scene, instruction) = candidate(&random) {
        var game = Game(
          id: name(index), category: instruction.category, instruction: instruction.text,
          goal: instruction.goal, scene: scene)
        let play = ExpertPlay(of: game, instruction: instruction, stepLimit: stepLimit)
        if play.won, play.demonstratedCategories.isDisjoint(with: categories) {
          game.walkthrough = play.commands
          return Generation(game: game, instruction: instruction, rejectedCandidates: rejected)
        }
      }
      rejected += 1
      precondition(rejected < 10_000, "no solvable game: the statistics do not fit the categories")
    }
  }

  /// A category by its share of the real games, and a room type by its share of the category.
  private func gameKind(
    in set: RoomSet, categories: Set<TaskCategory>, _ random: inout SeededGenerator
  ) -> (category: TaskCategory, type: RoomType)? {
    let allowed = TaskCategory.allCases.filter(categories.contains)
    let shares = allowed.map { category in
      RoomType.allCases.map { type in
        options[set]?[category]?[type] == nil ? 0 : Double(taskCount(category, in: type))
      }
    }
    guard let chosen = random.index(weights: shares.map { $0.reduce(0, +) }),
      let type = random.index(weights: shares[chosen])
    else { return nil }
    return (allowed[chosen], RoomType.allCases[type])
  }

  /// One of the floor plans that allow such a task, one of the tasks that the plan allows, and a
  /// scene for it.
  private func candidate(
    in set: RoomSet, _ kind: (category: TaskCategory, type: RoomType),
    _ random: inout SeededGenerator
  ) -> (Scene, Instruction)? {
    guard let option = random.element(of: options[set]?[kind.category]?[kind.type] ?? []),
      let index = random.index(weights: option.tasks.map { Double($0.count) }),
      let plan = plans[set]?[kind.type]?[option.plan]
    else { return nil }
    let task = option.tasks[index].task
    let instruction = task.instruction(phrasing: random.below(2))
    var demand = task.demand
    let targetCounts = statistics.targetCounts[task.category] ?? []
    demand.totals[task.object] = random.index(weights: targetCounts.map(Double.init))
    let scene = plan.scene(statistics: statistics, demand: demand, random: &random)
    return (scene, instruction)
  }

  private func taskCount(_ category: TaskCategory, in type: RoomType) -> Int {
    (statistics.rooms[type]?.tasks ?? [:]).reduce(0) {
      $0 + ($1.key.category == category ? $1.value : 0)
    }
  }

  private func pretrainingCandidate(
    _ options: PretrainingOptions, _ random: inout SeededGenerator
  ) -> (Scene, Instruction)? {
    let shares = RoomType.allCases.map { type in
      Double(statistics.rooms[type]?.tasks.values.reduce(0, +) ?? 0)
    }
    guard let type = random.index(weights: shares),
      let trainingPlan = random.element(of: plans[.training]?[RoomType.allCases[type]] ?? [])
    else { return nil }
    // A hundred fixed rooms can be learned by heart, and then names that do not exist in a new
    // room are tried there. Every second episode therefore plays in a room made for it alone, which
    // no split contains.
    let plan =
      random.happens(thousandths: 500)
      ? FloorPlan(type: RoomType.allCases[type], seed: random.next(), statistics: statistics)
      : trainingPlan
    let scene = plan.scene(statistics: statistics, demand: SceneDemand(), random: &random)
    guard let instruction = Instruction.pretraining(in: scene, using: &random, options: options)
    else { return nil }
    return (scene, instruction)
  }
}

extension GameStatistics.Task {
  /// The task in one of its two wordings.
  func instruction(phrasing: Int) -> Instruction {
    switch category {
    case .pickAndPlace: .put(object: object, receptacle: target, phrasing: phrasing)
    case .examineInLight: .examine(object: object, lamp: target, phrasing: phrasing)
    case .cleanAndPlace: prepareAndPut(.clean, phrasing)
    case .heatAndPlace: prepareAndPut(.heat, phrasing)
    case .coolAndPlace: prepareAndPut(.cool, phrasing)
    case .pickTwo: .putTwo(object: object, receptacle: target, phrasing: phrasing)
    }
  }

  private func prepareAndPut(_ preparation: Preparation, _ phrasing: Int) -> Instruction {
    .prepareAndPut(preparation, object: object, receptacle: target, phrasing: phrasing)
  }

  /// What a scene must offer for it: enough objects within reach, and a task not yet done at the
  /// start.
  var demand: SceneDemand {
    switch category {
    case .examineInLight: SceneDemand(counts: [object: 1, target: 1])
    case .pickTwo: SceneDemand(counts: [object: 2], absences: [(object, target)])
    case .pickAndPlace: SceneDemand(counts: [object: 1], absences: [(object, target)])
    case .cleanAndPlace, .heatAndPlace, .coolAndPlace: SceneDemand(counts: [object: 1])
    }
  }
}

extension FloorPlan {
  /// Whether the room has the object, the target and the appliance that a task takes.
  func allows(_ task: GameStatistics.Task) -> Bool {
    guard inventory.contains(task.object) else { return false }
    func has(_ kind: String) -> Bool { receptacles.contains { $0.kind == kind } }
    switch task.category {
    case .examineInLight: return inventory.contains(task.target)
    case .pickAndPlace, .pickTwo: return has(task.target)
    case .cleanAndPlace: return has(task.target) && has(Preparation.clean.appliance)
    case .heatAndPlace: return has(task.target) && has(Preparation.heat.appliance)
    case .coolAndPlace: return has(task.target) && has(Preparation.cool.appliance)
    }
  }
}
