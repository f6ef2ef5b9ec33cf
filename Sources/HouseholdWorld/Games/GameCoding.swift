extension Scene.Receptacle: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, kind, location, isOpenable, isInitiallyOpen, accepts
  }

  /// Reads a receptacle as ``encode(to:)`` writes it.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      kind: try values.decode(String.self, forKey: .kind),
      location: try values.decode(Int.self, forKey: .location),
      isOpenable: try values.decode(Bool.self, forKey: .isOpenable),
      isInitiallyOpen: try values.decode(Bool.self, forKey: .isInitiallyOpen),
      accepts: Set(try values.decode([String].self, forKey: .accepts)))
  }

  /// Writes a receptacle; the classes it accepts are sorted, so that equal values give equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(kind, forKey: .kind)
    try values.encode(location, forKey: .location)
    try values.encode(isOpenable, forKey: .isOpenable)
    try values.encode(isInitiallyOpen, forKey: .isInitiallyOpen)
    try values.encode(accepts.sorted(), forKey: .accepts)
  }
}

extension Scene.Affordances: Codable {}

extension Scene.Conditions: Codable {}

extension Scene.Object: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, kind, receptacles, locations, affordances, contents, initialConditions
  }

  /// Reads an object as ``encode(to:)`` writes it.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      kind: try values.decode(String.self, forKey: .kind),
      receptacles: try values.decode([Int].self, forKey: .receptacles),
      locations: try values.decode([Int].self, forKey: .locations),
      affordances: try values.decode(Scene.Affordances.self, forKey: .affordances),
      contents: try values.decode([Int].self, forKey: .contents),
      initialConditions: try values.decode(Scene.Conditions.self, forKey: .initialConditions))
  }

  /// Writes every property: its receptacles and contents as indices into the scene's lists, sets of
  /// bits as numbers.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(kind, forKey: .kind)
    try values.encode(receptacles, forKey: .receptacles)
    try values.encode(locations, forKey: .locations)
    try values.encode(affordances, forKey: .affordances)
    try values.encode(contents, forKey: .contents)
    try values.encode(initialConditions, forKey: .initialConditions)
  }
}

extension Scene: Codable {
  private enum CodingKeys: String, CodingKey {
    case receptacles, objects, startLocation, locationCount
  }

  /// Reads a scene as ``encode(to:)`` writes it; an object that refers to a receptacle or object
  /// not there is a decoding error. Standing points are not checked.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      receptacles: try values.decode([Receptacle].self, forKey: .receptacles),
      objects: try values.decode([Object].self, forKey: .objects),
      startLocation: try values.decode(Int.self, forKey: .startLocation),
      locationCount: try values.decodeIfPresent(Int.self, forKey: .locationCount))
    let isValid = objects.allSatisfy { object in
      object.receptacles.allSatisfy(receptacles.indices.contains)
        && object.contents.allSatisfy(objects.indices.contains)
    }
    if !isValid {
      throw DecodingError.dataCorruptedError(
        forKey: .objects, in: values,
        debugDescription: "an object refers to a receptacle or object that is not in the scene")
    }
  }

  /// Writes receptacles and objects in their order, on which all indices rely.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(receptacles, forKey: .receptacles)
    try values.encode(objects, forKey: .objects)
    try values.encode(startLocation, forKey: .startLocation)
    try values.encode(locationCount, forKey: .locationCount)
  }
}

extension Game: Codable {
  private enum CodingKeys: String, CodingKey {
    case id, instruction, scene, generation, walkthrough, helpText
  }

  /// Reads a game as ``encode(to:)`` writes it; category and goal follow from the instruction.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let text = try values.decode(String.self, forKey: .instruction)
    guard let instruction = Instruction(parsing: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .instruction, in: values, debugDescription: "no template matches '\(text)'")
    }
    self.init(
      id: try values.decode(String.self, forKey: .id), category: instruction.category,
      instruction: text, goal: instruction.goal,
      scene: try values.decode(Scene.self, forKey: .scene),
      generation: try values.decode(CommandGeneration.self, forKey: .generation),
      walkthrough: try values.decode([String].self, forKey: .walkthrough),
      helpText: try values.decodeIfPresent(String.self, forKey: .helpText))
  }

  /// Writes a game; category and goal are left out, since they follow from the instruction.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(instruction, forKey: .instruction)
    try values.encode(scene, forKey: .scene)
    try values.encode(generation, forKey: .generation)
    try values.encode(walkthrough, forKey: .walkthrough)
    try values.encodeIfPresent(helpText, forKey: .helpText)
  }
}
