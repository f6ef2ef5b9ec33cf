// The formulas of the paper as the Swift modules MetaReasoning and Methods have them; a test compares the
// two, number by number. A rollout is { outcome, steps: [{ reward, group, fate }] }.

const mean = (values) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/// Nothing to tell apart: 0, not a division by what is rounding.
const quotient = (distance, deviation) => (deviation < 1e-9 ? 0 : distance / deviation);

/// R(τ) for each step's row, less the penalty where the step is malformed.
const rowScores = (rollout, rowPenalty) =>
  rollout.steps.map((step) => rollout.outcome - (step.fate === "malformed" ? rowPenalty : 0));

/// μ_R and σ_R of equation 2: over the rows, every rollout weighing the same.
export function groupStatistics(rollouts, rowPenalty) {
  const scores = rollouts.map((rollout) => {
    const rows = rowScores(rollout, rowPenalty);
    return rows.length === 0 ? [rollout.outcome] : rows;
  });
  const centre = mean(scores.map(mean));
  const squares = scores.map((rows) => mean(rows.map((score) => (score - centre) ** 2)));
  return { mean: centre, deviation: Math.sqrt(mean(squares)) };
}

/// Equation 2, A^traj = (R(τ) − μ_R) / σ_R, for each step of each rollout.
export function groupAdvantages(rollouts, rowPenalty) {
  const { mean: centre, deviation } = groupStatistics(rollouts, rowPenalty);
  return rollouts.map((rollout) =>
    rowScores(rollout, rowPenalty).map((score) => quotient(score - centre, deviation)));
}

/// μ and σ of the rewards of each tag, over all steps of the group.
export function tagStatistics(rollouts) {
  const rewards = new Map();
  for (const step of rollouts.flatMap((rollout) => rollout.steps)) {
    rewards.set(step.group, [...(rewards.get(step.group) ?? []), step.reward]);
  }
  return new Map([...rewards].map(([tag, values]) => {
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
    return [tag, { mean: centre, deviation, count: values.length }];
  }));
}

/// Equation 3, A^MR = (r_t − μ_tag) / σ_tag, for each step of each rollout.
export function tagAdvantages(rollouts) {
  const statistics = tagStatistics(rollouts);
  return rollouts.map((rollout) => rollout.steps.map((step) => {
    const { mean: centre, deviation } = statistics.get(step.group);
    return quotient(step.reward - centre, deviation);
  }));
}

/// Equation 4, A_t = α A^traj + (1 − α) A^MR.
export function stepAdvantage(outcome, tag, alpha) {
  return alpha * outcome + (1 - alpha) * tag;
}

/// k3 = exp(d) − d − 1 with d = log π_ref − log π, clamped, and its derivative by log π.
export function klEstimate(current, reference, clamp) {
  const difference = reference - current;
  const estimate = Math.exp(difference) - difference - 1;
  return estimate < clamp
    ? { value: estimate, gradient: 1 - Math.exp(difference) }
    : { value: clamp, gradient: 0 };
}

/// Equation 5 for one token: −min(ρA, clip(ρ, 1−ε, 1+ε)A) + λ k3, and its derivative by log π.
export function policyLoss({ current, behaviour, reference, advantage }, { clip, klWeight, klClamp }) {
  const ratio = Math.exp(Math.min(Math.max(current - behaviour, -20), 20));
  const clippedRatio = Math.min(Math.max(ratio, 1 - clip), 1 + clip);
  const isClipped = clippedRatio * advantage < ratio * advantage;
  const kl = klEstimate(current, reference, klClamp);
  return {
    ratio, clippedRatio, isClipped, kl: kl.value,
    loss: -Math.min(ratio * advantage, clippedRatio * advantage) + klWeight * kl.value,
    gradient: (isClipped ? 0 : -ratio * advantage) + klWeight * kl.gradient,
  };
}
