/// The unchanging part of one household room: what there is, where it stands at the start and what
/// may be done with it.
///
/// Classes (`kind`) are the lower-case ALFRED class names ("countertop", "soapbar"). Receptacles
/// and objects are ordered by mangled ALFRED id, ascending: the order of every list the engine
/// prints.
public struct Scene: Sendable, Equatable {
  /// A piece of furniture or an appliance that holds objects and can be walked to.
  public struct Receptacle: Sendable, Equatable {
    /// Display name, class and number: "cabinet 3".
    public var name: String
    /// Lower-case class: "cabinet".
    public var kind: String
    /// Index of the standing point from which it is reached; receptacles may share one. -1 for
    /// none: then no command reaches it.
    public var location: Int
    /// Whether it can be opened and closed (it starts closed unless `isInitiallyOpen`).
    public var isOpenable: Bool
    /// Whether it is open at the start; without effect on what cannot be opened.
    public var isInitiallyOpen: Bool
    /// Object classes that may be put into it (`canContain`).
    public var accepts: Set<String>

    /// Unless told otherwise a surface: it cannot be opened, and no class may be put into it.
    public init(
      name: String, kind: String, location: Int, isOpenable: Bool = false,
      isInitiallyOpen: Bool = false, accepts: Set<String> = []
    ) {
      self.name = name
      self.kind = kind
      self.location = location
      self.isOpenable = isOpenable
      self.isInitiallyOpen = isInitiallyOpen
      self.accepts = accepts
    }
  }

  /// A thing that commands act on: carried, switched on, or only seen. Its `receptacles` hold it at
  /// the start.
  public struct Object: Sendable, Equatable {
    /// Display name, class and number: "soapbar 2".
    public var name: String
    /// Lower-case class: "soapbar".
    public var kind: String
    /// Indices into `Scene.receptacles` that hold it at the start: usually one, sometimes two
    /// (a mug both on a countertop and in the coffee machine) or none (unreachable).
    public var receptacles: [Int]
    /// Standing points at which it lies at the start (`objectAtLocation`).
    public var locations: [Int]
    /// What commands may do with it: a fact for each object in released games, one set for each
    /// class in generated ones.
    public var affordances: Affordances
    /// Indices of objects inside it, if it is itself a receptacle (`inReceptacleObject`).
    public var contents: [Int]
    /// What already has been done to it at the start (released games hold cool objects).
    public var initialConditions: Conditions

    /// Unless told otherwise it can be picked up, lies nowhere and has had nothing done to it.
    public init(
      name: String, kind: String, receptacles: [Int] = [], locations: [Int] = [],
      affordances: Affordances = .pickupable, contents: [Int] = [],
      initialConditions: Conditions = []
    ) {
      self.name = name
      self.kind = kind
      self.receptacles = receptacles
      self.locations = locations
      self.affordances = affordances
      self.contents = contents
      self.initialConditions = initialConditions
    }
  }

  /// Static abilities of an object, as the problem file lists them.
  public struct Affordances: OptionSet, Sendable, Hashable {
    /// One bit for each ability: how game files and the table of statistics store the set.
    public let rawValue: Int
    /// Bits of no ability are kept, but no command asks for them.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Can be taken and carried, one thing at a time.
    public static let pickupable = Affordances(rawValue: 1)
    /// It can be cleaned at a sink basin.
    public static let cleanable = Affordances(rawValue: 2)
    /// It can be heated with a microwave.
    public static let heatable = Affordances(rawValue: 4)
    /// It can be cooled with a fridge.
    public static let coolable = Affordances(rawValue: 8)
    /// It can be switched on ("use").
    public static let toggleable = Affordances(rawValue: 16)
    /// It can be sliced with a knife.
    public static let sliceable = Affordances(rawValue: 32)
    /// It is itself a container, such as a bowl.
    public static let container = Affordances(rawValue: 64)
  }

  /// What has been done to an object.
  public struct Conditions: OptionSet, Sendable, Hashable {
    /// One bit for each condition: how game files store the set, and the order of the sets of
    /// objects in a state.
    public let rawValue: Int
    /// Bits of no condition are kept here, but dropped when a game starts.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Washed at a sink basin; nothing makes it dirty again.
    public static let clean = Conditions(rawValue: 1)
    /// Heated with a microwave; cooling undoes it.
    public static let hot = Conditions(rawValue: 2)
    /// Cooled with a fridge, or found so at the start; heating undoes it.
    public static let cool = Conditions(rawValue: 4)
    /// Sliced with a knife or butter knife in hand; nothing undoes it.
    public static let sliced = Conditions(rawValue: 8)
    /// Switched on; no command switches it off again.
    public static let toggled = Conditions(rawValue: 16)
  }

  /// In ascending order of id, as they are printed; numbers within a class descend, so that "shelf
  /// 3" may stand before "shelf 2".
  public var receptacles: [Receptacle]
  /// In ascending order of id, as they are printed; numbers within a class descend.
  public var objects: [Object]
  /// Index of the standing point at which the agent starts.
  public var startLocation: Int
  /// Number of standing points; point `i` is printed as "loc `locationCount - i`" by 2.1.1 games.
  public var locationCount: Int

  /// Creates a scene from its parts; `locationCount` defaults to the points that are named by any
  /// part.
  public init(
    receptacles: [Receptacle], objects: [Object], startLocation: Int, locationCount: Int? = nil
  ) {
    self.receptacles = receptacles
    self.objects = objects
    self.startLocation = startLocation
    let named = receptacles.map(\.location) + objects.flatMap(\.locations) + [startLocation]
    self.locationCount = locationCount ?? (named.reduce(-1, max) + 1)
  }
}
