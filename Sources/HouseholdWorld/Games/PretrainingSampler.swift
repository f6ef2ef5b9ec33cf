import Randomness

extension Instruction {
  /// Draws an instruction of the pretraining family that can be carried out in a scene and is not
  /// met at its start; nil where twenty draws found none.
  public static func pretraining(
    in scene: Scene, using random: inout SeededGenerator,
    options: PretrainingOptions = PretrainingOptions()
  ) -> Instruction? {
    let sampler = PretrainingSampler(scene: scene, options: options)
    let families = PretrainingFamily.allCases.filter { !options.excludedFamilies.contains($0) }
    for _ in 0..<20 {
      guard let index = random.index(weights: families.map(\.weight)) else { return nil }
      // Parsing the text again settles which of the wordings was drawn.
      if let drawn = sampler.draw(families[index], &random),
        let instruction = Instruction(parsing: drawn.text),
        instruction.impliedCategories.isDisjoint(with: options.excludedCategories)
      {
        return instruction
      }
    }
    return nil
  }
}

/// What one scene makes possible; each draw is nil where the scene offers nothing for it.
private struct PretrainingSampler {
  let scene: Scene
  let options: PretrainingOptions
  /// Object classes that can be reached and picked up, with their number, sorted by class.
  private let objects: [(kind: String, count: Int, affordances: Scene.Affordances)]
  /// Receptacle classes, sorted.
  private let receptacles: [String]
  /// Lamp classes that can be reached, sorted.
  private let lamps: [String]

  init(scene: Scene, options: PretrainingOptions) {
    self.scene = scene
    self.options = options
    let reachable = scene.objects.filter { !$0.receptacles.isEmpty }
    var counts: [String: Int] = [:]
    var affordances: [String: Scene.Affordances] = [:]
    for object in reachable where object.affordances.contains(.pickupable) {
      counts[object.kind, default: 0] += 1
      affordances[object.kind] = object.affordances
    }
    objects = counts.keys.sorted().map { ($0, counts[$0] ?? 0, affordances[$0] ?? []) }
    receptacles = Set(scene.receptacles.map(\.kind)).sorted()
    lamps = Set(reachable.filter { $0.affordances.contains(.toggleable) }.map(\.kind)).sorted()
  }

  func draw(
    _ family: PretrainingFamily, _ random: inout SeededGenerator
  ) -> Instruction? {
    let phrasing = random.below(12)
    switch family {
    case .find: return object(&random).map { .find(object: $0, phrasing: phrasing) }
    case .goTo:
      return random.element(of: receptacles).map { .goTo(receptacle: $0, phrasing: phrasing) }
    case .take: return object(&random).map { .take(object: $0, phrasing: phrasing) }
    case .fetch: return fetch(&random, phrasing)
    case .open: return open(&random, phrasing)
    case .turnOn: return random.element(of: lamps).map { .turnOn(lamp: $0, phrasing: phrasing) }
    case .carry:
      return delivery(of: nil, &random).map {
        .carry(object: $0.object, receptacle: $0.receptacle, phrasing: phrasing)
      }
    case .prepareAndCarry: return prepareAndCarry(&random, phrasing)
    case .prepare: return prepare(count: 1, &random, phrasing)
    case .prepareTwo: return prepare(count: 2, &random, phrasing)
    case .putThenPut: return putThenPut(&random, phrasing)
    case .holdThenGo: return holdThenGo(&random, phrasing)
    case .holdThenLight:
      guard let object = object(&random), let lamp = random.element(of: lamps) else { return nil }
      return .sequence([
        .take(object: object, phrasing: phrasing), .turnOn(lamp: lamp, phrasing: phrasing),
      ])
    case .lookThenLook: return lookThenLook(&random, phrasing)
    case .carryThenPrepare:
      guard let delivery = delivery(of: nil, &random),
        let second = prepare(count: 1, &random, phrasing),
        case .prepare(_, let object, _, _) = second, object != delivery.object
      else { return nil }
      return .sequence([
        .put(object: delivery.object, receptacle: delivery.receptacle, phrasing: phrasing % 2),
        second,
      ])
    }
  }

  private func object(_ random: inout SeededGenerator) -> String? {
    random.element(of: objects)?.kind
  }

  private func isIn(_ object: String, _ receptacle: String) -> Bool {
    scene.objects.contains { item in
      item.kind == object
        && item.receptacles.contains { scene.receptacles[$0].kind == receptacle }
    }
  }

  /// A class to carry and a receptacle class that accepts it and holds none of it.
  private func delivery(
    of object: String?, _ random: inout SeededGenerator
  ) -> (object: String, receptacle: String)? {
    guard let object = object ?? self.object(&random) else { return nil }
    let targets = receptacles.filter { kind in
      !isIn(object, kind)
        && scene.receptacles.contains { $0.kind == kind && $0.accepts.contains(object) }
    }
    return random.element(of: targets).map { (object, $0) }
  }

  private func fetch(_ random: inout SeededGenerator, _ phrasing: Int) -> Instruction? {
    let items = scene.objects.filter {
      $0.affordances.contains(.pickupable) && !$0.receptacles.isEmpty
    }
    guard let item = random.element(of: items), let place = item.receptacles.first else {
      return nil
    }
    return .fetch(
      object: item.kind, receptacle: scene.receptacles[place].kind, phrasing: phrasing)
  }

  private func open(_ random: inout SeededGenerator, _ phrasing: Int) -> Instruction? {
    let kinds = receptacles.filter { kind in
      scene.receptacles.contains { $0.kind == kind && $0.isOpenable }
    }
    guard let kind = random.element(of: kinds) else { return nil }
    let openable = scene.receptacles.count { $0.kind == kind && $0.isOpenable }
    let all = scene.receptacles.count { $0.kind == kind }
    switch random.below(3) {
    case 0 where all > 1 && all < 9:
      return .open(receptacle: kind, count: nil, phrasing: phrasing)
    case 1 where openable > 1: return .open(receptacle: kind, count: 2, phrasing: phrasing)
    default: return .open(receptacle: kind, count: 1, phrasing: phrasing)
    }
  }

  private func preparation(_ random: inout SeededGenerator) -> (Preparation, Scene.Affordances)? {
    let possible = Preparation.allCases.filter {
      !options.excludedPreparations.contains($0) && receptacles.contains($0.appliance)
    }
    return random.element(of: possible).map { ($0, $0.affordance) }
  }

  private func prepare(
    count: Int, _ random: inout SeededGenerator, _ phrasing: Int
  ) -> Instruction? {
    guard let (preparation, affordance) = preparation(&random) else { return nil }
    let kinds = objects.filter { $0.affordances.contains(affordance) && $0.count >= count }
    return random.element(of: kinds).map {
      .prepare(preparation, object: $0.kind, count: count, phrasing: phrasing)
    }
  }

  private func prepareAndCarry(
    _ random: inout SeededGenerator, _ phrasing: Int
  ) -> Instruction? {
    guard
      case .prepare(let preparation, let object, _, _) = prepare(count: 1, &random, phrasing),
      let delivery = delivery(of: object, &random)
    else { return nil }
    return .prepareAndCarry(
      preparation, object: object, receptacle: delivery.receptacle, phrasing: phrasing)
  }

  private func putThenPut(_ random: inout SeededGenerator, _ phrasing: Int) -> Instruction? {
    guard let first = delivery(of: nil, &random) else { return nil }
    let hasTwin = objects.contains { $0.kind == first.object && $0.count > 1 }
    let wantsTwin = hasTwin && random.below(3) == 0
    guard let second = delivery(of: wantsTwin ? first.object : nil, &random),
      wantsTwin ? second.receptacle != first.receptacle : second.object != first.object
    else { return nil }
    return .sequence([
      .put(object: first.object, receptacle: first.receptacle, phrasing: phrasing % 2),
      .put(object: second.object, receptacle: second.receptacle, phrasing: phrasing % 2),
    ])
  }

  private func holdThenGo(_ random: inout SeededGenerator, _ phrasing: Int) -> Instruction? {
    guard let receptacle = random.element(of: receptacles) else { return nil }
    let first: Instruction?
    if random.below(3) > 0, let prepared = prepare(count: 1, &random, phrasing) {
      first = prepared
    } else {
      first = object(&random).map { .take(object: $0, phrasing: phrasing) }
    }
    return first.map { .sequence([$0, .goTo(receptacle: receptacle, phrasing: phrasing)]) }
  }

  private func lookThenLook(_ random: inout SeededGenerator, _ phrasing: Int) -> Instruction? {
    let openers: [Instruction?] = [
      open(&random, phrasing), object(&random).map { .find(object: $0, phrasing: phrasing) },
      random.element(of: receptacles).map { .goTo(receptacle: $0, phrasing: phrasing) },
    ]
    guard let first = openers[random.below(3)], let object = object(&random) else { return nil }
    if case .find(object, _) = first { return nil }
    let second: Instruction =
      random.below(2) == 0
      ? .find(object: object, phrasing: phrasing) : .take(object: object, phrasing: phrasing)
    return .sequence([first, second])
  }
}
