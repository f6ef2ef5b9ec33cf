// The state of the page in its address, so that any moment can be linked to as the reader sees it.

const numbers = ["alpha", "lambda", "clip"];

/// What an address need not name.
export const initial = () => ({
  game: null, left: null, right: null, step: null, alpha: null, lambda: null, clip: null,
  measure: "ratio", token: { left: null, right: null }, predict: false, filters: [],
});

/// The address of a state: the part behind "#".
export function encoded(state) {
  const fields = new URLSearchParams();
  fields.set("game", state.game);
  for (const side of ["left", "right"]) {
    fields.set(side, `${state[side].play}/${state[side].rollout + 1}`);
  }
  fields.set("step", state.step);
  for (const name of numbers) if (state[name] !== null) fields.set(name, state[name]);
  if (state.measure !== initial().measure) fields.set("measure", state.measure);
  for (const side of ["left", "right"]) {
    if (state.token[side] !== null) fields.set(`${side}-token`, state.token[side] + 1);
  }
  if (state.predict) fields.set("predict", "yes");
  if (state.filters.length > 0) fields.set("filters", state.filters.join(" "));
  return fields.toString();
}

/// The state that an address asks for. Whether there is such a game, agent or filter is not looked at.
export function decoded(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const state = initial();
  if (fields.get("game")) state.game = fields.get("game");
  for (const side of ["left", "right"]) {
    const [, play, rollout] = /^(.*)\/(\d+)$/.exec(fields.get(side) ?? "") ?? [];
    if (play) state[side] = { play, rollout: Number(rollout) - 1 };
  }
  for (const name of ["step", ...numbers]) {
    const value = Number.parseFloat(fields.get(name) ?? "");
    if (Number.isFinite(value)) state[name] = value;
  }
  for (const side of ["left", "right"]) {
    const token = Number.parseInt(fields.get(`${side}-token`) ?? "", 10);
    if (token > 0) state.token[side] = token - 1;
  }
  state.measure = fields.get("measure") ?? state.measure;
  state.predict = fields.get("predict") === "yes";
  state.filters = (fields.get("filters") ?? "").split(" ").filter((name) => name !== "");
  return state;
}
