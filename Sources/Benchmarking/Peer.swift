import Foundation

/// One of the PyTorch programs, kept running between rounds so that its set-up is not measured.
final class Peer {
  /// What a peer says of one round.
  struct Round: Decodable {
    var seconds: Double
    var tokens: Int
    var rolloutSeconds: Double?
    var worldSeconds: Double?
    var updateSeconds: Double?
    var agentTokens: Int?
    var steps: Int?
    var peakMemory: Double?
  }

  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var buffer = Data()
  private let name: String
  let processID: Int32

  /// Starts `script` and waits until it is ready.
  ///
  /// - Throws: `BenchmarkError` where Python or a package is missing, with the command that installs
  ///   it.
  init(_ script: URL, _ arguments: [String]) throws {
    name = script.lastPathComponent
    guard FileManager.default.fileExists(atPath: script.path) else {
      throw BenchmarkError("\(script.path): no such file; run this from the project's folder")
    }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path] + arguments
    process.standardInput = requests
    process.standardOutput = answers
    var environment = ProcessInfo.processInfo.environment
    if let allocator = Self.allocator { environment["LD_PRELOAD"] = allocator }
    process.environment = environment
    do { try process.run() } catch {
      throw BenchmarkError("python3: cannot be run; install python3")
    }
    processID = process.processIdentifier
    struct Ready: Decodable { var ready: Bool }
    do {
      _ = try JSONDecoder().decode(Ready.self, from: try line())
    } catch {
      stop()
      throw BenchmarkError(
        "\(name): did not start (see above); "
          + "`pip install -r \(script.deletingLastPathComponent().path)/requirements.txt`")
    }
  }

  /// tcmalloc makes PyTorch a little faster, so it gets it where it is installed.
  static var allocator: String? {
    ["/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4", "/usr/lib/libtcmalloc_minimal.so.4"]
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Lets the peer do one round.
  func round() throws -> Round {
    requests.fileHandleForWriting.write(Data("\n".utf8))
    do { return try JSONDecoder().decode(Round.self, from: try line()) } catch {
      throw BenchmarkError("\(name): ended or answered no round (see above)")
    }
  }

  /// Ends it.
  func stop() {
    try? requests.fileHandleForWriting.close()
    process.terminate()
    process.waitUntilExit()
  }

  private func line() throws -> Data {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return Data(buffer[..<end])
      }
      let more = answers.fileHandleForReading.availableData
      if more.isEmpty { throw BenchmarkError("\(name): ended") }
      buffer += more
    }
  }
}

/// What keeps a benchmark from running, in one line with the fix.
public struct BenchmarkError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
