extension Environment {
  /// Carries out an admissible command and words the reply.
  mutating func perform(_ command: Command) -> String {
    let scene = rulebook.game.scene
    switch command {
    case .look: return lookText(in: state, isIntroduction: false)
    case .inventory:
      return state.held < 0
        ? "You are not carrying anything."
        : "You are carrying: a " + scene.objects[state.held].name + "."
    case .help: return rulebook.game.helpText ?? ""
    case .goTo(let r):
      state.location = scene.receptacles[r].location
      let place =
        rulebook.game.generation == .moveTo
        ? scene.receptacles[r].name : "loc " + String(scene.locationCount - state.location)
      return "You arrive at " + place + ". " + examineText(receptacle: r)
    case .open(let r):
      state.setOpen(r, true)
      return "You open the " + scene.receptacles[r].name + ". " + examineText(receptacle: r)
    case .close(let r):
      state.setOpen(r, false)
      return "You close the " + scene.receptacles[r].name + "."
    case .examineReceptacle(let r): return examineText(receptacle: r)
    case .examineObject(let o): return examineText(object: o)
    case .take(let o, let r):
      take(o, from: r)
      return "You pick up the " + scene.objects[o].name + " from the " + scene.receptacles[r].name
        + "."
    case .move(let o, let r):
      put(o, into: r)
      return "You " + rulebook.putVerb + "the " + scene.objects[o].name + rulebook.putJoin + "the "
        + scene.receptacles[r].name + "."
    case .clean(let o, let r):
      state.set(o, .clean, true)
      return preparationText("clean", o, r)
    case .heat(let o, let r):
      state.set(o, .hot, true)
      state.set(o, .cool, false)
      return preparationText("heat", o, r)
    case .cool(let o, let r):
      state.set(o, .cool, true)
      state.set(o, .hot, false)
      return preparationText("cool", o, r)
    case .use(let o):
      state.set(o, .toggled, true)
      return "You turn on the " + scene.objects[o].name + "."
    case .slice(let o, let knife):
      state.set(o, .sliced, true)
      return "You sliced the " + scene.objects[o].name + " with the " + scene.objects[knife].name
        + "."
    }
  }

  private mutating func take(_ object: Int, from receptacle: Int) {
    state.setContains(receptacle, object, false)
    state.setNotIn(receptacle, object, true)
    state.setPresent(object, at: state.location, false)
    state.held = object
  }

  private mutating func put(_ object: Int, into receptacle: Int) {
    state.setContains(receptacle, object, true)
    state.setNotIn(receptacle, object, false)
    state.setPresent(object, at: state.location, true)
    state.held = -1
  }

  private func preparationText(_ verb: String, _ object: Int, _ receptacle: Int) -> String {
    let scene = rulebook.game.scene
    return "You " + verb + " the " + scene.objects[object].name + " using the "
      + scene.receptacles[receptacle].name + "."
  }
}
