import Foundation
import PretrainedModels
import Testing

/// What Fixtures/make_goldens.py wrote, and its rules for strings.
enum Fixture {
  static func url(_ name: String) throws -> URL {
    try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
      .appendingPathComponent(name)
  }

  static func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: data(name))
  }

  static func hashes(_ name: String) throws -> [UInt32] {
    let data = try data(name)
    return data.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
      }
    }
  }

  static func fnv(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
  }

  static func fnv(ids: [Int32]) -> UInt32 {
    fnv(ids.flatMap { id in (0..<4).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) } })
  }

  /// A new folder in the system's folder for such.
  static func folder() throws -> URL {
    let folder = root.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Goes when the tests end.
  private static let root: URL = {
    atexit { try? FileManager.default.removeItem(at: root) }
    return FileManager.default.temporaryDirectory.appendingPathComponent(
      "pretrained-models-tests-\(ProcessInfo.processInfo.processIdentifier)")
  }()

  /// A copy of the small Llama's folder that a test may change.
  static func copyOfTiny() throws -> URL {
    let target = try folder().appendingPathComponent("tiny")
    try FileManager.default.copyItem(at: url("tiny"), to: target)
    return target
  }

  /// Changes a JSON file's top-level object.
  static func edit(_ file: URL, _ change: (inout [String: Any]) -> Void) throws {
    var object = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    change(&object)
    try JSONSerialization.data(withJSONObject: object).write(to: file)
  }
}

/// The random strings and ids of make_goldens.py.
struct GoldenStrings {
  private struct File: Decodable {
    let fragments: [String]
    let white: [UInt32]
  }

  private let file: File

  init() throws { file = try Fixture.json("fragments.json", as: File.self) }

  private struct Random {
    var state: UInt64

    mutating func below(_ n: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(n))
    }
  }

  func string(_ index: Int) -> String {
    var random = Random(state: UInt64(index))
    var text = String.UnicodeScalarView()
    for _ in 0..<1 + random.below(14) {
      switch random.below(10) {
      case ..<7:
        text.append(contentsOf: file.fragments[random.below(file.fragments.count)].unicodeScalars)
      case 7:
        text.append(Unicode.Scalar(UInt32(random.below(0x110000))) ?? "\u{FFFD}")
      case 8:
        text.append(Unicode.Scalar(UInt32(random.below(0x250))) ?? "\u{FFFD}")
      default:
        let white = Unicode.Scalar(file.white[random.below(file.white.count)]) ?? "\u{FFFD}"
        text.append(contentsOf: repeatElement(white, count: 1 + random.below(4)))
      }
    }
    return String(text)
  }

  static func ids(_ index: Int, vocabulary: Int) -> [Int32] {
    var random = Random(state: UInt64(1_000_000 + index))
    return (0..<1 + random.below(12)).map { _ in Int32(random.below(vocabulary)) }
  }
}

/// The published model, where this machine has it.
enum SmolLM2 {
  static let file: URL? = {
    if let path = ProcessInfo.processInfo.environment["RLVMR_SMOLLM2"] {
      return URL(fileURLWithPath: path)
    }
    return try? ModelCache.standard.present(.smolLM2)
  }()

  static let skipped: Comment =
    "needs SmolLM2: fetch it with `rlvmr model get smollm2` or name its .gguf in RLVMR_SMOLLM2"

  /// Read once for all tests.
  static let model: Result<PretrainedModel, any Error> = Result {
    try PretrainedModel(contentsOf: #require(file))
  }
}

/// The one line of an error.
func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    let text = "\(error)"
    #expect(error is PretrainedModelError || text.contains(": tensor "), "an error of its own")
    #expect(!text.contains { $0.isNewline })
    return text
  }
}
