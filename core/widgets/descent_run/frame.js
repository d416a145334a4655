// The frame of a picture over x (and y), and where in it somebody points.

import { frame } from "../shared/canvas.js";
import { number } from "../shared/format.js";
import { ticks } from "../shared/ticks.js";
/** @import { Frame, Sizes } from "../shared/canvas.js" */

/** @param {number} width @param {number} height @param {number[]} arg2 @param {number} d @param {Sizes} sizes */
export function framed(width, height, [x0, x1, y0, y1], d, sizes) {
  const left = marginFor(y0, y1, sizes), top = sizes.text * 1.9, bottom = sizes.text * 3.2, right = sizes.text;
  let w = Math.max(80, width - left - right), h = height - top - bottom;
  if (d === 2) { // one unit as long in x as in y, unless that would make a ribbon of the map
    const across = w / (x1 - x0), up = h / (y1 - y0), unit = Math.min(across, up);
    if (Math.max(across, up) < 3 * unit) { w = unit * (x1 - x0); h = unit * (y1 - y0); }
  }
  return { height: top + h + bottom, box: frame(left, top, w, h, x0, x1, y0, y1) };
}

// Room for the longest number at the axis.
/** @param {number} low @param {number} high @param {Sizes} sizes */
export function marginFor(low, high, sizes) {
  const longest = Math.max(...ticks(low, high, 7).map((tick) => number(tick, 3).length), 0);
  return Math.max(4.2, 0.56 * longest + 1) * sizes.text;
}

// The place under a pixel, as exact as a pixel can be and with no more digits.
/** @param {Frame} box @param {number} px @param {number} py @param {number} d @returns {Record<string, number>} */
export function placeIn(box, px, py, d) {
  const kept = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) => Math.max(low, Math.min(high, value));
  const round = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) => Number(value.toFixed(kept(Math.ceil(-Math.log10((high - low) / 2000)), 0, 12)));
  const x = round(box.x(kept(px, box.left, box.left + box.width)), box.x0, box.x1);
  return d === 1 ? { x } : { x, y: round(box.y(kept(py, box.top, box.top + box.height)), box.y0, box.y1) };
}
