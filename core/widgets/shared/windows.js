// Windows in a hand: what zooming and panning make of the four ends [x0, x1, y0, y1] of a picture.

import { Channel } from "./channel.js";

/** @typedef {[number, number, number, number]} Limits */
/** @typedef {"x" | "y" | "xy"} Axes */

/** The window of a stage is in a hand: what its picture shows meanwhile, null when Python's word counts again. @type {Channel<{ stage: string, limits: Limits | null }>} */
export const windows = new Channel();

const FARTHEST = 1e9, NARROWEST = 1e-9; // as far as an address goes; of the size of its numbers

/** @param {number} low @param {number} high */
const usable = (low, high) => Math.abs(low) <= FARTHEST && Math.abs(high) <= FARTHEST && high - low > NARROWEST * Math.max(1e-3, Math.abs(low), Math.abs(high));

/** @param {number} low @param {number} high @returns {[number, number]} ends with no more digits than a pixel has */
function rounded(low, high) {
  const places = Math.max(0, Math.min(15, 3 - Math.floor(Math.log10(high - low))));
  return [Number(low.toFixed(places)), Number(high.toFixed(places))];
}

/**
 * The window with the ends of ``axes`` moved by ``move``; as it was where that leads too far out or too deep in.
 * @param {Limits} limits @param {Axes} axes @param {(end: number, axis: 0 | 1) => number} move @returns {Limits}
 */
function changed(limits, axes, move) {
  const now = /** @type {Limits} */ ([...limits]);
  for (const axis of /** @type {(0 | 1)[]} */ ([0, 1])) {
    if (!axes.includes("xy"[axis])) continue;
    const low = move(limits[2 * axis], axis), high = move(limits[2 * axis + 1], axis);
    if (!usable(low, high)) return limits;
    [now[2 * axis], now[2 * axis + 1]] = rounded(low, high);
  }
  return now;
}

/** The window ``factor`` times as large, the place ``at`` staying where it is. @param {Limits} limits @param {[number, number]} at @param {number} factor @param {Axes} axes */
export const zoomed = (limits, at, factor, axes) => changed(limits, axes, (end, axis) => at[axis] + factor * (end - at[axis]));

/** The window moved by so much in x and y. @param {Limits} limits @param {[number, number]} by @param {Axes} axes */
export const panned = (limits, by, axes) => changed(limits, axes, (end, axis) => end + by[axis]);

/** The middle of a window. @param {Limits} limits @returns {[number, number]} */
export const middle = ([x0, x1, y0, y1]) => [(x0 + x1) / 2, (y0 + y1) / 2];

/** Whether a place is in the window. @param {Limits} limits @param {(number | null)[]} place */
export const holds = ([x0, x1, y0, y1], [x, y]) => x !== null && y !== null && x >= x0 && x <= x1 && y >= y0 && y <= y1;
