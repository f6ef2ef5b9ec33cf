import Agent
import Experiments
import Foundation
import HouseholdWorld
import Logging
import MetaReasoning
import Methods
import Playing
import Testing

/// A person's game through standard input: what is printed is what the methods' own rules pay.
@Suite struct PlayTests {
  /// One step as it is typed: tag, thought, command.
  private typealias Answer = (tag: ReasoningTag, thought: String, command: String)

  private static let archive = Program.root.appendingPathComponent("Report/runs.tar.gz")
  private static let isRecorded: ConditionTrait = .enabled(
    if: FileManager.default.fileExists(atPath: archive.path), "no report is committed")

  private func game(_ split: EvaluationSplit) throws -> Game {
    try GameSource(.generated).evaluationGames(split, count: 1, set: .seenCategories)[0]
  }

  /// A won game with whatever the rules look at: a plan, a search, a monitor step, a malformed answer, the
  /// same impossible command twice and a correction.
  private func answers(to game: Game) -> [Answer] {
    let commands = game.walkthrough
    var answers: [Answer] = [(.planning, "a plan", commands[0]), (.explore, "", "look")]
    answers += [(.explore, "maybe there", "fly to mars 1"), (.reflection, "so", "fly to mars 1")]
    answers += [(.reflection, "not so", commands[1])]
    for (index, command) in commands.dropFirst(2).enumerated() {
      answers.append((index.isMultiple(of: 2) ? .explore : .monitor, "on", command))
    }
    return answers
  }

  /// The episode that these answers make, written down without the program.
  private func episode(of answers: [Answer], in game: Game) -> Episode {
    var environment = Environment(game: game, stepLimit: 30)
    var episode = Episode(gameID: game.id, category: game.category, opening: "", tokens: [])
    for answer in answers {
      let isWellFormed = !answer.thought.isEmpty
      let command = isWellFormed ? answer.command : ""
      let worldState = environment.stateFingerprint
      let outcome = environment.step(command)
      episode.won = outcome.won
      episode.steps.append(
        EpisodeStep(
          response: 0..<0,
          parsed: ParsedStep(
            output: "",
            response: isWellFormed
              ? Response(tag: answer.tag, thought: answer.thought, action: command) : nil,
            isAdmissible: outcome.wasAdmissible, targets: numberedThings(in: command),
            worldState: worldState),
          command: command, observation: outcome.observation))
    }
    return episode
  }

  private func typed(_ answers: [Answer]) -> String {
    answers.map { "\($0.tag.rawValue)\n\($0.thought)\n\($0.command)\n" }.joined()
  }

  /// The numbers of a line of the last table: r_t, A^traj, A^MR, A_t of GRPO and of RLVMR.
  private func table(in output: String) -> [[Double]] {
    output.split(separator: "\n").drop { !$0.contains("r_t  A^traj") }.dropFirst().map { line in
      line.split(separator: " ").dropFirst().prefix(5).compactMap { Double($0) }
    }
  }

  @Test func everyStepIsPaidByTheMethodsRules() throws {
    let game = try game(.validation)
    let answers = answers(to: game)
    let episode = episode(of: answers, in: game)
    #expect(episode.won)
    let steps = episode.steps.map(\.parsed)
    let outcome = try Program.run(
      "rlvmr", ["play", "--split", "validation", "--recorded", "/nowhere/runs.tar.gz"],
      input: typed(answers))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("Won in \(answers.count) steps."))

    let rules = RewardRules()
    let paid = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  RLVMR  ") }
    try #require(paid.count == steps.count)
    for (index, line) in paid.enumerated() {
      // Told before anybody knows how the game ends.
      let soFar = Array(steps[...index])
      let won = stepRewards(of: soFar, won: true, rules: rules)[index].reward
      let lost = stepRewards(of: soFar, won: false, rules: rules)[index].reward
      let amounts = line.split(separator: " ").compactMap { Double($0) }
      switch steps[index].response {
      case nil: #expect(amounts == [-rules.formatPenalty])
      case _ where won == lost: #expect(amounts.first == won, "step \(index + 1): \(line)")
      default:
        #expect(Array(amounts.prefix(2)) == [won, lost], "step \(index + 1): \(line)")
        #expect(line.contains("if you win"))
      }
    }
    // The correction after two failures is paid: otherwise nothing above would tell 0 from nothing.
    #expect(stepRewards(of: steps, won: true, rules: rules)[4].reward == 1)
    let grpo = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  GRPO   ") }
    #expect(grpo.map { $0.contains("-0.10") } == steps.map { $0.response == nil })
  }

  @Test func theGroupsAdvantagesAreTheMethodsOwn() throws {
    let game = try game(.validation)
    let answers = answers(to: game)
    let person = episode(of: answers, in: game)
    let others = try PlayGroup.others(for: game, recorded: [])
    #expect(others.count == 7)
    #expect(others.allSatisfy { $0.name.hasPrefix("expert") })
    let episodes = [person] + others.map(\.episode)
    let groups = Array(repeating: 0, count: 8)
    let grpo = Reinforcement.grpo().advantages(episodes, groups)[0]
    let rlvmr = Reinforcement.rlvmr().advantages(episodes, groups)[0]
    let rewards = stepRewards(of: person.steps.map(\.parsed), won: true, rules: RewardRules())
    let output = try Program.run(
      "rlvmr", ["play", "--split", "validation", "--recorded", "/nowhere/runs.tar.gz"],
      input: typed(answers)
    ).output
    let rows = table(in: output)
    try #require(rows.count == answers.count)
    for (index, row) in rows.enumerated() {
      let expected = [
        rewards[index].reward, rlvmr[index].trajectory, rlvmr[index].step, grpo[index].total,
        rlvmr[index].total,
      ]
      try #require(row.count == expected.count)
      // Two decimals are printed.
      for (got, wanted) in zip(row, expected) {
        #expect(abs(got - wanted) <= 0.0051, "step \(index + 1): \(row) is not \(expected)")
      }
    }
    #expect(output.contains("no such archive"))
  }

  @Test(isRecorded) func theTrainedAgentsOfTheSameGameAreTold() throws {
    let output = try Program.run(
      "rlvmr", ["play", "--split", "L0", "--recorded", Self.archive.path],
      input: "1\nwe will see\nlook\nq\n"
    ).output
    #expect(output.contains("Left at step 2, which counts as lost."))
    let scratch = Scratch.folder("recorded")
    let store = try RunStore(
      folder: scratch, settings: ExperimentSettings(.quick, world: .generated),
      recorded: Self.archive, log: Logger(label: "test"))
    for method in [Method.rlvmr, .grpo, .supervised] {
      let told = try Profile.quick.seeds.map { seed in
        let run = try store.run(method, seed: seed, trainOn: .seenCategories)
        let transcript = try store.evaluation(of: run, on: .seen)[0]
        let steps = "\(transcript.steps.count) steps"
        return transcript.won ? "won in \(steps)" : "lost after \(steps)"
      }
      #expect(output.contains("  \(method.title): " + told.joined(separator: ", ")))
    }
    // Seven recorded agents that think in tags, RLVMR's first, then whoever starts as it does.
    let names = output.split(separator: "\n").filter {
      $0.contains("A^traj ") && $0.contains("  R ")
    }
    #expect(names.count == 8)
    #expect(names.filter { $0.contains("RLVMR, seed") }.count == 3)
    #expect(!names.contains { $0.contains("expert") })
  }

  @Test(isRecorded) func aGameOfAnotherGeneratorIsNobodysThoughItsNameIsTheSame() throws {
    let recorded = try RecordedRuns(at: Self.archive)
    let known = try game(.seen)
    let other = GameGenerator(seed: 1).game(split: .seen, index: 0)
    #expect(other.id == known.id)
    #expect(try recorded.episodes(of: other).isEmpty)
    #expect(try !recorded.episodes(of: known).isEmpty)
  }

  @Test func questionsHelpListAndLeave() throws {
    let commands = Environment(game: try game(.validation)).admissibleCommands
    let third = try #require(commands.indices.contains(2) ? commands[2] : nil)
    let outcome = try Program.run(
      "rlvmr", ["play", "--split", "validation"],
      input: "?\nnonsense\n9\ne\n?\nlet me see\n?\nxyz?\ngo to?\n9999\n3\nq\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Say a number from 1 to 4"))
    #expect(outcome.output.contains("3. \(third)"))
    #expect(outcome.output.contains("Nothing that can be done now begins so."))
    #expect(outcome.output.contains("There are \(commands.count) commands"))
    #expect(
      outcome.output.contains("<explore> let me see </explore> <action> \(third) </action>"))
    #expect(outcome.output.contains("Left at step 2"))
    let nothing = try Program.run("rlvmr", ["play", "--split", "validation"], input: "q\n")
    #expect(nothing.status == 0)
    #expect(!nothing.output.contains("A^traj"))
  }
}
