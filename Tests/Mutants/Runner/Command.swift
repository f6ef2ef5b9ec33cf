import Foundation

/// A program run to its end, or until its output decides enough.
package struct Command {
  package var program: String
  package var arguments: [String]
  package var directory: URL
  package var environment: [String: String] = [:]

  /// How a program ended.
  package struct Result {
    var output: String
    /// Nil where it was stopped.
    var status: Int32?
    var seconds: Double
    var timedOut = false
  }

  /// Signals that come from outside: a result that ends with one says nothing.
  private static let foreign: Set = [SIGHUP, SIGINT, SIGKILL, SIGTERM]

  /// Runs the program; standard error goes where its output does.
  ///
  /// - Parameters:
  ///   - limit: Seconds after which it is stopped.
  ///   - isEnough: Told of all output so far; true stops the program.
  /// - Throws: `Failure` where it cannot be started, or where somebody else stopped it.
  package func run(limit: Double = 3600, isEnough: (String) -> Bool = { _ in false }) throws
    -> Result
  {
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
    let timedOut = !wasStopped && seconds >= limit && process.terminationReason == .uncaughtSignal
    if !wasStopped, !timedOut, process.terminationReason == .uncaughtSignal,
      Self.foreign.contains(process.terminationStatus)
    {
      throw Failure(
        "\(program): stopped by signal \(process.terminationStatus); the same command continues")
    }
    return Result(
      output: String(decoding: bytes, as: UTF8.self),
      status: wasStopped || timedOut ? nil : process.terminationStatus, seconds: seconds,
      timedOut: timedOut)
  }
}
