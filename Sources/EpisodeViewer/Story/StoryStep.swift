import MetaReasoning

/// One step as the page tells it: what was written, what came of it and what it earned.
package struct StoryStep: Encodable {
  /// What became of an answer.
  package enum Fate: String, Encodable {
    case done, refused, malformed
  }

  /// The tag it announced; nil where it was malformed or has no tags.
  package var tag: String?
  package var thought: String?
  package var action: String?
  /// The answer as it was written, where it could not be read.
  package var raw: String?
  package var reply: String
  package var fate: Fate
  /// The earlier step, from 1, that gave the same action to the same effect in the same world.
  package var repeats: Int?
  /// What the room, the hand and the goal look like afterwards.
  package var place: String?
  package var holding: String?
  /// Receptacles whose contents changed or were learned; null for one found closed.
  package var room: [String: [String]?]
  /// Which of the goal's conditions hold.
  package var goals: [Bool]
  /// r_t, the group it is normalised in, and why it is what it is.
  package var reward: Double
  package var group: String
  package var because: String
  /// What training computed; nil outside recorded groups.
  package var advantage: StepAdvantage?

  /// The place of `because` in the page's list of reasons.
  package var reason = 0
  /// The advantage where the page cannot compute it again, as the method has a formula of its own.
  package var recorded: StepAdvantage?

  private enum CodingKeys: CodingKey {
    case tag, thought, action, raw, reply, fate, repeats, place, holding, room, goals, reward, group
    case reason, recorded
  }
}
