import { groupAdvantages, groupStatistics, policyLoss, stepAdvantage, tagAdvantages, tagStatistics } from "./formulas.mjs";

// What the page knows, and what follows from it.

/// What is known of each receptacle once `count` steps are done; null for one found closed.
export function roomAfter(rollout, count) {
  return Object.assign({}, ...rollout.steps.slice(0, count).map((step) => step.room));
}

/// The constants in use: those of the method but for what the reader has set (null where nothing).
export function constantsOf(play, chosen) {
  const group = play.group;
  return {
    alpha: group.alpha === undefined ? null : chosen.alpha ?? group.alpha,
    clip: chosen.clip ?? group.clip,
    klWeight: chosen.lambda ?? group.klWeight,
    klClamp: group.klClamp,
  };
}

/// Every advantage of a group, computed again; null for an evaluated episode, which has no group.
export function advantagesOf(play, chosen) {
  if (!play.group) return null;
  const { alpha } = constantsOf(play, chosen);
  const rollouts = play.rollouts.map((rollout) => ({
    outcome: rollout.won ? play.group.success : 0, steps: rollout.steps,
  }));
  const statistics = groupStatistics(rollouts, play.group.rowPenalty);
  const tags = tagStatistics(rollouts);
  if (alpha === null) {
    // The method has a formula of its own: what training computed.
    const parts = (name) => play.rollouts.map((rollout) =>
      rollout.steps.map((step) => step.recorded[name]));
    const [outcome, tag, total] = ["trajectory", "step", "total"].map(parts);
    return { outcome, tag, total, statistics, tags, alpha };
  }
  const outcome = groupAdvantages(rollouts, play.group.rowPenalty);
  const tag = tagAdvantages(rollouts);
  const total = outcome.map((steps, rollout) => steps.map((whole, step) =>
    stepAdvantage(whole, tag[rollout][step], alpha)));
  return { outcome, tag, total, statistics, tags, alpha };
}

/// What of a step's advantage comes from the outcome and what from its tag: their sum is the advantage.
export function partsOf(advantages, rollout, step) {
  const { alpha } = advantages;
  const [outcome, tag, total] = ["outcome", "tag", "total"].map((name) => advantages[name][rollout][step]);
  return alpha === null ? { outcome, tag: total - outcome } : { outcome: alpha * outcome, tag: (1 - alpha) * tag };
}

/// The loss of every learned token of a rollout, step by step.
export function lossesOf(play, rolloutIndex, advantages, chosen) {
  const { tokens } = play.rollouts[rolloutIndex];
  const constants = constantsOf(play, chosen);
  let place = 0;
  return advantages.total[rolloutIndex].map((advantage, step) => {
    const count = tokens.spans[2 * step + 1];
    return Array.from({ length: count }, () => {
      const terms = {
        current: tokens.after[place], behaviour: tokens.behaviour[place],
        reference: tokens.reference[place], advantage,
      };
      place += 1;
      return { ...terms, ...policyLoss(terms, constants) };
    });
  });
}

/// Mean loss and k3, and the share of clipped tokens, over all learned tokens of a group.
export function lossSummary(play, advantages, chosen) {
  const losses = play.rollouts.flatMap((_, index) =>
    lossesOf(play, index, advantages, chosen).flat());
  const share = (value) => losses.reduce((sum, token) => sum + value(token), 0) / losses.length;
  return {
    tokens: losses.length, loss: share((token) => token.loss), kl: share((token) => token.kl),
    clipped: share((token) => (token.isClipped ? 1 : 0)),
  };
}

/// What a reader may look for in episodes.
export const filters = {
  lost: (rollout) => !rollout.won,
  loops: (rollout) => rollout.steps.some((step) => step.repeats !== undefined),
  reflection: (rollout) => rollout.steps.some((step) => step.tag === "reflection"),
};

/// The places of an agent's rollouts that pass all chosen filters.
export const passing = (play, chosen) => play.rollouts.map((_, index) => index)
  .filter((index) => chosen.every((name) => filters[name](play.rollouts[index])));

/// Whether a reader may choose a rollout: one that passes, or any where none of the agent's does, as what to
/// compare with.
export function canChoose(play, rollout, chosen) {
  const places = passing(play, chosen);
  return places.length === 0 || places.includes(rollout);
}

/// The games with an episode that passes, and how many such episodes they have.
export function found(games, chosen) {
  const counts = games.map((game) =>
    game.plays.reduce((sum, play) => sum + passing(play, chosen).length, 0));
  return {
    games: games.filter((_, index) => counts[index] > 0),
    episodes: counts.reduce((sum, count) => sum + count, 0),
  };
}

/// The first step, from 1, at which two rollouts are not the same.
export function firstDifference(one, other) {
  const told = ({ steps }, index) => {
    const { tag, action, raw, fate, reply } = steps[index] ?? {};
    return JSON.stringify([tag, action, raw, fate, reply]);
  };
  const shorter = Math.min(one.steps.length, other.steps.length);
  for (let index = 0; index < shorter; index += 1) {
    if (told(one, index) !== told(other, index)) return index + 1;
  }
  return one.steps.length === other.steps.length ? 1 : shorter + 1;
}
