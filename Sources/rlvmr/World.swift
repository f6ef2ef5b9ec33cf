import ArgumentParser

struct World: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Household text games.",
    subcommands: [WorldPlay.self, WorldReplay.self, WorldGenerate.self, WorldFit.self])
}
