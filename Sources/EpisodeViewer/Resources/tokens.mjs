import { constantsOf, lossesOf, partsOf } from "./data.mjs";
import { fixed, h, partsBar, percent, signed } from "./dom.mjs";

// A step as the model reads and writes it: what the world says is read, what the agent says is learned.

/// What can stand below each token.
export const measures = {
  behaviour: { label: "log π when sampled", value: (token) => fixed(token.behaviour) },
  ratio: {
    label: "ratio ρ after the update",
    value: (token) => fixed(token.ratio) + (token.isClipped ? " ✂" : ""),
    tint: (token) => 2 * Math.log(token.ratio),
  },
  advantage: {
    label: "advantage: outcome and tag", tint: (token) => token.advantage / 2,
    // All tokens of a step share both.
    value: (token) => [partsBar(token.parts), `${signed(token.parts.outcome)} ${signed(token.parts.tag)}`],
  },
  loss: { label: "loss", value: (token) => signed(token.loss), tint: (token) => -token.loss / 2 },
};

/// The tokens read since the last answer, and those of the answer with their terms; null without tokens.
export function tokensOf(words, play, rolloutIndex, stepIndex, advantages, chosen) {
  const { tokens } = play.rollouts[rolloutIndex];
  if (!tokens || stepIndex < 0 || !advantages) return null;
  const [start, count] = tokens.spans.slice(2 * stepIndex, 2 * stepIndex + 2);
  const previous = stepIndex === 0 ? 0 : tokens.spans[2 * stepIndex - 2] + tokens.spans[2 * stepIndex - 1];
  const text = (place) => words[tokens.ids[place]];
  const losses = lossesOf(play, rolloutIndex, advantages, chosen)[stepIndex];
  const parts = partsOf(advantages, rolloutIndex, stepIndex);
  return {
    read: Array.from({ length: start - previous }, (_, index) => text(previous + index)),
    learned: Array.from({ length: count }, (_, index) => ({ text: text(start + index), parts, ...losses[index] })),
  };
}

/// The token that the update moved most: the one to look at first.
export function mostMoved(tokens) {
  const moves = tokens.learned.map((token) => Math.abs(token.current - token.behaviour));
  return Math.max(0, moves.indexOf(Math.max(...moves)));
}

const shownOfReading = 12;

/// The strip: a list box whose options are the learned tokens.
export function strip(tokens, measure, chosen, { id, label, choose }) {
  const { value, tint } = measures[measure];
  const skipped = Math.max(0, tokens.read.length - shownOfReading);
  const read = [...(skipped > 0 ? [`… ${skipped} more`] : []), ...tokens.read.slice(skipped)];
  const last = tokens.learned.length - 1;
  const at = chosen;
  const moves = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last };
  return h("div", { class: "strip" },
    h("p", { class: "read" }, h("b", {}, "read, mask 0: "), read.join(" ") || "nothing new"),
    h("p", { class: "read" }, h("b", {}, "learned, mask 1:")),
    h("div", {
      class: "learned", role: "listbox", tabindex: "0", "data-key": id, "aria-label": label,
      "aria-activedescendant": `${id}-${at}`,
      onkeydown: (event) => {
        if (moves[event.key] === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        choose(moves[event.key]);
      },
    }, tokens.learned.map((token, index) => {
      const strength = tint ? Math.max(-1, Math.min(1, tint(token))) : 0;
      return h("span", {
        role: "option", id: `${id}-${index}`, "aria-selected": index === at ? "true" : "false",
        class: `token ${strength < 0 ? "down" : "up"}${token.isClipped ? " clipped" : ""}`,
        "--strength": `${Math.abs(strength) * 38}%`, onclick: () => choose(index),
      }, h("span", { class: "word" }, token.text), h("span", { class: "value" }, value(token)));
    })));
}

/// One token's loss, worked out in numbers.
export function worked(token, play, chosen) {
  const { clip, klWeight } = constantsOf(play, chosen);
  const change = token.ratio - 1;
  const verdict = token.isClipped
    ? "The clip holds: the policy term gives this token no further gradient."
    : "The clip is not active.";
  const moved = Math.abs(change) < 0.005 ? "left this token as likely as it was"
    : `made this token ${percent(Math.abs(change))} ${change > 0 ? "likelier" : "less likely"}`;
  const lines = [
    ["A", `from the outcome ${signed(token.parts.outcome, 3)}, from the tag ${signed(token.parts.tag, 3)}: together ${signed(token.advantage, 3)}, for every token of the step`],
    ["ρ", `exp(log π now − log π then) = exp(${fixed(token.current, 3)} − ${fixed(token.behaviour, 3).replace("−", "(−")}${token.behaviour < 0 ? ")" : ""}) = ${fixed(token.ratio, 3)}`],
    ["clip(ρ)", `between ${fixed(1 - clip)} and ${fixed(1 + clip)}: ${fixed(token.clippedRatio, 3)}`],
    ["policy term", `−min(ρ A, clip(ρ) A) = −min(${fixed(token.ratio * token.advantage, 3)}, ${fixed(token.clippedRatio * token.advantage, 3)}) = ${signed(-Math.min(token.ratio * token.advantage, token.clippedRatio * token.advantage), 3)}`],
    ["k3", `exp(d) − d − 1 with d = log π_ref − log π now = ${fixed(token.reference - token.current, 3)}: ${fixed(token.kl, 4)}`],
    ["loss", `policy term + λ k3 = ${signed(-Math.min(token.ratio * token.advantage, token.clippedRatio * token.advantage), 3)} + ${klWeight} × ${fixed(token.kl, 4)} = ${signed(token.loss, 4)}`],
  ];
  return h("div", { class: "worked" },
    h("p", {}, "The token ", h("code", {}, token.text), `: the update ${moved}. ${verdict}`),
    h("dl", {}, lines.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])));
}
