// What the stage shows now. Python sends it to the picture in one message a redraw; the words, the steps and the table beside it take
// it from here, so that all of them always speak of the same run.

import { doubles } from "../shared/arrays.js";
/** @import { Frame } from "../shared/canvas.js" */
/** @import { Place } from "../shared/widget.js" */

/** @typedef {ReturnType<typeof decoded>} Run */

const now = {
  /** @type {Run | null} */
  run: null,
  /** @type {Set<(run: Run) => void>} */
  hosts: new Set(),
};

/** @param {Run} run */
export function show(run) {
  now.run = run;
  for (const draw of now.hosts) draw(run);
}

/**
 * Calls ``draw`` with every run from now on, until the widget at ``place`` has gone.
 * @param {Place} place
 * @param {(run: Run) => void} draw
 */
export function follow(place, draw) {
  now.hosts.add(draw);
  if (now.run) draw(now.run);
  place.atTheEnd(() => now.hosts.delete(draw));
}

/* ---- a run: row k is the state after k steps, its columns the point, f, and the slope along each variable ---- */

/** @param {any} data */
export function decoded(data) {
  const d = data.variables.length, width = 2 * d + 1, numbers = doubles(data.numbers);
  const at = (/** @type {number} */ k, /** @type {number} */ column) => numbers[k * width + column];
  const length = (/** @type {number} */ k) => (k === 0 ? 0 : Math.hypot(...Array.from({ length: d }, (_, i) => at(k, i) - at(k - 1, i))));
  return { ...data, d, at, length, rows: numbers.length / width, k: Math.min(data.k, numbers.length / width - 1) };
}

/* ---- the verdict: words of ours with numbers in the colours of the picture; never HTML ---- */

/** @type {Record<string, string>} */
const TONES = { function: "blue", slope: "violet", rising: "green", falling: "red", flat: "gray", path: "orange" };

/** @param {string} name @param {any} className @param {string} text */
function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = bound(text);
  return made;
}

// A place such as (x, y) = (3, 2) never breaks over two lines.
/** @param {string} text */
function bound(text) { return text.replace(/\([^()]*\)/g, (all) => all.replace(/ /g, "\u00a0")).replace(/ ([=≤]) /g, "\u00a0$1\u00a0").replace(/\//g, "/\u2060"); }

/** @param {HTMLElement} box @param {any} run */
export function fillWords(box, { words }) {
  const text = JSON.stringify(words);
  if (box.dataset.said === text) return;
  box.dataset.said = text;
  const verdict = element("p", "verdict", "");
  const badge = element("span", "badge", words.badge[0]);
  badge.style.setProperty("--c", `var(--st-${words.badge[1]}-color)`);
  verdict.append(badge, bound(` ${words.verdict}`));
  const now = element("p", "now", "");
  for (const [part, tone] of words.now) {
    if (!tone) { now.append(bound(part)); continue; }
    const piece = element("b", "", part);
    piece.style.color = `var(--st-${TONES[tone]}-text-color)`;
    now.append(piece);
  }
  box.replaceChildren(verdict, now, ...(words.theory ? [element("p", "theory", words.theory)] : []));
}
