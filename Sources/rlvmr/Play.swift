import Agent
import ArgumentParser
import Experiments
import Foundation
import HouseholdWorld
import Methods
import Playing

/// `rlvmr play`: a person in the agent's place.
struct Play: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play a game in the agent's place: choose a tag, a thought and a command each step.",
    discussion: """
      After every step it says what GRPO and RLVMR would pay for it, and why; at the end how the trained \
      agents did on the same game, and the advantages of a group of eight with you in it. At every \
      question ? helps and q leaves.
      """)

  @Option(help: "Which split the game is from; runs are recorded of L0, L1 and L2.")
  var split = EvaluationSplit.seen

  @Option(help: "Which game of the split, from 0.")
  var game = 0

  @Option(help: "Categories trained on: they decide which games are seen ones.")
  var trainOn = TrainingSet.seenCategories

  @Option(help: "generated, or alfworld (reads $ALFWORLD_DATA).")
  var world = GameWorld.generated

  @Option(help: "Archive of recorded runs: how trained agents did, and the others of the group.")
  var recorded = "Report/runs.tar.gz"

  func validate() throws {
    try Bounds.require("game", game, in: Bounds.games, why: "games are counted from 0")
    do {
      _ = try split.categories(trainedOn: trainOn)
    } catch let error as RunError {
      throw ValidationError("\(error)")
    }
  }

  func run() throws {
    let games = try GameSource(world).evaluationGames(split, count: game + 1, set: trainOn)
    guard games.count > game else {
      throw RunError(
        "--game \(game): \(split.rawValue) has only \(games.count) games; choose a smaller number")
    }
    // What cannot be read is told before the game, and not when it has been played.
    let archive = URL(fileURLWithPath: recorded)
    let isThere = FileManager.default.fileExists(atPath: archive.path)
    let known = isThere ? try RecordedRuns(at: archive).episodes(of: games[game]) : []
    let others = try PlayGroup.others(for: games[game], recorded: known)

    var session = PlaySession(game: games[game])
    session.play()
    guard !session.episode.steps.isEmpty else { return }
    print("\n" + agentsText(known, archive: isThere ? recorded : nil))
    print("\n" + PlayGroup(person: session.episode, others: others).text())
  }

  /// How the trained agents did, a line each method.
  private func agentsText(
    _ known: [RecordedRuns.EvaluatedEpisode], archive: String?
  ) -> String {
    guard !known.isEmpty else {
      return archive.map { "No trained agent's episode of this game is recorded in \($0)." }
        ?? "\(recorded): no such archive, so there are no trained agents to compare with."
    }
    let methods = Dictionary(grouping: known) { $0.specification.title }
    return "How trained agents did on this game (recorded evaluations, a seed each):\n"
      + methods.sorted { $0.key < $1.key }.map { title, episodes in
        "  \(title): "
          + episodes.map { episode in
            let steps = counted(episode.transcript.steps.count, "step")
            return episode.transcript.won ? "won in \(steps)" : "lost after \(steps)"
          }.joined(separator: ", ")
      }.joined(separator: "\n")
  }
}
