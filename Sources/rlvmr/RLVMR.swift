import ArgumentParser
import Foundation
import MPI
import Playing

@main
struct RLVMR: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rlvmr",
    abstract: "Does rewarding the reasoning itself make agents better? Train one and see.",
    subcommands: [
      World.self, MakeVocabulary.self, Pretrain.self, Train.self, Evaluate.self, Watch.self,
      Play.self, Record.self, RecordGroups.self, View.self, Report.self, PlanCommand.self,
      Export.self, Bench.self,
      ModelCommand.self,
    ])

  /// Parses, runs, and says what went wrong. An error may quote a file that nobody vouches for, so whatever
  /// module it comes from, it is one line that the terminal does not obey.
  static func main() {
    do {
      var command = try parseAsRoot()
      if !(command is Train || command is Evaluate) { try Processes.requireOne() }
      try command.run()
    } catch {
      let code = exitCode(for: error)
      // Help is no error, and a bare exit code has no words.
      guard !code.isSuccess, !(error is ExitCode) else { exit(withError: error) }
      let message = fullMessage(for: error)
      // The parser shows its usage below the line.
      let text = code == .validationFailure ? message.printable : message.printableLine
      FileHandle.standardError.write(Data((text + "\n").utf8))
      // The others would wait for this process for ever.
      Processes.abort(code: code.rawValue)
      exit(withError: code)
    }
  }
}
