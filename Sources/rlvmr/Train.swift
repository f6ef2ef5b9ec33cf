import Agent
import ArgumentParser
import Communication
import Experiments
import Foundation
import MPI
import Methods

/// `rlvmr train`: one run, or the continuation of an interrupted one.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train one method and everything it starts from.",
    discussion: """
      A finished run with the same rules, settings, data, base model and toolchain is reused; an \
      interrupted one continues. The run folder holds config.json, metrics.jsonl, episodes.jsonl and \
      model/. Built with --traits MPI and started by mpirun, processes share each run; its bytes are those of \
      one process with the same --shards.

      METHODS:
      \(Method.listing)
      """)

  @Argument(help: "A method's name, with +\(Condition.all[0].suffix) and the like behind it.")
  var method: Method

  @Option(help: "Categories to train on: seen leaves those of L2 out.")
  var trainOn = TrainingSet.allCategories

  @OptionGroup var options: ExperimentOptions

  func run() throws {
    Interruption.handleSignals()
    let ranks = try Processes.join()
    let store = try options.store(over: ranks)
    for seed in options.trainingSeeds {
      let run = try store.run(method, seed: seed, trainOn: trainOn)
      guard ranks.isFirst else { continue }
      print("\(run.wasReused ? "reused" : "trained") \(run.folder.url.path)")
    }
  }
}

extension Method {
  /// Every method and condition with what it is, a line each.
  static var listing: String {
    let methods = all.map { ("\($0.name)", $0.abstract) }
    let conditions = Condition.all.map { ("…+\($0.suffix)", $0.abstract) }
    let width = (methods + conditions).map(\.0.count).max() ?? 0
    return (methods + conditions).map { name, abstract in
      "  " + name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + abstract
    }.joined(separator: "\n")
  }
}
