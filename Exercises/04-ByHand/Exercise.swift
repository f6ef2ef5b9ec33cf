// Exercise 4: one step's advantage by hand
//
// Four rollouts of one game, the whole batch. A win is worth R = 10, a loss 0. Rewards r_t as the paper has
// them: a planning step earns 1 if the game is won, an explore step 1 if it names something new.
//
//   rollout 1, won:   <planning> go to desk 1 (r = 1)   <explore> take mug 1 from desk 1 (r = 1)
//   rollout 2, lost:  <planning> go to desk 1 (r = 0)   <explore> go to desk 1 (r = 0)
//   rollout 3, lost:  <planning> go to bed 1  (r = 0)   <explore> go to desk 1 (r = 1)
//   rollout 4, lost:  <planning> go to bed 1  (r = 0)   <explore> go to bed 1  (r = 0)
//
//   equation 2:  A^traj = (R(τ) − μ_R) / σ_R            over the four outcomes
//   equation 3:  A^MR_t = (r_t − μ_tag) / σ_tag         over the steps of the same tag
//   equation 4:  A_t = α A^traj + (1 − α) A^MR_t        α = 0.5; GRPO has A_t = A^traj
//
// σ is the population deviation: the root of the mean squared distance from μ.
//
// Task: fill in the five numbers, by hand, to two decimals. Then say to yourself what GRPO tells the agent
// about the explore step of rollout 3, and what RLVMR tells it.

/// A^traj of rollout 1.
let outcomeOfRollout1 = 0.0
/// A^MR of the planning step of rollout 1.
let planningOfRollout1 = 0.0
/// A^MR of the explore step of rollout 3.
let exploreOfRollout3 = 0.0
/// A_t of the explore step of rollout 3 under GRPO.
let underGRPO = 0.0
/// A_t of the explore step of rollout 3 under RLVMR.
let underRLVMR = 0.0
