extension Environment {
  /// Resolves a command if it can be given now, else nil.
  func admissible(_ text: String) -> Command? {
    guard let command = rulebook.parse(text) else { return nil }
    return isPossible(command) ? command : nil
  }

  private func isPossible(_ command: Command) -> Bool {
    let scene = rulebook.game.scene
    switch command {
    case .look, .inventory: return true
    case .help: return rulebook.game.helpText != nil
    case .goTo(let r):
      return scene.receptacles[r].location >= 0 && scene.receptacles[r].location != state.location
    case .examineReceptacle(let r): return isHere(r)
    // The domain's comma after a type makes the operator for objects in sight unusable, so that
    // only a held object can be examined.
    case .examineObject(let o): return state.held == o
    case .open(let r): return isHere(r) && scene.receptacles[r].isOpenable && !state.isOpen(r)
    case .close(let r): return isHere(r) && scene.receptacles[r].isOpenable && state.isOpen(r)
    case .take(let o, let r): return canTake(o, from: r)
    case .move(let o, let r):
      return state.held == o && isReachable(r) && rulebook.accepts(o, in: r)
    case .clean(let o, let r): return canPrepare(o, at: r, .cleanable, "sinkbasin")
    case .heat(let o, let r): return canPrepare(o, at: r, .heatable, "microwave")
    case .cool(let o, let r): return canPrepare(o, at: r, .coolable, "fridge")
    case .use(let o): return canUse(o)
    case .slice(let o, let knife):
      return state.held == knife && isKnife(knife)
        && scene.objects[o].affordances.contains(.sliceable)
        && state.isPresent(o, at: state.location)
    }
  }

  private func isHere(_ receptacle: Int) -> Bool {
    rulebook.game.scene.receptacles[receptacle].location == state.location
  }

  private func isReachable(_ receptacle: Int) -> Bool {
    isHere(receptacle)
      && (!rulebook.game.scene.receptacles[receptacle].isOpenable || state.isOpen(receptacle))
  }

  private func canTake(_ object: Int, from receptacle: Int) -> Bool {
    state.held < 0 && state.contains(receptacle, object) && isReachable(receptacle)
      && rulebook.game.scene.objects[object].affordances.contains(.pickupable)
  }

  private func canPrepare(
    _ object: Int, at receptacle: Int, _ affordance: Scene.Affordances, _ kind: String
  ) -> Bool {
    state.held == object && isHere(receptacle)
      && rulebook.game.scene.receptacles[receptacle].kind == kind
      && rulebook.game.scene.objects[object].affordances.contains(affordance)
  }

  private func canUse(_ object: Int) -> Bool {
    rulebook.game.scene.objects[object].affordances.contains(.toggleable)
      && rulebook.receptacles(at: state.location).contains { state.contains($0, object) }
  }

  private func isKnife(_ object: Int) -> Bool {
    let kind = rulebook.game.scene.objects[object].kind
    return kind == "knife" || kind == "butterknife"
  }
}

extension Environment {
  /// The commands that can be given now, sorted by code point. Built verb by verb in alphabetical
  /// order and by rank of the names within a verb, so that no strings are compared.
  public var admissibleCommands: [String] {
    let scene = rulebook.game.scene
    let here = rulebook.receptacles(at: state.location).sorted {
      rulebook.receptacleRank[$0] < rulebook.receptacleRank[$1]
    }
    var commands: [String] = []
    commands.reserveCapacity(scene.receptacles.count + 24)
    appendPreparations("clean ", .cleanable, "sinkbasin", here, to: &commands)
    for r in here where scene.receptacles[r].isOpenable && state.isOpen(r) {
      commands.append("close " + scene.receptacles[r].name)
    }
    appendPreparations("cool ", .coolable, "fridge", here, to: &commands)
    appendExaminations(here, to: &commands)
    for r in rulebook.receptaclesByRank
    where scene.receptacles[r].location != state.location && scene.receptacles[r].location >= 0 {
      commands.append(rulebook.goToCommands[r])
    }
    appendPreparations("heat ", .heatable, "microwave", here, to: &commands)
    if rulebook.game.helpText != nil { commands.append("help") }
    commands.append("inventory")
    commands.append("look")
    let isMove = rulebook.game.generation == .moveTo
    if isMove { appendPuts(here, to: &commands) }
    for r in here where scene.receptacles[r].isOpenable && !state.isOpen(r) {
      commands.append("open " + scene.receptacles[r].name)
    }
    if !isMove { appendPuts(here, to: &commands) }
    appendSlices(to: &commands)
    appendTakes(here, to: &commands)
    appendUses(here, to: &commands)
    return commands
  }

  private func appendPreparations(
    _ verb: String, _ affordance: Scene.Affordances, _ kind: String, _ here: [Int],
    to commands: inout [String]
  ) {
    guard state.held >= 0 else { return }
    for r in here where canPrepare(state.held, at: r, affordance, kind) {
      commands.append(
        verb + rulebook.game.scene.objects[state.held].name + " with "
          + rulebook.game.scene.receptacles[r].name)
    }
  }

  private func appendExaminations(_ here: [Int], to commands: inout [String]) {
    var names = here.map { "examine " + rulebook.game.scene.receptacles[$0].name }
    if state.held >= 0 {
      names.append("examine " + rulebook.game.scene.objects[state.held].name)
      names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    commands += names
  }

  private func appendPuts(_ here: [Int], to commands: inout [String]) {
    guard state.held >= 0 else { return }
    for r in here where isReachable(r) && rulebook.accepts(state.held, in: r) {
      commands.append(
        rulebook.putVerb + rulebook.game.scene.objects[state.held].name + rulebook.putJoin
          + rulebook.game.scene.receptacles[r].name)
    }
  }

  private func appendSlices(to commands: inout [String]) {
    guard state.held >= 0, isKnife(state.held) else { return }
    var targets: [Int] = []
    state.forEachObject(at: state.location) {
      if rulebook.game.scene.objects[$0].affordances.contains(.sliceable) { targets.append($0) }
    }
    targets.sort { rulebook.objectRank[$0] < rulebook.objectRank[$1] }
    let knife = " with " + rulebook.game.scene.objects[state.held].name
    commands += targets.map { "slice " + rulebook.game.scene.objects[$0].name + knife }
  }

  private func appendTakes(_ here: [Int], to commands: inout [String]) {
    guard state.held < 0 else { return }
    let scene = rulebook.game.scene
    var pairs: [(rank: Int, object: Int, receptacle: Int)] = []
    for (position, r) in here.enumerated() where isReachable(r) {
      state.forEachObject(in: r) {
        if scene.objects[$0].affordances.contains(.pickupable) {
          pairs.append((rulebook.objectRank[$0] * here.count + position, $0, r))
        }
      }
    }
    pairs.sort { $0.rank < $1.rank }
    for pair in pairs {
      commands.append(
        "take " + scene.objects[pair.object].name + " from "
          + scene.receptacles[pair.receptacle].name)
    }
  }

  private func appendUses(_ here: [Int], to commands: inout [String]) {
    var lamps: [Int] = []
    for r in here {
      state.forEachObject(in: r) {
        if rulebook.game.scene.objects[$0].affordances.contains(.toggleable), !lamps.contains($0) {
          lamps.append($0)
        }
      }
    }
    lamps.sort { rulebook.objectRank[$0] < rulebook.objectRank[$1] }
    commands += lamps.map { "use " + rulebook.game.scene.objects[$0].name }
  }
}
