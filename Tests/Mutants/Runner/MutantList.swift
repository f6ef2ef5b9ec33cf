import Foundation

/// The faults of `Tests/Mutants/mutants.txt`. An entry is
///
///     [id] Sources/Module/File.swift
///     What must hold, in a sentence.
///     - the text that is replaced, which occurs once in the file
///     + the text in its place
///
/// with an empty line behind it. Several "-" or "+" lines are lines that follow one another. "(control)"
/// behind the file marks a change that no test may notice. Lines with "#" in front are for the reader.
package enum MutantList {
  /// The list, relative to the package.
  package static let path = "Tests/Mutants/mutants.txt"

  /// Reads the list of a package.
  ///
  /// - Throws: `Failure` where it cannot be read, or naming the line that is wrong.
  package static func read(package: URL) throws -> [Mutant] {
    guard let text = try? String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
    else { throw Failure("\(path): cannot be read; run from the package's folder") }
    return try parse(text)
  }

  /// Reads entries.
  ///
  /// - Throws: `Failure` naming the line that is wrong.
  package static func parse(_ text: String) throws -> [Mutant] {
    var mutants: [Mutant] = []
    var entry: Entry?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in zip(1..., lines) where !line.hasPrefix("#") {
      func wrong(_ why: String) -> Failure { Failure("\(path):\(number): \(why)") }
      if line.isEmpty {
        if let whole = entry { mutants.append(try whole.mutant(wrong)) }
        entry = nil
      } else if line.hasPrefix("[") {
        guard entry == nil else { throw wrong("an empty line must stand before an entry") }
        guard let head = Entry(head: line) else { throw wrong("write \"[id] path/of/File.swift\"") }
        entry = head
      } else {
        guard entry != nil else { throw wrong("expected \"[id] path/of/File.swift\"") }
        if line == "-" || line.hasPrefix("- ") {
          entry?.find.append(String(line.dropFirst(2)))
        } else if line == "+" || line.hasPrefix("+ ") {
          entry?.replacement.append(String(line.dropFirst(2)))
        } else {
          entry?.rule.append(String(line))
        }
      }
    }
    if let whole = entry {
      mutants.append(try whole.mutant { Failure("\(path): at its end: \($0)") })
    }
    if let twice = Dictionary(grouping: mutants, by: \.id).first(where: { $1.count > 1 }) {
      throw Failure("\(path): there are \(twice.value.count) entries [\(twice.key)]; rename one")
    }
    return mutants
  }

  /// An entry while it is read.
  private struct Entry {
    var id: String
    var file: String
    var isControl: Bool
    var rule: [String] = []
    var find: [String] = []
    var replacement: [String] = []

    init?(head line: Substring) {
      let parts = line.dropFirst().split(separator: "]", maxSplits: 1)
      guard parts.count == 2, let id = parts.first, !id.contains(" ") else { return nil }
      let words = parts[1].split(separator: " ")
      guard let file = words.first, words.count == 1 || words[1...] == ["(control)"] else {
        return nil
      }
      self.id = String(id)
      self.file = String(file)
      isControl = words.count == 2
    }

    func mutant(_ wrong: (String) -> Failure) throws -> Mutant {
      guard !rule.isEmpty else { throw wrong("[\(id)] lacks the sentence that must hold") }
      guard !find.isEmpty, !replacement.isEmpty, find != replacement else {
        throw wrong("[\(id)] needs \"- text\" and \"+ other text\"")
      }
      return Mutant(
        id: id, file: file, rule: rule.joined(separator: " "),
        find: find.joined(separator: "\n"), replacement: replacement.joined(separator: "\n"),
        isControl: isControl)
    }
  }
}
