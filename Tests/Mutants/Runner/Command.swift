import Foundation

/// A program run to its end, or until its output decides enough.
struct Command {
  var program: String
  var arguments: [String]
  var directory: URL
  var environment: [String: String] = [:]

  /// How a program ended.
  struct Result {
    var output: String
    /// Nil where it was stopped.
    var status: Int32?
    var seconds: Double
    var timedOut = false
  }

  /// Runs the program; standard error goes where its output does.
  ///
  /// - Parameters:
  ///   - limit: Seconds after which it is stopped.
  ///   - isEnough: Told of all output so far; true stops the program.
  /// - Throws: `Failure` where it cannot be started.
  func run(limit: Double = 3600, isEnough: (String) -> Bool = { _ in false }) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { _, new in new }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    let started = Date()
    do {
      try process.run()
    } catch {
      throw Failure("\(program): cannot be started in \(directory.path); is it installed?")
    }
    let id = process.processIdentifier
    let watch = DispatchWorkItem { kill(id, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: watch)
    var bytes = Data()
    var wasStopped = false
    while case let more = pipe.fileHandleForReading.availableData, !more.isEmpty {
      bytes += more
      if !wasStopped, isEnough(String(decoding: bytes, as: UTF8.self)) {
        wasStopped = true
        kill(id, SIGKILL)
      }
    }
    process.waitUntilExit()
    watch.cancel()
    let seconds = Date().timeIntervalSince(started)
    let wasKilled = process.terminationReason == .uncaughtSignal && seconds >= limit
    return Result(
      output: String(decoding: bytes, as: UTF8.self),
      status: wasStopped || wasKilled ? nil : process.terminationStatus, seconds: seconds,
      timedOut: wasKilled && !wasStopped)
  }
}
