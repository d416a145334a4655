// The map of a hill and what belongs to the point on it: level lines, gradient, slices, direction. The point is taken by pointer or
// keys; everything here follows in the browser, from the landscape kept by terrains.js, and Python hears of it.

import { axes, beyond, clipTo, frame, onCanvas, pictureRoom, roomOf, sharpen, sizesOf, spot, themeOf } from "../shared/canvas.js";
import { wayOf } from "../shared/arrows.js";
import { sliders } from "../shared/channel.js";
import { stage as stageOf } from "../shared/streamlit.js";
import { niceStep } from "../shared/ticks.js";
import { widget } from "../shared/widget.js";
import { windows } from "../shared/windows.js";
import { drawGround, drawOnMap } from "./map_picture.js";
import { drawSlice, drawTurn, exactSlices, sliceRange } from "./slices.js";
import { arrivals, terrains, walks } from "./terrains.js";
/** @import { Frame, Picture, Sizes, Theme } from "../shared/canvas.js" */
/** @import { Limits } from "../shared/windows.js" */
/** @import { Box, SentSlice } from "./slices.js" */
/** @import { Point, Terrain } from "./terrains.js" */

/** @typedef {"x" | "y" | "u" | "turn"} Panel a slice along x, y, or the direction; the slope over the direction */
/** @typedef {{ x: number, y: number }} Spot */
/** @typedef {{ x: number, y: number, f: number | null, fx: number | null, fy: number | null }} SentPoint */
/**
 * What hill.py sends: the names of the landscape (``terrain``, and ``mark`` for its content), the point, and what its MapView shows beside it.
 * @typedef {{
 *   terrain: string, mark: string, point: SentPoint, panels: Panel[], names: [string, string], of: string, angle: number, arrows: boolean, downhill: boolean,
 *   slices: Record<string, SentSlice>, path: [number, number][], large: boolean, alt: string, sliders: string[], answered: number,
 * }} Data
 */
/**
 * ``exact``: Python's numbers belong to the point; ``slid``: where a slider has moved it, and when; ``map``, ``dial``, ``terrain``: as last drawn;
 * ``ground``: the shaded hill, painted for ``groundMark``.
 * @typedef {Picture<Data> & {
 *   hover: Spot | null, held: "point" | "angle" | null, point: Point, angle: number, exact: boolean, slices: Record<string, number[][]>,
 *   slid?: Spot & { at: number }, inHand?: Limits | null, map: Frame, dial: Frame | null, terrain: Terrain, ground: HTMLCanvasElement, groundMark?: string,
 * }} State
 */
/** One drawing of the map. @typedef {{ state: State, terrain: Terrain, theme: Theme, sizes: Sizes, map: Frame, at: Point, exact: boolean, angle: number }} Scene */

const FINGER = 36; // px from the point at which a finger takes hold of it

/* ---- the state of one map ---- */

/** @param {State} state */
function listen(state) {
  const { canvas } = state;
  state.hover = null;
  state.held = null;
  state.draw = () => draw(state);
  const where = (/** @type {{ clientX: number, clientY: number }} */ event) => spot(canvas, event);

  canvas.addEventListener("pointermove", (event) => {
    const [px, py] = where(event);
    if (state.held) { drag(state, px, py, false); return; }
    const inside = state.map?.holds(px, py);
    const turning = state.dial?.holds(px, py);
    canvas.style.cursor = inside ? "crosshair" : turning ? "ew-resize" : "default";
    const hover = inside && event.pointerType === "mouse" ? tidy(state, state.map.x(px), state.map.y(py)) : null;
    if (hover || state.hover) { state.hover = hover; state.redraw(); }
  });
  canvas.addEventListener("pointerleave", () => { if (state.hover) { state.hover = null; state.redraw(); } });
  // A finger takes hold of the point or the dial; elsewhere it scrolls the page, and is heard when it taps.
  const grasped = (/** @type {[number, number]} */ [px, py]) => state.dial?.holds(px, py) ||
    (state.map?.holds(px, py) && Math.hypot(state.map.px(state.point.x) - px, state.map.py(state.point.y) - py) < FINGER);
  canvas.addEventListener("touchstart", (event) => { if (grasped(where(event.touches[0]))) event.preventDefault(); }, { passive: false });
  canvas.addEventListener("click", (event) => {
    const [px, py] = where(event);
    if (event.pointerType !== "touch" || !state.map?.holds(px, py)) return;
    state.held = "point";
    drag(state, px, py, true);
    state.held = null;
  });
  canvas.addEventListener("pointerdown", (event) => {
    const [px, py] = where(event);
    if (event.pointerType === "touch" && !grasped([px, py])) return;
    state.held = state.map?.holds(px, py) ? "point" : state.dial?.holds(px, py) ? "angle" : null;
    if (!state.held) return;
    canvas.setPointerCapture(event.pointerId);
    state.hover = null;
    drag(state, px, py, false);
  });
  const let_go = (/** @type {PointerEvent} */ event) => {
    if (!state.held) return;
    const [px, py] = where(event);
    drag(state, px, py, true);
    state.held = null;
  };
  canvas.addEventListener("pointerup", let_go);
  canvas.addEventListener("pointercancel", () => {
    if (state.held) state.courier.post({ x: state.point.x, y: state.point.y, angle: state.angle, released: true });
    state.held = null;
  });
  canvas.addEventListener("keydown", (event) => {
    const [i, j] = wayOf(event);
    if (!i && !j) return;
    event.preventDefault();
    const t = state.terrain, step = niceStep(t.x1 - t.x0, event.shiftKey ? 16 : 80);
    move(state, state.point.x + i * step, state.point.y + j * step, true);
  });
  arrivals.join(state.place, (key) => { if (key === state.data?.terrain) state.redraw(); });
  walks.join(state.place, ({ terrain, point, from }) => {
    if (from === state || terrain !== state.data?.terrain || state.held) return;
    state.point = point;
    state.exact = from.exact && state.data.point.x === point.x && state.data.point.y === point.y;
    state.redraw();
  });
  windows.join(state.place, ({ stage, limits }) => {
    if (!stageOf(state.place.host, stage)) return;
    state.inHand = limits;
    state.redraw();
  });
  sliders.join(state.place, ({ name, value }) => {
    const axis = ["x", "y"][(state.data?.sliders ?? []).indexOf(name)];
    if (!axis || state.held || !state.point || !state.terrain) return;
    const to = { x: state.point.x, y: state.point.y, [axis]: value };
    state.slid = { ...to, at: performance.now() };
    state.point = state.terrain.at(to.x, to.y);
    state.exact = false;
    tell(state);
    state.redraw();
  });
}

// Python's answer to a slider that has moved on since would pull the point back for a moment.
/** @param {State} state @param {SentPoint} point */
function outrun(state, point) {
  const { slid } = state;
  return slid !== undefined && performance.now() - slid.at < 600 && (slid.x !== point.x || slid.y !== point.y);
}

/** @param {State} state @param {number} x @param {number} y */
function tidy(state, x, y) {
  const t = state.terrain, grain = 10 ** Math.floor(Math.log10((t.x1 - t.x0) / 200));
  const keep = (/** @type {number} */ v, /** @type {number} */ low, /** @type {number} */ high) => Number((Math.round(Math.min(high, Math.max(low, v)) / grain) * grain).toPrecision(12));
  return { x: keep(x, t.x0, t.x1), y: keep(y, t.y0, t.y1) };
}

/** @param {State} state @param {number} px @param {number} py @param {boolean} released */
function drag(state, px, py, released) {
  if (state.held === "angle") {
    const angle = Math.round(Math.min(360, Math.max(0, state.dial?.x(px) ?? state.angle)));
    state.angle = angle;
    state.courier.post({ x: state.point.x, y: state.point.y, angle, released });
    state.redraw();
    return;
  }
  const near = state.terrain.critical.find((c) => Math.hypot(state.map.px(c.x) - px, state.map.py(c.y) - py) < 8);
  if (near) move(state, near.x, near.y, released, true);
  else move(state, state.map.x(px), state.map.y(py), released);
}

/** @param {State} state @param {number} x @param {number} y @param {boolean} released @param {boolean} [exact] */
function move(state, x, y, released, exact = false) {
  const to = exact ? { x, y } : tidy(state, x, y);
  state.point = state.terrain.at(to.x, to.y);
  state.exact = false;
  state.courier.post({ ...to, angle: state.angle, released });
  tell(state);
  state.redraw();
}

// Other pictures of the same landscape follow at once, in the browser.
/** @param {State} state */
function tell(state) {
  walks.tell({ terrain: state.data.terrain, point: state.point, from: state });
}

/* ---- the picture ---- */

/** @param {number} width @param {Sizes} sizes @param {Panel[]} panels @param {boolean} large @param {number} room */
function layout(width, sizes, panels, large, room) {
  const left = sizes.text * 3.1, top = sizes.text * 1.8, bottom = sizes.text * 3, gap = sizes.text * 1.2;
  const wide = width >= 720 && panels.length > 0, tallest = room ? room - top - bottom : large ? Math.max(420, window.innerHeight - 560) : 620;
  const side = wide ? Math.min(width * 0.52 - left, tallest) : Math.min(width - left - gap, large ? Math.max(320, window.innerHeight - 640) : 640);
  const boxes = /** @type {Box[]} */ ([{ left, top, width: side, height: side }]);
  const start = wide ? left + side + gap + left : left;
  const across = wide ? width - start - gap : width - left - gap;
  const tall = wide ? (side - (panels.length - 1) * (top + bottom)) / panels.length : Math.max(170, sizes.text * 11);
  panels.forEach((_, k) => boxes.push({
    left: start, width: across, height: tall,
    top: wide ? top + k * (tall + top + bottom) : top + side + bottom + top + k * (tall + top + bottom),
  }));
  const last = boxes[boxes.length - 1];
  return { boxes, height: Math.max(boxes[0].top + side, last.top + last.height) + bottom };
}

/** @param {State} state */
function draw(state) {
  const terrain = terrains.get(state.data.terrain);
  if (!terrain) return;
  state.terrain = terrain;
  const { data, canvas } = state;
  const theme = themeOf(state.root), sizes = sizesOf(data.large);
  state.width = roomOf(canvas);
  if (!state.width) return;
  const { boxes, height } = layout(state.width, sizes, data.panels, data.large, pictureRoom(canvas));
  const pen = sharpen(canvas, state.width, height);
  const b = boxes[0];
  const [x0, x1, y0, y1] = state.inHand ?? [terrain.x0, terrain.x1, terrain.y0, terrain.y1];
  const map = state.map = frame(b.left, b.top, b.width, b.height, x0, x1, y0, y1);
  canvas.dataset.box = [b.left, b.top, b.width, b.height].map(Math.round).join(" ");
  // What Python says of the point may belong to the landscape before this one: then it follows in a moment.
  const current = terrain.mark === data.mark, place = state.hover ?? (current ? null : state.point);
  const at = place ? terrain.at(place.x, place.y) : state.point, exact = state.exact && !place;
  /** @type {Scene} */
  const scene = { state, terrain, theme, sizes, map, at, exact, angle: state.angle };

  drawGround(pen, scene);
  axes(pen, map, theme, sizes, { x: data.names[0], y: data.names[1], grid: false, about: 7 });
  clipTo(pen, map, () => drawOnMap(pen, scene));
  beyond(pen, map, map.px(at.x), map.py(at.y), theme, sizes, "the point", theme.slope);

  state.dial = null;
  const range = sliceRange(scene);
  data.panels.forEach((panel, k) => {
    const box = boxes[k + 1];
    if (panel === "turn") drawTurn(pen, box, scene);
    else drawSlice(pen, box, scene, panel, range);
  });
}

/* ---- the component ---- */

/** @param {State} state @param {Data} data */
function take(state, data) {
  state.data = data;
  state.slices = exactSlices(data.slices);
  state.canvas.setAttribute("aria-label", data.alt);
  state.exact = !state.held && !state.courier.ahead && !outrun(state, data.point);
  if (state.exact || !state.point) {
    const before = state.point, { x, y, f, fx, fy } = data.point;
    state.point = { x, y, f: f ?? NaN, fx: fx ?? NaN, fy: fy ?? NaN };
    state.angle = data.angle;
    if (before && (before.x !== state.point.x || before.y !== state.point.y)) tell(state);
  }
  state.redraw();
}

export default widget((place) => {
  const state = /** @type {State} */ (onCanvas(place));
  listen(state);
  return { update: (/** @type {Data} */ data) => take(state, data) };
});
