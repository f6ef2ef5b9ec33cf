extension Expert {
  typealias Choice = (command: ExpertCommand, purpose: Intent.Purpose, place: String?)

  /// Marks the leg done that a successful command completed.
  mutating func noteProgress(_ command: ExpertCommand) {
    switch (subgoals[current], command) {
    case (.deliver(let object, let receptacle), .put(let name, let place)):
      guard thingKind(name) == object, thingKind(place) == receptacle,
        isPreparedAsPlanned(name, before: current)
      else { return }
      settled.append(name)
      destination = memory.index(of: place)
      advance()
    case (.putDown(let object), .put(let name, _)):
      guard thingKind(name) == object else { return }
      settled.append(name)
      advance()
    case (.open(let receptacle, _), .open(let place)):
      guard thingKind(place) == receptacle, let index = memory.index(of: place),
        !openedOnRequest.contains(index)
      else { return }
      openedOnRequest.append(index)
    default: break
    }
  }

  private mutating func advance() {
    guard current + 1 < subgoals.count else { return }
    current += 1
    seenBefore = memory.seenCount
  }

  /// Passes over legs that are done and falls back to one that was undone.
  ///
  /// - Returns: whether it fell back.
  mutating func settleCurrentSubgoal() -> Bool {
    let fellBack = fallBack()
    while current + 1 < subgoals.count, isDone(subgoals[current]) { advance() }
    return fellBack
  }

  private mutating func fallBack() -> Bool {
    let start = current
    while current > 0, !hasWhatItNeeds(current) { current -= 1 }
    if current < start { seenBefore = memory.seenCount }
    return current < start
  }

  /// Whether what the legs before `index` had to provide is still there.
  private func hasWhatItNeeds(_ index: Int) -> Bool {
    switch subgoals[index] {
    case .deliver(let object, _), .putDown(let object):
      guard let held = memory.held, thingKind(held) == object else { return false }
      return isPreparedAsPlanned(held, before: index)
    case .prepare(_, let object): return memory.held.map { thingKind($0) == object } ?? false
    case .light:
      guard case .take(let object, _) = subgoals[index - 1], case .examine = instruction else {
        return true
      }
      return memory.held.map { thingKind($0) == object } ?? false
    case .find, .take, .goTo, .open: return true
    }
  }

  /// Whether an object has the preparation that the plan gives it just before a leg.
  private func isPreparedAsPlanned(_ name: String, before index: Int) -> Bool {
    guard index > 0, case .prepare(let preparation, _) = subgoals[index - 1] else { return true }
    return memory.prepared[name]?.contains(preparation) ?? false
  }

  private func isDone(_ subgoal: Subgoal) -> Bool {
    switch subgoal {
    case .find(let object):
      memory.places.indices.contains { place in
        memory.isReachable(place) && !memory.places[place].isClosed
          && memory.places[place].contents.contains { thingKind($0) == object }
      }
    case .take(let object, _):
      memory.held.map { thingKind($0) == object && !settled.contains($0) } ?? false
    case .prepare(let preparation, _):
      memory.held.map { memory.prepared[$0]?.contains(preparation) ?? false } ?? false
    case .goTo(let receptacle):
      memory.places.indices.contains {
        memory.places[$0].kind == receptacle && memory.isReachable($0)
      }
    case .light(let lamp): memory.lit.contains { thingKind($0) == lamp }
    case .open(let receptacle, let count):
      isOpenedEnough(receptacle, count)
    case .deliver, .putDown: false
    }
  }

  private func isOpenedEnough(_ receptacle: String, _ count: Int?) -> Bool {
    let of = memory.places.filter { $0.kind == receptacle }
    if let count { return of.count { $0.canBeOpened && !$0.isClosed } >= count }
    return of.allSatisfy { $0.isSeen && !$0.isClosed }
  }

  /// The next command for the current leg; `other`, worded "look", where no known place serves it.
  mutating func choose() -> Choice {
    switch subgoals[current] {
    case .find(let object): find(object)
    case .take(let object, let from): take(object, from: from)
    case .prepare(let preparation, let object): prepare(preparation, object)
    case .deliver(let object, let receptacle): deliver(object, receptacle)
    case .putDown: putDown()
    case .light(let lamp): light(lamp)
    case .goTo(let receptacle): goTo(receptacle)
    case .open(let receptacle, _): open(receptacle)
    }
  }

  /// Goes to a place, or, standing there, opens it or does `then`.
  private func approach(
    _ index: Int, _ purpose: Intent.Purpose, opening: Bool, then: ExpertCommand
  ) -> Choice {
    let place = memory.places[index]
    if !memory.isReachable(index) { return (.goTo(place.name), purpose, place.name) }
    if opening, place.isClosed { return (.open(place.name), purpose, place.name) }
    return (then, purpose, place.name)
  }

  private mutating func find(_ object: String) -> Choice {
    for index in memory.places.indices {
      let place = memory.places[index]
      if let name = place.contents.first(where: { thingKind($0) == object }) {
        return approach(index, .fetch(object: name), opening: true, then: .examine(place.name))
      }
    }
    return search(for: object, in: nil)
  }

  private mutating func take(_ object: String, from receptacle: String?) -> Choice {
    if memory.held != nil { return putDown() }
    if let (name, index) = nearestKnown(object, in: receptacle) {
      let place = memory.places[index]
      let choice = approach(
        index, .fetch(object: name), opening: true, then: .take(name, from: place.name))
      if case .take = choice.command {
        return (choice.command, .take(object: name), place.name)
      }
      return choice
    }
    return search(for: object, in: receptacle)
  }

  /// A known, free object of a class: within reach if there is one.
  private func nearestKnown(_ object: String, in receptacle: String?) -> (String, Int)? {
    var best: (name: String, place: Int, cost: Int)?
    for index in memory.places.indices {
      let place = memory.places[index]
      if let receptacle, place.kind != receptacle { continue }
      let cost = (memory.isReachable(index) ? 0 : 1) + (place.isClosed ? 1 : 0)
      for name in place.contents where thingKind(name) == object {
        guard !settled.contains(name), !memory.unavailable.contains(name) else { continue }
        if best.map({ cost < $0.cost }) ?? true { best = (name, index, cost) }
      }
    }
    return best.map { ($0.name, $0.place) }
  }

  private mutating func search(for object: String, in receptacle: String?) -> Choice {
    if nextPlace(for: object, in: receptacle) == nil {
      // Everything was looked into in vain: forget it and begin again.
      startsOver = true
      memory.unavailable = []
      for index in memory.places.indices {
        memory.places[index].isSeen = false
        memory.places[index].failures = 0
      }
      seenBefore = 0
    }
    guard let index = nextPlace(for: object, in: receptacle) else {
      return (.other, .idle, nil)
    }
    let place = memory.places[index]
    return approach(
      index, .search(object: object), opening: true, then: .examine(place.name))
  }

  /// The unseen place with the greatest chance of holding the object for each step it costs.
  private func nextPlace(for object: String, in receptacle: String?) -> Int? {
    var best: (index: Int, score: Double)?
    for index in memory.places.indices.reversed() {
      let place = memory.places[index]
      guard !place.isSeen, place.failures < 2 else { continue }
      if let receptacle, place.kind != receptacle { continue }
      let isReachable = memory.isReachable(index)
      // A closed place the agent already stands at is opened before anything else is tried.
      if isReachable, place.isClosed, memory.here == index, receptacle == nil { return index }
      let cost =
        (isReachable ? 0.5 : 1)
        + (place.isClosed ? 1 : prior.closedProbability(of: place.kind))
      let chance = prior.probability(of: object, at: place.kind)
      let score = chance * variation(of: place.kind) / cost
      if best.map({ score > $0.score }) ?? true { best = (index, score) }
    }
    return best?.index
  }

  /// A factor between 0.9 and 1.1 that depends on the seed and the class.
  private func variation(of kind: String) -> Double {
    guard jitter != 0 else { return 1 }
    var hash = jitter &* 0x9E37_79B9_7F4A_7C15
    for byte in kind.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 29
    return 0.9 + 0.2 * Double(hash % 1024) / 1024
  }

  private func prepare(_ preparation: Preparation, _ object: String) -> Choice {
    let name = memory.held ?? object
    let purpose = Intent.Purpose.prepare(preparation, object: name)
    guard let index = nearest(preparation.appliance) else { return (.other, .idle, nil) }
    return approach(
      index, purpose, opening: false,
      then: .prepare(preparation, name, with: memory.places[index].name))
  }

  private func deliver(_ object: String, _ receptacle: String) -> Choice {
    let name = memory.held ?? object
    var target = nearest(receptacle)
    if case .putTwo = instruction, let destination { target = destination }
    guard let index = target else { return (.other, .idle, nil) }
    let place = memory.places[index]
    return approach(
      index, .deliver(object: name, receptacle: place.name), opening: true,
      then: .put(name, into: place.name))
  }

  /// Puts the object in hand back where it was taken, or wherever it may lie.
  private func putDown() -> Choice {
    guard let name = memory.held else { return (.other, .idle, nil) }
    let kind = String(thingKind(name))
    var best: (index: Int, cost: Int)?
    for index in memory.places.indices {
      let place = memory.places[index]
      guard place.failures < 2 else { continue }
      guard index == memory.heldFrom || prior.accepts(kind, in: place.kind) else { continue }
      let cost =
        (memory.isReachable(index) ? 0 : 2) + (place.isClosed || !place.isSeen ? 1 : 0)
        + (index == memory.heldFrom ? 0 : 1)
      if best.map({ cost < $0.cost }) ?? true { best = (index, cost) }
    }
    guard let (index, _) = best else { return (.other, .idle, nil) }
    return approach(
      index, .putDown(object: name), opening: true,
      then: .put(name, into: memory.places[index].name))
  }

  private mutating func light(_ lamp: String) -> Choice {
    for index in memory.places.indices {
      if let name = memory.places[index].contents.first(where: { thingKind($0) == lamp }) {
        return approach(index, .light(lamp: name), opening: false, then: .use(name))
      }
    }
    return search(for: lamp, in: nil)
  }

  private func goTo(_ receptacle: String) -> Choice {
    guard let index = nearest(receptacle) else { return (.other, .idle, nil) }
    let name = memory.places[index].name
    return approach(index, .goTo(receptacle: name), opening: false, then: .examine(name))
  }

  private func open(_ receptacle: String) -> Choice {
    let candidates = memory.places.indices.filter {
      let place = memory.places[$0]
      return place.kind == receptacle && (place.isClosed || !place.isSeen) && place.failures < 2
    }
    let nearby = candidates.first { memory.isReachable($0) }
    guard let index = nearby ?? candidates.last else { return (.other, .idle, nil) }
    let place = memory.places[index]
    return approach(
      index, .open(receptacle: place.name), opening: true, then: .examine(place.name))
  }

  /// The receptacle of a class that costs the fewest steps; the lowest number where several do.
  private func nearest(_ kind: String) -> Int? {
    var best: (index: Int, cost: Int)?
    for index in memory.places.indices.reversed() where memory.places[index].kind == kind {
      let place = memory.places[index]
      let cost =
        (memory.isReachable(index) ? 0 : 2) + place.failures * 4
        + (place.isSeen && !place.isClosed ? 0 : 1)
      if best.map({ cost < $0.cost }) ?? true { best = (index, cost) }
    }
    return best?.index
  }
}
