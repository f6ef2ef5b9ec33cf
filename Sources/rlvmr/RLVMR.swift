import ArgumentParser

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
}
