// The surface as patches: cut where f ends or leaves the box, coloured by height and light, painted from the far corner to the near one.

import { line, mix, rgb } from "../shared/canvas.js";
import { TALL } from "./camera.js";
/** @import { Terrain } from "../hill/terrains.js" */
/** @import { Pen, Theme } from "../shared/canvas.js" */
/** @import { Corner, View } from "./camera.js" */

/** @typedef {ReturnType<typeof meshOf>} Mesh */
/** @typedef {NonNullable<ReturnType<typeof piece>>} Patch */
/** Whether a line of the coarse net runs along its near side, and along its left one. @typedef {[boolean, boolean]} Net */

const PATCHES = 48; // a side, about

// The surface as patches in the box, made once for a landscape: a piece is its corners, the way it faces, its height (0 … 1) and the lines of the
// coarse net along it. Whole squares of ``every`` cells, but cell by cell where f ends, jumps, or leaves the box: there it is cut open.
/** @param {Terrain} terrain @param {View} view */
export function meshOf(terrain, view) {
  const { n, f, torn } = terrain, every = Math.max(1, Math.round((n - 1) / PATCHES)), m = Math.floor((n - 1) / every), width = 2 / (n - 1);
  const ground = Float64Array.from(f, view.w), inside = (/** @type {number} */ c) => c >= -TALL && c <= TALL;
  const corner = (/** @type {number} */ k) => /** @type {Corner} */ ([(k % n) * width - 1, Math.floor(k / n) * width - 1, ground[k]]);
  const square = (/** @type {number} */ k, /** @type {number} */ size, /** @type {Net} */ net) => {
    const at = [k, k + size, k + size * n + size, k + size * n], [p, q, r, s] = at.map((corner) => ground[corner]);
    return piece(at.map(corner), (p - q + s - r) / (2 * size * width), (p - s + q - r) / (2 * size * width), net);
  };
  const cell = (/** @type {number} */ i, /** @type {number} */ j, /** @type {Net} */ net) => {
    const k = i * n + j, state = torn[i * (n - 1) + j];
    if (state === 0) return square(k, 1, net);
    if (state !== 1 || !terrain.edge.size) return null;
    const corners = terrain.piece(i, j).map(([x, y, z]) => /** @type {Corner} */ ([view.u(x), view.v(y), view.w(z)]));
    return corners.length > 2 ? leaning(corners) : null;
  };
  const squares = [];
  for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) {
    const i = a * every, j = b * every, net = /** @type {Net} */ ([a % 4 === 0, b % 4 === 0]);
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

/** @param {Corner[]} corners @param {number} nx @param {number} ny @param {Net | null} net */
function piece(corners, nx, ny, net) {
  const whole = corners.every(([, , c]) => c >= -TALL && c <= TALL), points = whole ? corners : cut(cut(corners, TALL), -TALL);
  if (points.length < 3) return null;
  const long = Math.hypot(nx, ny, 1), middle = points.reduce((sum, [, , c]) => sum + c, 0) / points.length;
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

/** @param {Terrain["torn"]} torn @param {number} n @param {number} i @param {number} j @param {number} every */
function hurt(torn, n, i, j, every) {
  for (let a = 0; a < every; a++) for (let b = 0; b < every; b++) if (torn[(i + a) * (n - 1) + j + b]) return true;
  return false;
}

/** @param {Pen} pen @param {View} view @param {Mesh} mesh @param {Theme} theme */
export function drawPatches(pen, view, { m, every, squares }, theme) {
  const back = rgb(theme.back), ink = rgb(theme.function), dark = back[0] < 128;
  const sunX = -0.5 * view.ca - 0.35 * view.sa, sunY = 0.5 * view.sa - 0.35 * view.ca, sunZ = 0.79; // the light comes from the reader's left
  const net = dark ? "rgba(255,255,255,0.28)" : "rgba(0,0,0,0.22)";
  pen.lineWidth = 0.8;
  pen.lineJoin = "round";
  const paint = (/** @type {Patch} */ piece, /** @type {boolean} */ fine) => {
    const light = piece.nx * sunX + piece.ny * sunY + piece.nz * sunZ, base = mix(back, ink, 0.25 + 0.5 * piece.share);
    const colour = mix(base, light > 0.6 ? [255, 255, 255] : [0, 0, 0], Math.abs(light - 0.6) * (dark ? 0.45 : 0.55));
    const points = piece.points.map((corner) => view.project(...corner));
    pen.beginPath();
    (fine ? points : widened(points)).forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
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
  return points.map(([px, py]) => {
    const dx = px - x, dy = py - y, more = 1 + 0.7 / Math.max(1, Math.hypot(dx, dy));
    return [x + dx * more, y + dy * more];
  });
}

// Far patches first: from the last row to the first when rows run away from the reader.
/** @param {number} m @param {boolean} backwards */
function order(m, backwards) { return Array.from({ length: m }, (_, k) => (backwards ? m - 1 - k : k)); }
