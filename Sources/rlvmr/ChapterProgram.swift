import Agent
import ChapterSupport
import Experiments
import Foundation

/// The program of a chapter, which stands beside this one.
struct ChapterProgram {
  var name: String
  /// The folder of its sources.
  var folder: URL

  private var executable: URL {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return (Bundle.main.executableURL ?? program)
      .deletingLastPathComponent().appendingPathComponent(name)
  }

  /// Refuses a program that is older than what it is made of: its numbers would be of other sources than
  /// those it quotes.
  ///
  /// - Throws: `RunError` where it is.
  func checkIsCurrent() throws {
    let values = try? executable.resourceValues(forKeys: [.contentModificationDateKey])
    guard let built = values?.contentModificationDate,
      let changed = ChapterSources.lastChange(of: folder), built < changed
    else { return }
    throw RunError(
      "\(executable.path): built before its sources last changed; run `swift build -c release`")
  }

  /// What it would measure with some options.
  ///
  /// - Throws: `RunError` where it cannot be run or says something else.
  func needs(_ arguments: [String]) throws -> [NeededMeasurements] {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments + ["--needs"]
    let output = Pipe()
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw RunError("\(executable.path): cannot be run; build it with `swift build -c release`")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0,
      let needs = try? JSONDecoder().decode([NeededMeasurements].self, from: data)
    else {
      throw RunError("\(name): does not say what it needs, see above; `\(name) --needs` must")
    }
    return needs
  }

  /// Runs it to its end.
  ///
  /// - Throws: `RunError` where it cannot be run, fails or is interrupted.
  func run(_ arguments: [String]) throws { try finish(start(arguments)) }

  /// Starts it.
  ///
  /// - Parameter output: Where it writes what it says; nil for where this program does.
  /// - Throws: `RunError` where it cannot be run.
  func start(_ arguments: [String], output: FileHandle? = nil) throws -> Process {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    if let output { process.standardOutput = output }
    do {
      try process.run()
    } catch {
      throw RunError("\(executable.path): cannot be run; build it with `swift build -c release`")
    }
    return process
  }

  /// Waits for its end.
  ///
  /// - Throws: `RunError` where it fails or is interrupted.
  func finish(_ process: Process) throws {
    // A Ctrl-C is for the chapter, which saves its state; wait for it rather than die first. A child in
    // a process group of its own does not hear the terminal, so the signal is passed on.
    var isPassedOn = false
    while process.isRunning {
      if Interruption.isRequested && !isPassedOn {
        isPassedOn = true
        let child = process.processIdentifier
        if getpgid(child) != getpgrp() { kill(child, SIGINT) }
      }
      usleep(50_000)
    }
    if Interruption.isRequested {
      throw RunError("\(name): interrupted; the same command continues where it stopped")
    }
    guard process.terminationStatus == 0 else {
      throw RunError(
        "\(name): ended with status \(process.terminationStatus), see above; the same command "
          + "continues where it stopped")
    }
  }
}
