import Foundation

/// The six task categories of ALFWorld, by their released names.
public enum TaskCategory: String, Sendable, Hashable, Codable, CaseIterable {
  /// Put some X in Y, in whatever state it is (ALFWorld's task type 1).
  case pickAndPlace = "pick_and_place_simple"
  /// Hold X at a switched-on lamp.
  case examineInLight = "look_at_obj_in_light"
  /// Put a clean X in Y.
  case cleanAndPlace = "pick_clean_then_place_in_recep"
  /// Put a hot X in Y.
  case heatAndPlace = "pick_heat_then_place_in_recep"
  /// Put a cool X in Y.
  case coolAndPlace = "pick_cool_then_place_in_recep"
  /// Put two X into the same Y (ALFWorld's task type 6).
  case pickTwo = "pick_two_obj_and_place"
}

/// The two generations of ALFWorld's command language (its data releases 2.1.1 and 2.1.2).
public enum CommandGeneration: String, Sendable, Hashable, Codable, CaseIterable {
  /// `put X in/on Y`; arriving prints "You arrive at loc N."
  case putInOn
  /// `move X to Y`; arriving prints the receptacle's name.
  case moveTo
}

/// One playable game: a room, an instruction and the condition that wins it.
public struct Game: Sendable, Identifiable {
  /// Stable name: the released folder `task/trial`, or the generator's seed and index.
  public var id: String
  /// The task category; nil for the instructions of pretraining.
  public var category: TaskCategory?
  /// The instruction as the game prints it, without "Your task is to: " and the final full stop.
  public var instruction: String
  /// The condition that wins, tested after every command.
  public var goal: Goal { didSet { rules = LazyRulebook() } }
  /// The room at a reset, with all that is in it.
  public var scene: Scene { didSet { rules = LazyRulebook() } }
  /// The command language: told by the grammar in released games, always `moveTo` in generated
  /// ones.
  public var generation: CommandGeneration { didSet { rules = LazyRulebook() } }
  /// Commands that are known to win; empty where none were recorded.
  public var walkthrough: [String]
  /// What `help` prints; nil where the game knows no such command (2.1.1 data).
  public var helpText: String? { didSet { rules = LazyRulebook() } }
  /// What environments of this game share. It follows from the properties that replace it when
  /// they are set, so that a changed copy of a game never plays by the rules of the original.
  private var rules = LazyRulebook()
  var rulebook: Rulebook { rules.value { Rulebook(game: self) } }

  /// A game of the newer command language unless told otherwise. Nothing is checked: category and
  /// goal are the caller's to keep in step with the instruction.
  public init(
    id: String, category: TaskCategory?, instruction: String, goal: Goal, scene: Scene,
    generation: CommandGeneration = .moveTo, walkthrough: [String] = [],
    helpText: String? = nil
  ) {
    self.id = id
    self.category = category
    self.instruction = instruction
    self.goal = goal
    self.scene = scene
    self.generation = generation
    self.walkthrough = walkthrough
    self.helpText = helpText
  }
}
