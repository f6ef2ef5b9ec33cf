// μ_R = 2.5, σ_R = √((7.5² + 3 · 2.5²) / 4) = 4.33: (10 − 2.5) / 4.33 = √3.
let outcomeOfRollout1 = 1.73
// Planning rewards 1, 0, 0, 0: μ = 0.25, σ = 0.433.
let planningOfRollout1 = 1.73
// Explore rewards 1, 0, 1, 0: μ = 0.5, σ = 0.5.
let exploreOfRollout3 = 1.0
// The outcome of a lost rollout: −2.5 / 4.33. GRPO tells the agent to do less of it.
let underGRPO = -0.58
// 0.5 · (−0.58) + 0.5 · 1. RLVMR tells it to do more of it, though the game was lost.
let underRLVMR = 0.21
