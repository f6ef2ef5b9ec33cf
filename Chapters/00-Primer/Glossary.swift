import Experiments
import Methods
import Notebook
import Statistics

/// Every term of the report and what it means: games, steps, rewards, methods, then how they are judged.
///
/// - Parameter settings: What is set here, where a meaning has a number.
func glossaryTerms(_ settings: ExperimentSettings) -> [(Prose, Prose)] {
  glossaryOfGames + glossaryOfSteps(settings) + glossaryOfRewards + glossaryOfMethods(settings)
    + glossaryOfJudgement
}

private let glossaryOfGames: [(Prose, Prose)] = [
  (
    "game, category, task",
    "One household game in text, won when its instruction is carried out. Its *category* is the kind of instruction (clean and place, cool and place, …). Released games come in *tasks*: trials of one task share room and goal."
  ),
  ("L0", "Games of seen rooms and seen categories."),
  ("L1", "Games of unseen rooms and seen categories."),
  (
    "L2",
    "Games of unseen rooms and two unseen categories: cool-and-place and pick-two. Who is judged on L2 was trained on the other four alone."
  ),
  (
    "L2-seen-rooms",
    "Games of L2's two unseen categories in seen rooms: not in the paper. What differs between these and L2 is the rooms."
  ),
  (
    "matched games",
    "The very games of L2, played by two agents of which one was trained on their categories: only what was seen differs, not how hard the games are."
  ),
  ("validation", "Games of their own by which settings are chosen, and nothing is judged."),
]

private func glossaryOfSteps(_ settings: ExperimentSettings) -> [(Prose, Prose)] {
  [
    (
      "step",
      "One answer of the agent, a block of reasoning and one command, and what the world says to it. A lost episode ends at the step limit."
    ),
    (
      "tag",
      "What kind of reasoning an answer announces: *planning*, *explore*, *reflection* or *monitor*. Each but monitor has a reward that a program can check."
    ),
    (
      "form, malformed",
      "The form of an answer is one block of reasoning, closed as it was opened, and one action. A *malformed* step lacks it; it sends no command."
    ),
    (
      "form held, form free",
      "Where the form is *held*, the decoder lets only well-formed answers through, in training and in evaluation; where it is *free*, whatever the model says is its answer."
    ),
    (
      "refused, invalid",
      "A step whose command the world does not carry out is *refused* (\"Nothing happens.\"). *Invalid* are refused and malformed steps; a share of all steps."
    ),
    (
      "repetitive, all repeats, reading",
      "The paper gives no formula of repetition, so it is counted in several *readings*. *Repetitive*, the one that is judged: a step that repeats a possible action of its episode to no effect. *All repeats* counts refused commands that are given again too. Both are shares of all steps; the third reading is all repeats as a share of the well-formed answers."
    ),
    (
      "streak",
      "Failed steps (refused or malformed) one right after the other, up to the next possible one."
    ),
    (
      "temperature",
      "How much chance there is in the choice of a token: at 0 the likeliest is always taken, at 1 every one as often as the model thinks. Rollouts are sampled at \(settings.reinforcement.temperature, as: .decimal(1)), evaluations at \(settings.evaluation.temperature, as: .decimal(1))."
    ),
  ]
}

private let glossaryOfRewards: [(Prose, Prose)] = [
  (
    "rollout, episode",
    "A game played to its end by an agent that samples its answers; a *rollout* where it is learned from."
  ),
  ("group", "The rollouts of one game in one iteration; they are compared with each other."),
  (
    "advantage",
    "How much better than its like a step was, in standard deviations: positive makes its tokens likelier, negative less likely."
  ),
  (
    "group without signal",
    "A group whose outcomes are all alike: nothing can be learned from the outcome there."
  ),
  (
    "charged, novel",
    "Two rules of ours in place of the paper's for reflection. *Charged*: every refused step costs, so that failing on purpose is a loss. *Novel*: only failures that told something new make a correction worth paying."
  ),
  (
    "reference policy",
    "The model that reinforcement learning began with; a penalty keeps the policy near it."
  ),
  (
    "divergence, nats",
    "How far the policy has moved from the reference: by how much the logarithm of a token's probability differs on average, estimated. With the natural logarithm its unit is the *nat*; 0 is where nothing moved."
  ),
]

private func glossaryOfMethods(_ settings: ExperimentSettings) -> [(Prose, Prose)] {
  [
    (
      "base model",
      "The language model before any method. The miniature's was pretrained here on simpler instructions; a pretrained agent's by others."
    ),
    (
      "SFT", "Supervised fine-tuning: imitation of \(settings.supervised.episodes) expert episodes."
    ),
    (
      "cold start",
      "Imitation of \(settings.coldStart.episodes) expert episodes (the paper: 200, section 4.1), before reinforcement learning. Start (think) answers with `<think>`, start (tags) with one of four tags."
    ),
    (
      "GRPO, GRPO (think), GRPO (tags)",
      "Reinforcement learning from the outcome alone, compared within groups of rollouts of one game. GRPO (think) starts from start (think), as the paper's baseline reasons; GRPO (tags) from start (tags), as RLVMR does."
    ),
    (
      "RLVMR",
      "Reinforcement learning from the outcome and from a reward for each tagged step, the *meta-reasoning advantage*; from start (tags)."
    ),
    ("arm", "A method that differs from another in one thing, to ask what that thing does."),
    (
      "profile",
      "How much is trained and measured. *Smoke* runs all code and means nothing; *quick* is a fair miniature with \(Profile.quick.seeds.count) seeds and \(Profile.quick.reinforcement.iterations) iterations; *full* has the iterations of the paper's RLVMR, \(Profile.full.reinforcement.iterations), and \(Profile.full.seeds.count) seeds; *main* as well, for the main methods alone. A pretrained agent's profiles are smaller."
    ),
    (
      "seed",
      "The number that decides a training's chance: its demonstrations, games and samples. A method has a run for every seed; the seeds of the miniature also have base models of their own."
    ),
  ]
}

private let glossaryOfJudgement: [(Prose, Prose)] = [
  ("points", "Percentage points: a difference of two shares."),
  (
    "[low, high]",
    "A 95% interval. Where it holds zero, we cannot tell which way a difference goes."
  ),
  ("margin", "So small a difference that it would not matter, fixed for each claim beforehand."),
  (
    "headroom",
    "Room for what a claim says: nobody can win many more games than an agent that wins nearly all. A claim without it is not tested."
  ),
  (
    "p, p (Holm)",
    "How often chance alone would give a difference as large as this, were there none. Of many claims some look true by chance: *Holm's* correction makes each p larger for it."
  ),
]
