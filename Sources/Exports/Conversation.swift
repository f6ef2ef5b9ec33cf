import Agent
import Experiments
import Foundation

/// An episode as a conversation: what TRL's SFT trainer and other programs read as "messages".
///
/// The world speaks as the user, the agent as the assistant, marks included. The reply that ends an episode is left
/// out, as nobody answers it.
public struct Conversation: Sendable, Hashable, Codable {
  /// One text and who says it.
  public struct Message: Sendable, Hashable, Codable {
    /// "user" or "assistant".
    public var role: String
    /// The text.
    public var content: String
  }

  /// In turns, the world first.
  public var messages: [Message]
  /// The game's id.
  public var game: String
  /// Whether the goal was reached.
  public var won: Bool

  /// The conversation of an episode.
  public init(_ episode: Transcript) {
    game = episode.gameID
    won = episode.won
    messages = [Message(role: "user", content: episode.opening)]
    for (number, step) in episode.steps.enumerated() {
      messages.append(Message(role: "assistant", content: step.output))
      if number + 1 < episode.steps.count {
        messages.append(Message(role: "user", content: step.observation))
      }
    }
  }
}
