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

  /// Whether the condition holds in a state; a sequence where all its parts hold at once.
  func holds(in state: WorldState, of scene: Scene) -> Bool {
    switch self {
    case .placed(let object, let receptacle, let preparation):
      scene.receptacles.indices.contains {
        scene.receptacles[$0].kind == receptacle
          && count(object, preparation, in: $0, state, scene) >= 1
      }
    case .placedTwo(let object, let receptacle):
      scene.receptacles.indices.contains {
        scene.receptacles[$0].kind == receptacle && count(object, nil, in: $0, state, scene) >= 2
      }
    case .examinedInLight(let object, let lamp):
      holdsObject(object, nil, state, scene) && hasLitLamp(lamp, state, scene, nearby: true)
    case .holding(let object, let preparation):
      holdsObject(object, preparation, state, scene)
    case .prepared(let object, let preparation, let count):
      scene.objects.indices.count {
        isMatch($0, object, preparation, state, scene)
      } >= count
    case .inSight(let object):
      isInSight(object, state, scene)
    case .at(let receptacle):
      scene.receptacles.contains { $0.kind == receptacle && $0.location == state.location }
    case .opened(let receptacle, let count):
      areOpen(receptacle, count, state, scene)
    case .lit(let lamp):
      hasLitLamp(lamp, state, scene, nearby: false)
    case .sequence(let goals):
      goals.allSatisfy { $0.holds(in: state, of: scene) }
    }
  }
}

private func isMatch(
  _ index: Int, _ kind: String, _ preparation: Preparation?, _ state: WorldState, _ scene: Scene
) -> Bool {
  guard scene.objects[index].kind == kind else { return false }
  guard let preparation else { return true }
  return scene.objects[index].affordances.contains(preparation.affordance)
    && state.has(index, preparation.condition)
}

private func count(
  _ kind: String, _ preparation: Preparation?, in receptacle: Int, _ state: WorldState,
  _ scene: Scene
) -> Int {
  var total = 0
  state.forEachObject(in: receptacle) {
    if isMatch($0, kind, preparation, state, scene) { total += 1 }
  }
  return total
}

private func holdsObject(
  _ kind: String, _ preparation: Preparation?, _ state: WorldState, _ scene: Scene
) -> Bool {
  state.held >= 0 && isMatch(state.held, kind, preparation, state, scene)
}

private func hasLitLamp(
  _ kind: String, _ state: WorldState, _ scene: Scene, nearby: Bool
) -> Bool {
  scene.objects.indices.contains { lamp in
    scene.objects[lamp].kind == kind && scene.objects[lamp].affordances.contains(.toggleable)
      && state.has(lamp, .toggled)
      && (!nearby
        || scene.receptacles.indices.contains {
          scene.receptacles[$0].location == state.location && state.contains($0, lamp)
        })
  }
}

/// In hand, or in a receptacle at the agent's standing point that is not closed.
private func isInSight(_ kind: String, _ state: WorldState, _ scene: Scene) -> Bool {
  if holdsObject(kind, nil, state, scene) { return true }
  return scene.receptacles.indices.contains {
    scene.receptacles[$0].location == state.location
      && (!scene.receptacles[$0].isOpenable || state.isOpen($0))
      && count(kind, nil, in: $0, state, scene) > 0
  }
}

private func areOpen(_ kind: String, _ wanted: Int?, _ state: WorldState, _ scene: Scene) -> Bool {
  let openable = scene.receptacles.indices.filter {
    scene.receptacles[$0].kind == kind && scene.receptacles[$0].isOpenable
  }
  return openable.count(where: state.isOpen) >= max(1, wanted ?? openable.count)
}
