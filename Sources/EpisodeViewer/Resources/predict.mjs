import { h } from "./dom.mjs";

// Guess before looking: the next command, then the sign of its advantage.

/// What stands in place of numbers from which the answer could be read.
export const withheld = "Hidden until you have answered on both sides: it would give the answers away.";

/// The command that was given and two others of the same game, in the order of the alphabet.
export function choices(play, rolloutIndex, stepIndex) {
  const truth = play.rollouts[rolloutIndex].steps[stepIndex].action;
  const others = [...new Set(play.rollouts.flatMap((rollout) => rollout.steps.map((step) => step.action)))]
    .filter((action) => action !== undefined && action !== truth).sort();
  if (truth === undefined || others.length === 0) return null;
  const first = (7 * stepIndex + 3 * rolloutIndex) % others.length;
  const second = (first + Math.ceil(others.length / 2)) % others.length;
  return [...new Set([truth, others[first], others[second]])].sort();
}

export const signOf = (value) => (value > 0 ? "positive" : value < 0 ? "negative" : "zero");

/// The question that is open about a step, or null where all is answered.
export function question(play, rolloutIndex, stepIndex, total, guesses) {
  const commands = choices(play, rolloutIndex, stepIndex);
  if (commands && guesses.action === undefined) {
    return { name: "action", text: "What will it do next?", choices: commands };
  }
  if (total !== undefined && guesses.sign === undefined) {
    return {
      name: "sign", text: "Is the advantage of this step positive, zero or negative?",
      choices: ["positive", "zero", "negative"],
    };
  }
  return null;
}

/// A question as buttons.
export function questionCard(asked, number, { id, answer, reveal }) {
  return h("article", { class: "card question" },
    h("h3", {}, `Step ${number}`), h("p", {}, asked.text),
    h("p", { class: "answers" }, asked.choices.map((choice, index) =>
      h("button", { type: "button", "data-key": `${id}-${asked.name}-${index}`, onclick: () => answer(asked.name, choice) },
        asked.name === "action" ? h("code", {}, choice) : choice))),
    h("p", {}, h("button", { type: "button", class: "quiet", "data-key": `${id}-reveal`, onclick: reveal }, "Just show it")));
}

/// How the guesses about a step went.
export function verdict(guesses, step, total) {
  const parts = [];
  if (guesses.action !== undefined && guesses.action !== null) {
    parts.push(guesses.action === step.action ? "✓ You foresaw the command." : `✕ You said “${guesses.action}”.`);
  }
  if (guesses.sign !== undefined && guesses.sign !== null) {
    parts.push(guesses.sign === signOf(total) ? "✓ You foresaw the sign." : `✕ You said ${guesses.sign}: it is ${signOf(total)}.`);
  }
  return parts.length === 0 ? null : h("p", { class: "verdict" }, parts.join(" "));
}
