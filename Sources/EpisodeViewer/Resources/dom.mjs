// Elements, shapes and numbers. Text is always set as text, never as markup.

/// An element: attributes, listeners (onclick …), custom properties (--x), then children.
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.startsWith("--")) element.style.setProperty(key, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// A shape for each tag, so that none is told by colour alone.
const shapes = {
  planning: "M2 2h12v12H2z",
  explore: "M8 1.5 15 14H1z",
  reflection: "M8 .8 15.2 8 8 15.2.8 8z",
  monitor: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z",
  malformed: "M3 1 8 6l5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5z",
  think: "M1 6h14v4H1z",
};

/// The kind of a step: its tag, or what stands in for it.
export const kindOf = (step) =>
  step.fate === "malformed" ? "malformed" : shapes[step.tag] ? step.tag : "think";

/// The shape of a kind of step; decoration beside its name.
export function shape(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `shape ${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[kind] ?? shapes.think);
  svg.append(path);
  return svg;
}

const minus = (text) => text.replace("-", "−");

/// A number with so many decimals, and a true minus.
export const fixed = (value, digits = 2) => {
  const text = value.toFixed(digits);
  return minus(Number(text) === 0 ? text.replace("-", "") : text);
};

/// The same with its sign.
export const signed = (value, digits = 2) => {
  const text = fixed(value, digits);
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
};

export const percent = (share) => `${Math.round(share * 100)} %`;

/// "1 step", "2 steps".
export const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

/// A bar from zero to a value on a scale of ±`limit`, beginning at `from`.
export function bar(value, limit, className, from = 0) {
  const place = (x) => 50 + 50 * Math.max(-1, Math.min(1, x / limit));
  const ends = [place(from), place(from + value)].sort((one, other) => one - other);
  return h("i", { class: className, "--from": `${ends[0]}%`, "--width": `${ends[1] - ends[0]}%` });
}

/// The two parts of an advantage and, as a thick line, their sum. Parts of one sign stand behind each other, of
/// two signs on either side of zero.
export function partsBar({ outcome, tag }, limit = 3) {
  const place = Math.max(-1, Math.min(1, (outcome + tag) / limit));
  return h("span", { class: "scale", "aria-hidden": "true" },
    bar(outcome, limit, "part outcome"),
    bar(tag, limit, "part step", outcome * tag > 0 ? outcome : 0),
    h("i", { class: "total", "--from": `${50 + 50 * place}%` }));
}
