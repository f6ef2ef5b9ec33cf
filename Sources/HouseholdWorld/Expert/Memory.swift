/// What the expert knows of the room, all of it read in the game's replies.
struct Memory: Sendable {
  /// A receptacle as far as it is known.
  struct Place: Sendable {
    var name: String
    var kind: String
    /// Whether its contents have been seen.
    var isSeen = false
    /// Whether it was found closed and has not been opened since.
    var isClosed = false
    /// Whether it was seen open, or was opened or closed with success.
    var canBeOpened = false
    /// What was last seen in it, minus what was taken, plus what was put.
    var contents: [String] = []
    /// Standing point, as far as inferred: places with equal numbers are reached together.
    var spot: Int?
    /// How many commands about it failed in a row.
    var failures = 0
  }

  var places: [Place] = []
  /// Index of the place last arrived at.
  var here: Int?
  /// Name of the object in hand.
  var held: String?
  /// Index of the place from which the object in hand was taken.
  var heldFrom: Int?
  /// By name, what the agent did to objects, of hot and cool the later one; how things start is not
  /// known.
  var prepared: [String: Set<Preparation>] = [:]
  /// Names of lamps that were switched on; nothing switches them off.
  var lit: [String] = []
  /// Names of objects that could not be taken; forgotten when a search starts over.
  var unavailable: [String] = []
  private var spots = 0

  init(initialObservation: String) {
    for report in ObservationReader.reports(in: initialObservation) { apply(report) }
  }

  /// Index of a place by name; it is added if it is new.
  mutating func place(named name: String) -> Int {
    if let index = places.firstIndex(where: { $0.name == name }) { return index }
    places.append(Place(name: name, kind: String(thingKind(name))))
    return places.count - 1
  }

  func index(of name: String) -> Int? { places.firstIndex { $0.name == name } }

  /// Whether a place can be acted on from where the agent stands.
  func isReachable(_ index: Int) -> Bool {
    guard let here else { return false }
    guard index != here else { return true }
    guard let spot = places[index].spot else { return false }
    return spot == places[here].spot
  }

  /// How many places have been looked into.
  var seenCount: Int { places.count { $0.isSeen } }

  /// Index of the place in which an object was last seen.
  func location(of object: String) -> Int? {
    places.firstIndex { $0.contents.contains(object) }
  }

  /// Takes in a successful command and its reply.
  mutating func record(_ command: ExpertCommand, reply: String) {
    switch command {
    case .goTo(let name): arrive(at: place(named: name))
    case .open(let name):
      let index = place(named: name)
      places[index].isClosed = false
      places[index].canBeOpened = true
      places[index].failures = 0
    case .close(let name):
      let index = place(named: name)
      places[index].isClosed = true
      places[index].canBeOpened = true
    case .take(let object, let name):
      let index = place(named: name)
      for other in places.indices { places[other].contents.removeAll { $0 == object } }
      held = object
      heldFrom = index
      noteReached(index)
    case .put(let object, let name):
      let index = place(named: name)
      places[index].contents.append(object)
      held = nil
      noteReached(index)
    case .prepare(let preparation, let object, let name):
      if preparation == .heat { prepared[object]?.remove(.cool) }
      if preparation == .cool { prepared[object]?.remove(.heat) }
      prepared[object, default: []].insert(preparation)
      noteReached(place(named: name))
    case .use(let object): if !lit.contains(object) { lit.append(object) }
    case .examine, .other: break
    }
    for report in ObservationReader.reports(in: reply) { apply(report) }
  }

  /// Draws conclusions from "Nothing happens.": what cannot be taken, which places stand together.
  mutating func recordFailure(of command: ExpertCommand) {
    switch command {
    case .goTo(let name):
      // Going to a place that exists fails only where the agent already stands at it.
      guard let index = index(of: name), let here, index != here else { return }
      let spot = places[here].spot ?? newSpot()
      places[here].spot = spot
      places[index].spot = spot
    case .take(let object, let name):
      guard held == nil, let index = index(of: name), isReachable(index) else { return }
      places[index].contents.removeAll { $0 == object }
      unavailable.append(object)
    case .open(let name), .put(_, let name), .prepare(_, _, let name), .examine(let name):
      guard let index = index(of: name) else { return }
      places[index].failures += 1
      if places[index].failures > 1 { places[index].spot = nil }
    case .close, .use, .other: break
    }
  }

  private mutating func newSpot() -> Int {
    spots += 1
    return spots
  }

  private mutating func arrive(at index: Int) {
    here = index
    if places[index].spot == nil { places[index].spot = newSpot() }
  }

  /// A place that was acted on must be within reach.
  private mutating func noteReached(_ index: Int) {
    places[index].failures = 0
    guard let here else { return arrive(at: index) }
    if !isReachable(index) {
      let spot = places[here].spot ?? newSpot()
      places[here].spot = spot
      places[index].spot = spot
    }
  }

  private mutating func apply(_ report: PlaceReport) {
    switch report {
    case .closed(let name):
      let index = place(named: name)
      places[index].isClosed = true
      places[index].canBeOpened = true
    case .contents(let name, let objects, let isOpen):
      let index = place(named: name)
      places[index].isSeen = true
      places[index].isClosed = false
      if isOpen { places[index].canBeOpened = true }
      places[index].contents = objects
    case .facing(let names):
      guard let first = names.first else { return }
      let indices = names.map { place(named: $0) }
      if here == nil { arrive(at: place(named: first)) }
      guard let here else { return }
      for index in indices { places[index].spot = places[here].spot }
    case .room(let names):
      for name in names { _ = place(named: name) }
    }
  }
}
