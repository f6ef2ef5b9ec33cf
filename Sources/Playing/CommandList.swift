/// The commands that can be chosen from, by numbers from 1: in the order in which people count, "cabinet 2"
/// before "cabinet 10".
struct CommandList {
  private let commands: [String]
  /// As wide as a usual terminal.
  private static let width = 100

  init(_ commands: [String]) {
    self.commands = commands.sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1), by: <) }
  }

  var count: Int { commands.count }

  /// The command of a number; nil where there is none.
  subscript(number: Int) -> String? {
    commands.indices.contains(number - 1) ? commands[number - 1] : nil
  }

  /// Those that begin so with their numbers, in columns that are read from top to bottom; empty for none.
  func text(beginningWith beginning: String) -> String {
    let cells = commands.enumerated().filter { $1.hasPrefix(beginning) }
      .map { "\($0 + 1). \($1)" }
    let widest = (cells.map(\.count).max() ?? 0) + 2
    let columns = max(1, Self.width / widest)
    let rows = (cells.count + columns - 1) / columns
    return (0..<rows).map { row in
      let line = stride(from: row, to: cells.count, by: rows).map { cells[$0] }
      let padded = line.dropLast().map { $0 + String(repeating: " ", count: widest - $0.count) }
      return padded.joined() + (line.last ?? "")
    }.joined(separator: "\n")
  }

  /// The words of a command: those that are numbers compare as such, and stand before all others.
  private static func key(_ command: String) -> [Word] {
    command.split(separator: " ").map { word in Int(word).map(Word.number) ?? .text(String(word)) }
  }

  private enum Word: Comparable {
    case number(Int)
    case text(String)
  }
}
