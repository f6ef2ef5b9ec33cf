extension Rulebook {
  /// Whether a command can be given in a state.
  func isPossible(_ command: Command, in state: WorldState) -> Bool {
    switch command {
    case .look, .inventory: return true
    case .help: return helpText != nil
    case .goTo(let r):
      return scene.receptacles[r].location >= 0 && scene.receptacles[r].location != state.location
    case .examineReceptacle(let r): return isHere(r, in: state)
    // The domain's comma after a type makes the operator for objects in sight unusable, so that
    // only a held object can be examined.
    case .examineObject(let o): return state.held == o
    case .open(let r):
      return isHere(r, in: state) && scene.receptacles[r].isOpenable && !state.isOpen(r)
    case .close(let r):
      return isHere(r, in: state) && scene.receptacles[r].isOpenable && state.isOpen(r)
    case .take(let o, let r):
      return state.held < 0 && state.contains(r, o) && isReachable(r, in: state)
        && scene.objects[o].affordances.contains(.pickupable)
    case .move(let o, let r):
      return state.held == o && isReachable(r, in: state) && accepts(o, in: r)
    case .prepare(let preparation, let o, let r):
      return state.held == o && isHere(r, in: state) && preparations[r] == preparation
        && scene.objects[o].affordances.contains(preparation.affordance)
    case .use(let o): return lamps.contains(o) && canUse(o, in: state)
    case .slice(let o, let knife):
      return state.held == knife && isKnife(knife) && sliceables.contains(o)
        && state.isPresent(o, at: state.location)
    }
  }

  private func isHere(_ receptacle: Int, in state: WorldState) -> Bool {
    scene.receptacles[receptacle].location == state.location
  }

  private func isReachable(_ receptacle: Int, in state: WorldState) -> Bool {
    isHere(receptacle, in: state) && !isClosed(receptacle, in: state)
  }

  private func canUse(_ lamp: Int, in state: WorldState) -> Bool {
    receptacles(at: state.location).contains { state.contains($0, lamp) }
  }

  private func isKnife(_ object: Int) -> Bool {
    let kind = scene.objects[object].kind
    return kind == "knife" || kind == "butterknife"
  }
}

extension Rulebook {
  /// The commands that can be given in a state, sorted by code point. Built verb by verb in
  /// alphabetical order and by rank of the names within a verb, so that no strings are compared.
  func admissibleCommands(in state: WorldState) -> [String] {
    let here = receptaclesByName(at: state.location)
    var commands: [String] = []
    commands.reserveCapacity(goToCommands.count + 24)
    appendPreparations(.clean, here, state, to: &commands)
    for r in here where scene.receptacles[r].isOpenable && state.isOpen(r) {
      commands.append("close " + scene.receptacles[r].name)
    }
    appendPreparations(.cool, here, state, to: &commands)
    appendExaminations(here, state, to: &commands)
    appendMoves(here, to: &commands)
    appendPreparations(.heat, here, state, to: &commands)
    if helpText != nil { commands.append("help") }
    commands.append("inventory")
    commands.append("look")
    if generation == .moveTo { appendPuts(here, state, to: &commands) }
    for r in here where scene.receptacles[r].isOpenable && !state.isOpen(r) {
      commands.append("open " + scene.receptacles[r].name)
    }
    if generation == .putInOn { appendPuts(here, state, to: &commands) }
    appendSlices(state, to: &commands)
    appendTakes(here, state, to: &commands)
    for lamp in lamps where canUse(lamp, in: state) {
      commands.append("use " + scene.objects[lamp].name)
    }
    return commands
  }

  private func appendPreparations(
    _ preparation: Preparation, _ here: [Int], _ state: WorldState, to commands: inout [String]
  ) {
    guard state.held >= 0 else { return }
    for r in here
    where isPossible(.prepare(preparation, object: state.held, receptacle: r), in: state) {
      commands.append(
        sentence(
          preparation.verb, scene.objects[state.held].name, " with ", scene.receptacles[r].name))
    }
  }

  private func appendExaminations(
    _ here: [Int], _ state: WorldState, to commands: inout [String]
  ) {
    let first = commands.count
    for r in here { commands.append(examineCommands[r]) }
    guard state.held >= 0 else { return }
    let command = "examine " + scene.objects[state.held].name
    let place = commands[first...].firstIndex {
      command.utf8.lexicographicallyPrecedes($0.utf8)
    }
    commands.insert(command, at: place ?? commands.count)
  }

  /// Every `go to` but those to the receptacles here: the stretches of the list between them.
  private func appendMoves(_ here: [Int], to commands: inout [String]) {
    var next = 0
    for r in here {
      commands += goToCommands[next..<goToPositions[r]]
      next = goToPositions[r] + 1
    }
    commands += goToCommands[next...]
  }

  private func appendPuts(_ here: [Int], _ state: WorldState, to commands: inout [String]) {
    guard state.held >= 0 else { return }
    for r in here where !isClosed(r, in: state) && accepts(state.held, in: r) {
      commands.append(
        sentence(
          generation.putVerb, scene.objects[state.held].name, generation.putJoin,
          scene.receptacles[r].name))
    }
  }

  private func appendSlices(_ state: WorldState, to commands: inout [String]) {
    guard state.held >= 0, isKnife(state.held) else { return }
    for o in sliceables where state.isPresent(o, at: state.location) {
      commands.append(
        sentence("slice ", scene.objects[o].name, " with ", scene.objects[state.held].name))
    }
  }

  private func appendTakes(_ here: [Int], _ state: WorldState, to commands: inout [String]) {
    guard state.held < 0 else { return }
    // One sortable number for a pair of object and receptacle, in the order of the commands.
    var pairs: [Int] = []
    for (position, r) in here.enumerated() where !isClosed(r, in: state) {
      for o in state.objects(in: r) where scene.objects[o].affordances.contains(.pickupable) {
        pairs.append(objectRanks[o] * here.count + position)
      }
    }
    pairs.sort()
    for pair in pairs {
      let (rank, position) = pair.quotientAndRemainder(dividingBy: here.count)
      commands.append(
        sentence(
          "take ", scene.objects[objectsByRank[rank]].name, " from ",
          scene.receptacles[here[position]].name))
    }
  }
}

/// A verb, a name, a joining word and another name, written into a string of the right size.
private func sentence(
  _ verb: StaticString, _ first: String, _ join: StaticString, _ second: String
) -> String {
  var text = ""
  text.reserveCapacity(
    verb.utf8CodeUnitCount + first.utf8.count + join.utf8CodeUnitCount + second.utf8.count)
  text += verb.description
  text += first
  text += join.description
  text += second
  return text
}
