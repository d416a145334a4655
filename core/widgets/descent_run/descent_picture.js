// The descent on its curve or its map, with the loss over the steps and the verdict beside it: drawn anew for every value of a drag.
// Ours rather than charts, because several times the work of a redraw went into what does not change.

import { arrow, axes, beyond, clipTo, dot, line, onCanvas, pictureRoom, roomOf, sharpen, sizesOf, themeOf, words } from "../shared/canvas.js";
import { doubles } from "../shared/arrays.js";
import { sliders } from "../shared/channel.js";
import { stage as stageOf } from "../shared/streamlit.js";
import { widget } from "../shared/widget.js";
import { windows } from "../shared/windows.js";
import { arrivals, grounds } from "./descent_ground.js";
import { framed, placeIn } from "./frame.js";
import { nowOf } from "./explain.js";
import { Hand } from "./hand.js";
import { fillWords, runOf, show, stands } from "./shown.js";
import { descend } from "./walk.js";
import { drawLoss } from "./loss_picture.js";
/** @import { Data, Run } from "./shown.js" */
/** @import { Frame, Pen, Picture, Sizes, Theme } from "../shared/canvas.js" */
/** @import { Place } from "../shared/widget.js" */
/** @import { Limits } from "../shared/windows.js" */

/** The elements of the markup. @typedef {{ loss: HTMLCanvasElement, side: HTMLElement, words: HTMLElement, view: HTMLElement, toggle: HTMLInputElement }} Parts */
/**
 * ``run``: what is shown, Python's or the hand's; ``log``: the loss on a log axis; ``layer``: what lies under the path, drawn for ``layerKey``; ``box``: as last drawn.
 * @typedef {Picture<Data> & Parts & {
 *   run: Run, hand: Hand, log: boolean, theme: Theme, sizes: Sizes, layer: HTMLCanvasElement, layerKey?: string, inHand?: Limits | null, box?: Frame,
 * }} State
 */

const PAUSE = 200; // ms between two messages while a hand moves
const FAR = 2e4; // pixels: a step that leads further is drawn that far

/* ---- the frame ---- */

/** @param {State} state @param {number} width */
function frameOf(state, width) {
  const { run, sizes } = state, height = pictureRoom(state.canvas);
  return framed(width, height, state.inHand ?? run.limits, run.d, sizes);
}

/* ---- what lies under the path: kept as a picture of its own until it changes ---- */

/** @param {State} state @param {Frame} box @param {number} width @param {number} height */
function groundLayer(state, box, width, height) {
  const { run, theme, sizes } = state, ground = grounds.get(run.ground);
  const key = [run.ground, Boolean(ground), width, height, theme.back, theme.function, box.x0, box.x1, box.y0, box.y1, window.devicePixelRatio].join("|");
  if (state.layerKey === key) return state.layer;
  state.layerKey = key;
  state.layer ??= document.createElement("canvas");
  const pen = sharpen(state.layer, width, height); // clears it
  axes(pen, box, theme, sizes, { x: "x", y: run.d === 1 ? "f(x)" : "y", about: run.d === 1 ? 7 : 6 });
  clipTo(pen, box, () => {
    pen.strokeStyle = theme.flat;
    pen.lineWidth = 1.2;
    pen.globalAlpha = 0.55;
    line(pen, [[box.px(0), box.top], [box.px(0), box.top + box.height]]);
    line(pen, [[box.left, box.py(0)], [box.left + box.width, box.py(0)]]);
    pen.strokeStyle = theme.function;
    pen.lineWidth = run.d === 1 ? sizes.stroke : sizes.thin;
    pen.lineJoin = "round";
    let first = 0;
    for (const { length, shade } of ground?.lines ?? []) {
      pen.globalAlpha = shade === null ? 1 : 0.9 - 0.6 * shade;
      const at = first;
      line(pen, Array.from({ length }, (_, i) => near(box, ground?.x[at + i] ?? NaN, ground?.y[at + i] ?? NaN)));
      first += length;
    }
  });
  return state.layer;
}

// In pixels; what lies far outside is brought nearer (the curve leaves the window anyway).
/** @param {Frame} box @param {number} x @param {number} y */
function near(box, x, y) {
  const py = box.py(y);
  return [box.px(x), Number.isFinite(py) ? Math.max(-FAR, Math.min(FAR, py)) : NaN];
}

/* ---- the path ---- */

/** @param {Run} run @param {Frame} box @param {number} k */
function standAt(run, box, k) { return [box.px(run.at(k, 0)), box.py(run.at(k, 1))]; } // (x, f) on the curve, (x, y) on the map

// A step on the picture, cut where it leads out of all sight; nothing of steps between two such places.
/** @param {Pen} pen @param {number[]} arg1 @param {number[]} arg2 */
function leg(pen, [ax, ay], [bx, by]) {
  const far = (/** @type {number} */ x, /** @type {number} */ y) => !(Math.abs(x) < FAR && Math.abs(y) < FAR);
  if (far(ax, ay) && far(bx, by)) return;
  if (far(ax, ay)) [ax, ay, bx, by] = [bx, by, ax, ay];
  const length = Math.hypot(bx - ax, by - ay), share = length > FAR ? FAR / length : 1;
  pen.moveTo(ax, ay);
  pen.lineTo(ax + share * (bx - ax), ay + share * (by - ay));
}

/** @param {Pen} pen @param {number[][]} places @param {number} from @param {number} to */
function legs(pen, places, from, to) {
  pen.beginPath();
  for (let k = from; k < to; k++) leg(pen, places[k], places[k + 1]);
  pen.stroke();
}

/** @param {Pen} pen @param {State} state @param {Frame} box */
function drawPath(pen, state, box) {
  const { run, theme, sizes } = state, { k, rows } = run;
  const places = Array.from({ length: rows }, (_, i) => standAt(run, box, i));
  const here = places[k];
  pen.strokeStyle = theme.path;
  pen.lineWidth = sizes.thin;
  pen.setLineDash([2, 4]);
  pen.globalAlpha = 0.85;
  legs(pen, places, k, rows - 1);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  pen.lineWidth = sizes.thin + 0.7;
  legs(pen, places, 0, k);
  const every = Math.max(1, Math.ceil(k / 1500)); // a dot on each step, as long as they can be told apart
  for (let i = 1; i < k; i += every) dot(pen, places[i][0], places[i][1], 0.55 * sizes.point, theme.path);
  drawSlope(pen, state, box, here);
  if (k < rows - 1) {
    pen.strokeStyle = theme.path;
    pen.lineWidth = sizes.stroke;
    pen.setLineDash([7, 4]);
    if (run.d === 1) { // along x by −η·slope, then up or down to the curve
      const corner = [places[k + 1][0], here[1]];
      pen.beginPath();
      leg(pen, here, corner);
      leg(pen, corner, places[k + 1]);
      pen.stroke();
    } else legs(pen, places, k, k + 1);
    pen.setLineDash([]);
  }
  const side = 1.7 * sizes.point;
  pen.fillStyle = theme.path;
  pen.strokeStyle = theme.back;
  pen.lineWidth = 1.5;
  pen.fillRect(places[0][0] - side / 2, places[0][1] - side / 2, side, side);
  pen.strokeRect(places[0][0] - side / 2, places[0][1] - side / 2, side, side);
  dot(pen, here[0], here[1], sizes.point, theme.path, theme.back);
  if (box.holds(here[0], here[1])) label(pen, state, box, here);
}

// The number of the step, beside the slope rather than on it.
/** @param {Pen} pen @param {State} state @param {Frame} box @param {number[]} here */
function label(pen, { run, theme, sizes }, box, [x, y]) {
  const [ux, uy] = slopeOf(run, box), half = 2.1 * sizes.text, off = 1.6 * sizes.text;
  const inside = (/** @type {number[]} */ [px, py]) => px - half > box.left && px + half < box.left + box.width && py - sizes.text > box.top && py + sizes.text < box.top + box.height;
  const sides = [[-uy, ux], [uy, -ux]].sort((a, b) => b[1] - a[1]).map(([dx, dy]) => [x + dx * (off + half), y + dy * off]);
  const [px, py] = sides.find(inside) ?? sides[0];
  words(pen, `step ${run.k}`, Math.max(box.left + half, Math.min(box.left + box.width - half, px)), py, theme, { size: sizes.text, align: "center" });
}

// The direction of the tangent, or on the map of the way straight downhill, in pixels.
/** @param {Run} run @param {Frame} box */
function slopeOf({ k, d, at }, box) {
  const across = box.width / (box.x1 - box.x0), up = box.height / (box.y1 - box.y0);
  const [x, y] = d === 1 ? [across, -at(k, 2) * up] : [-at(k, 3) * across, at(k, 4) * up];
  const size = Math.hypot(x, y);
  return size > 0 && Number.isFinite(size) ? [x / size, y / size] : [1, 0];
}

// The tangent of the curve; on the map the way straight downhill, an arrow of fixed length.
/** @param {Pen} pen @param {State} state @param {Frame} box @param {number[]} here */
function drawSlope(pen, { run, theme, sizes }, box, [x, y]) {
  if (!Number.isFinite(run.at(run.k, run.d))) return; // no value, no slope
  const [ux, uy] = slopeOf(run, box);
  if (run.d === 1) {
    const reach = Math.min(0.12 * box.width / Math.max(ux, 1e-9), 0.3 * box.width);
    pen.strokeStyle = theme.slope;
    pen.lineWidth = sizes.stroke;
    line(pen, [[x - ux * reach, y - uy * reach], [x + ux * reach, y + uy * reach]]);
    return;
  }
  if (run.at(run.k, 3) === 0 && run.at(run.k, 4) === 0) return;
  const reach = 0.11 * Math.min(box.width, box.height);
  arrow(pen, x, y, x + ux * reach, y + uy * reach, { colour: theme.slope, width: sizes.stroke, head: sizes.head });
}

/* ---- the component ---- */

/** @param {Place} place */
function create(place) {
  const toggle = /** @type {HTMLInputElement} */ (place.find(".log input"));
  /** @type {Parts} */
  const parts = { loss: place.find(".loss"), side: place.find(".side"), words: place.find(".words"), view: place.find(".view"), toggle };
  const state = /** @type {State} */ (Object.assign(onCanvas(place), parts, { hand: new Hand() }));
  toggle.onchange = () => { state.log = toggle.checked; state.redraw(); state.courier.post({ log: toggle.checked, released: true }); };
  state.draw = () => {
    const { run, canvas } = state, width = roomOf(canvas);
    if (!width) return;
    state.width = width;
    const { height, box } = frameOf(state, width);
    const layer = groundLayer(state, box, width, height);
    const pen = sharpen(canvas, width, height);
    pen.drawImage(layer, 0, 0, width, height);
    clipTo(pen, box, () => drawPath(pen, state, box));
    const [x, y] = standAt(run, box, run.k);
    beyond(pen, box, x, y, state.theme, state.sizes, `step ${run.k}`, state.theme.path);
    state.box = box;
    canvas.dataset.box = [box.left, box.top, box.width, box.height].map(Math.round).join(" ");
    if (!run.large) { drawLoss(state); fillWords(state.words, run); }
    show(run);
  };
  takeStarts(state);
  arrivals.join(place, state.redraw);
  place.courier.pause = PAUSE;
  sliders.join(place, ({ name, value }) => {
    const setting = state.data?.hands[name];
    if (setting) move(state, { [setting]: value });
  });
  windows.join(place, ({ stage, limits }) => {
    if (!stageOf(place.host, stage)) return;
    state.inHand = limits;
    state.redraw();
  });
  stands.join(place, (k) => {
    state.hand.stand(k);
    follow(state);
  });
  return state;
}

// A click on the picture, or a drag over it, is where the descent starts.
/** @param {State} state */
function takeStarts(state) {
  const { canvas } = state;
  let held = false;
  const post = (/** @type {PointerEvent} */ event, /** @type {boolean} */ released) => {
    const { left, top } = canvas.getBoundingClientRect(), px = event.clientX - left, py = event.clientY - top, { box, run } = state;
    if (!box || (!held && !box.holds(px, py))) return false;
    const start = placeIn(box, px, py, run.d);
    state.courier.post({ ...start, released });
    move(state, start);
    return true;
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return; // a finger may want to scroll: it is heard when it taps
    held = post(event, false);
    if (held) { canvas.setPointerCapture(event.pointerId); event.preventDefault(); }
  });
  canvas.addEventListener("pointermove", (event) => { if (held) post(event, false); });
  canvas.addEventListener("pointerup", (event) => { if (held) { post(event, true); held = false; } });
  canvas.addEventListener("pointercancel", () => { held = false; });
  canvas.addEventListener("click", (event) => { if (event.pointerType === "touch") post(event, true); });
}

/** @param {State} state @param {Data} data */
function take(state, data) {
  state.data = data;
  state.hand.settle(data.settings, data.variables, data.k);
  state.theme = themeOf(state.root);
  state.sizes = sizesOf(data.large);
  if (!state.courier.ahead) { state.log = data.log; state.toggle.checked = data.log; }
  state.side.hidden = data.large;
  state.view.classList.toggle("map", data.variables.length === 2);
  state.view.classList.toggle("large", data.large);
  state.canvas.setAttribute("aria-label", data.alt);
  follow(state);
}

/** The hand has changed settings: the browser descends itself. @param {State} state @param {Record<string, number>} settings */
function move(state, settings) {
  for (const [name, value] of Object.entries(settings)) state.hand.set(name, value);
  follow(state);
}

/** Draws Python's run, or the browser's own where the hand is further. @param {State} state */
function follow(state) {
  const { data, hand } = state, theirs = doubles(data.numbers), d = data.variables.length, width = 2 * d + 1;
  const program = grounds.get(data.ground)?.program, ahead = program && !hand.same(data.settings, data.variables);
  const settings = ahead ? hand.over(data.settings, data.variables) : data.settings;
  const numbers = ahead ? descend(program, settings) : theirs, whole = data.k >= theirs.length / width - 1;
  if (numbers.length) {
    const k = hand.k ?? (whole ? numbers.length / width - 1 : data.k);
    const run = runOf(data, numbers, settings, k, Boolean(ahead));
    const now = ahead || hand.k !== null ? nowOf(run, run.k) : data.words.now;
    state.run = { ...run, words: { ...data.words, now }, lowest: ahead ? lowestOf(run) : data.lowest };
  } else state.run ??= runOf(data, theirs, data.settings, data.k, false);
  state.redraw();
}

/** @param {Run} run */
function lowestOf(run) {
  let lowest = run.lowest;
  for (let k = 0; k < run.rows; k++) lowest = Math.min(lowest, run.at(k, run.d));
  return lowest;
}

export default widget((place) => {
  const state = create(place);
  return { update: (/** @type {Data} */ data) => take(state, data) };
});
