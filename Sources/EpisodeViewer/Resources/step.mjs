import { fixed, h, kindOf, partsBar, shape, signed } from "./dom.mjs";

// One step: what was thought and done, what the world said, what it earned and what it was worth.

const names = { think: "thought", malformed: "malformed" };

/// A tag as shape and word.
export function tagName(kind) {
  return h("span", { class: `tag ${kind}` }, shape(kind), names[kind] ?? kind);
}

/// What stands before the first step.
export function openingCard(game) {
  return h("article", { class: "card" },
    h("h3", {}, "The beginning"),
    h("p", { class: "task" }, "Task: ", h("strong", {}, game.title.replace(/^[^:]*: /, ""))),
    h("p", { class: "soft" }, `A room with ${game.receptacles.length} places to look. `,
      "Press → to see the first step."));
}

/// A step of a rollout.
export function stepCard(step, number, numbers, { reasons, go }) {
  const kind = kindOf(step);
  const fate = step.fate === "refused"
    ? h("span", { class: "badge bad" }, "✕ refused by the world")
    : step.fate === "malformed" ? h("span", { class: "badge bad" }, "✕ malformed answer")
      : h("span", { class: "badge good" }, "✓ done");
  const repeat = step.repeats === undefined ? null
    : h("a", {
      class: "badge half", href: "#", "data-key": "repeat",
      onclick: (event) => { event.preventDefault(); go(step.repeats); },
    }, `↺ repeats step ${step.repeats}`);
  return h("article", { class: "card" },
    h("h3", {}, `Step ${number}`, tagName(kind)),
    step.raw !== undefined ? h("p", { class: "said" }, h("code", {}, step.raw))
      : [h("p", { class: "thought" }, `“${step.thought}”`),
        h("p", { class: "said" }, h("span", { class: "prompt", "aria-hidden": "true" }, "› "),
          h("code", {}, step.action))],
    h("p", { class: "badges" }, fate, repeat),
    h("p", { class: "reply" }, step.reply),
    reward(step, reasons), numbers ? advantage(numbers) : null);
}

function reward(step, reasons) {
  return h("p", { class: "reward" },
    h("span", { class: "coin" }, `reward ${fixed(step.reward, Number.isInteger(step.reward) ? 0 : 1)}`),
    ` ${reasons[step.reason]}.`);
}

/// The advantage and the two parts it is made of.
function advantage({ outcome, tag, total, alpha, isOutcomeOnly, parts }) {
  const formula = alpha === null
    ? `A = ${signed(total)} (outcome ${signed(outcome)}, step ${signed(tag)})`
    : isOutcomeOnly ? `A = outcome ${signed(outcome)}`
      : `A = ${fixed(alpha)} × outcome ${signed(outcome)} + ${fixed(1 - alpha)} × tag ${signed(tag)} = ${signed(total)}`;
  return h("div", { class: "advantage" },
    partsBar(parts),
    h("p", { class: "formula" }, formula),
    h("p", { class: "soft" }, total > 0 ? "Training pushes every token of this step up."
      : total < 0 ? "Training pushes every token of this step down."
        : "This step teaches nothing."));
}
