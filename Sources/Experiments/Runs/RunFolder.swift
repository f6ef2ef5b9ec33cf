import Agent
import Digests
import Foundation

/// Everything one run leaves behind: `config.json`, `environment.json`, `metrics.jsonl`,
/// `episodes.jsonl`, `timing.jsonl`, the last two `state-N/` and a `lock` while it runs, `model/` and the
/// seal `done.json` at its end, and a transcript and a seal for each evaluation.
///
/// All but `environment.json` and `timing.jsonl` are the same bytes for the same key, interrupted or
/// not.
public struct RunFolder: Sendable {
  /// Where the run's files stand; made on opening.
  public let url: URL
  /// The archive that was unpacked here for a while; nil where the folder itself is what people have.
  private let archive: URL?

  /// Opens or creates a run folder.
  ///
  /// - Throws: `RunError` where it cannot be created or written to.
  public init(at url: URL) throws { try self.init(at: url, of: nil) }

  /// Opens or creates a run folder.
  ///
  /// - Parameter archive: What errors name in place of the folder; nil for the folder.
  /// - Throws: `RunError` where it cannot be created or written to.
  init(at url: URL, of archive: URL?) throws {
    self.url = url
    self.archive = archive
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw RunError("\(url.path): cannot be created; choose a folder you may write to")
    }
    guard FileManager.default.isWritableFile(atPath: url.path) else {
      throw RunError("\(url.path): not writable; choose a folder you may write to")
    }
  }

  /// What is wrong with a file of the run: on one line that names it where people have it, and the fix.
  func error(_ name: String, _ what: String, fix: String) -> RunError {
    guard let archive else { return RunError("\(file(name).path): \(what); \(fix)") }
    return RunError(
      "\(archive.path): in it \(self.name)/\(name): \(what); record the runs anew with `rlvmr record`"
    )
  }

  /// The folder's own name.
  public var name: String { url.lastPathComponent }

  /// A file's bytes.
  ///
  /// - Throws: `RunError` where it cannot be read.
  func data(of name: String) throws -> Data {
    guard let data = try? Data(contentsOf: file(name)) else {
      throw error(name, "cannot be read", fix: "check permissions")
    }
    return data
  }

  /// Where a file of the run stands.
  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Whether the run has finished: only then may its results be used.
  public var isFinished: Bool {
    FileManager.default.fileExists(atPath: file(RunSeal.name).path)
  }

  /// Writes a value as readable JSON, in one step that a power cut does not take back.
  ///
  /// - Throws: `RunError` where the file cannot be written or the value holds no finite number.
  public func write(_ value: some Encodable, to name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let data = try finite(name) { try encoder.encode(value) }
    try Durability.write(data + Data("\n".utf8), to: file(name))
  }

  /// Names the number that JSON has no word for: a loss that became NaN stops a run at its step, before
  /// anything of the step is written.
  private func finite<Result>(_ name: String, _ encode: () throws -> Result) throws -> Result {
    do {
      return try encode()
    } catch EncodingError.invalidValue(let value, let context) {
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw RunError(
        "\(file(name).path): \(key) became \(value); lower the learning rate and remove the run folder"
      )
    }
  }

  /// Reads a JSON value.
  ///
  /// - Parameter fix: What people can do where it cannot be read.
  /// - Throws: `RunError` where the file is missing or malformed.
  public func read<Value: Decodable>(
    _ type: Value.Type, from name: String, fix: String = "remove the run folder to train it anew"
  ) throws -> Value {
    guard let data = try? Data(contentsOf: file(name)) else {
      throw error(name, "cannot be read", fix: fix)
    }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw self.error(name, "corrupt", fix: fix)
    }
  }

  /// Writes values as JSON lines, in one step that a power cut does not take back.
  ///
  /// - Throws: `RunError` where the file cannot be written or a value holds no finite number.
  public func write(lines values: [some Encodable], to name: String) throws {
    try Durability.write(finite(name) { try jsonLines(values) }, to: file(name))
  }

  private func jsonLines(_ values: [some Encodable]) throws -> Data {
    try values.reduce(into: Data()) {
      $0 += try canonicalJSON($1)
      $0 += Data("\n".utf8)
    }
  }

  /// Appends values as JSON lines.
  ///
  /// - Throws: `RunError` where the file cannot be written or a value holds no finite number.
  public func append(_ values: [some Encodable], to name: String) throws {
    guard !values.isEmpty else { return }
    let lines = try finite(name) { try jsonLines(values) }
    do {
      if !FileManager.default.fileExists(atPath: file(name).path) {
        try Data().write(to: file(name))
      }
      let handle = try FileHandle(forWritingTo: file(name))
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: lines)
    } catch {
      throw RunError("\(file(name).path): cannot be written; check space and permissions")
    }
  }

  /// Reads every JSON line of a file; an absent file has none.
  ///
  /// - Throws: `RunError` where the file cannot be read or a line is malformed.
  public func lines<Value: Decodable>(_ type: Value.Type, of name: String) throws -> [Value] {
    guard FileManager.default.fileExists(atPath: file(name).path) else { return [] }
    let data = try data(of: name)
    let decoder = JSONDecoder()
    // As an array: going through the bytes of a `Data` takes longer than decoding them.
    return try Array(data).split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
      do {
        return try decoder.decode(type, from: Data(line))
      } catch {
        throw self.error(
          name, "line \(index + 1) is corrupt", fix: "remove the run folder to train it anew")
      }
    }
  }

  /// SHA-256 of a file; that of no bytes where it is absent.
  public func digest(of name: String) -> String {
    Digest.sha256(of: (try? Data(contentsOf: file(name), options: .mappedIfSafe)) ?? Data())
  }

  /// SHA-256 of the first bytes of a file, of which there are no fewer.
  func digest(of name: String, bytes: Int) -> String {
    let data = (try? Data(contentsOf: file(name), options: .mappedIfSafe)) ?? Data()
    return Digest.sha256(of: data.prefix(bytes))
  }

  /// Cuts a JSON-lines file back to a number of bytes, so that a resumed run does not repeat the
  /// lines written after its last saved state.
  ///
  /// - Throws: `RunError` where the file is shorter than that, or cannot be written.
  public func truncate(_ name: String, toBytes bytes: Int) throws {
    guard size(of: name) >= bytes else {
      throw RunError(
        "\(file(name).path): shorter than the saved state says; remove the run folder to train "
          + "it anew")
    }
    guard FileManager.default.fileExists(atPath: file(name).path) else { return }
    do {
      let handle = try FileHandle(forWritingTo: file(name))
      defer { try? handle.close() }
      try handle.truncate(atOffset: UInt64(bytes))
    } catch {
      throw RunError("\(file(name).path): cannot be written; check space and permissions")
    }
  }

  /// Size of a file in bytes; 0 where it is absent.
  public func size(of name: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file(name).path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
