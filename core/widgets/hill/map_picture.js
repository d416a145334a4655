// What is drawn on the map itself: ground, level lines, arrows, the right angle, the direction. Used by hill_map.js.

import { arrow, dot, line, mix, penOf, rgb, words } from "../shared/canvas.js";
/** @import { Scene } from "./hill_map.js" */
/** @import { Point, Terrain } from "./terrains.js" */
/** @import { Pen, Theme } from "../shared/canvas.js" */

/** @type {Record<string, string>} */
const SYMBOL = { minimum: "▼", maximum: "▲", saddle: "✕", undecided: "?" };

// The hill in shades, from low (paper) to high (colour); hatched where there is no value. Painted once for a landscape and a theme.
/** @param {Pen} pen @param {Scene} scene */
export function drawGround(pen, { state, terrain, theme, map }) {
  const mark = `${terrain.mark} ${theme.function} ${theme.back}`;
  if (state.groundMark !== mark) { state.ground = shade(terrain, theme); state.groundMark = mark; }
  pen.save();
  pen.beginPath();
  pen.rect(map.left, map.top, map.width, map.height);
  pen.clip();
  pen.strokeStyle = theme.grid;
  pen.lineWidth = 1;
  for (let s = -map.height; s < map.width; s += 9) line(pen, [[map.left + s, map.top + map.height], [map.left + s + map.height, map.top]]);
  pen.imageSmoothingEnabled = true;
  const half = map.width / (terrain.n - 1) / 2;
  pen.drawImage(state.ground, map.left - half, map.top - half, map.width + 2 * half, map.height + 2 * half);
  // The image ends in whole pixels of its own: what lies outside the domain is cut off along its edge.
  pen.fillStyle = theme.back;
  for (const piece of outside(terrain)) {
    pen.beginPath();
    piece.forEach(([x, y], k) => (k ? pen.lineTo(map.px(x), map.py(y)) : pen.moveTo(map.px(x), map.py(y))));
    pen.fill();
  }
  pen.restore();
}

/** @param {Terrain} terrain */
function outside(terrain) {
  if (terrain.outside) return terrain.outside;
  const { n, torn, f } = terrain, pieces = [];
  if (terrain.edge.size) for (let i = 0; i < n - 1; i++) for (let j = 0; j < n - 1; j++) {
    if (torn[i * (n - 1) + j] !== 1) continue;
    const k = i * n + j;
    if (![k, k + 1, k + n, k + n + 1].some((corner) => Number.isFinite(f[corner]))) continue; // far outside: hatched
    const piece = terrain.piece(i, j, false);
    if (piece.length > 2) pieces.push(piece);
  }
  return (terrain.outside = pieces);
}

/** @param {Terrain} terrain @param {Theme} theme */
function shade(terrain, theme) {
  const { n, f, low, high, edge } = terrain;
  const image = document.createElement("canvas");
  image.width = image.height = n;
  const pen = penOf(image), pixels = pen.createImageData(n, n);
  const back = rgb(theme.back), ink = rgb(theme.function);
  const sorted = Float32Array.from(f.filter(Number.isFinite)).sort();
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
    // A pixel just outside the domain is painted like its neighbours inside: the edge runs through it.
    const own = f[i * n + j], value = Number.isFinite(own) || !edge.size ? own : beside(f, n, i, j), at = 4 * ((n - 1 - i) * n + j);
    if (!Number.isFinite(value)) continue;
    // Half by height, half by rank: a deep narrow valley still shows its sides.
    let a = 0, b = sorted.length;
    while (a < b) { const m = (a + b) >> 1; if (sorted[m] < value) a = m + 1; else b = m; }
    const share = 0.5 * (a / sorted.length) + 0.5 * Math.min(1, Math.max(0, (value - low) / (high - low)));
    const colour = mix(back, ink, 0.03 + 0.33 * share);
    pixels.data.set([...colour, 255], at);
  }
  pen.putImageData(pixels, 0, 0);
  return image;
}

/** @param {ArrayLike<number>} f @param {number} n @param {number} i @param {number} j */
function beside(f, n, i, j) {
  let sum = 0, count = 0;
  for (let a = Math.max(0, i - 1); a <= Math.min(n - 1, i + 1); a++) for (let b = Math.max(0, j - 1); b <= Math.min(n - 1, j + 1); b++) {
    if (Number.isFinite(f[a * n + b])) { sum += f[a * n + b]; count++; }
  }
  return sum / count;
}

/** @param {Pen} pen @param {Scene} scene */
export function drawOnMap(pen, scene) {
  const { state, terrain, theme, sizes, map, at } = scene, { data } = state;
  pen.lineJoin = "round";
  pen.strokeStyle = theme.function;
  pen.lineWidth = sizes.thin;
  pen.globalAlpha = 0.75;
  const narrow = map.width < 360 && terrain.labels.length > 9;
  for (const [xs, ys, odd] of terrain.lines) {
    if (narrow && odd) continue;
    pen.beginPath();
    for (let k = 0; k < xs.length; k++) {
      const x = map.px(xs[k]), y = map.py(ys[k]);
      if (k) pen.lineTo(x, y); else pen.moveTo(x, y);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
  const taken = arrowTips(scene);
  for (const label of terrain.labels) {
    if (narrow && label.thin) continue;
    if (taken.some(([x, y]) => Math.abs(map.px(label.x) - x) < sizes.text * 2 && Math.abs(map.py(label.y) - y) < sizes.text * 1.4)) continue;
    words(pen, label.text, map.px(label.x), map.py(label.y), theme, { colour: theme.function, size: sizes.text * 0.85, bold: false, align: "center", angle: -label.angle });
  }
  if (data.arrows) drawField(pen, scene);

  pen.strokeStyle = theme.flat;
  pen.lineWidth = sizes.thin;
  pen.setLineDash([3, 4]);
  if (data.panels.includes("x")) line(pen, [[map.left, map.py(at.y)], [map.left + map.width, map.py(at.y)]]);
  if (data.panels.includes("y")) line(pen, [[map.px(at.x), map.top], [map.px(at.x), map.top + map.height]]);
  pen.setLineDash([]);

  if (Number.isFinite(at.f)) {
    pen.strokeStyle = theme.function;
    pen.lineWidth = sizes.stroke;
    pen.beginPath();
    for (const [x0, y0, x1, y1] of terrain.level(at.f)) { pen.moveTo(map.px(x0), map.py(y0)); pen.lineTo(map.px(x1), map.py(y1)); }
    pen.stroke();
  }
  for (const c of terrain.critical) {
    words(pen, SYMBOL[c.kind], map.px(c.x), map.py(c.y), theme, { colour: theme.flat, size: sizes.text * 1.15, align: "center" });
  }
  for (const step of data.path ?? []) dot(pen, map.px(step[0]), map.py(step[1]), sizes.point * 0.45, theme.path);
  if (data.path?.length) {
    pen.strokeStyle = theme.path;
    pen.lineWidth = sizes.stroke * 0.7;
    line(pen, data.path.map(([x, y]) => [map.px(x), map.py(y)]));
  }
  drawGradient(pen, scene);
  const px = map.px(at.x), py = map.py(at.y);
  if (data.panels.includes("turn")) drawDirection(pen, scene, px, py);
  dot(pen, px, py, sizes.point, state.hover ? theme.back : theme.slope, state.hover ? theme.slope : theme.back);
  if (state.hover) dot(pen, map.px(state.point.x), map.py(state.point.y), sizes.point * 0.7, theme.slope, theme.back);
}

// How long an arrow is drawn: longer where it is steeper, never longer than fits.
/** @param {Scene} scene @param {number} size @param {number} longest */
function reach(scene, size, longest) { return longest * (0.35 + 0.65 * size / (size + scene.terrain.usual)); }

// Where the names of the gradient's arrows stand: a level's number under one could not be read.
/** @param {Scene} scene */
function arrowTips(scene) {
  const { state, sizes, map, at } = scene, size = Math.hypot(at.fx, at.fy);
  if (!Number.isFinite(size) || size < 1e-6 * scene.terrain.usual) return [];
  const long = reach(scene, size, map.width * 0.3) + sizes.text, ux = at.fx / size, uy = -at.fy / size;
  const shares = state.data.downhill ? [1, -0.62] : [1];
  return shares.map((share) => [map.px(at.x) + ux * long * share, map.py(at.y) + uy * long * share]);
}

/** @param {Pen} pen @param {Scene} scene */
function drawGradient(pen, scene) {
  const { state, theme, sizes, map, at } = scene;
  const size = Math.hypot(at.fx, at.fy);
  if (!Number.isFinite(size) || size < 1e-6 * scene.terrain.usual) return;
  const ux = at.fx / size, uy = -at.fy / size; // on the screen, where y points down; both axes have the same scale
  const px = map.px(at.x), py = map.py(at.y), long = reach(scene, size, map.width * 0.3);
  const corner = sizes.point * 2.4;
  pen.save();
  pen.globalAlpha = state.hover ? 0.75 : 1;
  pen.strokeStyle = theme.function;
  pen.lineWidth = sizes.thin;
  pen.setLineDash([7, 5]);
  line(pen, [[px - uy * long * 0.7, py + ux * long * 0.7], [px + uy * long * 0.7, py - ux * long * 0.7]]);
  pen.setLineDash([]);
  pen.strokeStyle = theme.text;
  pen.lineWidth = sizes.thin * 1.2;
  const [ax, ay] = [ux * corner, uy * corner], [bx, by] = [-uy * corner, ux * corner];
  line(pen, [[px + ax, py + ay], [px + ax + bx, py + ay + by], [px + bx, py + by]]);
  if (state.data.downhill) {
    const short = long * 0.62, tip = /** @type {const} */ ([px - ux * short, py - uy * short]);
    arrow(pen, px, py, ...tip, { colour: theme.falling, width: sizes.stroke * 0.85, head: sizes.head * 0.9, dash: [7, 4] });
    place(pen, `−∇${scene.state.data.of}`, tip, [-ux, -uy], theme.falling, scene);
  }
  const tip = /** @type {const} */ ([px + ux * long, py + uy * long]);
  arrow(pen, px, py, ...tip, { colour: theme.slope, width: sizes.stroke * 1.1, head: sizes.head });
  place(pen, `∇${scene.state.data.of}`, tip, [ux, uy], theme.slope, scene);
  pen.restore();
}

// A word at the tip of an arrow, pushed back inside the map where it would fall off.
/** @param {Pen} pen @param {string} text @param {readonly number[]} tip @param {readonly number[]} way @param {string} colour @param {Scene} scene */
function place(pen, text, [x, y], [ux, uy], colour, { theme, sizes, map }) {
  const size = sizes.text, room = size * 1.6;
  const left = Math.min(map.left + map.width - room, Math.max(map.left + room, x + ux * size * 1.1));
  const top = Math.min(map.top + map.height - size, Math.max(map.top + size, y + uy * size * 1.1));
  words(pen, text, left, top, theme, { colour, size: size * 1.1, align: "center" });
}

/** @param {Pen} pen @param {Scene} scene */
function drawField(pen, scene) {
  const { terrain, theme, sizes, map } = scene, count = map.width < 360 ? 9 : 13;
  pen.globalAlpha = 0.8;
  for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) {
    const x = terrain.x0 + ((j + 0.5) / count) * (terrain.x1 - terrain.x0), y = terrain.y0 + ((i + 0.5) / count) * (terrain.y1 - terrain.y0);
    const here = terrain.at(x, y), size = Math.hypot(here.fx, here.fy);
    if (!Number.isFinite(size) || size < 1e-9 * terrain.usual) continue;
    const long = reach(scene, size, map.width / count * 0.85), px = map.px(x), py = map.py(y), ux = here.fx / size, uy = -here.fy / size;
    arrow(pen, px - ux * long / 2, py - uy * long / 2, px + ux * long / 2, py + uy * long / 2, { colour: theme.slope, width: sizes.thin * 1.1, head: sizes.head * 0.6 });
  }
  pen.globalAlpha = 1;
}

/** @param {Pen} pen @param {Scene} scene @param {number} px @param {number} py */
function drawDirection(pen, scene, px, py) {
  const { theme, sizes, map, angle } = scene, turn = (angle * Math.PI) / 180, long = map.width * 0.24;
  const ux = Math.cos(turn), uy = -Math.sin(turn);
  pen.strokeStyle = theme.flat;
  pen.lineWidth = sizes.thin;
  pen.setLineDash([3, 4]);
  line(pen, [[px - ux * 2 * map.width, py - uy * 2 * map.width], [px + ux * 2 * map.width, py + uy * 2 * map.width]]);
  pen.setLineDash([]);
  const slope = rate(scene);
  const colour = !(Math.abs(slope) >= 1e-9 * scene.terrain.usual) ? theme.flat : slope > 0 ? theme.rising : theme.falling;
  arrow(pen, px, py, px + ux * long, py + uy * long, { colour, width: sizes.stroke, head: sizes.head });
  place(pen, "u", [px + ux * long, py + uy * long], [ux, uy], colour, scene);
}

/** The slope in a direction. @param {{ at: Point, angle: number }} scene */
export function rate({ at, angle }) {
  const turn = (angle * Math.PI) / 180;
  return at.fx * Math.cos(turn) + at.fy * Math.sin(turn);
}
