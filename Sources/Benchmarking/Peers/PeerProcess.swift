import Agent
import Experiments
import Foundation

/// Why a peer cannot be measured, in one line.
struct PeerFailure: Error, CustomStringConvertible, LocalizedError {
  let description: String
  var errorDescription: String? { description }

  init(_ description: String) { self.description = description }
}

/// Another implementation in a process of its own.
///
/// After its set-up it prints one JSON line with `"ready": true`; for every line it is sent it then
/// runs one round and prints one JSON line with what it did; it ends at the end of its input.
final class PeerProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors: URL
  private var received = Data()
  private let name: String
  /// What the peer says of itself besides being ready: versions of what it runs on.
  private(set) var facts: [String: String] = [:]

  /// Starts a peer and waits until it is ready.
  ///
  /// - Throws: `PeerFailure` of one line where it cannot be started or gives up.
  init(python: String, script: URL, arguments: [String], scratch: URL) throws {
    name = script.lastPathComponent
    errors = scratch.appendingPathComponent("\(name).stderr")
    // A peer that died must give an error here, not end this program.
    signal(SIGPIPE, SIG_IGN)
    guard FileManager.default.fileExists(atPath: script.path) else {
      throw PeerFailure("\(script.path): no such peer; give the folder that holds it with --peers")
    }
    _ = try RunFolder(at: scratch)
    try Data().write(to: errors)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script.path] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    if let allocator = Self.allocator() {
      process.environment = ProcessInfo.processInfo.environment
        .merging(["LD_PRELOAD": allocator]) { _, new in new }
    }
    do {
      try process.run()
    } catch {
      throw PeerFailure(
        "\(name): \(python) cannot be run; install Python 3 or name it with --python")
    }
    guard let line = readLine(), let ready = try? JSONDecoder().decode(Ready.self, from: line),
      ready.ready
    else {
      stop()
      throw PeerFailure("\(name): \(complaint())")
    }
    let object = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
    facts = (object ?? [:]).compactMapValues { $0 as? String }
  }

  deinit { stop() }

  /// Its pid, by which the processor time it takes is told from that of strangers.
  var identifier: Int32 { process.processIdentifier }

  /// Has the peer run one round and waits for what it says of it.
  ///
  /// - Throws: `PeerFailure` where the peer ended or answered something else.
  func round() throws -> Sample {
    do {
      try input.fileHandleForWriting.write(contentsOf: Data("round\n".utf8))
    } catch {
      throw PeerFailure("\(name): ended in the middle; \(complaint())")
    }
    guard let line = readLine() else {
      throw PeerFailure("\(name): ended in the middle; \(complaint())")
    }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: line), answer.seconds > 0 else {
      throw PeerFailure(
        "\(name): answered \(String(decoding: line.prefix(80), as: UTF8.self)); expected a JSON line "
          + "with seconds and tokens")
    }
    return answer.sample
  }

  /// Ends the peer, which stops at the end of its input.
  func stop() {
    try? input.fileHandleForWriting.close()
    if process.isRunning { process.terminate() }
  }

  private struct Ready: Decodable {
    var ready: Bool
  }

  /// Python writes whole numbers and fractions alike.
  private struct Answer: Decodable {
    var seconds: Double
    var tokens: Double?
    var rolloutSeconds: Double?
    var updateSeconds: Double?
    var worldSeconds: Double?
    var peakMemory: Double?

    var sample: Sample {
      var sample = Sample(seconds: seconds, tokens: tokens.map { Int($0) })
      sample.rolloutSeconds = rolloutSeconds
      sample.updateSeconds = updateSeconds
      sample.worldSeconds = worldSeconds
      sample.peakMemory = peakMemory
      return sample
    }
  }

  /// The next line that is a JSON object; libraries may print what they like in between.
  private func readLine() -> Data? {
    while true {
      while let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(received[received.startIndex..<end])
        received = Data(received[received.index(after: end)...])
        if line.first == UInt8(ascii: "{") { return line }
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      received += more
    }
  }

  /// Why a peer gave up: its last words, and the fix where a package is missing.
  private func complaint() -> String {
    let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    let last = text.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    let isMissing = ["ModuleNotFoundError", "ImportError", "No such file or directory"]
      .contains { last.contains($0) }
    guard isMissing else { return last }
    return "\(last); run `pip install -r Benchmarks/peers/requirements.txt`"
  }

  /// Google's allocator, where the system has it: PyTorch is faster with it.
  private static func allocator() -> String? {
    [
      "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
      "/usr/local/lib",
    ]
    .map { $0 + "/libtcmalloc_minimal.so.4" }
    .first { FileManager.default.fileExists(atPath: $0) }
  }
}
