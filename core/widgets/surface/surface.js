// The surface in three dimensions. A landscape over a grid needs no depth buffer: painted from the far corner to the near one, each patch covers
// what lies behind it. What is drawn on it (curves, tangent plane, arrow, point) asks along the line of sight whether a hill stands in front: hidden
// parts are faint, as in a technical drawing. Turned with the pointer or the arrow keys; nothing of that reaches Python.

import { line, onCanvas, roomOf, sharpen, sizesOf, themeOf, words } from "../shared/canvas.js";
import { wayOf } from "../shared/arrows.js";
import { ticks, tickTexts } from "../shared/ticks.js";
import { widget } from "../shared/widget.js";
import { arrivals, terrains, walks } from "../hill/terrains.js";
import { camera, TALL } from "./camera.js";
import { drawCurves, levelThrough } from "./curves.js";
import { drawPatches, meshOf } from "./patches.js";
import { drawPoint } from "./point.js";
import { sight } from "./sight.js";
/** @import { Terrain } from "../hill/terrains.js" */
/** @import { Pen, Picture, Sizes, Theme } from "../shared/canvas.js" */

/** @import { View } from "./camera.js" */
/** @import { Level } from "./curves.js" */
/** @import { Point } from "./sight.js" */

/** What surface.py sends; ``terrain`` is the name of the landscape. @typedef {{ terrain: string, point: Point, large: boolean, alt: string, answered: number }} Data */
/** How it is turned, where a hand holds it, and where the point has moved since Python's last word. @typedef {Picture<Data> & Level & { azimuth: number, tilt: number, held: [number, number] | null, walked: Point | null }} State */

/** @param {State} state */
function listen(state) {
  const { canvas } = state;
  Object.assign(state, { azimuth: -0.62, tilt: 0.5, held: null });
  state.draw = () => draw(state);
  canvas.style.touchAction = "none";
  canvas.style.cursor = "grab";
  canvas.addEventListener("pointerdown", (event) => {
    state.held = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
    canvas.style.cursor = "grabbing";
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!state.held) return;
    turn(state, (event.clientX - state.held[0]) * 0.009, (event.clientY - state.held[1]) * 0.007);
    state.held = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { state.held = null; canvas.style.cursor = "grab"; });
  canvas.addEventListener("dblclick", () => { state.azimuth = -0.62; state.tilt = 0.5; state.redraw(); });
  canvas.addEventListener("keydown", (event) => {
    const [right, up] = wayOf(event);
    if (!right && !up) return;
    event.preventDefault();
    turn(state, 0.1 * right, -0.08 * up);
  });
  arrivals.join(state.place, (key) => { if (key === state.data?.terrain) state.redraw(); });
  walks.join(state.place, ({ terrain, point }) => {
    if (terrain !== state.data?.terrain) return;
    const known = (/** @type {number} */ v) => (Number.isFinite(v) ? v : null), { x, y, f, fx, fy } = point;
    state.walked = { x, y, f: known(f), fx: known(fx), fy: known(fy) };
    state.redraw();
  });
}

/** @param {State} state @param {number} aside @param {number} down */
function turn(state, aside, down) {
  state.azimuth += aside;
  state.tilt = Math.min(1.5, Math.max(0.08, state.tilt + down));
  state.redraw();
}

/** @param {State} state */
function draw(state) {
  const terrain = terrains.get(state.data.terrain);
  if (!terrain) return;
  const { canvas, data } = state, theme = themeOf(state.root), sizes = sizesOf(data.large);
  state.width = roomOf(canvas);
  if (!state.width) return;
  const width = state.width, height = Math.min(width * 0.82, data.large ? 640 : 500);
  const pen = sharpen(canvas, width, height), view = camera(state, terrain, width, height, sizes);
  drawFloor(pen, view, terrain, theme, sizes);
  const mesh = (terrain.mesh ??= meshOf(terrain, view)), point = state.walked ?? data.point;
  drawPatches(pen, view, mesh, theme);
  const scene = { pen, view, terrain, theme, sizes, point, seen: sight(view, terrain, mesh) };
  drawCurves(scene, levelThrough(state, terrain, point));
  drawPoint(scene);
}

/** @param {Pen} pen @param {View} view @param {Terrain} terrain @param {Theme} theme @param {Sizes} sizes */
function drawFloor(pen, view, terrain, theme, sizes) {
  pen.strokeStyle = theme.grid;
  pen.lineWidth = 1.5;
  const floor = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([a, b]) => view.project(a, b, -TALL));
  line(pen, [...floor, floor[0]]);
  // A wall stands at each far side.
  const behind = [[-1, -1], [1, -1], [1, 1], [-1, 1]].sort((p, q) => away(q, view) - away(p, view)).slice(0, 3);
  for (const [a, b] of behind) line(pen, [view.project(a, b, -TALL), view.project(a, b, TALL)]);
  // Numbers along the two near edges of the floor.
  const near = Math.sign(-view.ca) || 1, side = Math.sign(-view.sa) || 1;
  for (const [tick, text] of tickTexts(ticks(terrain.x0, terrain.x1, 5))) numberAt(pen, view.project(view.u(tick), near, -TALL), view.project(view.u(tick), near * 1.16, -TALL), text, theme, sizes);
  for (const [tick, text] of tickTexts(ticks(terrain.y0, terrain.y1, 5))) numberAt(pen, view.project(side, view.v(tick), -TALL), view.project(side * 1.16, view.v(tick), -TALL), text, theme, sizes);
  label(pen, view.project(0, near * 1.36, -TALL), "x", theme, sizes);
  label(pen, view.project(side * 1.36, 0, -TALL), "y", theme, sizes);
  const [a, b] = [[-1, -1], [1, -1], [1, 1], [-1, 1]].sort((p, q) => view.project(p[0], p[1], 0)[0] - view.project(q[0], q[1], 0)[0])[0];
  for (const [tick, text] of tickTexts(ticks(view.low, view.high, 4))) {
    const [x, y] = view.project(a, b, view.w(tick));
    words(pen, text, x - sizes.text * 0.5, y, theme, { size: sizes.text * 0.9, bold: false, align: "right" });
  }
  const [x, y] = view.project(a, b, TALL);
  words(pen, "f", x, y - sizes.text * 0.9, theme, { size: sizes.text * 1.1, align: "center" });
}

/** @param {number[]} place @param {View} view */
function away(place, view) { const [a, b] = place; return a * view.sa + b * view.ca; }

/** @param {Pen} pen @param {number[]} from @param {number[]} to @param {string} text @param {Theme} theme @param {Sizes} sizes */
function numberAt(pen, from, to, text, theme, sizes) {
  pen.strokeStyle = theme.grid;
  line(pen, [from, [from[0] + (to[0] - from[0]) * 0.3, from[1] + (to[1] - from[1]) * 0.3]]);
  words(pen, text, to[0], to[1], theme, { size: sizes.text * 0.9, bold: false, align: "center" });
}

/** @param {Pen} pen @param {number[]} arg1 @param {string} text @param {Theme} theme @param {Sizes} sizes */
function label(pen, [x, y], text, theme, sizes) { words(pen, text, x, y, theme, { size: sizes.text * 1.1, align: "center" }); }

export default widget((place) => {
  const state = /** @type {State} */ (onCanvas(place));
  listen(state);
  return {
    update: (/** @type {Data} */ data) => {
      Object.assign(state, { data, walked: null });
      state.canvas.setAttribute("aria-label", data.alt);
      state.redraw();
    },
  };
});
