// The state of the page in its address, so that any moment can be linked to.

const numbers = ["alpha", "lambda", "clip"];

/// The address of a state: the part behind "#".
export function encoded(state) {
  const fields = new URLSearchParams();
  fields.set("game", state.game);
  for (const side of ["left", "right"]) {
    fields.set(side, `${state[side].play}/${state[side].rollout + 1}`);
  }
  fields.set("step", state.step);
  for (const name of numbers) if (state[name] !== null) fields.set(name, state[name]);
  return fields.toString();
}

/// What an address asks for; unknown or missing fields are left out.
export function decoded(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const state = {};
  if (fields.get("game")) state.game = fields.get("game");
  for (const side of ["left", "right"]) {
    const [, play, rollout] = /^(.*)\/(\d+)$/.exec(fields.get(side) ?? "") ?? [];
    if (play) state[side] = { play, rollout: Number(rollout) - 1 };
  }
  for (const name of ["step", ...numbers]) {
    const value = Number.parseFloat(fields.get(name) ?? "");
    if (Number.isFinite(value)) state[name] = value;
  }
  return state;
}
