/// The part of a game that commands change: one buffer of words, so that a copy is one reference.
struct WorldState: Sendable {
  /// Where in the buffer each of its sets begins.
  ///
  /// Open receptacles | contents of each receptacle | `notIn` of each receptacle | objects at each
  /// standing point | one object set per condition. The first two and the last are what the
  /// fingerprint covers.
  struct Layout: Sendable {
    /// Words of a set of objects.
    let wordCount: Int
    let locationCount: Int
    let contents: Int
    let notIn: Int
    let present: Int
    let conditions: Int
    var total: Int { conditions + 5 * wordCount }

    init(scene: Scene) {
      wordCount = max(1, (scene.objects.count + 63) / 64)
      let placed = scene.receptacles.map(\.location) + scene.objects.flatMap(\.locations)
      locationCount = max(scene.locationCount, placed.reduce(scene.startLocation, max) + 1)
      contents = (scene.receptacles.count + 63) / 64
      notIn = contents + scene.receptacles.count * wordCount
      present = notIn + scene.receptacles.count * wordCount
      conditions = present + locationCount * wordCount
    }
  }

  var location: Int
  /// Index of the object in hand, -1 for none: the hand holds one object at most.
  var held = -1
  private var words: [UInt64]
  private let layout: Layout

  /// The state of a reset. What cannot be opened never counts as open, whatever the scene says.
  init(scene: Scene, layout: Layout) {
    location = scene.startLocation
    self.layout = layout
    words = [UInt64](repeating: 0, count: layout.total)
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
    bit(layout.contents + receptacle * layout.wordCount, object)
  }
  mutating func setContains(_ receptacle: Int, _ object: Int, _ value: Bool) {
    setBit(layout.contents + receptacle * layout.wordCount, object, value)
  }

  /// TextWorld keeps a negative fact once an effect deletes a positive one.
  func isNotIn(_ receptacle: Int, _ object: Int) -> Bool {
    bit(layout.notIn + receptacle * layout.wordCount, object)
  }
  mutating func setNotIn(_ receptacle: Int, _ object: Int, _ value: Bool) {
    setBit(layout.notIn + receptacle * layout.wordCount, object, value)
  }

  func isPresent(_ object: Int, at place: Int) -> Bool {
    bit(layout.present + place * layout.wordCount, object)
  }
  mutating func setPresent(_ object: Int, at place: Int, _ value: Bool) {
    setBit(layout.present + place * layout.wordCount, object, value)
  }

  func has(_ object: Int, _ condition: Scene.Conditions) -> Bool {
    bit(layout.conditions + condition.rawValue.trailingZeroBitCount * layout.wordCount, object)
  }
  mutating func set(_ object: Int, _ condition: Scene.Conditions, _ value: Bool) {
    let start = layout.conditions + condition.rawValue.trailingZeroBitCount * layout.wordCount
    setBit(start, object, value)
  }

  /// The objects in a receptacle, ascending by id.
  func objects(in receptacle: Int) -> Objects {
    Objects(words, from: layout.contents + receptacle * layout.wordCount, layout.wordCount)
  }

  /// The objects that lie at a standing point, ascending by id.
  func objects(at place: Int) -> Objects {
    Objects(words, from: layout.present + place * layout.wordCount, layout.wordCount)
  }

  /// The members of one of the sets of objects, in ascending order; a copy of the words, so that
  /// the state may change meanwhile.
  struct Objects: Sequence, IteratorProtocol {
    private let words: [UInt64]
    private var word: Int
    private let end: Int
    /// Index of the object that the lowest bit of the current word stands for.
    private var base = 0
    private var bits: UInt64

    fileprivate init(_ words: [UInt64], from start: Int, _ count: Int) {
      self.words = words
      word = start
      end = start + count
      bits = words[start]
    }

    mutating func next() -> Int? {
      while bits == 0 {
        word += 1
        guard word < end else { return nil }
        base += 64
        bits = words[word]
      }
      defer { bits &= bits - 1 }
      return base + bits.trailingZeroBitCount
    }
  }

  /// Mixes opened, contents, conditions and the held object with SplitMix64's finalizer; leaves out
  /// the agent's location and the two sets that only word `look`.
  var fingerprint: UInt64 {
    var hash = mixed(UInt64(bitPattern: Int64(held)) ^ 0x9E37_79B9_7F4A_7C15)
    for index in 0..<layout.notIn { hash = mixed(hash ^ words[index]) }
    for index in layout.conditions..<words.count { hash = mixed(hash ^ words[index]) }
    return hash
  }
}

private func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
