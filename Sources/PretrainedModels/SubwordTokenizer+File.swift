import Foundation
import LanguageModel

extension SubwordTokenizer {
  static let format = "subwords-and-numbered-things"
  private static let version = 1

  private struct File: Codable {
    var format: String
    var version: Int
    var beginning: Int32
    var kept: [Int32]
    var marks: [String]
    var classes: [String]
    var numbers: Int
    var encoding: TokenizerParts
  }

  /// The bytes of `tokenizer.json`: the cut vocabulary, and the whole encoding it was cut from.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(
      File(
        format: Self.format, version: Self.version, beginning: kept[Int(startID)], kept: kept,
        marks: marks, classes: classes, numbers: numbers, encoding: base.parts))
  }

  /// Reads what ``encoded()`` wrote.
  ///
  /// - Throws: `TokenizerError` where the file is missing, malformed or of another version;
  ///   `PretrainedModelError` where its encoding is incomplete.
  public init(contentsOf url: URL) throws {
    let fix = "take the folder as `rlvmr model get` or a training run wrote it"
    guard let data = try? Data(contentsOf: url) else {
      throw TokenizerError(
        description: "\(url.path): cannot be read; a model folder needs its tokenizer.json")
    }
    guard let file = try? JSONDecoder().decode(File.self, from: data), file.format == Self.format
    else { throw TokenizerError(description: "\(url.path): not a tokenizer of subwords; \(fix)") }
    guard file.version == Self.version else {
      throw TokenizerError(
        description: "\(url.path): version \(file.version), but this program reads version "
          + "\(Self.version); \(fix)")
    }
    let encoding = try BytePairTokenizer(file.encoding, path: url.path)
    let isInOrder = zip(file.kept, file.kept.dropFirst()).allSatisfy(<)
    guard isInOrder, file.kept.contains(file.beginning), file.numbers >= 1,
      file.kept.allSatisfy({ $0 >= 0 && $0 < encoding.count }),
      Set(file.marks).count == file.marks.count, Set(file.classes).count == file.classes.count
    else {
      throw TokenizerError(description: "\(url.path): its tokens contradict one another; \(fix)")
    }
    self.init(
      base: encoding, kept: file.kept, beginning: file.beginning, marks: file.marks,
      classes: file.classes, numbers: file.numbers)
  }
}

/// Reads `tokenizer.json`, of words or of subwords.
///
/// - Throws: `TokenizerError` or `PretrainedModelError`, one line that names the file and the fix.
public func readTokenizer(contentsOf url: URL) throws -> any Tokenizer {
  // The kind stands in the file; a large one is not parsed twice to see it.
  guard let data = try? Data(contentsOf: url, options: .mappedIfSafe),
    data.range(of: Data("\"\(SubwordTokenizer.format)\"".utf8)) != nil
  else { return try WordTokenizer(contentsOf: url) }
  return try SubwordTokenizer(contentsOf: url)
}

extension Model {
  /// Reads a model folder of an agent, whichever kind of tokenizer it has.
  ///
  /// - Throws: Errors of its files, one line that names the file and the fix.
  public init(agentAt folder: URL) throws {
    try self.init(contentsOf: folder, tokenizer: readTokenizer)
  }
}
