import Agent
import ArgumentParser
import EpisodeViewer
import Experiments
import Foundation
import LanguageModel
import Methods

/// `rlvmr record-groups`: keeps whole groups of rollouts, token by token, for the episode viewer.
struct RecordGroups: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Keep groups of rollouts of one game, with every token's probabilities and advantage.",
    discussion: """
      Each method plays each game with a group of rollouts before its training, half-way and after \
      it, makes one update on the group and writes down what that did. `rlvmr view` shows them.
      """)

  @Argument(help: "Methods of reinforcement learning; `rlvmr train --help` lists them.")
  var methods: [Method] = [.grpoTagged, .rlvmr]

  @Option(help: "Which split the games are from.")
  var split = EvaluationSplit.validation

  @Option(parsing: .upToNextOption, help: "Which games of the split, from 0.")
  var places = [0]

  @Option(help: "Categories trained on: seen leaves those of L2 out.")
  var trainOn = TrainingSet.seenCategories

  @Option(help: "The archive, .tar.gz; it replaces one that exists.")
  var into: String

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    for place in places {
      try Bounds.require("places", place, in: Bounds.games, why: "games are counted from 0")
    }
    if let method = methods.first(where: { $0.reinforcement == nil }) {
      throw ValidationError("\(method.name): only imitates; give methods of reinforcement learning")
    }
  }

  func run() throws {
    Interruption.handleSignals()
    let archive = URL(fileURLWithPath: into)
    // Before hours are spent on what it shall hold.
    guard FileManager.default.isWritableFile(atPath: archive.deletingLastPathComponent().path)
    else {
      throw RunError("\(archive.path): cannot be written; choose a folder that you may write to")
    }
    let games = try GameSource(options.world)
      .evaluationGames(split, count: (places.max() ?? 0) + 1, set: trainOn)
    var groups: [TrainingGroup] = []
    for method in methods {
      for (iteration, model) in try agents(of: method) {
        for place in places {
          guard games.indices.contains(place) else {
            throw RunError(
              "--places \(place): \(split.rawValue) has only \(games.count) games; choose a smaller "
                + "number")
          }
          var settings = options.settings.reinforcement
          settings.games = 1
          try FreeMemory.require(
            forIterationsOf: model, settings: settings, title: "\(method.name), --places \(place)")
          let group = try TrainingGroup(
            of: try trained(method), model: model, iteration: iteration,
            reference: try start(of: method), game: games[place],
            at: TrainingGroup.Place(split, place), settings: options.settings.reinforcement,
            options: optionsOfRuns)
          let won = group.rollouts.count(where: \.transcript.won)
          print(
            "\(method.name), iteration \(iteration), \(split.rawValue) \(place): "
              + "\(won) of \(group.rollouts.count) won")
          groups.append(group)
        }
      }
    }
    try GroupArchive.write(groups, to: archive)
  }

  /// What `rlvmr watch` needs to find the runs again; it is told the iterations apart.
  private var optionsOfRuns: [String] {
    var others = options
    others.iterations = nil
    return ["--profile", options.profile.rawValue, "--world", options.world.rawValue]
      + others.overrides
  }

  private var seed: UInt64 { options.trainingSeeds[0] }

  private func trained(_ method: Method, iterations: Int? = nil) throws -> TrainedRun {
    var settings = options.settings
    if let iterations { settings.reinforcement.iterations = iterations }
    return try options.store(settings).run(method, seed: seed, trainOn: trainOn)
  }

  private func start(of method: Method) throws -> Model {
    let store = try options.store()
    guard let start = method.predecessor else { return try store.base(seed: seed) }
    return try store.run(start, seed: seed, trainOn: trainOn).model()
  }

  /// The agent before training, half-way and at its end. Nothing in training looks ahead to its end, so
  /// that a run of half as many iterations is the first half of the whole.
  private func agents(of method: Method) throws -> [(iteration: Int, model: Model)] {
    let last = options.settings.reinforcement.iterations
    var agents = [(iteration: 0, model: try start(of: method))]
    for iterations in Set([last / 2, last]).sorted() where iterations > 0 {
      agents.append((iterations, try trained(method, iterations: iterations).model()))
    }
    return agents
  }
}
