import MetaReasoning

/// One step as the page tells it: what was written, what came of it and what it earned.
struct StoryStep: Encodable {
  /// What became of an answer.
  enum Fate: String, Encodable {
    case done, refused, malformed
  }

  /// The tag it announced; nil where it was malformed or has no tags.
  var tag: String?
  var thought: String?
  var action: String?
  /// The answer as it was written, where it could not be read.
  var raw: String?
  var reply: String
  var fate: Fate
  /// The earlier step, from 1, that gave the same action to the same effect in the same world.
  var repeats: Int?
  /// What the room, the hand and the goal look like afterwards.
  var place: String?
  var holding: String?
  /// Receptacles whose contents changed or were learned; null for one found closed.
  var room: [String: [String]?]
  /// Which of the goal's conditions hold.
  var goals: [Bool]
  /// r_t, the group it is normalised in, and why it is what it is.
  var reward: Double
  var group: String
  var because: String
  /// What training computed; nil outside recorded groups.
  var advantage: StepAdvantage?

  /// The place of `because` in the page's list of reasons.
  var reason = 0
  /// The advantage where the page cannot compute it again, as the method has a formula of its own.
  var recorded: StepAdvantage?

  private enum CodingKeys: CodingKey {
    case tag, thought, action, raw, reply, fate, repeats, place, holding, room, goals, reward, group
    case reason, recorded
  }
}
