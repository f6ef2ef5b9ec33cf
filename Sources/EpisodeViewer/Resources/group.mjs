import { lossSummary } from "./data.mjs";
import { bar, counted, fixed, h, percent, signed } from "./dom.mjs";

// Eight rollouts of one game: an advantage only exists beside the others.

const average = (values) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/// The group as a table; a row can be chosen if the filters leave it.
export function groupTable(play, chosenRollout, advantages, { id, choose, isOpen }) {
  const { mean, deviation } = advantages.statistics;
  const rows = play.rollouts.map((rollout, index) => {
    const outcome = average(advantages.outcome[index]);
    const total = average(advantages.total[index]);
    return h("tr", { class: index === chosenRollout ? "chosen" : "" },
      h("th", { scope: "row" }, h("button", {
        type: "button", "data-key": `${id}-${index}`, "aria-pressed": index === chosenRollout ? "true" : "false",
        disabled: !isOpen(index), onclick: () => choose(index), "aria-label": `Show rollout ${index + 1}`,
      }, String(index + 1))),
      h("td", {}, rollout.won ? h("span", { class: "good" }, "✓ won") : h("span", { class: "bad" }, "✕ lost")),
      h("td", { class: "number" }, String(rollout.steps.length)),
      h("td", { class: "number" }, fixed(rollout.won ? play.group.success : 0, 0)),
      h("td", {}, cell(outcome, "outcome")),
      h("td", {}, cell(total, "whole")));
  });
  const word = (text, title) => h("th", { scope: "col", title }, text);
  return h("div", { class: "group" },
    h("p", {}, `Mean return ${fixed(mean)}, deviation ${fixed(deviation)}. `,
      h("strong", {}, signal(play, advantages))),
    h("div", { class: "table", tabindex: "0", role: "region", "aria-label": `Rollouts of ${play.title}` },
      h("table", {},
        h("thead", {}, h("tr", {}, word("rollout"), word("outcome"), word("steps"), word("R"),
          word("A of outcome", "mean over its steps"), word("A in all", "mean over its steps"))),
        h("tbody", {}, rows))),
    tagTable(advantages));
}

/// What can be learned from the group, in words.
export function signal(play, { outcome, total }) {
  const isZero = (advantages) => advantages.every((steps) => steps.every((value) => value === 0));
  const won = play.rollouts.filter((rollout) => rollout.won).length;
  if (isZero(total)) return "All equal: no signal. Nothing is learned from this group.";
  if (won > 0 && won < play.rollouts.length) {
    return `${won} of ${play.rollouts.length} won: the outcome tells good from bad.`;
  }
  const equal = `All ${won > 0 ? "won" : "lost"}: no signal from the outcome.`;
  return isZero(outcome) ? `${equal} Only the tags' rewards are left.`
    : `${equal} Only malformed answers are left to compare, and the small deviation blows them up.`;
}

function cell(value, className) {
  return h("span", { class: "cell" },
    h("span", { class: "scale", "aria-hidden": "true" }, bar(value, 2.7, `part ${className}`)),
    h("span", { class: "number" }, signed(value)));
}

/// What each tag earned over the group: the mean and deviation of equation 3.
function tagTable(advantages) {
  const tags = [...advantages.tags].filter(([tag]) => tag !== "untagged");
  return h("p", { class: "soft" }, "Rewards over the group: ",
    tags.map(([tag, { mean, deviation, count }]) =>
      `${tag} ${fixed(mean)} ± ${fixed(deviation)} (${counted(count, "step")})`).join("; "), ".");
}

/// What the constants make of the whole group.
export function lossLine(play, advantages, chosen) {
  const { tokens, loss, kl, clipped } = lossSummary(play, advantages, chosen);
  return h("p", {}, h("b", {}, play.title), `: over ${tokens} tokens, mean loss ${signed(loss, 4)}, `,
    `k3 ${fixed(kl, 4)}, clipped ${percent(clipped)}.`);
}
