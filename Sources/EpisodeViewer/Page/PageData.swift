import Experiments
import MetaReasoning
import Methods

/// Everything the page knows, as the JSON that is embedded in it.
struct PageData: Encodable {
  /// The command that made the page.
  var command: String
  /// The texts of all tokens; tokens are places in this list.
  var words: [String] = []
  /// Why steps earned what they did; steps hold places in this list.
  var reasons: [String] = []
  var shelves: [Shelf] = []
  var games: [Game] = []
  /// The place of the game that the page begins with.
  var start = 0

  /// Games of one kind.
  struct Shelf: Encodable {
    var key: String
    var title: String
    /// What kind of episodes these are, in a sentence.
    var about: String
  }

  /// One game and all that played it.
  struct Game: Encodable {
    /// Names the game in links.
    var key: String
    var shelf: String
    var title: String
    var id: String
    var receptacles: [String]
    var conditions: [String]
    private(set) var plays: [Play] = []

    /// What is shown first, side by side: of the last of each of the last two methods, or of the first and
    /// the last of one, the first two rollouts that differ most.
    private(set) var pair: [Place] = []
    /// How they differ.
    private(set) var contrast = Contrast.none

    mutating func add(_ play: Play) {
      plays.append(play)
      let last = plays.count - 1
      let other = plays.lastIndex { $0.title != play.title } ?? 0
      let found = Contrast.greatest(between: plays[other], and: play)
      contrast = found.contrast
      pair = [
        Place(play: other, rollout: found.rollouts.0), Place(play: last, rollout: found.rollouts.1),
      ]
    }

    private enum CodingKeys: CodingKey {
      case key, shelf, title, id, receptacles, conditions, plays, pair
    }
  }

  /// Where a rollout stands in a game.
  struct Place: Encodable, Equatable {
    var play: Int
    var rollout: Int
  }

  /// One agent at one game: a single evaluated episode, or a group of rollouts.
  struct Play: Encodable {
    /// Names the agent in links.
    var key: String
    var title: String
    var detail: String
    /// What shows a rollout in a terminal, from the program's name on; "{rollout}" stands for its place.
    var command: String
    /// What that command does first, and how long it takes.
    var note: String
    /// Null for evaluated episodes.
    var group: Group?
    var rollouts: [Rollout]
  }

  /// What a group's advantages and losses are computed from.
  struct Group: Encodable {
    /// α of the method: 1 where the outcome alone counts; null where the method has another formula, whose
    /// numbers are shown as they were recorded.
    var alpha: Double?
    /// r_s, what a won rollout is worth.
    var success: Double
    var rowPenalty: Double
    var clip: Double
    var klWeight: Double
    var klClamp: Double
    var temperature: Double
    var update: PolicyUpdate
  }

  struct Rollout: Encodable {
    var won: Bool
    var steps: [StoryStep]
    var tokens: Tokens?
  }

  struct Tokens: Encodable {
    /// Places in the page's list of words.
    var ids: [Int]
    /// Where each response begins and how many tokens it has, one after the other.
    var spans: [Int]
    var behaviour: [Double]
    var after: [Double]
    var reference: [Double]
  }
}
