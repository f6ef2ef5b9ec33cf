import Foundation

/// What a chapter found: the content of its `results.json`.
public struct ChapterResults: Sendable, Hashable, Codable {
  /// Name of the chapter's program, such as "Repetition".
  public var chapter: String
  /// How much was trained and measured, by name.
  public var profile: String
  /// Name of the world the games are of: "generated" or "alfworld".
  public var world: String
  /// Name of the agent; the miniature one where a file does not say.
  public var agent: String
  /// The claims with their verdicts, in the chapter's order.
  public var claims: [ClaimResult]
  /// The runs behind the claims, one row for each split on which a run was evaluated.
  public var runs: [RunResult]
  /// What the chapter answers to the report's question, a paragraph of markdown each; empty for all chapters
  /// but the one that asks it.
  public var answer: [String]
  /// What it asks, which is its title; nil where it answers nothing.
  public var question: String?

  /// The agent is the miniature one unless told otherwise, as in files that name none.
  public init(
    chapter: String, profile: String, world: String, agent: String = Self.defaultAgent,
    claims: [ClaimResult], runs: [RunResult], answer: [String] = [], question: String? = nil
  ) {
    self.chapter = chapter
    self.profile = profile
    self.world = world
    self.agent = agent
    self.claims = claims
    self.runs = runs
    self.answer = answer
    self.question = question
  }

  /// The agent of results that name none.
  public static let defaultAgent = "miniature"

  /// Reads all fields but the agent's name as required.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    chapter = try fields.decode(String.self, forKey: .chapter)
    profile = try fields.decode(String.self, forKey: .profile)
    world = try fields.decode(String.self, forKey: .world)
    agent = try fields.decodeIfPresent(String.self, forKey: .agent) ?? Self.defaultAgent
    claims = try fields.decode([ClaimResult].self, forKey: .claims)
    runs = try fields.decode([RunResult].self, forKey: .runs)
    answer = try fields.decodeIfPresent([String].self, forKey: .answer) ?? []
    question = try fields.decodeIfPresent(String.self, forKey: .question)
  }

  /// Reads a file.
  ///
  /// - Throws: `NotebookError.unreadable`, which names the file and what is wrong in it.
  public init(contentsOf file: URL) throws {
    self = try decodeFile(ChapterResults.self, at: file)
  }

  /// Writes a file in one step, keys sorted: the same results are the same bytes.
  ///
  /// - Throws: `NotebookError.unwritable`.
  public func write(to file: URL) throws {
    try encodeFile(self, to: file)
  }
}

extension Document {
  /// Reads a document a chapter has written.
  ///
  /// - Throws: `NotebookError.unreadable`.
  public init(contentsOf file: URL) throws {
    self = try decodeFile(Document.self, at: file)
  }

  /// Writes the tree itself as JSON, for a report that takes in chapters.
  ///
  /// - Throws: `NotebookError.unwritable`.
  public func writeTree(to file: URL) throws {
    try encodeFile(self, to: file)
  }
}

private func decodeFile<Value: Decodable>(_ type: Value.Type, at file: URL) throws -> Value {
  do {
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  } catch let error as DecodingError {
    throw NotebookError.unreadable(
      path: file.path, why: "\(reason(error)); delete it and run the chapter again")
  } catch {
    throw NotebookError.unreadable(path: file.path, why: error.localizedDescription)
  }
}

private func reason(_ error: DecodingError) -> String {
  func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map(\.stringValue).joined(separator: ".")
  }
  return switch error {
  case .keyNotFound(let key, let context): "no '\(key.stringValue)' in \(place(context))"
  case .typeMismatch(_, let context), .valueNotFound(_, let context):
    "wrong type at \(place(context))"
  case .dataCorrupted(let context): "not valid at '\(place(context))'"
  @unknown default: "not valid"
  }
}

private func encodeFile<Value: Encodable>(_ value: Value, to file: URL) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  let data: Data
  do {
    data = try encoder.encode(value) + Data("\n".utf8)
  } catch {
    throw NotebookError.unwritable(path: file.path, why: "a number is not finite")
  }
  try writeAtomically(data, to: file)
}

/// Writes a file in one step, making its folder.
func writeAtomically(_ data: Data, to file: URL) throws {
  do {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file, options: .atomic)
  } catch {
    throw NotebookError.unwritable(path: file.path, why: error.localizedDescription)
  }
}
