// The pictures beside the map: slices of the hill with their tangents, and the slope over all directions. Used by hill_map.js.

import { raisedBy, singles } from "../shared/arrays.js";
import { axes, clipTo, dot, frame, line, words } from "../shared/canvas.js";
import { number } from "../shared/format.js";
import { niceLimits } from "../shared/ticks.js";
import { rate } from "./map_picture.js";
/** @import { Pen } from "../shared/canvas.js" */
/** @import { Panel, Scene } from "./hill_map.js" */

/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** A slice as exact samples, packed: places from ``begin`` and heights from ``base``. @typedef {{ begin: number, s: string, base: number, v: string }} SentSlice */
/** @typedef {Exclude<Panel, "turn">} Along what a slice goes along */
/** A slice: its ends, where the point stands on it, the slope there, its heights. @typedef {{ from: number, to: number, here: number, slope: number, f: (along: number) => number }} Walk */

const SAMPLES = 385;

/** @param {Scene} scene @param {Along} panel @returns {Walk} */
function walk(scene, panel) {
  const { terrain, at, angle } = scene;
  if (panel === "x") return { from: terrain.x0, to: terrain.x1, here: at.x, slope: at.fx, f: (s) => terrain.height(s, at.y) };
  if (panel === "y") return { from: terrain.y0, to: terrain.y1, here: at.y, slope: at.fy, f: (s) => terrain.height(at.x, s) };
  const turn = (angle * Math.PI) / 180, c = Math.cos(turn), s = Math.sin(turn), half = (terrain.x1 - terrain.x0) / 2;
  return { from: -half, to: half, here: 0, slope: rate(scene), f: (t) => terrain.height(at.x + t * c, at.y + t * s) };
}

// Python's exact samples, as points.
/** @param {Record<string, SentSlice>} sent @returns {Record<string, number[][]>} */
export function exactSlices(sent) {
  return Object.fromEntries(Object.entries(sent).map(([panel, { begin, s, base, v }]) => {
    const values = raisedBy(singles(v), base);
    return [panel, Array.from(raisedBy(singles(s), begin), (along, k) => [along, values[k]])];
  }));
}

// Python's exact samples where it has sent them and the point is where it says; otherwise the landscape's.
/** @param {Walk} path @param {Along} panel @param {Scene} scene @returns {number[][]} */
function curve(path, panel, { state, exact }) {
  if (exact && state.slices[panel]) return state.slices[panel];
  const points = [];
  for (let k = 0; k < SAMPLES; k++) { const s = path.from + (k / (SAMPLES - 1)) * (path.to - path.from); points.push([s, path.f(s)]); }
  return points;
}

// One range of heights for all slices, so that their slopes can be compared.
/** @param {Scene} scene */
export function sliceRange(scene) {
  const panels = scene.state.data.panels.filter((panel) => panel !== "turn"), { low, high } = scene.terrain;
  const values = panels.flatMap((panel) => curve(walk(scene, panel), panel, scene).map((p) => p[1])).filter((v) => v >= low && v <= high);
  if (Number.isFinite(scene.at.f)) values.push(scene.at.f);
  return values.length ? niceLimits(Math.min(...values), Math.max(...values)) : [low, high];
}

/** @param {Pen} pen @param {Box} box @param {Scene} scene @param {Along} panel @param {number[]} arg4 */
export function drawSlice(pen, box, scene, panel, [low, high]) {
  const { state, theme, sizes, at } = scene, path = walk(scene, panel), [nx, ny] = state.data.names;
  const view = frame(box.left, box.top, box.width, box.height, path.from, path.to, low, high);
  const along = { x: nx, y: ny, u: "s" }[panel];
  const full = { x: `only ${nx} moves: f(${nx}, ${number(at.y, 3)})`, y: `only ${ny} moves: f(${number(at.x, 3)}, ${ny})`, u: "along u: f(point + s u)" }[panel] ?? "";
  const title = full.length * sizes.text * 0.6 < box.width ? full : full.split(": ")[1]; // large letters in little room
  axes(pen, view, theme, sizes, { x: along, y: title, about: 4 });
  clipTo(pen, view, () => {
    pen.lineJoin = "round";
    pen.strokeStyle = theme.function;
    pen.lineWidth = sizes.stroke;
    line(pen, curve(path, panel, scene).map(([s, v]) => [view.px(s), view.py(v)]));
    if (!Number.isFinite(at.f)) return;
    const x = view.px(path.here), y = view.py(at.f);
    if (Number.isFinite(path.slope)) {
      pen.strokeStyle = theme.slope;
      pen.lineWidth = sizes.stroke;
      const far = path.to - path.from;
      line(pen, [[view.px(path.here - far), view.py(at.f - path.slope * far)], [view.px(path.here + far), view.py(at.f + path.slope * far)]]);
    }
    dot(pen, x, y, sizes.point, theme.slope, theme.back);
    const name = { x: `∂f/∂${nx}`, y: `∂f/∂${ny}`, u: "Dᵤf" }[panel];
    const approx = scene.exact ? "=" : "≈";
    const text = Number.isFinite(path.slope) ? `${name} ${approx} ${number(path.slope, scene.exact ? 4 : 3)}` : "no slope here";
    const right = path.here < (path.from + path.to) / 2;
    // On the side where the tangent is not, and inside the picture.
    const below = right === path.slope > 0 ? 1 : -1, wanted = y + below * sizes.text * 1.5;
    const top = Math.min(view.top + view.height - sizes.text, Math.max(view.top + sizes.text, wanted));
    words(pen, text, right ? Math.max(x, view.left) + sizes.point * 2.4 : x - sizes.point * 2.4, top, theme,
      { colour: theme.slope, size: sizes.text * 1.05, align: right ? "left" : "right" });
  });
}

// D_u f = ‖∇f‖ cos(θ − φ) over the direction θ, with its highest, level and lowest directions.
/** @param {Pen} pen @param {Box} box @param {Scene} scene */
export function drawTurn(pen, box, scene) {
  const { state, theme, sizes, at } = scene, size = Math.hypot(at.fx, at.fy), phi = Math.atan2(at.fy, at.fx);
  const room = 1 + (3.6 * sizes.text) / box.height; // for the names above the highest and below the lowest direction
  const top = niceLimits(-room * (size || 1), room * (size || 1))[1];
  const view = state.dial = frame(box.left, box.top, box.width, box.height, 0, 360, -top, top);
  axes(pen, view, theme, sizes, { x: "θ in degrees", y: "slope in direction θ", about: 4, marks: [0, 90, 180, 270, 360] });
  if (!Number.isFinite(size)) {
    words(pen, "no gradient here", view.px(180), view.py(0) - sizes.text, theme, { colour: theme.slope, size: sizes.text * 1.05, align: "center" });
    return;
  }
  const value = (/** @type {number} */ degrees) => size * Math.cos((degrees * Math.PI) / 180 - phi);
  pen.save();
  pen.strokeStyle = theme.text;
  pen.globalAlpha = 0.5;
  pen.lineWidth = sizes.thin;
  line(pen, [[view.left, view.py(0)], [view.left + view.width, view.py(0)]]);
  pen.globalAlpha = 1;
  pen.lineWidth = sizes.stroke;
  for (const [colour, wanted] of /** @type {[string, number][]} */ ([[theme.rising, 1], [theme.falling, -1]])) {
    pen.strokeStyle = colour;
    line(pen, Array.from({ length: 721 }, (_, k) => { const v = value(k / 2); return [view.px(k / 2), v * wanted >= 0 ? view.py(v) : NaN]; }));
  }
  const up = (((phi * 180) / Math.PI) % 360 + 360) % 360;
  if (size > 0) for (const [turn, colour, text, side] of /** @type {[number, string, string, number][]} */ ([[0, theme.rising, "steepest up", -1], [180, theme.falling, "steepest down", 1], [90, theme.flat, "level", -1], [270, theme.flat, "level", -1]])) {
    const degrees = (up + turn) % 360, x = view.px(degrees), y = view.py(value(degrees));
    dot(pen, x, y, sizes.point * 0.7, colour, theme.back);
    const half = sizes.text * 3.6;
    words(pen, text, Math.min(view.left + view.width - half, Math.max(view.left + half, x)), y + side * sizes.text * 1.1, theme, { colour, size: sizes.text * 0.95, align: "center" });
  }
  const x = view.px(scene.angle % 360.0001), y = view.py(value(scene.angle));
  pen.strokeStyle = theme.slope;
  pen.lineWidth = sizes.thin;
  pen.setLineDash([3, 4]);
  line(pen, [[x, view.py(0)], [x, y]]);
  pen.restore();
  dot(pen, x, y, sizes.point, theme.slope, theme.back);
}
