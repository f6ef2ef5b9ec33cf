/// The unchanging part of one household room: what there is, where it stands at the start and what
/// may be done with it.
///
/// Classes (`kind`) are the lower-case ALFRED class names ("countertop", "soapbar"). Receptacles and
/// objects are ordered by mangled ALFRED id, ascending: the order of every list the engine prints.
public struct Scene: Sendable, Equatable {
  /// A piece of furniture or an appliance that holds objects and can be walked to.
  public struct Receptacle: Sendable, Equatable {
    /// Display name, class and number: "cabinet 3".
    public var name: String
    /// Lower-case class: "cabinet".
    public var kind: String
    /// Index of the standing point from which it is reached; receptacles may share one.
    public var location: Int
    /// Whether it can be opened and closed (it starts closed unless `isInitiallyOpen`).
    public var isOpenable: Bool
    /// Whether it is open at the start.
    public var isInitiallyOpen: Bool
    /// Object classes that may be put into it (`canContain`).
    public var accepts: Set<String>

    /// Creates a receptacle from its parts.
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

  /// A thing inside or on receptacles.
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
    /// What may be done with it.
    public var affordances: Affordances
    /// Indices of objects inside it, if it is itself a receptacle (`inReceptacleObject`).
    public var contents: [Int]
    /// What already has been done to it at the start (released games hold cool objects).
    public var initialConditions: Conditions

    /// Creates an object from its parts.
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
    /// The bits.
    public let rawValue: Int
    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// It can be picked up.
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
    /// The bits.
    public let rawValue: Int
    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Washed.
    public static let clean = Conditions(rawValue: 1)
    /// Heated.
    public static let hot = Conditions(rawValue: 2)
    /// Cooled.
    public static let cool = Conditions(rawValue: 4)
    /// Sliced.
    public static let sliced = Conditions(rawValue: 8)
    /// Switched on.
    public static let toggled = Conditions(rawValue: 16)
  }

  /// Receptacles, ordered by id.
  public var receptacles: [Receptacle]
  /// Objects, ordered by id.
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
