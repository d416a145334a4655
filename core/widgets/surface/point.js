// The point, its tangent plane, its gradient.

import { arrow, dot, penOf, rgb, words } from "../shared/canvas.js";
import { TALL } from "./camera.js";
import { SEEN, trace } from "./sight.js";
/** @import { Corner } from "./camera.js" */
/** @import { Scene } from "./sight.js" */

const ROOM = TALL + 0.3; // how far the plane may leave the box

/** @param {Scene} scene */
export function drawPoint(scene) {
  const { pen, view, terrain, theme, sizes, point, seen } = scene, { x, y, f, fx, fy } = point;
  if (f === null) return;
  const [a, b, c] = [view.u(x), view.v(y), view.w(f)];
  if (Math.abs(c) > TALL + 1e-6) {
    const away = c > 0 ? "Your point is above this picture ↑" : "Your point is below this picture ↓";
    words(pen, away, view.width / 2, c > 0 ? sizes.text : view.height - sizes.text, theme, { colour: theme.slope, size: sizes.text, align: "center" });
    return;
  }
  if (fx !== null && fy !== null) {
    const wide = (terrain.x1 - terrain.x0) / 2, rise = (2 * TALL * wide) / (view.high - view.low), sx = fx * rise, sy = fy * rise;
    // Small enough to stay near the surface and the box.
    const half = Math.min(0.34, 0.27 / Math.max(Math.abs(sx), Math.abs(sy), 1e-9), (ROOM - Math.abs(c)) / Math.max(Math.abs(sx) + Math.abs(sy), 1e-9));
    const on = (/** @type {number} */ p, /** @type {number} */ q) => /** @type {Corner} */ ([a + p * half, b + q * half, c + (p * sx + q * sy) * half]);
    drawPlane(scene, on);
    const size = Math.hypot(fx, fy);
    if (size > 1e-9 * terrain.usual) drawUphill(scene, [a, b, c], [fx / size, fy / size, (sx * fx + sy * fy) / size], 1.45 * half);
  }
  const here = view.project(a, b, c);
  if (seen(a, b, c, true) === SEEN) dot(pen, here[0], here[1], sizes.point, theme.slope, theme.back);
  else { // a ring, for there is a hill in front of it
    pen.setLineDash([3, 3]);
    dot(pen, here[0], here[1], sizes.point * 0.8, "transparent", theme.slope);
    pen.setLineDash([]);
  }
}

const GRAIN = 40; // a side: the plane's picture, of which each grain is seen, under the surface, or behind it

/** @param {Scene} scene @param {(p: number, q: number) => Corner} on */
function drawPlane(scene, on) {
  const { pen, view, theme, sizes, seen } = scene;
  const image = (scene.terrain.plane ??= Object.assign(document.createElement("canvas"), { width: GRAIN, height: GRAIN })), ink = rgb(theme.slope);
  const brush = penOf(image), grains = brush.createImageData(GRAIN, GRAIN);
  for (let i = 0; i < GRAIN; i++) for (let j = 0; j < GRAIN; j++) {
    const state = seen(...on((2 * j + 1) / GRAIN - 1, (2 * i + 1) / GRAIN - 1));
    grains.data.set([...ink, [110, 55, 18][state]], 4 * (i * GRAIN + j));
  }
  brush.putImageData(grains, 0, 0);
  const [o, p, q] = [on(-1, -1), on(1, -1), on(-1, 1)].map((corner) => view.project(...corner));
  pen.save();
  pen.transform((p[0] - o[0]) / GRAIN, (p[1] - o[1]) / GRAIN, (q[0] - o[0]) / GRAIN, (q[1] - o[1]) / GRAIN, o[0], o[1]);
  pen.drawImage(image, 0, 0);
  pen.restore();
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], rim = /** @type {Corner[]} */ ([]);
  for (let k = 0; k < 4; k++) for (let s = 0; s < 24; s++) rim.push(on(.../** @type {[number, number]} */ (corners[k].map((v, axis) => v + (s / 24) * (corners[k + 1][axis] - v)))));
  trace(scene, [...rim, rim[0]], { colour: "slope", width: sizes.thin * 1.2 });
}

/** @param {Scene} scene @param {number[]} arg1 @param {number[]} arg2 @param {number} long */
function drawUphill(scene, [a, b, c], [ua, ub, uc], long) {
  const { pen, view, theme, sizes, seen } = scene, on = (/** @type {number} */ t) => /** @type {Corner} */ ([a + ua * t, b + ub * t, c + uc * t]);
  const here = view.project(a, b, c), room = sizes.text * 2;
  const fits = (/** @type {number[]} */ [x, y]) => x > room && y > room && x < view.width - room && y < view.height - room;
  while (long > 0.02 && !fits(view.project(...on(long)))) long *= 0.9;
  const tip = view.project(...on(long)), far = Math.hypot(tip[0] - here[0], tip[1] - here[1]);
  const neck = long * Math.max(0, 1 - (sizes.head * 1.6) / Math.max(far, 1)), shaft = Array.from({ length: 33 }, (_, k) => on((neck * k) / 32));
  trace(scene, shaft, { colour: "slope", width: sizes.stroke });
  pen.globalAlpha = [1, 0.8, 0.4][seen(...on(long))];
  const [x0, y0] = view.project(...on(neck));
  arrow(pen, x0, y0, tip[0], tip[1], { colour: theme.slope, width: sizes.stroke, head: sizes.head });
  pen.globalAlpha = 1;
  words(pen, "steepest up", tip[0], tip[1] - sizes.text, theme, { colour: theme.slope, size: sizes.text, align: "center" });
}
