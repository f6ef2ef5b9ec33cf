import Agent
import Experiments
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Methods
import PretrainedModels

/// Eight episodes of one game, the first of them a person's, and what GRPO and RLVMR make of them.
package struct PlayGroup {
  /// An episode and whose it is.
  package struct Member {
    /// Such as "RLVMR, seed 1".
    package var name: String
    /// How it went.
    package var episode: Episode
    /// Whether a trained agent played it.
    package var isTrained = false
  }

  /// The paper's group (appendix A.2).
  private static let size = ReinforcementSettings().rollouts

  private let members: [Member]

  package init(person: Episode, others: [Member]) {
    members = [Member(name: "you", episode: person)] + others
  }

  /// The seven others: recorded agents that think in tags, RLVMR's first, and where these are too few the
  /// expert with more and more mistakes.
  ///
  /// - Throws: `RunError` where the expert does not understand the game's task; errors of a shipped model's
  ///   files.
  package static func others(
    for game: Game, recorded: [RecordedRuns.EvaluatedEpisode]
  ) throws -> [Member] {
    let order = [Method.rlvmr, .grpoTagged, .coldStartTagged].map(\.name)
    let agents = order.flatMap { name in
      recorded.filter { $0.specification.method == name }.map {
        Member(
          name: "\($0.specification.title), seed \($0.specification.seed)",
          episode: Episode($0.transcript), isTrained: true)
      }
    }.prefix(size - 1)
    guard agents.count < size - 1 else { return Array(agents) }
    guard let instruction = Instruction(parsing: game.instruction) else {
      throw RunError("\(game.id): the expert does not understand its task; choose another game")
    }
    // Words to write in, those of the shipped models: to collect them anew takes half a second.
    let tokenizer = try Model(agentAt: BaseModel.shippedFolder(seed: 1)).tokenizer
    let experts = (agents.count..<(size - 1)).map { place in
      // Mistakes come in ones and twos, so that a third would lose nearly every game.
      let percent = 3 * (place + 1)
      return Member(
        name: "expert, mistakes before \(percent) % of its steps",
        episode: demonstrate(
          game, instruction: instruction, tokenizer: tokenizer,
          settings: DemonstrationSettings(grammar: .tagged, mistakeRate: Double(percent) / 100),
          seed: UInt64(place + 1)))
    }
    return agents + experts
  }

  /// Whether the person went before the game was over.
  private var hasLeft: Bool {
    let person = members[0].episode
    return !person.won && person.steps.count < ReinforcementSettings().stepLimit
  }

  /// The group's outcomes, then the person's steps with their advantages.
  package func text() -> String {
    let episodes = members.map(\.episode)
    let groups = episodes.map { _ in 0 }
    let grpo = Reinforcement.grpo().advantages(episodes, groups)
    let rlvmr = Reinforcement.rlvmr()
    let paid = rewardedTrajectories(of: episodes, groups: groups, rules: rlvmr.rules)
    let advantages = rlvmr.advantages(episodes, groups)
    var lines = ["A group of \(members.count) with you in it (a group proper is of one agent):"]
    if !members.dropFirst().contains(where: \.isTrained) {
      lines.append(
        "  No trained agent is among them: the others are the expert that the agents learned from, made to"
      )
      lines.append(
        "  err now and then. It looks into likely places first, and a group of it is hard to beat.")
    }
    for (index, member) in members.enumerated() {
      let episode = member.episode
      lines.append(
        "  \(padded(member.name, 42)) \(episode.won ? "won " : "lost")  \(padded(counted(episode.steps.count, "step"), 8))"
          + "  R \(String(format: "%4.1f", paid[index].outcome))"
          + "  A^traj \(grpo[index].first.map { signed($0.total) } ?? "")")
    }
    if hasLeft {
      lines.append(
        "  You left, which counts as lost: your A^traj says how many others won, and nothing about your steps."
      )
    }
    if groupsWithoutSignal(grpo.map { $0.map(\.total) }, groups: groups) == 1 {
      lines.append("  All alike: GRPO learns nothing from this game.")
    }
    lines.append(
      "\nYour steps. GRPO: A_t = A^traj (equation 2). RLVMR: A_t = ½ A^traj + ½ A^MR (equations 3 and 4),"
    )
    lines.append("A^MR among the steps of the same tag, here those of this group alone:")
    lines.append("        r_t  A^traj    A^MR   GRPO A_t  RLVMR A_t")
    for (index, step) in episodes[0].steps.enumerated() {
      let advantage = advantages[0][index]
      lines.append(
        String(format: "  %2d", index + 1)
          + [paid[0].steps[index].reward, advantage.trajectory, advantage.step]
          .map { "   " + signed($0) }.joined()
          + "      " + signed(grpo[0][index].total) + "      " + signed(advantage.total)
          + "  "
          + (step.parsed.response?.tag.map { "\($0.rawValue): \(step.command)" } ?? "malformed"))
    }
    return lines.joined(separator: "\n")
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension RunSpecification {
  /// The method's title, and the categories where not the paper's were held out; a name that an archive made
  /// up stays on its line.
  package var title: String {
    let method = Method(named: method)?.title ?? method.printableLine
    return trainingSet == .seenCategories
      ? method : "\(method), trained on \(trainingSet.rawValue)"
  }
}
