extension PlacementPrior {
  /// The prior that statistics of games amount to, over all types of room.
  ///
  /// A class of receptacle stands in rooms of several types; the chances are averaged with the
  /// number of floor plans that have the object as weight.
  public init(_ statistics: GameStatistics) {
    var chances: [String: [String: Double]] = [:]
    var openable: [String: (sum: Double, plans: Double)] = [:]
    for type in RoomType.allCases {
      guard let room = statistics.rooms[type] else { continue }
      for (kind, receptacle) in room.receptacles {
        let plans = Double(receptacle.planCounts.dropFirst().reduce(0, +))
        openable[kind, default: (0, 0)].sum += plans * Double(receptacle.openable) / 1000
        openable[kind, default: (0, 0)].plans += plans
      }
    }
    let kinds = Set(statistics.rooms.values.flatMap(\.objects.keys))
    for kind in kinds {
      var sums: [String: (sum: Double, plans: Double)] = [:]
      for type in RoomType.allCases {
        guard let room = statistics.rooms[type], let object = room.objects[kind] else { continue }
        for receptacle in room.receptacles.keys {
          let chance = Double(object.chances[receptacle] ?? 0) / 100_000
          sums[receptacle, default: (0, 0)].sum += Double(object.plans) * chance
          sums[receptacle, default: (0, 0)].plans += Double(object.plans)
        }
      }
      chances[kind] = sums.mapValues { $0.sum / max($0.plans, 1) }
    }
    self.init(
      chances: chances,
      closed: openable.mapValues { $0.sum / max($0.plans, 1) },
      accepted: statistics.accepts)
  }
}
