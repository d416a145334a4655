// Points to be dragged, a line through them, and how far off it is at each. The points are the browser's while they are dragged, Python's otherwise;
// the line follows the loss map and its sliders at once. Space chooses a point for the arrow keys.

import { walks } from "../hill/terrains.js";
import { axes, clipTo, dot, frame, line, onCanvas, roomOf, sharpen, sizesOf, spot, themeOf } from "../shared/canvas.js";
import { wayOf } from "../shared/arrows.js";
import { niceLimits, niceStep } from "../shared/ticks.js";
import { widget } from "../shared/widget.js";
/** @import { Frame, Picture } from "../shared/canvas.js" */
/** @import { Limits } from "../shared/windows.js" */

/** @typedef {[number, number]} Pair numbers along x and y */
/** What scatter.py sends; ``line`` is weight and bias. @typedef {{ points: Pair[], line: Pair, revision: number, large: boolean, alt: string, answered: number }} Data */
/**
 * The points and the line as they are shown, the view and its sides as last drawn; which point is held and which is chosen for the keys (−1: none), and
 * of the held one whether it has moved, where it was touched, and how far from its middle, in pixels.
 * @typedef {Picture<Data> & {
 *   points: Pair[], line: Pair, view: Frame, sides: Limits, held: number, chosen: number, moved: boolean, from: Pair, grip: Pair, revision: number, heard: number,
 * }} State
 */

const LOSS = "loss"; // the landscape over (w, b)
/** @type {Record<string, Pair>} */
const USUAL = { x: [-3, 3], y: [-7, 7] }; // more where a point lies farther out

/** @param {State} state */
function listen(state) {
  const { canvas } = state;
  Object.assign(state, { points: [], held: -1, chosen: -1, revision: -1, heard: -Infinity });
  state.draw = () => draw(state);
  const where = (/** @type {{ clientX: number, clientY: number }} */ event) => spot(canvas, event);
  const nearest = (/** @type {Pair} */ [px, py], /** @type {number} */ reach) => {
    let best = -1, least = reach;
    if (state.view) state.points.forEach(([x, y], k) => { const d = Math.hypot(state.view.px(x) - px, state.view.py(y) - py); if (d < least) { least = d; best = k; } });
    return best;
  };
  const put = (/** @type {number} */ at, /** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ released) => {
    const { view } = state, keep = (/** @type {number} */ v, /** @type {number} */ low, /** @type {number} */ high) => Number(Math.min(high, Math.max(low, v)).toFixed(2));
    state.points = state.points.map((p, k) => (k === at ? [keep(x, view.x0, view.x1), keep(y, view.y0, view.y1)] : p));
    state.courier.post({ points: state.points, released });
    state.redraw();
  };
  const drag = (/** @type {PointerEvent} */ event, /** @type {boolean} */ released) => {
    const [px, py] = where(event), [dx, dy] = state.grip;
    if (!state.moved && Math.hypot(px - state.from[0], py - state.from[1]) < 2) return; // only touched
    state.moved = true;
    put(state.held, state.view.x(px - dx), state.view.y(py - dy), released);
  };
  canvas.addEventListener("pointerdown", (event) => {
    const at = where(event), held = nearest(at, reachOf(event.pointerType));
    if (held < 0) return;
    const [x, y] = state.points[held];
    // Taken hold of where it was touched: it does not jump under the finger.
    Object.assign(state, { held, chosen: -1, moved: false, from: at, grip: [at[0] - state.view.px(x), at[1] - state.view.py(y)] });
    canvas.setPointerCapture(event.pointerId);
    canvas.style.cursor = "grabbing";
  });
  canvas.addEventListener("pointermove", (event) => {
    if (state.held >= 0) drag(event, false);
    else canvas.style.cursor = nearest(where(event), 16) >= 0 ? "grab" : "default";
  });
  canvas.addEventListener("pointerup", (event) => { if (state.held >= 0) { drag(event, true); state.held = -1; state.redraw(); } });
  canvas.addEventListener("pointercancel", () => {
    if (state.held >= 0 && state.moved) state.courier.post({ points: state.points, released: true });
    state.held = -1;
  });
  // A finger beside the points scrolls the page; on a point it does not.
  canvas.style.touchAction = "pan-y";
  canvas.addEventListener("touchstart", (event) => { if (nearest(where(event.touches[0]), reachOf("touch")) >= 0) event.preventDefault(); }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const count = state.points.length, [i, j] = wayOf(event);
    if (event.key === " ") state.chosen = (state.chosen + (event.shiftKey ? count - 1 + Number(state.chosen < 0) : 1)) % count;
    else if (event.key === "Escape") state.chosen = -1;
    else if (!i && !j) return;
    event.preventDefault();
    if (i || j) {
      state.chosen = Math.max(0, state.chosen);
      const [x, y] = state.points[state.chosen], { view } = state, step = (/** @type {number} */ low, /** @type {number} */ high) => niceStep(high - low, event.shiftKey ? 12 : 60);
      put(state.chosen, x + i * step(view.x0, view.x1), y + j * step(view.y0, view.y1), true);
    } else state.redraw();
  });
  canvas.addEventListener("blur", () => { state.chosen = -1; state.redraw(); });
  walks.join(state.place, ({ terrain, point }) => {
    if (terrain !== LOSS) return;
    state.line = [point.x, point.y];
    state.heard = performance.now();
    state.redraw();
  });
}

/** @param {string} pointer */
function reachOf(pointer) { return pointer === "touch" ? 32 : 24; }

// The picture's sides: the usual ones, wider where points lie farther out. They stand still while a point is dragged.
/** @param {State} state @returns {Limits} */
function sides(state) {
  if (state.held >= 0 && state.sides) return state.sides;
  const [x, y] = ["x", "y"].map((axis, k) => {
    const [low, high] = USUAL[axis], all = state.points.map((point) => point[k]), least = Math.min(low, ...all), most = Math.max(high, ...all);
    return least < low || most > high ? niceLimits(least, most) : [low, high];
  });
  state.sides = [x[0], x[1], y[0], y[1]];
  return state.sides;
}

/** @param {State} state */
function draw(state) {
  const { canvas, data } = state, theme = themeOf(state.root), sizes = sizesOf(data.large);
  state.width = roomOf(canvas);
  if (!state.width) return;
  const left = sizes.text * 3, top = sizes.text * 1.8, bottom = sizes.text * 2.6;
  const height = Math.min(state.width * 0.95, data.large ? Math.max(420, window.innerHeight - 540) : 470);
  const pen = sharpen(canvas, state.width, height);
  const view = state.view = frame(left, top, state.width - left - sizes.text, height - top - bottom, ...sides(state));
  axes(pen, view, theme, sizes, { x: "x", y: "y", about: 6 });
  const [w, b] = state.line;
  clipTo(pen, view, () => {
    pen.lineWidth = sizes.thin * 1.6;
    for (const [x, y] of state.points) {
      pen.strokeStyle = theme.falling;
      pen.setLineDash([4, 3]);
      line(pen, [[view.px(x), view.py(y)], [view.px(x), view.py(w * x + b)]]);
    }
    pen.setLineDash([]);
    pen.strokeStyle = theme.function;
    pen.lineWidth = sizes.stroke;
    line(pen, [view.x0, view.x1].map((x) => [view.px(x), view.py(w * x + b)]));
  });
  state.points.forEach(([x, y], k) => {
    if (k === state.chosen) dot(pen, view.px(x), view.py(y), sizes.point * 1.7, theme.back, theme.flat);
    dot(pen, view.px(x), view.py(y), sizes.point, theme.flat, theme.back);
  });
}

/** @param {State} state @param {Data} data */
function take(state, data) {
  state.data = data;
  state.canvas.setAttribute("aria-label", data.alt);
  if (data.revision > state.revision || (state.held < 0 && !state.courier.ahead)) state.points = data.points;
  state.revision = Math.max(state.revision, data.revision);
  // What the map has just told is newer than an answer under way.
  if (!state.line || performance.now() - state.heard > 600) state.line = data.line;
  state.chosen = Math.min(state.chosen, state.points.length - 1);
  state.redraw();
}

export default widget((place) => {
  const state = /** @type {State} */ (onCanvas(place));
  listen(state);
  return { update: (/** @type {Data} */ data) => take(state, data) };
});
