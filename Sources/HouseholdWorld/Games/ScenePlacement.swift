import Randomness

/// What a scene must offer for a task to be possible and still to be done.
struct SceneDemand: Sendable {
  /// At least so many reachable objects of the class.
  var counts: [String: Int] = [:]
  /// So many objects of the class in all, where that is settled; else it is drawn.
  var totals: [String: Int] = [:]
  /// No object of the class starts in a receptacle of the class.
  var absences: [(object: String, receptacle: String)] = []
}

extension FloorPlan {
  /// Puts things into the room; the same random numbers give the same scene.
  func scene(
    statistics: GameStatistics, demand: SceneDemand, random: inout SeededGenerator
  ) -> Scene {
    let room = statistics.rooms[type] ?? GameStatistics.Room()
    var objects: [Scene.Object] = []
    for kind in inventory {
      guard let fitted = room.objects[kind] else { continue }
      let needed = demand.counts[kind] ?? 0
      let drawn =
        demand.totals[kind] ?? random.index(weights: fitted.gameCounts.map(Double.init)) ?? 0
      let forbidden = demand.absences.filter { $0.object == kind }.map(\.receptacle)
      let count = max(drawn, needed)
      for member in 0..<count {
        let isReachable = member < needed || !random.happens(thousandths: fitted.unreachable)
        let place = isReachable ? place(for: fitted, except: forbidden, &random) : nil
        objects.append(
          Scene.Object(
            name: "\(kind) \(count - member)", kind: kind,
            receptacles: place.map { holders(of: kind, at: $0, fitted, &random) } ?? [],
            locations: place.map { [receptacles[$0].location] } ?? [],
            affordances: Scene.Affordances(rawValue: statistics.affordances[kind] ?? 0),
            contents: []))
      }
    }
    return Scene(receptacles: receptacles, objects: objects, startLocation: startLocation)
  }

  /// The receptacles that hold an object: the one drawn and, by a quirk of the released games, now
  /// and then another one at the same point that accepts it.
  private func holders(
    of kind: String, at place: Int, _ fitted: GameStatistics.Object,
    _ random: inout SeededGenerator
  ) -> [Int] {
    guard random.happens(thousandths: fitted.doubled) else { return [place] }
    let other = receptacles.indices.first {
      $0 != place && receptacles[$0].location == receptacles[place].location
        && receptacles[$0].accepts.contains(kind)
    }
    return ([place] + [other].compactMap { $0 }).sorted()
  }

  /// Index of a receptacle drawn by the fitted chances and this household's habits; nil where none
  /// has a chance.
  private func place(
    for object: GameStatistics.Object, except forbidden: [String],
    _ random: inout SeededGenerator
  ) -> Int? {
    random.index(
      weights: receptacles.indices.map { index in
        let kind = receptacles[index].kind
        guard !forbidden.contains(kind) else { return 0 }
        return Double(object.chances[kind] ?? 0) * attraction[index]
      })
  }
}
