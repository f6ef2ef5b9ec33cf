/// A command of the expert and why it was chosen.
public struct Decision: Sendable, Hashable {
  /// The command, as the game's command language words it.
  public var command: String
  /// Why it was chosen and where in the plan, for a teacher to turn into a tagged thought.
  public var intent: Intent

  /// What ``Expert/next(after:executedCommand:)`` answers; public for experts of other making.
  public init(command: String, intent: Intent) {
    self.command = command
    self.intent = intent
  }
}

/// Why the expert gives a command: what a teacher turns into tagged thoughts.
public struct Intent: Sendable, Hashable {
  /// What the command is for. Objects are named ("mug 2") once one is chosen, else by class
  /// ("mug").
  public enum Purpose: Sendable, Hashable {
    /// Going to, opening or looking into a place not seen yet, in search of a class.
    case search(object: String)
    /// On the way to an object whose place is known (going there, opening it).
    case fetch(object: String)
    /// Picking up an object within reach.
    case take(object: String)
    /// Going to the appliance or using it.
    case prepare(Preparation, object: String)
    /// Carrying an object to its destination or putting it there.
    case deliver(object: String, receptacle: String)
    /// Putting an object down: it is in the way, or a second one of its class is to be prepared.
    case putDown(object: String)
    /// Going to a lamp or switching it on.
    case light(lamp: String)
    /// Going to a receptacle because that was asked.
    case goTo(receptacle: String)
    /// Opening a receptacle (or going there to do so) because that was asked.
    case open(receptacle: String)
    /// No command serves the plan as far as the expert knows the room; it looks around instead.
    case idle
  }

  /// Whether a plan is made with this decision.
  public enum Planning: Sendable, Hashable {
    /// The plan goes on, or a search does.
    case none
    /// The first decision of the episode.
    case first
    /// Something undid or upset the plan: an earlier sub-goal is taken up again, or every place has
    /// been searched in vain and the search starts over.
    case remade
  }

  /// What the command is for. One sub-goal goes through several: a class is searched, fetched,
  /// taken.
  public var purpose: Purpose
  /// The receptacle the command concerns, by name; nil where there is none.
  public var place: String?
  /// Index of the sub-goal served, from 0.
  public var subgoalIndex: Int
  /// How many sub-goals the instruction has.
  public var subgoalCount: Int
  /// The sub-goal served: the one at `subgoalIndex` of the expert's `subgoals`.
  public var subgoal: Subgoal
  /// Whether the previous decision served another sub-goal.
  public var isFirstOfSubgoal: Bool
  /// Whether a plan is made or remade here: where a teacher writes `<planning>`.
  public var planning: Planning
  /// How many places have been looked into in the present search; 0 where nothing is searched.
  public var placesTried: Int
  /// Whether the last command was answered with "Nothing happens."
  public var followsFailure: Bool
}
