/// What has been done to an object before it is delivered.
public enum Preparation: String, Sendable, Hashable, Codable, CaseIterable {
  /// Washed at a sink basin; a bathtub does not count.
  case clean
  /// Heated with a microwave; a stove does not count.
  case heat
  /// Cooled with a fridge, which undoes heat.
  case cool
}

/// A condition on the world that wins a game.
///
/// The first three cases are the six task types of ALFWorld (ALFRED's `goal_library`); the others
/// state the simpler instructions of which the base model's pretraining corpus consists.
public indirect enum Goal: Sendable, Hashable {
  /// Some object of the class, prepared if asked, is in some receptacle of the class
  /// (`pick_and_place_simple`, `pick_clean_…`, `pick_heat_…`, `pick_cool_then_place_in_recep`).
  case placed(object: String, receptacle: String, preparation: Preparation?)
  /// Two different objects of the class are in the same receptacle of the class
  /// (`pick_two_obj_and_place`).
  case placedTwo(object: String, receptacle: String)
  /// An object of the class is held where a switched-on lamp of the class stands
  /// (`look_at_obj_in_light`).
  case examinedInLight(object: String, lamp: String)

  /// An object of the class is held, prepared if asked.
  case holding(object: String, preparation: Preparation?)
  /// At least `count` different objects of the class have been prepared.
  case prepared(object: String, preparation: Preparation, count: Int)
  /// An object of the class can be seen from where the agent stands.
  case inSight(object: String)
  /// The agent stands at a receptacle of the class.
  case at(receptacle: String)
  /// At least `count` receptacles of the class are open; all of them where `count` is nil.
  case opened(receptacle: String, count: Int?)
  /// A lamp of the class is switched on.
  case lit(lamp: String)
  /// The goals are satisfied one after the other, each at some step no earlier than the one before.
  case sequence([Goal])
}
