// The curves through the point: its level line and the two slices, cut off where they leave the box.

import { TALL } from "./camera.js";
import { trace } from "./sight.js";
/** @import { Terrain } from "../hill/terrains.js" */
/** @import { Corner } from "./camera.js" */
/** @import { Point, Scene } from "./sight.js" */

/** The level line that was found last, and for what. @typedef {{ level: number[][][], levelMark?: string }} Level */

// The level line through the point, found anew only when the point has moved.
/** @param {Level} state @param {Terrain} terrain @param {Point} point */
export function levelThrough(state, terrain, point) {
  const mark = `${terrain.mark} ${point.f}`;
  if (state.levelMark !== mark) {
    state.level = point.f !== null && Number.isFinite(point.f) ? joined(terrain.level(point.f)) : [];
    state.levelMark = mark;
  }
  return state.level;
}

// Short straight pieces [x0, y0, x1, y1] as long lines [[x, y], …].
/** @param {number[][]} pieces */
function joined(pieces) {
  const name = (/** @type {number} */ x, /** @type {number} */ y) => `${x.toPrecision(9)} ${y.toPrecision(9)}`, ends = /** @type {Map<string, number[]>} */ (new Map());
  pieces.forEach(([x0, y0, x1, y1], k) => {
    for (const end of [name(x0, y0), name(x1, y1)]) { ends.set(end, [...(ends.get(end) ?? []), k]); }
  });
  const used = new Set(), lines = /** @type {number[][][]} */ ([]);
  const follow = (/** @type {number[][]} */ line) => {
    for (;;) {
      const here = name(line[line.length - 1][0], line[line.length - 1][1]), k = ends.get(here)?.find((/** @type {number} */ candidate) => !used.has(candidate));
      if (k === undefined) return line;
      used.add(k);
      const [x0, y0, x1, y1] = pieces[k];
      line.push(name(x0, y0) === here ? [x1, y1] : [x0, y0]);
    }
  };
  pieces.forEach(([x0, y0, x1, y1], k) => {
    if (used.has(k)) return;
    used.add(k);
    lines.push(follow(follow([[x0, y0], [x1, y1]]).reverse()));
  });
  return lines;
}

// The level line through the point and the two slices.
/** @param {Scene} scene @param {number[][][]} level */
export function drawCurves(scene, level) {
  const { view, terrain, sizes, point } = scene, { x0, x1, y0, y1 } = terrain;
  if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) return;
  const height = point.f === null ? NaN : view.w(point.f);
  if (Math.abs(height) <= TALL) {
    for (const curve of level) trace(scene, curve.map(([x, y]) => /** @type {Corner} */ ([view.u(x), view.v(y), height])), { colour: "flat", width: sizes.line, lying: true });
  }
  const on = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {Corner} */ ([view.u(x), view.v(y), view.w(terrain.height(x, y))]), count = 2 * (terrain.n - 1);
  const slice = (/** @type {(t: number) => Corner} */ at) => trace(scene, within(Array.from({ length: count + 1 }, (_, k) => at(k / count))), { colour: "slope", width: sizes.stroke, lying: true });
  slice((/** @type {number} */ t) => on(x0 + (x1 - x0) * t, point.y));
  slice((/** @type {number} */ t) => on(point.x, y0 + (y1 - y0) * t));
}

// A curve cut off where it leaves the box; NaN breaks it there.
/** @param {Corner[]} curve */
function within(curve) {
  const kept = /** @type {Corner[]} */ ([]), gone = /** @type {Corner} */ ([NaN, NaN, NaN]);
  curve.forEach((to, k) => {
    const from = curve[k - 1], ends = [TALL, -TALL].filter((end) => from && from[2] > end !== to[2] > end && Number.isFinite(from[2] + to[2]));
    if (from?.[2] < to[2]) ends.reverse();
    for (const end of ends) {
      const t = (end - from[2]) / (to[2] - from[2]), cross = /** @type {Corner} */ (from.map((v, axis) => v + t * (to[axis] - v)));
      kept.push(...(Math.abs(from[2]) > TALL ? [gone, cross] : [cross, gone]));
    }
    kept.push(Math.abs(to[2]) <= TALL ? to : gone);
  });
  return kept;
}
