import { h, kindOf, shape } from "./dom.mjs";

// One episode at a glance: a shape for each step, below it what became of it.

/// The steps of a rollout as buttons. They are for the mouse: the slider above does the same by keyboard.
/// Of the steps from `hiddenFrom` on only that one stands there, unnamed: how many follow would tell how it ends.
export function timeline(rollout, state, { hiddenFrom, label, go }) {
  const marks = rollout.steps.slice(0, hiddenFrom).map((step, index) => {
    const number = index + 1;
    const isHidden = number >= hiddenFrom;
    const kind = isHidden ? "think" : kindOf(step);
    const words = isHidden
      ? [`step ${number}`]
      : [`step ${number}`, kind, step.fate, step.repeats ? `repeats step ${step.repeats}` : null];
    return h("li", {},
      h("button", {
        type: "button", tabindex: "-1", title: words.filter(Boolean).join(", "),
        "aria-label": words.filter(Boolean).join(", "),
        class: number === state.step ? "mark now" : number < state.step ? "mark past" : "mark",
        onclick: () => go(number),
      }, isHidden ? h("span", { class: "unknown" }, "?") : shape(kind),
      h("span", { class: "fate", "aria-hidden": "true" },
        isHidden || step.fate === "done" ? (isHidden || !step.repeats ? "" : "↺") : "✕")));
  });
  return h("div", { class: "timeline" },
    h("span", { class: "timeline-name" }, h("b", {}, label[0]), h("span", {}, ` ${label[1]}`)), h("ol", { tabindex: "0", "data-key": `timeline-${label[0]}`, "aria-label": `Steps of ${label.join(", ")}` }, marks));
}
