import Notebook

/// Every term of the report and what it means.
let glossaryTerms: [(Prose, Prose)] = [
  (
    "game, category, task",
    "One household game in text, won when its instruction is carried out. Its *category* is the kind of instruction (clean and place, cool and place, …). Released games come in *tasks*: trials of one task share room and goal."
  ),
  ("L0", "Games of seen rooms and seen categories."),
  ("L1", "Games of unseen rooms and seen categories."),
  ("L2", "Games of unseen rooms and two unseen categories: cool-and-place and pick-two."),
  (
    "step",
    "One answer of the agent, a block of reasoning and one command, and what the world says to it. A lost episode ends at the step limit."
  ),
  (
    "tag",
    "What kind of reasoning an answer announces: *planning*, *explore*, *reflection* or *monitor*. Each but monitor has a reward that a program can check."
  ),
  ("rollout, episode", "One game played to its end by an agent that samples its answers."),
  ("group", "The rollouts of one game in one iteration; they are compared with each other."),
  (
    "advantage",
    "How much better than its like a step was, in standard deviations: positive makes its tokens likelier, negative less likely."
  ),
  (
    "invalid",
    "A step whose command the world refuses, malformed answers included; a share of all steps."
  ),
  (
    "malformed",
    "A step whose answer is not one block of reasoning, closed as it was opened, and one action."
  ),
  (
    "repetitive",
    "A step that repeats a possible action of its episode to no effect; a share of all steps. The chapter on claim 1 gives two further readings."
  ),
  ("SFT", "Supervised fine-tuning: imitation of all expert episodes."),
  (
    "cold start",
    "Imitation of 200 expert episodes, before reinforcement learning. Start (think) answers with `<think>`, start (tags) with one of four tags."
  ),
  (
    "GRPO",
    "Reinforcement learning from the outcome alone, compared within groups of rollouts of one game. GRPO (think) starts from start (think) and is the paper's baseline; GRPO (tags) from start (tags)."
  ),
  ("RLVMR", "GRPO (tags) and a reward for each tagged step, the *meta-reasoning advantage*."),
  (
    "group without signal",
    "A group of rollouts whose trajectory advantages are all zero: nothing can be learned from it."
  ),
  (
    "reference policy",
    "The model that reinforcement learning began with; a penalty keeps the policy near it."
  ),
  ("seed", "A base model, a cold start and a run of each method."),
  ("points", "Percentage points: a difference of two shares."),
  (
    "[low, high]",
    "A 95% interval. Where it holds zero, we cannot tell which way a difference goes."
  ),
]
