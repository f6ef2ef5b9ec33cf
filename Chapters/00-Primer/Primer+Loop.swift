import ChapterSupport
import EpisodeViewer
import Experiments
import Gnuplot
import Methods
import Notebook

extension Primer {
  /// The loop that every method shares.
  @BlockBuilder
  func loop(_ chapter: Chapter, _ example: WorkedExample) throws -> [Block] {
    let cold = chapter.measurements.store.settings.coldStart
    Block.heading(2, "The loop", label: "sec:primer-loop")
    """
    Reinforcement learning here is one loop (\(ref: "fig:primer-loop")). All methods share it; they differ in one \
    box, the advantage: it turns what happened into one number for every step, more of this or less \
    of it. \(rates(example))
    """
    try chapter.diagram(
      diagram(example),
      caption:
        "One iteration. GRPO pays the outcome alone; RLVMR mixes it with the reward of each step's tag, \(math: "\\alpha = \(example.alpha)").",
      label: "fig:primer-loop")
    """
    Before the loop the agent imitates \(cold.episodes) games of an expert (the *cold start*), which teaches it \
    the form of an answer: one block of reasoning, marked with one of four tags, and one command.
    """
  }

  /// What else differs between the two that this chapter compares; empty where nothing does.
  private func rates(_ example: WorkedExample) -> Prose {
    let (grpo, rlvmr) = example.rates
    if grpo == rlvmr { return "" }
    return
      "One setting differs as well here, the learning rate of the update: \(code: "\(grpo)") for \(example.grpo.title), \(code: "\(rlvmr)") for \(example.rlvmr.title)."
  }

  private func diagram(_ example: WorkedExample) -> Diagram {
    let rollouts = example.rlvmr.rollouts.count
    let (agent, world, reward) = (
      SeriesStyle.blue.colour, SeriesStyle.green.colour, SeriesStyle.vermilion.colour
    )
    return Diagram(
      "primer-loop",
      alternativeText:
        "A cycle of five boxes. The policy, a language model that a cold start taught the form of "
        + "an answer, plays \(rollouts) rollouts of each game; outcome and tags give rewards; rewards "
        + "compared within the group and within each tag give every step an advantage; the update pushes the "
        + "agent's own tokens up or down by it, near the start, and the next iteration begins.",
      size: .init(860, 330),
      boxes: [
        .init(
          "cold start", ["imitates an expert"], at: .init(20, 20), size: .init(190, 56),
          colour: "#777777"),
        .init(
          "policy", ["a language model:", "thinks under a tag,", "then acts"], at: .init(20, 124),
          size: .init(190, 104), colour: agent),
        .init(
          "\(rollouts) rollouts of each game",
          ["some won, some lost;", "world answers each command"],
          at: .init(310, 124), size: .init(230, 84), colour: world),
        .init(
          "rewards", ["outcome R of the rollout", "reward r of each step's tag"],
          at: .init(640, 20),
          size: .init(200, 84), colour: world),
        .init(
          "advantage of a step",
          [
            "GRPO: R against the group's", "RLVMR: α × that, plus", "(1 − α) × r against its tag's",
          ],
          at: .init(620, 206), size: .init(220, 104), colour: reward),
        .init(
          "update", ["clipped loss, own tokens only,", "kept near the cold start"],
          at: .init(310, 236),
          size: .init(230, 76), colour: agent),
      ],
      arrows: [
        .init([.init(115, 76), .init(115, 124)]),
        .init([.init(210, 166), .init(310, 166)], "plays", at: .init(260, 154)),
        .init(
          [.init(425, 124), .init(425, 62), .init(640, 62)], "outcomes, tags", at: .init(530, 50)),
        .init([.init(740, 104), .init(740, 206)], "compare", at: .init(785, 156)),
        .init([.init(620, 274), .init(540, 274)]),
        .init(
          [.init(310, 274), .init(115, 274), .init(115, 228)], "next iteration", at: .init(205, 262)
        ),
      ])
  }
}
