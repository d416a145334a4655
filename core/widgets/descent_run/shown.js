// What the stage shows now. Python sends it to the picture in one message a redraw; the words, the steps and the table beside it take
// it from here, so that all of them always speak of the same run.

import { Channel } from "../shared/channel.js";
/** @import { Frame } from "../shared/canvas.js" */
/** @import { Place } from "../shared/widget.js" */

/** @import { Settings } from "./walk.js" */
/** @typedef {ReturnType<typeof runOf>} Run */

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

/**
 * The player stands at another step. @type {Channel<number>}
 */
export const stands = new Channel();

/* ---- a run: row k is the state after k steps, its columns the point, f, and the slope along each variable ---- */

/**
 * What Python says of a run. ``numbers``: its rows, packed; ``hands``: which setting a slider of a name is.
 * @typedef {{
 *   variables: string[], numbers: string, steps: number, k: number, limits: [number, number, number, number], ground: string, lowest: number,
 *   log: boolean, large: boolean, words: Words, alt: string, loss: string, settings: Settings, hands: Record<string, string>, answered: number,
 * }} Data
 */
/** @typedef {{ badge: [string, string], verdict: string, now: [string, string][], theory: string }} Words */

/**
 * The run of ``data`` at step ``k``; ``numbers`` are its rows, Python's own or, with the ``settings`` of a moving hand, the browser's.
 * @param {Data} data
 * @param {Float64Array} numbers
 * @param {Settings} settings
 * @param {number} k
 * @param {boolean} local
 */
export function runOf(data, numbers, settings, k, local) {
  const d = data.variables.length, width = 2 * d + 1, rows = numbers.length / width;
  const at = (/** @type {number} */ row, /** @type {number} */ column) => numbers[row * width + column];
  const length = (/** @type {number} */ row) => (row === 0 ? 0 : Math.hypot(...Array.from({ length: d }, (_, i) => at(row, i) - at(row - 1, i))));
  return { ...data, d, at, length, rows, settings, local, steps: settings.steps, k: Math.max(0, Math.min(k, rows - 1)) };
}

/* ---- the verdict: words of ours with numbers in the colours of the picture; never HTML ---- */

/** @type {Record<string, string>} */
const TONES = { function: "blue", slope: "violet", rising: "green", falling: "red", flat: "gray", path: "orange" };

/** @param {string} name @param {string} className @param {string} text */
function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = bound(text);
  return made;
}

// A place such as (x, y) = (3, 2) never breaks over two lines.
/** @param {string} text */
function bound(text) { return text.replace(/\([^()]*\)/g, (all) => all.replace(/ /g, "\u00a0")).replace(/ ([=≤]) /g, "\u00a0$1\u00a0").replace(/\//g, "/\u2060"); }

/** @param {HTMLElement} box @param {Run} run */
export function fillWords(box, { words, local }) {
  box.classList.toggle("pending", local); // the verdict is that of a moment ago
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
