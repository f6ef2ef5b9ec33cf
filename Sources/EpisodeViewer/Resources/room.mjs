import { h } from "./dom.mjs";
import { roomAfter } from "./data.mjs";

// Where the agent stands, what it holds and what it knows of the room.

/// The conditions of the goal; those that hold are lit.
export function goals(game, rollout, count) {
  const now = count > 0 ? rollout.steps[count - 1].goals : [];
  const before = count > 1 ? rollout.steps[count - 2].goals : [];
  return h("ol", { class: "goals", "aria-label": "What the goal needs" },
    game.conditions.map((label, index) => h("li", {
      class: now[index] ? (before[index] ? "met" : "met new") : "open",
    }, h("span", { "aria-hidden": "true" }, now[index] ? "✓ " : "○ "), label,
    h("span", { class: "hidden" }, now[index] ? " (holds)" : " (not yet)"))));
}

/// The room as far as the agent has been told.
export function room(game, rollout, count) {
  const known = roomAfter(rollout, count);
  const step = count > 0 ? rollout.steps[count - 1] : {};
  const here = step.place;
  const contents = here === undefined ? null : known[here];
  return h("section", { class: "room", "aria-label": "The room" },
    h("dl", {},
      h("dt", {}, "at"), h("dd", {}, here ?? "the middle of the room"),
      h("dt", {}, "in hand"), h("dd", {}, step.holding ?? "nothing"),
      h("dt", {}, "sees here"),
      h("dd", {}, contents === null && here !== undefined ? "it is closed"
        : (contents ?? []).join(", ") || "nothing")),
    h("ul", { class: "places" }, game.receptacles.map((place) => {
      const state = place === here ? "here" : known[place] === undefined ? "unknown"
        : known[place] === null ? "closed" : "known";
      const words = { here: "the agent is here", unknown: "not visited", closed: "closed",
        known: `holds ${known[place]?.join(", ") || "nothing"}` };
      return h("li", { class: state, title: words[state] }, place,
        h("span", { class: "hidden" }, `: ${words[state]}`),
        state === "known" || (state === "here" && known[place])
          ? h("sup", { "aria-hidden": "true" }, String(known[place].length)) : null);
    })));
}
