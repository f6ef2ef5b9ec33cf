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
  return h("div", { class: "room" },
    h("dl", {},
      h("dt", {}, "at"), h("dd", {}, here ?? "the middle of the room"),
      h("dt", {}, "in hand"), h("dd", {}, step.holding ?? "nothing"),
      h("dt", {}, "sees here"),
      h("dd", {}, contents === null && here !== undefined ? "it is closed"
        : (contents ?? []).join(", ") || "nothing")),
    h("ul", { class: "places" }, [...byKind(game.receptacles)].map(([kind, places]) =>
      h("li", {}, h("span", { class: isGoal(game, kind) ? "goal" : "" }, kind),
        places.map((place) => spot(place, known[place], place === here))))));
}

/// Receptacles by what they are: "cabinet" with cabinet 1, cabinet 2 …
function byKind(receptacles) {
  const kinds = new Map();
  for (const place of [...receptacles].reverse()) {
    const kind = place.replace(/ \d+$/, "");
    kinds.set(kind, [...(kinds.get(kind) ?? []), place]);
  }
  return new Map([...kinds].sort());
}

const isGoal = (game, kind) => game.conditions.some((label) => label.endsWith(` ${kind}`));

/// One place: dotted while it is unknown, hatched where it is closed, filled once it was seen.
function spot(place, contents, isHere) {
  const state = contents === undefined ? "unknown" : contents === null ? "closed" : "known";
  const words = { unknown: "not visited", closed: "closed", known: contents?.join(", ") || "empty" }[state];
  const number = place.replace(/^.* /, "");
  return h("span", { class: `spot ${state}${isHere ? " here" : ""}`, title: `${place}: ${words}` }, number,
    state === "unknown" && !isHere ? null
      : h("span", { class: "hidden" }, ` ${isHere ? "(here) " : ""}${words};`));
}
