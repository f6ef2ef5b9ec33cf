extension Rulebook {
  /// Carries out an admissible command and words the reply.
  func perform(_ command: Command, on state: inout WorldState) -> String {
    switch command {
    case .look: return lookText(in: state, isIntroduction: false)
    case .inventory:
      return state.held < 0
        ? "You are not carrying anything."
        : "You are carrying: a " + scene.objects[state.held].name + "."
    case .help: return helpText ?? ""
    case .goTo(let r):
      state.location = scene.receptacles[r].location
      let place =
        generation == .moveTo
        ? scene.receptacles[r].name : "loc " + String(scene.locationCount - state.location)
      return examineText(receptacle: r, in: state, after: "You arrive at ", place)
    case .open(let r):
      state.setOpen(r, true)
      return examineText(
        receptacle: r, in: state, after: "You open the ", scene.receptacles[r].name)
    case .close(let r):
      state.setOpen(r, false)
      return "You close the " + scene.receptacles[r].name + "."
    case .examineReceptacle(let r): return examineText(receptacle: r, in: state)
    case .examineObject(let o): return examineText(object: o, in: state)
    case .take(let o, let r):
      take(o, from: r, &state)
      return "You pick up the " + scene.objects[o].name + " from the " + scene.receptacles[r].name
        + "."
    case .move(let o, let r):
      put(o, into: r, &state)
      return "You \(generation.putVerb)the \(scene.objects[o].name)\(generation.putJoin)the "
        + scene.receptacles[r].name + "."
    case .prepare(let preparation, let o, let r):
      prepare(o, preparation, &state)
      return "You \(preparation.verb)the " + scene.objects[o].name + " using the "
        + scene.receptacles[r].name + "."
    case .use(let o):
      state.set(o, .toggled, true)
      return "You turn on the " + scene.objects[o].name + "."
    case .slice(let o, let knife):
      state.set(o, .sliced, true)
      return "You sliced the " + scene.objects[o].name + " with the " + scene.objects[knife].name
        + "."
    }
  }

  private func take(_ object: Int, from receptacle: Int, _ state: inout WorldState) {
    state.setContains(receptacle, object, false)
    state.setNotIn(receptacle, object, true)
    state.setPresent(object, at: state.location, false)
    state.held = object
  }

  private func put(_ object: Int, into receptacle: Int, _ state: inout WorldState) {
    state.setContains(receptacle, object, true)
    state.setNotIn(receptacle, object, false)
    state.setPresent(object, at: state.location, true)
    state.held = -1
  }

  /// Heat undoes cold and cold heat; what is clean stays clean.
  private func prepare(_ object: Int, _ preparation: Preparation, _ state: inout WorldState) {
    state.set(object, preparation.condition, true)
    switch preparation {
    case .clean: break
    case .heat: state.set(object, .cool, false)
    case .cool: state.set(object, .hot, false)
    }
  }
}
