// A picture without its answer: a guess is placed on it by pointer or arrow keys; when Python shows the answer, both stand beside each other.

import { doubles } from "../shared/arrays.js";
import { wayOf } from "../shared/arrows.js";
import { axes, clipTo, dot, frame, line, onCanvas, pictureRoom, roomOf, sharpen, sizesOf, spot, themeOf, words } from "../shared/canvas.js";
import { niceStep } from "../shared/ticks.js";
import { widget } from "../shared/widget.js";
import { HANDS } from "./hands.js";
/** @import { Frame, Pen, Picture, Sizes, Theme } from "../shared/canvas.js" */
/** @import { Limits } from "../shared/windows.js" */

/** Numbers are packed: a line's, and a path's, along x and along y. @typedef {{ x: string, y: string, meaning: string, thin: boolean }} Line */
/** @typedef {{ numbers: number[], name: string, path: [string, string], factors: string[] }} Answer */
/**
 * What guess.py sends: its Scene, the guess, and the answer where it may be seen.
 * @typedef {{
 *   hand: "slope" | "arrow" | "rate" | "end", limits: Limits, axes: [string, string], lines: Line[], labels: [number, number, string][], point: [number, number],
 *   even: boolean, unit: number, rings: number[], rows: string[], reach: number, guess: number[] | null, answer: Answer | null,
 *   revision: number, large: boolean, alt: string, answered: number,
 * }} Data
 */
/**
 * ``curve``: where an end is placed on one; ``grain``: how finely along x; ``view``: as last drawn.
 * @typedef {Picture<Data> & { guess: number[] | null, revision: number, held: boolean, view: Frame, curve: { x: Float64Array, y: Float64Array } | null, grain: number }} State
 */
/** One drawing of the picture. @typedef {{ state: State, theme: Theme, sizes: Sizes, view: Frame, pen: Pen }} Scene */

/** Lines already read, by their text. @type {Map<string, Float64Array>} */
const READ = new Map();

/** @param {string} text */
function numbersOf(text) {
  const known = READ.get(text);
  if (known) return known;
  for (const oldest of READ.keys()) if (READ.size > 200) READ.delete(oldest);
  const read = doubles(text);
  READ.set(text, read);
  return read;
}

/** @param {State} state */
function listen(state) {
  const { canvas } = state;
  Object.assign(state, { guess: null, revision: -1, held: false });
  state.draw = () => draw(state);
  const put = (/** @type {number[] | null} */ guess, /** @type {boolean} */ released) => {
    if (!guess || state.data.answer) return;
    state.guess = guess.map((v) => Number(v.toPrecision(6)));
    state.courier.post({ guess: state.guess, released });
    state.redraw();
  };
  const place = (/** @type {PointerEvent} */ event, /** @type {boolean} */ released) => {
    const [px, py] = spot(canvas, event);
    if (state.view) put(HANDS[state.data.hand].place(state, px, py) ?? state.guess, released);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!state.view || state.data.answer || event.button > 0) return;
    state.held = true;
    canvas.setPointerCapture(event.pointerId);
    if (event.pointerType !== "touch") place(event, false);
  });
  canvas.addEventListener("pointermove", (event) => { if (state.held) place(event, false); });
  canvas.addEventListener("pointerup", (event) => { if (state.held) { state.held = false; place(event, true); } });
  canvas.addEventListener("pointercancel", () => { state.held = false; });
  // A finger near the guess takes hold of it, elsewhere it scrolls the page; a touch that did not scroll places it.
  canvas.addEventListener("touchstart", (event) => {
    const at = state.view && HANDS[state.data.hand].grip(state), [px, py] = spot(canvas, event.touches[0]);
    if (at && !state.data.answer && Math.hypot(at[0] - px, at[1] - py) < 40) event.preventDefault();
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const [i, j] = wayOf(event);
    if ((!i && !j) || !state.view || state.data.answer) return;
    event.preventDefault();
    put(HANDS[state.data.hand].step(state, i * (event.shiftKey ? 5 : 1), j * (event.shiftKey ? 5 : 1)), true);
  });
}

/** @param {State} state */
function viewOf(state) {
  const { data, width } = state, sizes = sizesOf(data.large), [x0, x1, y0, y1] = data.limits;
  const height = pictureRoom(state.canvas) || Math.min(width * 0.7, 420);
  const left = sizes.text * 3.4, top = sizes.text * 1.6, right = sizes.text * 1.2, bottom = sizes.text * 2.6;
  let across = width - left - right, up = height - top - bottom;
  if (data.even) {
    const scale = Math.min(across / (x1 - x0), up / (y1 - y0));
    [across, up] = [scale * (x1 - x0), scale * (y1 - y0)];
  }
  const aside = data.even ? Math.max(left, (width - across) / 2) : left; // a map stands in the middle
  return { view: frame(aside, top, across, up, x0, x1, y0, y1), height };
}

/** @param {State} state */
function draw(state) {
  const { canvas, data } = state, theme = themeOf(state.root), sizes = sizesOf(data.large);
  state.width = roomOf(canvas);
  if (!state.width) return;
  const { view, height } = viewOf(state), hand = HANDS[data.hand];
  state.view = view;
  const pen = sharpen(canvas, state.width, height), scene = { state, theme, sizes, view, pen };
  canvas.style.cursor = data.answer ? "default" : "crosshair";
  if (data.hand !== "rate") {
    axes(pen, view, theme, sizes, { x: data.axes[0], y: data.axes[1], about: 6 });
    clipTo(pen, view, () => {
      pen.lineJoin = "round";
      for (const { x, y, meaning, thin } of data.lines) stroke(scene, numbersOf(x), numbersOf(y), theme[meaning], thin ? sizes.thin : sizes.stroke);
    });
    for (const [x, y, text] of data.labels) words(pen, text, view.px(x), view.py(y), theme, { colour: theme.function, size: sizes.text * 0.85, bold: false, align: "center" });
  }
  clipTo(pen, data.hand === "rate" ? { left: 0, top: 0, width: state.width, height } : view, () => {
    if (data.answer?.path[0]) {
      const [x, y] = data.answer.path.map(numbersOf);
      stroke(scene, x, y, theme.path, sizes.line);
      x.forEach((v, k) => { if (Number.isFinite(v + y[k])) dot(pen, view.px(v), view.py(y[k]), sizes.point * 0.6, theme.path); });
    }
    hand.draw(scene);
  });
  if (data.hand !== "rate") dot(pen, view.px(data.point[0]), view.py(data.point[1]), sizes.point, theme.slope, theme.back);
}

/** @param {Scene} scene @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {string} colour @param {number} width */
function stroke({ pen, view }, x, y, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  line(pen, Array.from(x, (v, k) => [view.px(v), view.py(y[k])]));
}

/** @param {State} state @param {Data} data */
function take(state, data) {
  state.data = data;
  state.curve = data.lines.length && data.hand === "end" && !data.even ? { x: numbersOf(data.lines[0].x), y: numbersOf(data.lines[0].y) } : null;
  state.grain = niceStep(data.limits[1] - data.limits[0], 400);
  state.canvas.setAttribute("aria-label", data.alt);
  if (data.revision > state.revision || (!state.held && !state.courier.ahead)) state.guess = data.guess;
  state.revision = data.revision;
  state.redraw();
}

export default widget((place) => {
  const state = /** @type {State} */ (onCanvas(place));
  listen(state);
  return { update: (/** @type {Data} */ data) => take(state, data) };
});
