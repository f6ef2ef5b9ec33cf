extension GameStatistics {
  /// Measures the statistics of released games, whose ids end in `-<floor plan>/<trial>`.
  ///
  /// Games without a floor plan in their id are left out.
  public init(measuring games: [Game]) {
    var byPlan: [Int: [Game]] = [:]
    for game in games {
      guard let plan = Self.floorPlan(of: game.id) else { continue }
      byPlan[plan, default: []].append(game)
    }
    for type in RoomType.allCases {
      let plans = byPlan.keys.filter { RoomType(floorPlan: $0) == type }.sorted()
      guard !plans.isEmpty else { continue }
      let scenes = plans.map { (byPlan[$0] ?? []).map(\.scene) }
      var room = Room()
      room.plans = plans.count
      room.receptacles = Self.receptacles(in: scenes.compactMap(\.first))
      room.objects = Self.objects(in: scenes)
      for game in plans.flatMap({ byPlan[$0] ?? [] }) {
        guard let task = Self.task(of: game) else { continue }
        room.tasks[task, default: 0] += 1
        let count = game.scene.objects.count { $0.kind == task.object }
        Self.increment(&targetCounts[task.category, default: []], at: count)
      }
      rooms[type] = room
    }
    for scene in byPlan.keys.sorted().flatMap({ byPlan[$0] ?? [] }).map(\.scene) {
      for object in scene.objects where Self.matters(object) {
        affordances[object.kind, default: 0] |= object.affordances.rawValue
      }
      for receptacle in scene.receptacles {
        accepts[receptacle.kind, default: []].formUnion(receptacle.accepts)
      }
    }
    // The problem files also list what cannot be picked up or does not occur.
    let known = Set(affordances.keys)
    accepts = accepts.mapValues { $0.intersection(known) }
  }

  private static func floorPlan(of id: String) -> Int? {
    let folder = id.split(separator: "/").first { $0.contains("-") }
    return folder?.split(separator: "-").last.flatMap { Int($0) }
  }

  private static func matters(_ object: Scene.Object) -> Bool {
    !object.affordances.isDisjoint(with: [.pickupable, .toggleable])
  }

  private static func task(of game: Game) -> Task? {
    switch Instruction(parsing: game.instruction) {
    case .put(let object, let receptacle, _):
      Task(category: .pickAndPlace, object: object, target: receptacle)
    case .examine(let object, let lamp, _):
      Task(category: .examineInLight, object: object, target: lamp)
    case .prepareAndPut(let preparation, let object, let receptacle, _):
      Task(category: preparation.category, object: object, target: receptacle)
    case .putTwo(let object, let receptacle, _):
      Task(category: .pickTwo, object: object, target: receptacle)
    default: nil
    }
  }

  private static func receptacles(in plans: [Scene]) -> [String: Receptacle] {
    var result: [String: Receptacle] = [:]
    let kinds = Set(plans.flatMap { $0.receptacles.map(\.kind) })
    for kind in kinds.sorted() {
      var statistics = Receptacle()
      var total = 0
      var openable = 0
      var withPrevious = 0
      var shared: [String: Int] = [:]
      for plan in plans {
        let members = plan.receptacles.filter { $0.kind == kind }
        increment(&statistics.planCounts, at: members.count)
        total += members.count
        openable += members.count { $0.isOpenable }
        withPrevious += zip(members, members.dropFirst()).count { $0.location == $1.location }
        for member in members {
          let others = plan.receptacles.filter {
            $0.kind != kind && $0.location == member.location
          }
          for other in Set(others.map(\.kind)) { shared[other, default: 0] += 1 }
        }
      }
      statistics.openable = perThousand(openable, of: total)
      statistics.sharedWithPrevious = perThousand(withPrevious, of: total)
      statistics.shared = shared.mapValues { perThousand($0, of: total) }.filter { $0.value > 4 }
      result[kind] = statistics
    }
    return result
  }

  private static func objects(in plans: [[Scene]]) -> [String: Object] {
    var result: [String: Object] = [:]
    for scenes in plans {
      let kinds = Set(scenes.flatMap { $0.objects.filter(matters).map(\.kind) })
      for kind in kinds {
        result[kind, default: Object()].plans += 1
        for scene in scenes {
          let count = scene.objects.count { $0.kind == kind }
          var counts = result[kind]?.gameCounts ?? []
          increment(&counts, at: count)
          result[kind]?.gameCounts = counts
        }
      }
    }
    let scenes = plans.flatMap { $0 }
    for kind in result.keys.sorted() {
      let rooms = scenes.filter { $0.objects.contains { $0.kind == kind } }
      var held: [String: Int] = [:]
      var receptacles: [String: Int] = [:]
      var total = 0
      var unreachable = 0
      var doubled = 0
      for scene in rooms {
        for receptacle in scene.receptacles { receptacles[receptacle.kind, default: 0] += 1 }
        for object in scene.objects where object.kind == kind {
          total += 1
          if object.receptacles.isEmpty { unreachable += 1 }
          if object.receptacles.count > 1 { doubled += 1 }
          for index in object.receptacles { held[scene.receptacles[index].kind, default: 0] += 1 }
        }
      }
      result[kind]?.unreachable = perThousand(unreachable, of: total)
      result[kind]?.doubled = perThousand(doubled, of: total)
      for (receptacle, count) in held {
        let chance = Double(count) / Double(max(receptacles[receptacle] ?? 1, 1))
        result[kind]?.chances[receptacle] = max(1, Int((chance * 100_000).rounded()))
      }
    }
    return result
  }

  private static func increment(_ counts: inout [Int], at index: Int) {
    while counts.count <= index { counts.append(0) }
    counts[index] += 1
  }

  private static func perThousand(_ count: Int, of total: Int) -> Int {
    total == 0 ? 0 : Int((Double(count) * 1000 / Double(total)).rounded())
  }
}
