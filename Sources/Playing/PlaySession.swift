import Agent
import Foundation
import HouseholdWorld
import MetaReasoning
import Methods

/// A person's episode while it runs: questions on standard output, answers from standard input.
package struct PlaySession {
  /// The steps so far.
  package private(set) var episode: Episode
  private var environment: Environment
  private let rules = RewardRules()
  /// What is typed into a terminal is seen already; what comes from elsewhere is shown.
  private let isTerminal = isatty(FileHandle.standardInput.fileDescriptor) != 0

  private struct Left: Error {}

  /// A game at its beginning, with as many steps as an agent has.
  package init(game: Game) {
    environment = Environment(game: game, stepLimit: ReinforcementSettings().stepLimit)
    episode = Episode(
      gameID: game.id, category: game.category, opening: openingText(of: environment), tokens: [])
  }

  /// Plays to the end of the game, or until the person leaves.
  package mutating func play() {
    print(episode.opening.printable + "\n\n" + Self.help)
    do {
      while !environment.done { try step() }
      print(
        episode.won ? "\nWon in \(counted(environment.steps, "step"))." : "\nLost: out of steps.")
    } catch {
      print("\nLeft at step \(environment.steps + 1), which counts as lost.")
    }
  }

  private mutating func step() throws {
    print("\nStep \(environment.steps + 1) of \(environment.stepLimit)")
    let tag = try askTag()
    let thought = try askThought()
    let command = try askCommand()
    let output = Response(tag: tag, thought: thought, action: command).text(in: .tagged)
    let response = try? Response(parsing: output, grammar: .tagged)
    let worldState = environment.stateFingerprint
    // As an agent's: a malformed response sends nothing.
    let outcome = environment.step(response?.action ?? "")
    episode.steps.append(
      EpisodeStep(
        response: 0..<0,
        parsed: ParsedStep(
          output: output, response: response, isAdmissible: outcome.wasAdmissible,
          targets: numberedThings(in: response?.action ?? ""), worldState: worldState),
        command: response?.action ?? "", observation: outcome.observation))
    episode.won = outcome.won
    print((output + "\n" + outcome.observation).printable)
    let end = environment.done ? outcome.won : nil
    print(StepPay(of: episode.steps.map(\.parsed), end: end, rules: rules).text)
  }

  // MARK: Questions

  private func ask(_ question: String) throws -> String {
    print("\(question)> ", terminator: "")
    fflush(nil)
    guard let line = readLine() else {
      print("")
      throw Left()
    }
    if !isTerminal { print(line) }
    let answer = line.trimmingCharacters(in: .whitespaces)
    if ["q", "quit", "exit"].contains(answer.lowercased()) { throw Left() }
    return answer
  }

  private func askTag() throws -> ReasoningTag {
    let tags = ResponseGrammar.tagged.tags
    let question =
      "tag ("
      + tags.enumerated().map { "\($0 + 1) \($1.rawValue)" }.joined(separator: ", ") + ")"
    while true {
      let answer = try ask(question)
      if answer == "?" {
        print(Self.help)
        continue
      }
      if let number = Int(answer), tags.indices.contains(number - 1) { return tags[number - 1] }
      let named = tags.filter { !answer.isEmpty && $0.rawValue.hasPrefix(answer) }
      if named.count == 1 { return named[0] }
      print("Say a number from 1 to \(tags.count), or a tag's name or its beginning.")
    }
  }

  private func askThought() throws -> String {
    while true {
      let answer = try ask("thought")
      if answer != "?" { return answer }
      print(Self.help)
    }
  }

  private func askCommand() throws -> String {
    let commands = CommandList(environment.admissibleCommands)
    while true {
      let answer = try ask("command (? lists them)")
      if answer.hasSuffix("?") {
        let found = commands.text(
          beginningWith: answer.dropLast().trimmingCharacters(in: .whitespaces))
        print(found)
        if found.isEmpty { print("Nothing that can be done now begins so.") }
        continue
      }
      guard let number = Int(answer) else { return answer }
      if let command = commands[number] { return command }
      print("There are \(commands.count) commands; ? lists them.")
    }
  }

  private static let help: String = {
    let paid = StepPay.rules(failureSequence: RewardRules().failureSequence)
    let uses: [ReasoningTag: String] = [
      .planning: "breaks the task into steps, at the start or when the plan has to change",
      .explore: "looks for what is missing",
      .reflection: "says what failed and does something else",
      .monitor: "goes on with the plan",
    ]
    let tags = ResponseGrammar.tagged.tags.map { tag in
      "  \(tag.rawValue) \(uses[tag] ?? ""); it \(paid[tag] ?? "")"
    }
    return """
      A step is a tag, a thought of a few words and a command.
      \(tags.joined(separator: "\n"))
      A command is its number in the list or its words, also ones the world will refuse; "go to d?" lists
      those that begin so. Without a thought or a command the answer is malformed. q, quit or exit leaves.
      """
  }()
}
