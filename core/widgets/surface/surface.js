// The surface in three dimensions. A landscape over a grid needs no depth buffer: painted from the far corner to the near one, each patch covers
// what lies behind it. What is drawn on it (curves, tangent plane, arrow, point) asks along the line of sight whether a hill stands in front: hidden
// parts are faint, as in a technical drawing. Turned with the pointer or the arrow keys; nothing of that reaches Python.

import { arrow, dot, line, mix, onCanvas, penOf, rgb, roomOf, sharpen, sizesOf, themeOf, words } from "../shared/canvas.js";
import { wayOf } from "../shared/arrows.js";
import { ticks, tickTexts } from "../shared/ticks.js";
import { widget } from "../shared/widget.js";
import { arrivals, terrains, walks } from "../hill/terrains.js";
/** @import { Terrain } from "../hill/terrains.js" */
/** @import { Pen, Picture, Sizes, Theme } from "../shared/canvas.js" */

/** @typedef {ReturnType<typeof camera>} View */
/** @typedef {[number, number, number]} Corner a place in the box, or its direction */

const PATCHES = 48; // a side, about
const TALL = 0.62; // height of the box beside its side

/** @param {Picture} state */
function listen(state) {
  const { canvas } = state;
  Object.assign(state, { azimuth: -0.62, tilt: 0.5, held: null });
  state.draw = () => draw(state);
  canvas.style.touchAction = "none";
  canvas.style.cursor = "grab";
  canvas.addEventListener("pointerdown", (/** @type {any} */ event) => {
    state.held = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
    canvas.style.cursor = "grabbing";
  });
  canvas.addEventListener("pointermove", (/** @type {any} */ event) => {
    if (!state.held) return;
    turn(state, (event.clientX - state.held[0]) * 0.009, (event.clientY - state.held[1]) * 0.007);
    state.held = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { state.held = null; canvas.style.cursor = "grab"; });
  canvas.addEventListener("dblclick", () => { state.azimuth = -0.62; state.tilt = 0.5; state.redraw(); });
  canvas.addEventListener("keydown", (/** @type {any} */ event) => {
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

/** @param {Picture} state @param {number} aside @param {number} down */
function turn(state, aside, down) {
  state.azimuth += aside;
  state.tilt = Math.min(1.5, Math.max(0.08, state.tilt + down));
  state.redraw();
}

/* ---- from the landscape to the screen ---- */

// The heights the box holds: those of the map, but of a function that runs off to a pole only where it spends its time, as the slices do. A narrow
// peak is no pole: beside its top it is nearly level.
/** @param {Terrain} terrain */
function heightsOf(terrain) {
  if (terrain.box) return terrain.box;
  const { f, fx, fy, dx } = terrain, sorted = Float64Array.from(f.filter(Number.isFinite)).sort(), at = (/** @type {number} */ share) => sorted[Math.round(share * (sorted.length - 1))];
  let { low, high } = terrain;
  const slack = 1e-6 * (high - low), inner = at(0.9) - at(0.1);
  if ((at(0) < low - slack || at(1) > high + slack) && inner > 0) {
    const turns = (/** @type {number} */ end) => { const k = f.indexOf(end); return Math.hypot(fx[k], fy[k]) * dx < 0.5 * Math.abs(end - at(0.5)); };
    low = turns(at(0)) ? at(0) : Math.max(low, at(0.1) - inner / 2);
    high = turns(at(1)) ? at(1) : Math.min(high, at(0.9) + inner / 2);
  }
  return (terrain.box = { low, high });
}

// The box is −1 … 1 in x and y, and as high as TALL; looked at from afar (no perspective), so that parallels stay parallel.
/** @param {Picture} state @param {Terrain} terrain @param {number} width @param {number} height @param {Sizes} sizes */
function camera(state, terrain, width, height, sizes) {
  const ca = Math.cos(state.azimuth), sa = Math.sin(state.azimuth), st = Math.sin(state.tilt), ct = Math.cos(state.tilt);
  const size = Math.min((width - sizes.text * 2) / 2.95, (height - sizes.text * 3) / (2.85 * st + 2 * TALL * ct));
  const { x0, x1, y0, y1 } = terrain, { low, high } = heightsOf(terrain);
  const u = (/** @type {number} */ x) => (2 * (x - x0)) / (x1 - x0) - 1, v = (/** @type {number} */ y) => (2 * (y - y0)) / (y1 - y0) - 1;
  const w = (/** @type {any} */ f) => TALL * ((2 * (f - low)) / (high - low) - 1);
  const project = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c) => {
    const right = a * ca - b * sa, away = a * sa + b * ca;
    return [width / 2 + size * right, height / 2 - size * (away * st + c * ct)];
  };
  return { ca, sa, st, ct, size, width, height, low, high, u, v, w, project };
}

/** @param {Picture} state */
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

/* ---- patches ---- */

// The surface as patches in the box, made once for a landscape: a piece is its corners, the way it faces, its height (0 … 1) and the lines of the
// coarse net along it. Whole squares of ``every`` cells, but cell by cell where f ends, jumps, or leaves the box: there it is cut open.
/** @param {Terrain} terrain @param {View} view */
function meshOf(terrain, view) {
  const { n, f, torn } = terrain, every = Math.max(1, Math.round((n - 1) / PATCHES)), m = Math.floor((n - 1) / every), width = 2 / (n - 1);
  const ground = Float64Array.from(f, view.w), inside = (/** @type {number} */ c) => c >= -TALL && c <= TALL;
  const corner = (/** @type {number} */ k) => /** @type {Corner} */ ([(k % n) * width - 1, Math.floor(k / n) * width - 1, ground[k]]);
  const square = (/** @type {number} */ k, /** @type {number} */ size, /** @type {any} */ net) => {
    const at = [k, k + size, k + size * n + size, k + size * n], [p, q, r, s] = at.map((corner) => ground[corner]);
    return piece(at.map(corner), (p - q + s - r) / (2 * size * width), (p - s + q - r) / (2 * size * width), net);
  };
  const cell = (/** @type {number} */ i, /** @type {number} */ j, /** @type {any} */ net) => {
    const k = i * n + j, state = torn[i * (n - 1) + j];
    if (state === 0) return square(k, 1, net);
    if (state !== 1 || !terrain.edge.size) return null;
    const corners = terrain.piece(i, j).map(([x, y, z]) => /** @type {Corner} */ ([view.u(x), view.v(y), view.w(z)]));
    return corners.length > 2 ? leaning(corners) : null;
  };
  const squares = [];
  for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) {
    const i = a * every, j = b * every, net = [a % 4 === 0, b % 4 === 0];
    let whole = !hurt(torn, n, i, j, every);
    for (let c = 0; c <= every && whole; c++) for (let d = 0; d <= every && whole; d++) whole = inside(ground[(i + c) * n + j + d]);
    if (whole) squares.push([square(i * n + j, every, net)]);
    else {
      const cells = [];
      for (let c = 0; c < every; c++) for (let d = 0; d < every; d++) cells.push(cell(i + c, j + d, [net[0] && c === 0, net[1] && d === 0]));
      squares.push(cells);
    }
  }
  return { n, m, every, ground, squares };
}

/** @param {Corner[]} corners @param {number} nx @param {number} ny @param {any} net */
function piece(corners, nx, ny, net) {
  const whole = corners.every((/** @type {any} */ [, , c]) => c >= -TALL && c <= TALL), points = whole ? corners : cut(cut(corners, TALL), -TALL);
  if (points.length < 3) return null;
  const long = Math.hypot(nx, ny, 1), middle = points.reduce((/** @type {any} */ sum, /** @type {any} */ [, , c]) => sum + c, 0) / points.length;
  return { points, nx: nx / long, ny: ny / long, nz: 1 / long, share: (middle / TALL + 1) / 2, net: whole ? net : null };
}

/** A piece that is not above a whole square. @param {Corner[]} corners */
function leaning(corners) {
  const [nx, ny] = facing(corners);
  return piece(corners, nx, ny, null);
}

// What is left of a polygon below the height ``end`` (above it, where that is negative).
/** @param {Corner[]} corners @param {number} end */
function cut(corners, end) {
  const over = (/** @type {number} */ c) => (end > 0 ? c > end : c < end), points = /** @type {Corner[]} */ ([]);
  corners.forEach((from, k) => {
    const to = corners[(k + 1) % corners.length];
    if (!over(from[2])) points.push(from);
    if (over(from[2]) !== over(to[2])) {
      const t = (end - from[2]) / (to[2] - from[2]);
      points.push([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), end]);
    }
  });
  return points;
}

// The slopes of a polygon that is not above a whole square, negative, as a piece wants them (Newell's normal).
/** @param {Corner[]} corners */
function facing(corners) {
  const normal = [0, 0, 0];
  corners.forEach(([a, b, c], k) => {
    const [p, q, r] = corners[(k + 1) % corners.length];
    normal[0] += (b - q) * (c + r);
    normal[1] += (c - r) * (a + p);
    normal[2] += (a - p) * (b + q);
  });
  return normal[2] ? [normal[0] / normal[2], normal[1] / normal[2]] : [0, 0];
}

/** @param {any} torn @param {number} n @param {number} i @param {number} j @param {number} every */
function hurt(torn, n, i, j, every) {
  for (let a = 0; a < every; a++) for (let b = 0; b < every; b++) if (torn[(i + a) * (n - 1) + j + b]) return true;
  return false;
}

/** @param {Pen} pen @param {View} view @param {any} arg2 @param {Theme} theme */
function drawPatches(pen, view, { m, every, squares }, theme) {
  const back = rgb(theme.back), ink = rgb(theme.function), dark = back[0] < 128;
  const sunX = -0.5 * view.ca - 0.35 * view.sa, sunY = 0.5 * view.sa - 0.35 * view.ca, sunZ = 0.79; // the light comes from the reader's left
  const net = dark ? "rgba(255,255,255,0.28)" : "rgba(0,0,0,0.22)";
  pen.lineWidth = 0.8;
  pen.lineJoin = "round";
  const paint = (/** @type {any} */ piece, /** @type {any} */ fine) => {
    const light = piece.nx * sunX + piece.ny * sunY + piece.nz * sunZ, base = mix(back, ink, 0.25 + 0.5 * piece.share);
    const colour = mix(base, light > 0.6 ? [255, 255, 255] : [0, 0, 0], Math.abs(light - 0.6) * (dark ? 0.45 : 0.55));
    const points = piece.points.map((/** @type {Corner} */ corner) => view.project(...corner));
    pen.beginPath();
    (fine ? points : widened(points)).forEach((/** @type {any} */ [x, y], /** @type {any} */ at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
    pen.fillStyle = pen.strokeStyle = `rgb(${colour.join()})`;
    pen.fill();
    if (fine) pen.stroke();
    if (!piece.net) return; // drawn with the patches, so that it is hidden where they are
    pen.strokeStyle = net;
    if (piece.net[0]) line(pen, [points[0], points[1]]);
    if (piece.net[1]) line(pen, [points[0], points[3]]);
  };
  const rows = order(m, view.ca > 0), columns = order(m, view.sa > 0);
  const fineRows = order(every, view.ca > 0), fineColumns = order(every, view.sa > 0);
  for (const a of rows) for (const b of columns) {
    const pieces = squares[a * m + b];
    if (pieces.length === 1) { if (pieces[0]) paint(pieces[0], false); continue; }
    for (const c of fineRows) for (const d of fineColumns) { const piece = pieces[c * every + d]; if (piece) paint(piece, true); }
  }
}

// A polygon half a pixel larger than it is, so that no seam shows between neighbours: takes half the time of a stroke around it. (Splinters need one.)
/** @param {number[][]} points */
function widened(points) {
  let x = 0, y = 0;
  for (const [px, py] of points) { x += px / points.length; y += py / points.length; }
  return points.map((/** @type {any} */ [px, py]) => {
    const dx = px - x, dy = py - y, more = 1 + 0.7 / Math.max(1, Math.hypot(dx, dy));
    return [x + dx * more, y + dy * more];
  });
}

// Far patches first: from the last row to the first when rows run away from the reader.
/** @param {number} m @param {any} backwards */
function order(m, backwards) { return Array.from({ length: m }, (_, k) => (backwards ? m - 1 - k : k)); }

/* ---- what is seen, and what a hill stands in front of ---- */

const SEEN = 0, UNDER = 1, BEHIND = 2; // in the open; just under the surface above it; behind another part of it
const LIFT = 0.008; // what lies on the surface is looked for this much above it: patches are flat, f is not

// Follows the line of sight from a place in the box towards the reader, cell by cell, and counts how often it passes through the surface.
/** @param {View} view @param {Terrain} terrain @param {any} arg2 */
function sight(view, terrain, { n, ground }) {
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
/** @param {any} arg0 @param {Corner[]} curve @param {any} arg2 */
function trace({ pen, view, theme, seen }, curve, { colour, width, lying = false }) {
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
    const next = broken ? null : seen(...from.map((/** @type {number} */ v, /** @type {any} */ axis) => (v + to[axis]) / 2), lying);
    if (next !== state) { end(); part = next === null ? [] : [view.project(...from)]; state = next; }
    if (next !== null) part.push(view.project(...to));
  }
  end();
  pen.globalAlpha = 1;
  pen.setLineDash([]);
}

/* ---- the curves through the point ---- */

// The level line through the point, found anew only when the point has moved.
/** @param {Picture} state @param {Terrain} terrain @param {any} point */
function levelThrough(state, terrain, point) {
  const mark = `${terrain.mark} ${point.f}`;
  if (state.levelMark !== mark) {
    state.level = Number.isFinite(point.f) ? joined(terrain.level(point.f)) : [];
    state.levelMark = mark;
  }
  return state.level;
}

// Short straight pieces [x0, y0, x1, y1] as long lines [[x, y], …].
/** @param {number[][]} pieces */
function joined(pieces) {
  const name = (/** @type {number} */ x, /** @type {number} */ y) => `${x.toPrecision(9)} ${y.toPrecision(9)}`, ends = new Map();
  pieces.forEach((/** @type {any} */ [x0, y0, x1, y1], /** @type {number} */ k) => {
    for (const end of [name(x0, y0), name(x1, y1)]) { if (ends.has(end)) ends.get(end).push(k); else ends.set(end, [k]); }
  });
  const used = new Set(), lines = /** @type {number[][][]} */ ([]);
  const follow = (/** @type {any} */ line) => {
    for (;;) {
      const here = name(line[line.length - 1][0], line[line.length - 1][1]), k = ends.get(here).find((/** @type {any} */ candidate) => !used.has(candidate));
      if (k === undefined) return line;
      used.add(k);
      const [x0, y0, x1, y1] = pieces[k];
      line.push(name(x0, y0) === here ? [x1, y1] : [x0, y0]);
    }
  };
  pieces.forEach((/** @type {any} */ [x0, y0, x1, y1], /** @type {number} */ k) => {
    if (used.has(k)) return;
    used.add(k);
    lines.push(follow(follow([[x0, y0], [x1, y1]]).reverse()));
  });
  return lines;
}

// The level line through the point and the two slices.
/** @param {any} scene @param {number[][][]} level */
function drawCurves(scene, level) {
  const { view, terrain, sizes, point } = scene, { x0, x1, y0, y1 } = terrain;
  if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) return;
  const height = view.w(point.f);
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

/* ---- the point, its tangent plane, its gradient ---- */

const ROOM = TALL + 0.3; // how far the plane may leave the box

/** @param {any} scene */
function drawPoint(scene) {
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
    const on = (/** @type {number} */ p, /** @type {number} */ q) => [a + p * half, b + q * half, c + (p * sx + q * sy) * half];
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

/** @param {any} scene @param {any} on */
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
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]], rim = [];
  for (let k = 0; k < 4; k++) for (let s = 0; s < 24; s++) rim.push(on(...corners[k].map((v, axis) => v + (s / 24) * (corners[k + 1][axis] - v))));
  trace(scene, [...rim, rim[0]], { colour: "slope", width: sizes.thin * 1.2 });
}

/** @param {any} scene @param {number[]} arg1 @param {number[]} arg2 @param {number} long */
function drawUphill(scene, [a, b, c], [ua, ub, uc], long) {
  const { pen, view, theme, sizes, seen } = scene, on = (/** @type {number} */ t) => /** @type {Corner} */ ([a + ua * t, b + ub * t, c + uc * t]);
  const here = view.project(a, b, c), room = sizes.text * 2;
  const fits = (/** @type {any} */ [x, y]) => x > room && y > room && x < view.width - room && y < view.height - room;
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

export default widget((place) => {
  const state = onCanvas(place);
  listen(state);
  return {
    update: (data) => {
      Object.assign(state, { data, walked: null });
      state.canvas.setAttribute("aria-label", data.alt);
      state.redraw();
    },
  };
});
