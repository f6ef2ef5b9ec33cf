/// The numbered things a command names, in its order: ["apple 1", "fridge 12"] of
/// "take apple 1 from fridge 12". A thing is a class of one word and a number.
public func numberedThings(in command: String) -> [String] {
  let words = command.split(separator: " ")
  return zip(words, words.dropFirst())
    .filter { $1.allSatisfy(\.isNumber) && !$0.allSatisfy(\.isNumber) }
    .map { "\($0) \($1)" }
}

extension Game {
  /// The task a game is a trial of: the first part of a released id `task/trial`; a generated game
  /// is a task of its own. Trials of one task share room and goal, so that their outcomes are not
  /// independent.
  public static func task(ofID id: String) -> String { String(id.prefix { $0 != "/" }) }
}
