import ArgumentParser

@main
struct RLVMR: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rlvmr", abstract: "Verifiable meta-reasoning rewards on a CPU.",
    subcommands: [World.self])
}
