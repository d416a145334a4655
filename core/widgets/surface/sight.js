// What is seen of what is drawn on the surface, and what a hill stands in front of.

import { line } from "../shared/canvas.js";
import { TALL } from "./camera.js";
/** @import { Terrain } from "../hill/terrains.js" */
/** @import { Pen, Sizes, Theme } from "../shared/canvas.js" */
/** @import { Corner, View } from "./camera.js" */
/** @import { Mesh } from "./patches.js" */

/** How a place in the box is seen: in the open, under the surface, or behind a hill. @typedef {ReturnType<typeof sight>} Sight */
/** @typedef {{ x: number, y: number, f: number | null, fx: number | null, fy: number | null }} Point where the reader stands */
/** @typedef {{ pen: Pen, view: View, terrain: Terrain, theme: Theme, sizes: Sizes, point: Point, seen: Sight }} Scene */

export const SEEN = 0, UNDER = 1, BEHIND = 2; // in the open; just under the surface above it; behind another part of it
const LIFT = 0.008; // what lies on the surface is looked for this much above it: patches are flat, f is not

// Follows the line of sight from a place in the box towards the reader, cell by cell, and counts how often it passes through the surface.
/** @param {View} view @param {Terrain} terrain @param {Mesh} mesh */
export function sight(view, terrain, { n, ground }) {
  const perCell = (n - 1) / 2, da = -view.sa, db = -view.ca, dc = view.st / view.ct / perCell, { torn } = terrain;
  const height = (/** @type {number} */ p, /** @type {number} */ q) => {
    const j = Math.floor(p), i = Math.floor(q), k = i * n + j, u = p - j, v = q - i;
    if (torn[i * (n - 1) + j]) return NaN;
    const c = (1 - v) * (ground[k] + u * (ground[k + 1] - ground[k])) + v * (ground[k + n] + u * (ground[k + n + 1] - ground[k + n]));
    return c >= -TALL && c <= TALL ? c : NaN;
  };
  const on = (/** @type {number} */ p, /** @type {number} */ q) => p >= 0 && q >= 0 && p < n - 1 && q < n - 1;
  return (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, lying = false) => {
    let p = (a + 1) * perCell, q = (b + 1) * perCell, z = lying ? c + LIFT : c;
    const under = !lying && on(p, q) && z < height(p, q);
    let above = !under, times = 0;
    for (p += da, q += db, z += dc; !(above && z > TALL); p += da, q += db, z += dc) {
      if (!on(p, q)) {
        // It may begin outside the window (a corner of the tangent plane) and come in.
        if ((p < 0 && da <= 0) || (q < 0 && db <= 0) || (p >= n - 1 && da >= 0) || (q >= n - 1 && db >= 0)) break;
        continue;
      }
      const c = height(p, q);
      if (Number.isNaN(c) || z > c === above) continue;
      above = !above;
      if (++times > 1 || !under) return BEHIND;
    }
    return times ? UNDER : SEEN;
  };
}

// Draws a curve [[a, b, c], …] in the box, its hidden parts faint.
/** @param {Scene} scene @param {Corner[]} curve @param {{ colour: "flat" | "slope", width: number, lying?: boolean }} look */
export function trace({ pen, view, theme, seen }, curve, { colour, width, lying = false }) {
  pen.strokeStyle = theme[colour];
  pen.lineJoin = "round";
  /** @type {number[][]} */
  let part = [];
  /** @type {number | null} */
  let state = null;
  const end = () => {
    if (part.length > 1) {
      pen.globalAlpha = [1, 0.8, 0.4][state ?? SEEN];
      pen.lineWidth = width * [1, 0.8, 0.5][state ?? SEEN];
      pen.setLineDash(state === BEHIND ? [4, 4] : []);
      line(pen, part);
    }
  };
  for (let k = 1; k < curve.length; k++) {
    const [from, to] = [curve[k - 1], curve[k]], broken = !Number.isFinite(from[2]) || !Number.isFinite(to[2]);
    const next = broken ? null : seen(.../** @type {Corner} */ (from.map((v, axis) => (v + to[axis]) / 2)), lying);
    if (next !== state) { end(); part = next === null ? [] : [view.project(...from)]; state = next; }
    if (next !== null) part.push(view.project(...to));
  }
  end();
  pen.globalAlpha = 1;
  pen.setLineDash([]);
}
