import HouseholdWorld

/// One thing on the way to a goal, and whether it holds.
package struct GoalCondition {
  /// What has to be done, in a few words.
  package var label: String
  /// Whether it holds as things are known to stand.
  package var holds: (Surroundings) -> Bool
}

/// The conditions of a goal in the order in which they are usually met; the last one wins the game.
/// None for a goal of pretraining.
package func goalConditions(of goal: Goal) -> [GoalCondition] {
  switch goal {
  case .placed(let object, let receptacle, let preparation):
    var conditions = [find(object), take(object)]
    if let preparation {
      conditions.append(
        GoalCondition(label: "make it \(preparation.adjective)") { room in
          room.prepared.contains { kind(of: $0) == object && $1.contains(preparation) }
        })
    }
    return conditions + [
      GoalCondition(label: "put it in or on a \(receptacle)") { room in
        room.delivered(object, to: receptacle, after: preparation) >= 1
      }
    ]
  case .placedTwo(let object, let receptacle):
    return [
      find(object), take(object),
      GoalCondition(label: "put one in or on a \(receptacle)") {
        $0.delivered(object, to: receptacle, after: nil) >= 1
      },
      GoalCondition(label: "put a second one there") {
        $0.delivered(object, to: receptacle, after: nil) >= 2
      },
    ]
  case .examinedInLight(let object, let lamp):
    return [
      find(object), take(object),
      GoalCondition(label: "find a \(lamp)") { $0.seen.contains { kind(of: $0) == lamp } },
      GoalCondition(label: "hold the \(object) at the lit \(lamp)") { room in
        room.holding.map(kind) == object[...] && room.lit.contains { kind(of: $0) == lamp }
      },
    ]
  case .holding, .prepared, .inSight, .at, .opened, .lit, .sequence: return []
  }
}

private func find(_ object: String) -> GoalCondition {
  GoalCondition(label: "find a \(object)") { $0.seen.contains { kind(of: $0) == object } }
}

private func take(_ object: String) -> GoalCondition {
  GoalCondition(label: "take it") { $0.taken.contains { kind(of: $0) == object } }
}

extension Surroundings {
  /// The most objects of a class, prepared if asked, that one receptacle of a class is known to hold.
  fileprivate func delivered(
    _ object: String, to receptacle: String, after preparation: Preparation?
  ) -> Int {
    contents.filter { kind(of: $0.key) == receptacle }.values.map { objects in
      (objects ?? []).count {
        kind(of: $0) == object
          && (preparation.map(prepared[$0, default: []].contains) ?? true)
      }
    }.max() ?? 0
  }
}
