import { advantagesOf, constantsOf, filters, firstDifference, partsOf, passes } from "./data.mjs";
import { counted, fixed, h, kindOf } from "./dom.mjs";
import { decoded, encoded } from "./link.mjs";
import { timeline } from "./timeline.mjs";
import { openingCard, stepCard, tagName } from "./step.mjs";
import { goals, room } from "./room.mjs";
import { measures, mostMoved, strip, tokensOf, worked } from "./tokens.mjs";
import { groupTable, lossLine } from "./group.mjs";
import { question, questionCard, verdict } from "./predict.mjs";

// The state, and the page drawn from it anew after every change.

const sides = ["left", "right"];
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const state = {
  game: null, left: null, right: null, step: null, alpha: null, lambda: null, clip: null,
  measure: "ratio", token: { left: null, right: null }, predict: false, filters: [],
};
const guesses = new Map();
let player = null;

const game = () => data.games.find(({ key }) => key === state.game);
const playOf = (side) => game().plays.find(({ key }) => key === state[side].play);
const rolloutOf = (side) => playOf(side).rollouts[state[side].rollout];
const lastStep = () => Math.max(...sides.map((side) => rolloutOf(side).steps.length));

/// Sets fields and draws; everything that changes the page comes through here.
function update(change) {
  Object.assign(state, change);
  repair();
  draw();
  history.replaceState(null, "", `#${encoded(state)}`);
}

/// Makes the state one that exists, whatever a link or a choice asked for.
function repair() {
  const shown = data.games.filter((candidate) => passes(candidate, state.filters));
  if (!shown.some(({ key }) => key === state.game)) {
    const start = data.games[data.start];
    state.game = (shown.includes(start) ? start : shown[0] ?? start).key;
  }
  const { plays, pair } = game();
  sides.forEach((side, index) => {
    if (!plays.some(({ key }) => key === state[side]?.play)) {
      state[side] = { play: plays[pair[index].play].key, rollout: pair[index].rollout };
    }
    const last = playOf(side).rollouts.length - 1;
    state[side] = { ...state[side], rollout: Math.max(0, Math.min(last, state[side].rollout)) };
  });
  state.step ??= firstDifference(...sides.map(rolloutOf));
  state.step = Math.max(0, Math.min(lastStep(), Math.round(state.step)));
  for (const name of ["alpha", "lambda", "clip"]) {
    if (state[name] === null) continue;
    const { min, max } = at(name);
    state[name] = Math.max(Number(min), Math.min(Number(max), state[name]));
  }
}

const go = (step) => update({ step, token: { left: null, right: null } });

// What is hidden while the reader predicts.

const guessKey = (side) => [state.game, state[side].play, state[side].rollout, state.step].join("|");
const guessed = (side) => guesses.get(guessKey(side)) ?? {};

function guess(side, name, choice) {
  guesses.set(guessKey(side), { ...guessed(side), [name]: choice });
  draw();
}

function openQuestion(side, advantages) {
  const step = state.step - 1;
  if (!state.predict || step < 0 || step >= rolloutOf(side).steps.length) return null;
  const total = advantages?.total[state[side].rollout][step];
  return question(playOf(side), state[side].rollout, step, total, guessed(side));
}

// Drawing.

function draw() {
  const focused = document.activeElement?.dataset?.key;
  const views = sides.map((side) => {
    const play = playOf(side);
    const advantages = advantagesOf(play, state);
    return { side, play, rollout: rolloutOf(side), advantages, asked: openQuestion(side, advantages) };
  });
  drawChoice();
  drawTransport(views);
  for (const view of views) at(view.side).replaceChildren(...sideParts(view));
  drawTraining(views);
  at("live").textContent = summary(views);
  if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function drawChoice() {
  const shown = data.games.filter((candidate) => passes(candidate, state.filters));
  at("game").replaceChildren(...data.shelves.map(({ key, title }) =>
    h("optgroup", { label: title }, shown.filter(({ shelf }) => shelf === key).map((candidate) =>
      h("option", { value: candidate.key, selected: candidate.key === state.game }, candidate.title)))));
  at("matches").textContent = state.filters.length === 0 ? "" : `${counted(shown.length, "game")}`;
  at("about").textContent = data.shelves.find(({ key }) => key === game().shelf).about;
}

function drawTransport(views) {
  const last = lastStep();
  at("step").max = last;
  at("step").value = state.step;
  at("step").setAttribute("aria-valuetext", `step ${state.step} of ${last}`);
  at("step-name").textContent = state.step === 0 ? "Beginning" : `Step ${state.step} of ${last}`;
  at("play").textContent = player === null ? "Play" : "Pause";
  at("play").setAttribute("aria-pressed", String(player !== null));
  at("predict").setAttribute("aria-pressed", String(state.predict));
  at("timelines").replaceChildren(...views.map(({ side, play, rollout, asked }) =>
    timeline(rollout, state, {
      hiddenFrom: state.predict ? (asked ? state.step : state.step + 1) : Infinity,
      label: [side === "left" ? "A" : "B", play.title], go,
    })));
  for (const row of at("timelines").querySelectorAll("ol")) {
    const mark = row.querySelector(".now");
    if (mark) row.scrollLeft = mark.offsetLeft - row.offsetLeft - row.clientWidth / 2;
  }
}

/// What a reader sees of a rollout in a list.
const described = (rollout, index) => [
  `${index + 1}: ${rollout.won ? "won" : "lost"} in ${counted(rollout.steps.length, "step")}`,
  filters.loops(rollout) ? "loops" : null, filters.reflects(rollout) ? "reflects" : null,
].filter(Boolean).join(", ");

function sideParts({ side, play, rollout, advantages, asked }) {
  const { steps } = rollout;
  const index = state.step - 1;
  const isOver = index >= steps.length;
  const shown = asked ? index : Math.min(state.step, steps.length);
  const place = state[side].rollout;
  const numbers = advantages && index >= 0 && !isOver ? {
    outcome: advantages.outcome[place][index], tag: advantages.tag[place][index],
    total: advantages.total[place][index], alpha: advantages.alpha,
    isOutcomeOnly: advantages.alpha === 1, parts: partsOf(advantages, place, index),
  } : null;
  const card = asked ? questionCard(asked, state.step, {
    id: side, answer: (name, choice) => guess(side, name, choice),
    reveal: () => { guess(side, "action", guessed(side).action ?? null); guess(side, "sign", guessed(side).sign ?? null); },
  }) : index < 0 ? openingCard(game())
    : isOver ? h("article", { class: "card" }, h("h3", {}, "Over"),
      h("p", {}, rollout.won ? `Won in ${counted(steps.length, "step")}.` : `Lost after ${counted(steps.length, "step")}.`))
      : stepCard(steps[index], state.step, numbers, { reasons: data.reasons, go });
  if (state.predict && !asked && index >= 0 && !isOver) {
    card.append(verdict(guessed(side), steps[index], numbers?.total) ?? "");
  }
  const outcome = state.predict && !isOver && shown < steps.length ? h("span", { class: "badge" }, "? not told yet")
    : rollout.won ? h("span", { class: "badge good" }, `✓ won in ${counted(steps.length, "step")}`)
      : h("span", { class: "badge bad" }, `✕ lost after ${counted(steps.length, "step")}`);
  return [
    h("h2", {}, h("span", { class: "letter", "aria-hidden": "true" }, side === "left" ? "A" : "B"),
      play.title, outcome),
    h("p", { class: "soft" }, play.detail),
    pickers(side, play), goals(game(), rollout, shown), card, room(game(), rollout, shown),
    h("details", { class: "replay" }, h("summary", {}, "See it in a terminal"),
      h("p", {}, play.note),
      h("p", {}, h("code", {}, command(play, place)))),
  ];
}

/// The command that shows a rollout, in words that no line is broken within, as after the dashes of an option.
const command = (play, place) =>
  `swift run -c release ${play.command.replace("{rollout}", String(place))}`.split(" ")
    .flatMap((word, index) => [index > 0 ? " " : "", h("span", {}, word)]);

function pickers(side, play) {
  const name = side === "left" ? "Left" : "Right";
  const agent = h("select", {
    "data-key": `${side}-play`, "aria-label": `${name} agent`,
    onchange: (event) => update({ [side]: { play: event.target.value, rollout: state[side].rollout } }),
  }, game().plays.map(({ key, title, detail }) =>
    h("option", { value: key, selected: key === play.key }, `${title}, ${detail}`)));
  if (play.rollouts.length === 1) return h("p", { class: "pickers" }, agent);
  const rollout = h("select", {
    "data-key": `${side}-rollout`, "aria-label": `${name} rollout`,
    onchange: (event) => update({ [side]: { ...state[side], rollout: Number(event.target.value) } }),
  }, play.rollouts.map((each, index) =>
    h("option", { value: index, selected: index === state[side].rollout },
      state.predict ? `Rollout ${index + 1}` : `Rollout ${described(each, index)}`)));
  return h("p", { class: "pickers" }, agent, rollout);
}

function drawTraining(views) {
  const inGroup = views.filter(({ advantages }) => advantages !== null);
  at("inside").hidden = inGroup.length === 0;
  if (inGroup.length === 0) return;
  drawConstants(inGroup);
  at("losses").replaceChildren(...inGroup.map(({ play, advantages }) => lossLine(play, advantages, state)));
  at("groups").replaceChildren(...inGroup.map(({ side, play, advantages }) =>
    h("section", { class: "side" }, h("h3", {}, `${play.title}, ${play.detail}`),
      groupTable(play, state[side].rollout, advantages, {
        id: `group-${side}`,
        choose: (rollout) => update({ [side]: { ...state[side], rollout }, token: { left: null, right: null } }),
      }))));
  at("tokens").replaceChildren(...inGroup.map(tokenParts));
}

function tokenParts({ side, play, advantages, asked }) {
  const heading = h("h4", {}, play.title);
  const index = state.step - 1;
  const place = state[side].rollout;
  if (asked) return h("div", {}, heading, h("p", { class: "soft" }, "Answer first."));
  const tokens = index < rolloutOf(side).steps.length
    ? tokensOf(data.words, play, place, index, advantages, state) : null;
  if (!tokens) return h("div", {}, heading, h("p", { class: "soft" }, "No step here."));
  const chosen = Math.min(state.token[side] ?? mostMoved(tokens), tokens.learned.length - 1);
  return h("div", {}, heading,
    strip(tokens, state.measure, chosen, {
      id: `strip-${side}`, label: `Tokens of step ${state.step}, ${play.title}`,
      choose: (token) => { state.token[side] = token; draw(); },
    }), worked(tokens.learned[chosen], play, state));
}

function drawConstants(views) {
  const own = views.map(({ play }) => constantsOf(play, { alpha: null, clip: null, lambda: null }));
  const set = (name, values, digits) => {
    const known = values.filter((value) => value !== null);
    at(name).value = state[name] ?? known.at(-1) ?? 1;
    at(`${name}-value`).textContent = state[name] !== null ? fixed(state[name], digits)
      : `as trained: ${[...new Set(known.map((value) => fixed(value, digits)))].join(" and ") || "another formula"}`;
  };
  set("alpha", own.map(({ alpha }) => alpha), 2);
  set("clip", own.map(({ clip }) => clip), 2);
  set("lambda", own.map(({ klWeight }) => klWeight), 3);
  at("measures").replaceChildren(h("legend", {}, "Below each token"),
    ...Object.entries(measures).map(([name, { label }]) => h("label", {},
      h("input", {
        type: "radio", name: "measure", value: name, checked: name === state.measure,
        "data-key": `measure-${name}`, onchange: () => { state.measure = name; draw(); },
      }), ` ${label}`)));
}

/// What a screen reader hears after a step.
function summary(views) {
  const parts = views.map(({ side, play, rollout, asked }) => {
    const step = rollout.steps[state.step - 1];
    const name = `${side === "left" ? "A" : "B"}, ${play.title}: `;
    if (asked) return `${name}${asked.text}`;
    if (!step) return name + (state.step === 0 ? "at the beginning" : rollout.won ? "has won" : "has lost");
    return `${name}${kindOf(step)}, ${step.action ?? "no command"}, ${step.fate}`
      + (step.repeats ? `, repeats step ${step.repeats}` : "");
  });
  return `${at("step-name").textContent}. ${parts.join(". ")}.`;
}

// Controls.

function stop() {
  clearInterval(player);
  player = null;
}

function togglePlay() {
  if (player !== null) stop();
  else {
    if (state.step >= lastStep()) state.step = 0;
    player = setInterval(() => {
      if (state.step >= lastStep()) { stop(); draw(); } else go(state.step + 1);
    }, 1400);
  }
  draw();
}

function listen() {
  at("game").addEventListener("change", (event) => {
    // The agents stay, where they played it; rollouts of another game are others.
    const { key, plays, pair } = data.games.find((each) => each.key === event.target.value);
    const chosen = sides.map((side, index) => [side, {
      ...state[side], rollout: plays[pair[index].play].key === state[side].play ? pair[index].rollout : 0,
    }]);
    update({ game: key, ...Object.fromEntries(chosen), step: 1, token: { left: null, right: null } });
  });
  at("filters").addEventListener("change", () => update({
    filters: [...at("filters").querySelectorAll("input:checked")].map(({ value }) => value),
  }));
  at("step").addEventListener("input", (event) => go(Number(event.target.value)));
  at("first").addEventListener("click", () => go(0));
  at("back").addEventListener("click", () => go(state.step - 1));
  at("forth").addEventListener("click", () => go(state.step + 1));
  at("end").addEventListener("click", () => go(lastStep()));
  at("play").addEventListener("click", togglePlay);
  at("predict").addEventListener("click", () => { stop(); update({ predict: !state.predict }); });
  for (const name of ["alpha", "lambda", "clip"]) {
    at(name).addEventListener("input", (event) => update({ [name]: Number(event.target.value) }));
  }
  at("reset").addEventListener("click", () => update({ alpha: null, lambda: null, clip: null }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [role=listbox], .table")) return;
    const steps = { ArrowLeft: state.step - 1, ArrowRight: state.step + 1, Home: 0, End: lastStep() };
    if (steps[event.key] === undefined) return;
    event.preventDefault();
    go(steps[event.key]);
  });
  addEventListener("hashchange", () => {
    if (location.hash.includes("game=")) update(decoded(location.hash));
  });
}

at("shapes").replaceChildren(...["planning", "explore", "reflection", "monitor", "think", "malformed"]
  .map((kind) => h("li", {}, tagName(kind))));
listen();
update(decoded(location.hash));
at("plain").hidden = true;
at("app").hidden = false;
