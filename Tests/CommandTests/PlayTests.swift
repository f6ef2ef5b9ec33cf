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

  /// The commands of a list with their numbers, whatever columns they stand in.
  private func numbered(_ text: String) -> [Int: String] {
    let cells = text.matches(of: /(\d+)\. (\S+(?: \S+)*)/)
    return Dictionary(cells.map { (Int($0.1) ?? 0, String($0.2)) }) { first, _ in first }
  }

  /// What the last step brings is told when it has brought it: the outcome, to every step alike.
  @Test func theWinningStepPaysTheOutcome() throws {
    let game = try game(.validation)
    let output = try Program.run(
      "rlvmr", ["play", "--split", "validation", "--recorded", "/nowhere/runs.tar.gz"],
      input: typed(answers(to: game))
    ).output
    let grpo = output.split(separator: "\n").filter { $0.hasPrefix("  GRPO   ") }
    let won = "+\(String(format: "%.2f", RewardRules().success))"
    let last = try #require(grpo.last)
    #expect(last.contains(won) && last.contains("every step"))
    #expect(grpo.dropLast().allSatisfy { !$0.contains(won) })
    let rlvmr = output.split(separator: "\n").filter { $0.hasPrefix("  RLVMR  ") }
    #expect(rlvmr.last?.contains("every step") == true)
    #expect(rlvmr.dropLast().allSatisfy { !$0.contains("every step") })
  }

  /// A rule that looks at nothing has nothing to show: only explore and reflection have facts.
  @Test func onlyRulesThatLookAtSomethingNameIt() throws {
    let output = try Program.run(
      "rlvmr", ["play", "--split", "validation", "--recorded", "/nowhere/runs.tar.gz"],
      input: "planning\nso\nfly to mars 1\nmonitor\nso\nfly to mars 1\nexplore\nso\nfly to mars 2\n"
        + "reflection\nso\nfly to mars 1\nq\n"
    ).output
    let paid = output.split(separator: "\n").filter { $0.hasPrefix("  RLVMR  ") }
    try #require(paid.count == 4)
    #expect(paid[..<2].allSatisfy { !$0.contains("(") })
    #expect(paid[2].hasSuffix("(new: mars 2; refused)"))
    #expect(paid[3].hasSuffix("(failed steps right before: 3; one of them the same; refused)"))
  }

  @Test func anUnreadableArchiveIsToldBeforeTheGame() throws {
    let archive = Scratch.folder("archive").appendingPathExtension("tar.gz")
    try FileManager.default.createDirectory(
      at: archive.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("no archive".utf8).write(to: archive)
    let outcome = try Program.run(
      "rlvmr", ["play", "--split", "validation", "--recorded", archive.path], input: "q\n")
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains(archive.path))
    #expect(!outcome.output.contains("Your task is to"))
  }

  @Test(arguments: ["q", "Q", "quit", "Exit"])
  func whoWantsToLeaveLeaves(word: String) throws {
    let outcome = try Program.run(
      "rlvmr", ["play", "--split", "validation", "--recorded", "/nowhere/runs.tar.gz"],
      input: "monitor\nso\nlook\nmonitor\nso\n\(word)\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Left at step 2"))
    // One step is no "1 steps", having left says nothing about it, and nobody here is a trained agent.
    #expect(outcome.output.contains("lost  1 step "))
    #expect(outcome.output.contains("You left, which counts as lost"))
    #expect(outcome.output.contains("No trained agent is among them"))
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
    #expect(!outcome.output.contains("You left"))

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
    #expect(!output.contains("No trained agent is among them"))
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
    let outcome = try Program.run(
      "rlvmr", ["play", "--split", "validation"],
      input: "?\nnonsense\n9\ne\n?\nlet me see\n?\nxyz?\ngo to?\n9999\n3\nq\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Say a number from 1 to 4"))
    // Numbers count as people do: in the list, and in what is then sent.
    let listed = numbered(outcome.output)
    #expect(Set(listed.values) == Set(commands))
    #expect(Set(listed.keys) == Set(1...commands.count))
    let third = try #require(listed[3])
    let places = listed.sorted { $0.key < $1.key }.map(\.value)
      .filter { $0.hasPrefix("go to ") }.map { $0.split(separator: " ").dropFirst(2) }
    let things = Dictionary(grouping: places, by: \.first).compactMapValues { words in
      words.compactMap { $0.last.flatMap { Int($0) } }
    }
    #expect(things.values.contains { $0.count > 9 }, "no thing is numbered beyond 9 here")
    for numbers in things.values { #expect(numbers == numbers.sorted()) }
    // One below the other they filled two screens.
    #expect(outcome.output.split(separator: "\n").contains { numbered(String($0)).count > 1 })
    #expect(
      outcome.output.split(separator: "\n").filter { numbered(String($0)).count > 1 }
        .allSatisfy { $0.count <= 100 })
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
