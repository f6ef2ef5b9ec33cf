import Randomness

/// One generated room as it is before things are put into it: furniture, and which classes of
/// object it has. Games in the same floor plan differ in placements and tasks only.
struct FloorPlan: Sendable {
  let type: RoomType
  /// Receptacles in id order, all closed that can be.
  let receptacles: [Scene.Receptacle]
  /// Object classes found here, sorted.
  let inventory: [String]
  /// How much each receptacle attracts things, around 1: the habits of this household.
  let attraction: [Double]
  /// The standing point at which the agent starts; no receptacle is there.
  let startLocation: Int

  /// Draws a floor plan; the same seed gives the same plan.
  init(type: RoomType, seed: UInt64, statistics: GameStatistics) {
    var random = SeededGenerator(seed: seed)
    let room = statistics.rooms[type] ?? GameStatistics.Room()
    self.type = type
    let kinds = room.receptacles.sorted { $0.key < $1.key }
    var counts: [(kind: String, count: Int)] = []
    for (kind, fitted) in kinds {
      let count = random.index(weights: fitted.planCounts.map(Double.init)) ?? 0
      if count > 0 { counts.append((kind, count)) }
    }
    counts.sort { Self.idPrefix($0.kind) < Self.idPrefix($1.kind) }
    var receptacles: [Scene.Receptacle] = []
    var locations = 1
    for (kind, count) in counts {
      guard let fitted = room.receptacles[kind] else { continue }
      for member in 0..<count {
        var location = locations
        if member > 0, random.happens(thousandths: fitted.sharedWithPrevious),
          let previous = receptacles.last
        {
          location = previous.location
        } else if let other = Self.neighbour(of: fitted, among: receptacles, &random) {
          location = other.location
        } else {
          locations += 1
        }
        // The first id of a class gets the highest number.
        receptacles.append(
          Scene.Receptacle(
            name: "\(kind) \(count - member)", kind: kind, location: location,
            isOpenable: random.happens(thousandths: fitted.openable), isInitiallyOpen: false,
            accepts: statistics.accepts[kind] ?? []))
      }
    }
    self.receptacles = receptacles
    self.startLocation = 0
    attraction = receptacles.map { _ in 0.5 + random.unit() }
    inventory = room.objects.sorted { $0.key < $1.key }.compactMap { kind, fitted in
      random.below(max(room.plans, 1)) < fitted.plans ? kind : nil
    }
  }

  /// A receptacle of another class at whose point this one stands too, if chance so decides.
  private static func neighbour(
    of fitted: GameStatistics.Receptacle, among receptacles: [Scene.Receptacle],
    _ random: inout SeededGenerator
  ) -> Scene.Receptacle? {
    for (kind, share) in fitted.shared.sorted(by: { $0.key < $1.key }) {
      let members = receptacles.filter { $0.kind == kind }
      if !members.isEmpty, random.happens(thousandths: share) {
        return random.element(of: members)
      }
    }
    return nil
  }

  /// What the ids of a class begin with: basins are parts of sinks and bathtubs.
  static func idPrefix(_ kind: String) -> String {
    kind.hasSuffix("basin") ? String(kind.dropLast("basin".count)) : kind
  }
}
