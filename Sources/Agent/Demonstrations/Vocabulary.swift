import HouseholdWorld
import LanguageModel

/// Makes the tokenizer: from the engine's fixed sentences, the household's things and the words of
/// instructions and thoughts. Needs no data, so that every user gets the same vocabulary.
public enum Vocabulary {
  /// The tokenizer of the shipped base model. Beside the words of the first 2000 pretraining
  /// instructions it has the fixed ones below, with which every test task and every thought of the
  /// teacher can be said.
  public static func standard() -> WordTokenizer {
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    return make(texts: (0..<2000).map { generator.pretrainingGame(index: $0).1.text })
  }

  /// A tokenizer whose ids follow the order of its parts: marks, phrases, words and classes,
  /// things, what came later, spare marks. The order must stay, or models that are already trained
  /// lose their words.
  ///
  /// - Parameters:
  ///   - statistics: Which classes there are, and how many of each a room has.
  ///   - texts: Instructions and thoughts whose words must be known.
  public static func make(
    statistics: GameStatistics = .fitted, texts: some Sequence<String>
  ) -> WordTokenizer {
    let things = numberedThings(statistics)
    let classes = Set(things.compactMap { $0.split(separator: " ").first.map(String.init) })
    var words = Set<String>()
    for text in texts { words.formUnion(WordTokenizer.words(of: text)) }
    words.subtract(ignoredWords)
    // Bare numbers only ever stand behind a class.
    words = words.filter { word in !word.allSatisfy(\.isNumber) }
    return WordTokenizer(
      entries: tagMarks + otherMarks + phrases + singleWords + words.union(classes).sorted()
        + things + laterPhrases + laterWords + spareMarks(spareMarkCount),
      ignoredWords: ignoredWords)
  }

  /// Marks of the paper's four tags, which the base model has at these places. Tags added later get
  /// their marks from the spare ones (`Model.prepared(for:)`), so that this list stays as it is.
  static let tagMarks = [
    "<planning>", "</planning>", "<explore>", "</explore>", "<reflection>", "</reflection>",
    "<monitor>", "</monitor>",
  ]

  /// Marks of the grammars without tags, and of actions.
  static let otherMarks = ["<think>", "</think>", "<note>", "</note>", "<action>", "</action>"]

  /// Pairs of marks kept free for tags that do not exist yet.
  static let spareMarkCount = 4

  /// Phrases that came later; behind all others, as ids never change.
  static let laterPhrases = ["You can:"]

  /// Words that no thought uses yet, so that other thoughts can be taught to a base model that is
  /// already there.
  static let laterWords = [
    "not", "yet", "already", "done", "left", "still", "again", "other", "another", "try", "maybe",
    "must", "because", "know", "here", "there", "first", "last",
  ]

  /// Words that carry nothing in the game's sentences.
  static let ignoredWords = ["a", "the", ",", "and"]

  /// The engine's fixed phrases, each one token; longer ones win over their parts.
  static let phrases = [
    "You are in the middle of a room. Looking quickly around you, you see",
    "You are facing", "Next to it, you see", "Your task is to:",
    "Nothing happens.", "You arrive at", "You arrive at loc", "You open", "You close",
    "You pick up",
    "You move", "You put", "You clean", "You heat", "You cool", "You turn on", "You sliced",
    "You are carrying:", "You are not carrying anything.", "is closed.", "is open.",
    "In it, you see", "you see", "nothing.", "There's nothing special about", "This is",
    "This is a normal", "in/on", "go to", "that failed ;",
    "plan :", "hot and clean", "clean and cool",
  ]

  /// Words of commands and observations.
  static let singleWords = [
    "look", "inventory", "help", "examine", "open", "close", "take", "from", "move", "to", "put",
    "clean", "heat", "cool", "with", "use", "slice", "on", "in", "using", "is", "closed", "you",
    "see",
    "nothing", "hot", "cold", "sliced", "normal", "this", ".", ":", ";", "it", "loc", "facing",
    "next",
    "some", "two", "one", "every", "all", "of", "find", "them", "then", "down", "now", "search",
    "at",
    "under",
  ]

  /// Things of the released games that can neither be taken nor be asked for; the generator does
  /// not place them, so that their classes are first learned in fine-tuning. No room has more than
  /// eight of a kind.
  static let decoration = ["houseplant", "mirror", "sink", "television", "window"]

  /// "cabinet 1" … for every class of receptacle and object, with room for a few more than the
  /// largest room seen.
  static func numberedThings(_ statistics: GameStatistics) -> [String] {
    var largest = Dictionary(uniqueKeysWithValues: decoration.map { ($0, 6) })
    for room in statistics.rooms.values {
      for (kind, receptacle) in room.receptacles {
        largest[kind] = max(largest[kind] ?? 0, receptacle.planCounts.count - 1)
      }
      for (kind, object) in room.objects {
        largest[kind] = max(largest[kind] ?? 0, object.gameCounts.count - 1)
      }
    }
    return largest.sorted { $0.key < $1.key }.flatMap { kind, count in
      (1...max(count + 2, 5)).map { "\(kind) \($0)" }
    }
  }
}
