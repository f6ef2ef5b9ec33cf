import { advantagesOf, canChoose, constantsOf, filters } from "./data.mjs";
import { firstDifference, found, partsOf, passing } from "./data.mjs";
import { counted, fixed, h, kindOf } from "./dom.mjs";
import { decoded, encoded, initial } from "./link.mjs";
import { timeline } from "./timeline.mjs";
import { openingCard, stepCard, tagName } from "./step.mjs";
import { goals, room } from "./room.mjs";
import { measures, mostMoved, strip, tokensOf, worked } from "./tokens.mjs";
import { groupTable, lossLine } from "./group.mjs";
import { question, questionCard, verdict, withheld } from "./predict.mjs";

// The state, and the page drawn from it anew after every change.

const sides = ["left", "right"];
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const state = initial();
const noToken = () => ({ left: null, right: null });
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
  state.filters = Object.keys(filters).filter((name) => state.filters.includes(name));
  if (!Object.hasOwn(measures, state.measure)) state.measure = initial().measure;
  const shown = gamesLeft();
  if (!shown.some(({ key }) => key === state.game)) {
    const isFirst = state.game === null;
    const start = data.games[data.start];
    state.game = (shown.includes(start) ? start : shown[0]).key;
    if (!isFirst) Object.assign(state, { step: 1, token: noToken() });
  }
  const { plays, pair } = game();
  sides.forEach((side, index) => {
    if (!plays.some(({ key }) => key === state[side]?.play)) {
      state[side] = { play: plays[pair[index].play].key, rollout: pair[index].rollout };
    }
    const last = playOf(side).rollouts.length - 1;
    state[side] = { ...state[side], rollout: Math.max(0, Math.min(last, state[side].rollout)) };
  });
  showPassing();
  state.step ??= firstDifference(...sides.map(rolloutOf));
  state.step = Math.max(0, Math.min(lastStep(), Math.round(state.step)));
  for (const name of ["alpha", "lambda", "clip"]) {
    if (state[name] === null) continue;
    const { min, max } = at(name);
    state[name] = Math.max(Number(min), Math.min(Number(max), state[name]));
  }
}

/// The games in which the filters leave an episode; all of them where they leave none.
function gamesLeft() {
  const { games } = found(data.games, state.filters);
  return games.length > 0 ? games : data.games;
}

/// Shows episodes that pass the filters: on a side whose agent has one there, and on one side at least. What
/// the other side shows is then there to compare with.
function showPassing() {
  if (state.filters.length === 0) return;
  for (const side of sides) {
    const places = passing(playOf(side), state.filters);
    if (places.length > 0 && !places.includes(state[side].rollout)) {
      state[side] = { ...state[side], rollout: places[0] };
      state.token = noToken();
    }
  }
  if (sides.some((side) => passing(playOf(side), state.filters).length > 0)) return;
  const play = game().plays.findLast((each) => passing(each, state.filters).length > 0);
  if (!play) return;
  const side = playOf("left").title === play.title ? "left" : "right";
  state[side] = { play: play.key, rollout: passing(play, state.filters)[0] };
  state.token = noToken();
}

const go = (step) => update({ step, token: noToken() });

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
  const shown = gamesLeft();
  at("game").replaceChildren(...data.shelves.map(({ key, title }) =>
    h("optgroup", { label: title }, shown.filter(({ shelf }) => shelf === key).map((candidate) =>
      h("option", { value: candidate.key, selected: candidate.key === state.game }, candidate.title)))));
  for (const box of at("filters").querySelectorAll("input")) box.checked = state.filters.includes(box.value);
  const { games, episodes } = found(data.games, state.filters);
  at("matches").textContent = state.filters.length === 0 ? ""
    : games.length === 0 ? "no such episode: all games are shown"
      : `${counted(games.length, "game")}, ${counted(episodes, "episode")}`;
  at("about").textContent = data.shelves.find(({ key }) => key === game().shelf).about;
}

function drawTransport(views) {
  const last = lastStep();
  // How long the episodes are would tell how they end.
  const longest = () => Math.max(...game().plays.flatMap(({ rollouts }) => rollouts).map(({ steps }) => steps.length));
  const total = state.predict ? "" : ` of ${last}`;
  at("step").max = state.predict ? longest() : last;
  at("step").value = state.step;
  at("step").setAttribute("aria-valuetext", `step ${state.step}${total}`);
  at("step-name").textContent = state.step === 0 ? "Beginning" : `Step ${state.step}${total}`;
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
  filters.loops(rollout) ? "loops" : null, filters.reflection(rollout) ? "reflection" : null,
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

const choose = (side, rollout) => update({ [side]: { ...state[side], rollout }, token: noToken() });

/// The command that shows a rollout, in words that no line is broken within, as after the dashes of an option.
const command = (play, place) =>
  `swift run -c release ${play.command.replace("{rollout}", String(place))}`.split(" ")
    .flatMap((word, index) => [index > 0 ? " " : "", h("span", {}, word)]);

function pickers(side, play) {
  const name = side === "left" ? "Left" : "Right";
  const has = (one) => passing(one, state.filters).length > 0;
  const filtered = state.filters.length > 0 && game().plays.some(has);
  const agent = h("select", {
    "data-key": `${side}-play`, "aria-label": `${name} agent`,
    onchange: (event) => update({
      [side]: { play: event.target.value, rollout: state[side].rollout }, token: noToken(),
    }),
  }, game().plays.map((each) => h("option", {
    value: each.key, selected: each.key === play.key,
    // One of the two sides passes.
    disabled: filtered && !has(each) && !has(playOf(side === "left" ? "right" : "left")),
  }, `${each.title}, ${each.detail}${filtered && !has(each) ? " (no such episode)" : ""}`)));
  if (play.rollouts.length === 1) return h("p", { class: "pickers" }, agent);
  const rollout = h("select", {
    "data-key": `${side}-rollout`, "aria-label": `${name} rollout`,
    onchange: (event) => choose(side, Number(event.target.value)),
  }, play.rollouts.map((each, index) =>
    h("option", {
      value: index, selected: index === state[side].rollout,
      disabled: !canChoose(play, index, state.filters),
    }, state.predict ? `Rollout ${index + 1}` : `Rollout ${described(each, index)}`)));
  return h("p", { class: "pickers" }, agent, rollout);
}

function drawTraining(views) {
  const inGroup = views.filter(({ advantages }) => advantages !== null);
  at("inside").hidden = inGroup.length === 0;
  if (inGroup.length === 0) return;
  drawConstants(inGroup);
  // Both groups stand there or none: before training they are of the same rollouts.
  const isWithheld = state.predict && (state.step === 0 || views.some(({ asked }) => asked));
  at("losses").replaceChildren(...(isWithheld ? []
    : inGroup.map(({ play, advantages }) => lossLine(play, advantages, state))));
  at("groups").replaceChildren(...(isWithheld ? [h("p", { class: "soft" }, withheld)]
    : inGroup.map(({ side, play, advantages }) =>
      h("section", { class: "side" }, h("h3", {}, `${play.title}, ${play.detail}`),
        groupTable(play, state[side].rollout, advantages, {
          id: `group-${side}`, choose: (rollout) => choose(side, rollout),
          isOpen: (rollout) => canChoose(play, rollout, state.filters),
        })))));
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
      choose: (token) => update({ token: { ...state.token, [side]: token } }),
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
        "data-key": `measure-${name}`, onchange: () => update({ measure: name }),
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
    update({ game: key, ...Object.fromEntries(chosen), step: 1, token: noToken() });
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
