import Agent
import ExerciseSupport
import MetaReasoning
import Methods

@main struct Checker {
  private static func episode(_ steps: [ParsedStep], won: Bool) -> Episode {
    Episode(
      gameID: "game", category: nil, opening: "", tokens: [],
      steps: steps.map {
        EpisodeStep(response: 0..<0, parsed: $0, command: "", observation: "")
      },
      won: won)
  }

  static func main() {
    run { check in
      let toDesk = (action: "go to desk 1", things: ["desk 1"])
      let toBed = (action: "go to bed 1", things: ["bed 1"])
      let take = (action: "take mug 1 from desk 1", things: ["mug 1", "desk 1"])
      let rollouts = [(toDesk, take), (toDesk, toDesk), (toBed, toDesk), (toBed, toBed)]
      let episodes = rollouts.enumerated().map { index, steps in
        episode(
          [
            step(.planning, steps.0.action, naming: steps.0.things),
            step(.explore, steps.1.action, naming: steps.1.things),
          ], won: index == 0)
      }
      let groups = [0, 0, 0, 0]
      let grpo = Reinforcement.grpo().advantages(episodes, groups)
      let rlvmr = Reinforcement.rlvmr().advantages(episodes, groups)
      for (got, expected, question, way) in [
        (
          outcomeOfRollout1, rlvmr[0][0].trajectory, "A^traj of rollout 1",
          "what equation 2 gives for the outcomes 10, 0, 0, 0"
        ),
        (
          planningOfRollout1, rlvmr[0][0].step, "A^MR of the planning step of rollout 1",
          "what equation 3 gives for the four planning rewards"
        ),
        (
          exploreOfRollout3, rlvmr[2][1].step, "A^MR of the explore step of rollout 3",
          "what equation 3 gives for the four explore rewards"
        ),
        (
          underGRPO, grpo[2][1].total, "A_t of the explore step of rollout 3 under GRPO",
          "A^traj of rollout 3, which was lost"
        ),
        (
          underRLVMR, rlvmr[2][1].total, "A_t of the explore step of rollout 3 under RLVMR",
          "what equation 4 gives for that A^traj and that A^MR"
        ),
      ] {
        // The number itself is not given away, nor on which side of the answer it lies: it is to be worked
        // by hand, not found by halving.
        try check.holds(
          abs(got - expected) < 0.006, question,
          expected: way + ", to two decimals", got: number(got))
      }
    }
  }
}
