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

    /// The plays shown first, side by side: the last of each of the last two methods, or the first and the
    /// last of one.
    private(set) var pair: [Int] = []

    mutating func add(_ play: Play) {
      plays.append(play)
      let last = plays.count - 1
      pair = [plays.lastIndex { $0.title != play.title } ?? 0, last]
    }
  }

  /// One agent at one game: a single evaluated episode, or a group of rollouts.
  struct Play: Encodable {
    /// Names the agent in links.
    var key: String
    var title: String
    var detail: String
    /// What replays a rollout; "{rollout}" stands for its place.
    var command: String
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
