extension Preparation {
  var condition: Scene.Conditions {
    switch self {
    case .clean: .clean
    case .heat: .hot
    case .cool: .cool
    }
  }

  /// The ability an object must have for it.
  var affordance: Scene.Affordances {
    switch self {
    case .clean: .cleanable
    case .heat: .heatable
    case .cool: .coolable
    }
  }
}

extension Goal {
  /// The goals to be met in turn: nested sequences laid flat, any other goal alone.
  var stages: [Goal] {
    guard case .sequence(let goals) = self else { return [self] }
    return goals.flatMap(\.stages)
  }
}

/// A goal whose classes have been resolved to the receptacles and objects of a scene, so that the
/// test after every step compares no strings.
indirect enum GoalTest: Sendable {
  case placed(Candidates, receptacles: [Int], count: Int)
  case examinedInLight(Candidates, lamps: [Int])
  case holding(Candidates)
  case prepared(Candidates, count: Int)
  case inSight(Candidates)
  case at(receptacles: [Int])
  case opened(receptacles: [Int], count: Int)
  case lit(lamps: [Int])
  case all([GoalTest])

  /// The objects that can meet a goal, and what must have been done to them.
  struct Candidates: Sendable {
    let objects: [Int]
    let condition: Scene.Conditions?

    init(_ kind: String, _ preparation: Preparation?, in scene: Scene) {
      objects = scene.objects.indices.filter {
        scene.objects[$0].kind == kind
          && scene.objects[$0].affordances.isSuperset(of: preparation?.affordance ?? [])
      }
      condition = preparation?.condition
    }

    /// The number of objects with the condition for which `isPlaced` holds.
    func count(in state: WorldState, where isPlaced: (Int) -> Bool) -> Int {
      objects.count { object in
        isPlaced(object) && (condition.map { state.has(object, $0) } ?? true)
      }
    }

    func areHeld(in state: WorldState) -> Bool { count(in: state) { $0 == state.held } > 0 }
  }

  /// Resolves a goal; a sequence is resolved to the test that all its parts hold at once.
  init(_ goal: Goal, in scene: Scene) {
    func receptacles(_ kind: String) -> [Int] {
      scene.receptacles.indices.filter { scene.receptacles[$0].kind == kind }
    }
    func lamps(_ kind: String) -> [Int] {
      scene.objects.indices.filter {
        scene.objects[$0].kind == kind && scene.objects[$0].affordances.contains(.toggleable)
      }
    }
    func candidates(_ kind: String, _ preparation: Preparation? = nil) -> Candidates {
      Candidates(kind, preparation, in: scene)
    }
    switch goal {
    case .placed(let object, let receptacle, let preparation):
      self = .placed(
        candidates(object, preparation), receptacles: receptacles(receptacle), count: 1)
    case .placedTwo(let object, let receptacle):
      self = .placed(candidates(object), receptacles: receptacles(receptacle), count: 2)
    case .examinedInLight(let object, let lamp):
      self = .examinedInLight(candidates(object), lamps: lamps(lamp))
    case .holding(let object, let preparation):
      self = .holding(candidates(object, preparation))
    case .prepared(let object, let preparation, let count):
      self = .prepared(candidates(object, preparation), count: count)
    case .inSight(let object): self = .inSight(candidates(object))
    case .at(let receptacle): self = .at(receptacles: receptacles(receptacle))
    case .opened(let receptacle, let count):
      let openable = receptacles(receptacle).filter { scene.receptacles[$0].isOpenable }
      self = .opened(receptacles: openable, count: max(1, count ?? openable.count))
    case .lit(let lamp): self = .lit(lamps: lamps(lamp))
    case .sequence(let goals): self = .all(goals.map { GoalTest($0, in: scene) })
    }
  }
}

extension Rulebook {
  /// Whether a goal is met in a state; the earlier stages of a sequence are the environment's to
  /// remember.
  func holds(_ test: GoalTest, in state: WorldState) -> Bool {
    switch test {
    case .placed(let candidates, let receptacles, let count):
      receptacles.contains { receptacle in
        candidates.count(in: state) { state.contains(receptacle, $0) } >= count
      }
    case .examinedInLight(let candidates, let lamps):
      candidates.areHeld(in: state)
        && lamps.contains { lamp in
          state.has(lamp, .toggled)
            && receptacles(at: state.location).contains { state.contains($0, lamp) }
        }
    case .holding(let candidates): candidates.areHeld(in: state)
    case .prepared(let candidates, let count): candidates.count(in: state) { _ in true } >= count
    case .inSight(let candidates):
      // In hand, or in a receptacle at the agent's standing point that is not closed.
      candidates.areHeld(in: state)
        || receptacles(at: state.location).contains { receptacle in
          !isClosed(receptacle, in: state)
            && candidates.count(in: state) { state.contains(receptacle, $0) } > 0
        }
    case .at(let receptacles):
      receptacles.contains { scene.receptacles[$0].location == state.location }
    case .opened(let receptacles, let count): receptacles.count(where: state.isOpen) >= count
    case .lit(let lamps): lamps.contains { state.has($0, .toggled) }
    case .all(let tests): tests.allSatisfy { holds($0, in: state) }
    }
  }
}
