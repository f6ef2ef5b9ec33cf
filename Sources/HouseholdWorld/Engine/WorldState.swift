/// The part of a game that commands change: one buffer of words, so that a copy is one reference.
///
/// Layout: open receptacles | contents of each receptacle | `notIn` of each receptacle | objects at
/// each standing point | one object set per condition. The first two and the last are what the
/// fingerprint covers.
struct WorldState: Sendable {
  var location: Int
  /// Index of the object in hand, -1 for none: the hand holds one object at most.
  var held = -1
  private var words: [UInt64]
  private let wordCount: Int
  private let contentsStart: Int
  private let notInStart: Int
  private let presentStart: Int
  private let conditionStart: Int

  init(rulebook: Rulebook) {
    let scene = rulebook.game.scene
    location = scene.startLocation
    wordCount = rulebook.wordCount
    contentsStart = (scene.receptacles.count + 63) / 64
    notInStart = contentsStart + scene.receptacles.count * wordCount
    presentStart = notInStart + scene.receptacles.count * wordCount
    conditionStart = presentStart + rulebook.locationCount * wordCount
    words = [UInt64](repeating: 0, count: conditionStart + 5 * wordCount)
    for (r, receptacle) in scene.receptacles.enumerated() {
      setOpen(r, receptacle.isOpenable && receptacle.isInitiallyOpen)
    }
    for (o, object) in scene.objects.enumerated() {
      for r in object.receptacles { setContains(r, o, true) }
      for place in object.locations { setPresent(o, at: place, true) }
      for bit in 0..<5 where object.initialConditions.rawValue >> bit & 1 == 1 {
        set(o, Scene.Conditions(rawValue: 1 << bit), true)
      }
    }
  }

  private func bit(_ start: Int, _ index: Int) -> Bool {
    words[start + (index >> 6)] >> UInt64(index & 63) & 1 == 1
  }

  private mutating func setBit(_ start: Int, _ index: Int, _ value: Bool) {
    let mask: UInt64 = 1 << UInt64(index & 63)
    if value { words[start + (index >> 6)] |= mask } else { words[start + (index >> 6)] &= ~mask }
  }

  func isOpen(_ receptacle: Int) -> Bool { bit(0, receptacle) }
  mutating func setOpen(_ receptacle: Int, _ value: Bool) { setBit(0, receptacle, value) }

  func contains(_ receptacle: Int, _ object: Int) -> Bool {
    bit(contentsStart + receptacle * wordCount, object)
  }
  mutating func setContains(_ receptacle: Int, _ object: Int, _ value: Bool) {
    setBit(contentsStart + receptacle * wordCount, object, value)
  }

  /// TextWorld keeps a negative fact once an effect deletes a positive one.
  func isNotIn(_ receptacle: Int, _ object: Int) -> Bool {
    bit(notInStart + receptacle * wordCount, object)
  }
  mutating func setNotIn(_ receptacle: Int, _ object: Int, _ value: Bool) {
    setBit(notInStart + receptacle * wordCount, object, value)
  }

  func isPresent(_ object: Int, at place: Int) -> Bool {
    bit(presentStart + place * wordCount, object)
  }
  mutating func setPresent(_ object: Int, at place: Int, _ value: Bool) {
    setBit(presentStart + place * wordCount, object, value)
  }

  func has(_ object: Int, _ condition: Scene.Conditions) -> Bool {
    bit(conditionStart + condition.rawValue.trailingZeroBitCount * wordCount, object)
  }
  mutating func set(_ object: Int, _ condition: Scene.Conditions, _ value: Bool) {
    setBit(conditionStart + condition.rawValue.trailingZeroBitCount * wordCount, object, value)
  }

  /// Calls `body` with every object in a receptacle, ascending by id.
  func forEachObject(in receptacle: Int, _ body: (Int) -> Void) {
    forEachBit(contentsStart + receptacle * wordCount, body)
  }

  /// Calls `body` with every object that lies at a standing point, ascending by id.
  func forEachObject(at place: Int, _ body: (Int) -> Void) {
    forEachBit(presentStart + place * wordCount, body)
  }

  private func forEachBit(_ start: Int, _ body: (Int) -> Void) {
    for word in 0..<wordCount {
      var bits = words[start + word]
      while bits != 0 {
        body((word << 6) + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }

  /// Mixes opened, contents, conditions and the held object with SplitMix64's finalizer; leaves out
  /// the agent's location and the two sets that only word `look`.
  var fingerprint: UInt64 {
    var hash = mixed(UInt64(bitPattern: Int64(held)) ^ 0x9E37_79B9_7F4A_7C15)
    for index in 0..<notInStart { hash = mixed(hash ^ words[index]) }
    for index in conditionStart..<words.count { hash = mixed(hash ^ words[index]) }
    return hash
  }
}

private func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
