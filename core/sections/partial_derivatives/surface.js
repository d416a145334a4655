// The surface in three dimensions. A landscape over a grid needs no depth buffer: painted from the far corner to the near one, each patch covers
// what lies behind it. Turned with the pointer or the arrow keys; nothing of that reaches Python.

const surfaces = new WeakMap();
const PATCHES = 48; // a side, about
const TALL = 0.62; // height of the box beside its side

function make(state) {
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
    const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.08], ArrowDown: [0, 0.08] }[event.key];
    if (!by) return;
    event.preventDefault();
    turn(state, ...by);
  });
  state.listen("terrain", (event) => { if (event.detail === state.data?.terrain) state.redraw(); });
  state.listen("walk", ({ detail }) => {
    if (detail.terrain !== state.data?.terrain) return;
    const known = (v) => (Number.isFinite(v) ? v : null), { x, y, f, fx, fy } = detail.point;
    state.walked = { x, y, f: known(f), fx: known(fx), fy: known(fy) };
    state.redraw();
  });
}

function turn(state, aside, down) {
  state.azimuth += aside;
  state.tilt = Math.min(1.5, Math.max(0.08, state.tilt + down));
  state.redraw();
}

/* ---- from the landscape to the screen ---- */

// The box is −1 … 1 in x and y, and as high as TALL; looked at from afar (no perspective), so that parallels stay parallel.
function camera(state, terrain, width, height, sizes) {
  const ca = Math.cos(state.azimuth), sa = Math.sin(state.azimuth), st = Math.sin(state.tilt), ct = Math.cos(state.tilt);
  const size = Math.min((width - sizes.text * 2) / 2.95, (height - sizes.text * 3) / (2.85 * st + 2 * TALL * ct));
  const { x0, x1, y0, y1, low, high } = terrain;
  const u = (x) => (2 * (x - x0)) / (x1 - x0) - 1, v = (y) => (2 * (y - y0)) / (y1 - y0) - 1;
  const w = (f) => TALL * ((2 * (Math.min(high, Math.max(low, f)) - low)) / (high - low) - 1);
  const free = (f) => TALL * ((2 * (f - low)) / (high - low) - 1);
  const project = (a, b, c) => {
    const right = a * ca - b * sa, away = a * sa + b * ca;
    return [width / 2 + size * right, height / 2 - size * (away * st + c * ct)];
  };
  return { ca, sa, st, ct, size, u, v, w, free, project, at: (x, y, f) => project(u(x), v(y), free(f)) };
}

function draw(state) {
  const terrain = terrains().get(state.data.terrain);
  if (!terrain) return;
  const { canvas, data } = state, theme = themeOf(state.root), sizes = sizesOf(data.large);
  state.width = canvas.parentElement.clientWidth;
  if (!state.width) return;
  const width = state.width, height = Math.min(width * 0.82, data.large ? 640 : 500);
  const pen = sharpen(canvas, width, height), view = camera(state, terrain, width, height, sizes);
  drawFloor(pen, view, terrain, theme, sizes);
  const point = state.walked ?? data.point;
  drawPatches(pen, view, terrain, theme, sizes, point, levelThrough(state, terrain, point));
  drawPoint(pen, view, terrain, theme, sizes, point);
}

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
  for (const [tick, text] of tickTexts(ticks(terrain.x0, terrain.x1, 5))) number(pen, view.project(view.u(tick), near, -TALL), view.project(view.u(tick), near * 1.16, -TALL), text, theme, sizes);
  for (const [tick, text] of tickTexts(ticks(terrain.y0, terrain.y1, 5))) number(pen, view.project(side, view.v(tick), -TALL), view.project(side * 1.16, view.v(tick), -TALL), text, theme, sizes);
  label(pen, view.project(0, near * 1.36, -TALL), "x", theme, sizes);
  label(pen, view.project(side * 1.36, 0, -TALL), "y", theme, sizes);
  const [a, b] = [[-1, -1], [1, -1], [1, 1], [-1, 1]].sort((p, q) => view.project(...p, 0)[0] - view.project(...q, 0)[0])[0];
  for (const [tick, text] of tickTexts(ticks(terrain.low, terrain.high, 4))) {
    const [x, y] = view.project(a, b, view.w(tick));
    words(pen, text, x - sizes.text * 0.5, y, theme, { size: sizes.text * 0.9, bold: false, align: "right" });
  }
  const [x, y] = view.project(a, b, TALL);
  words(pen, "f", x, y - sizes.text * 0.9, theme, { size: sizes.text * 1.1, align: "center" });
}

function away([a, b], view) { return a * view.sa + b * view.ca; }

function number(pen, from, to, text, theme, sizes) {
  pen.strokeStyle = theme.grid;
  line(pen, [from, [from[0] + (to[0] - from[0]) * 0.3, from[1] + (to[1] - from[1]) * 0.3]]);
  words(pen, text, to[0], to[1], theme, { size: sizes.text * 0.9, bold: false, align: "center" });
}

function label(pen, [x, y], text, theme, sizes) { words(pen, text, x, y, theme, { size: sizes.text * 1.1, align: "center" }); }

/* ---- patches ---- */

function drawPatches(pen, view, terrain, theme, sizes, point, level) {
  const { n, f, torn, low, high } = terrain, every = Math.max(1, Math.round((n - 1) / PATCHES)), m = Math.floor((n - 1) / every);
  const screen = new Float64Array(2 * n * n);
  for (let i = 0; i < n; i += every) for (let j = 0; j < n; j += every) {
    const k = i * n + j, [x, y] = view.project((2 * j) / (n - 1) - 1, (2 * i) / (n - 1) - 1, view.w(f[k]));
    screen[2 * k] = x; screen[2 * k + 1] = y;
  }
  const back = rgb(theme.back), ink = rgb(theme.function), dark = back[0] < 128;
  const sunX = -0.5 * view.ca - 0.35 * view.sa, sunY = 0.5 * view.sa - 0.35 * view.ca, sunZ = 0.79; // the light comes from the reader's left
  const steep = (2 * TALL) / (high - low), sx = steep / (2 / (terrain.x1 - terrain.x0)), sy = steep / (2 / (terrain.y1 - terrain.y0));
  const curves = slices(view, terrain, point, m, level);
  pen.lineWidth = 0.8;
  pen.lineJoin = "round";
  const rows = order(m, view.ca > 0), columns = order(m, view.sa > 0);
  const fineRows = order(every, view.ca > 0), fineColumns = order(every, view.sa > 0);
  const paint = (k, corners) => {
    const nx = -terrain.fx[k] * sx, ny = -terrain.fy[k] * sy, light = (nx * sunX + ny * sunY + sunZ) / Math.hypot(nx, ny, 1);
    const share = (Math.min(high, Math.max(low, f[k])) - low) / (high - low);
    let colour = mix(back, ink, 0.25 + 0.5 * share);
    colour = mix(colour, light > 0.6 ? [255, 255, 255] : [0, 0, 0], Math.abs(light - 0.6) * (dark ? 0.45 : 0.55));
    pen.beginPath();
    corners.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
    pen.fillStyle = pen.strokeStyle = `rgb(${colour.join()})`;
    pen.fill();
    pen.stroke();
  };
  const on = (x, y, z) => view.project(view.u(x), view.v(y), view.w(z));
  const node = (k) => on(terrain.x0 + (k % n) * terrain.dx, terrain.y0 + Math.floor(k / n) * terrain.dy, f[k]);
  for (const a of rows) for (const b of columns) {
    const i = a * every, j = b * every, k = i * n + j;
    if (!hurt(torn, n, i, j, every)) {
      const corners = [k, k + every, k + every * n + every, k + every * n].map((c) => [screen[2 * c], screen[2 * c + 1]]);
      paint(k, corners);
      if (a % 4 === 0 || b % 4 === 0) { // a coarse net, drawn with the patches, so that it is hidden where they are
        pen.strokeStyle = dark ? "rgba(255,255,255,0.28)" : "rgba(0,0,0,0.22)";
        if (a % 4 === 0) line(pen, [corners[0], corners[1]]);
        if (b % 4 === 0) line(pen, [corners[0], corners[3]]);
      }
    } else for (const c of fineRows) for (const d of fineColumns) { // at an edge or a jump: cell by cell, cut where f ends
      const row = i + c, column = j + d, cell = row * n + column, state = torn[row * (n - 1) + column];
      if (state === 0) paint(cell, [cell, cell + 1, cell + n + 1, cell + n].map(node));
      else if (state === 1) {
        const piece = terrain.piece(row, column), known = [cell, cell + 1, cell + n, cell + n + 1].find((at) => Number.isFinite(f[at]));
        if (piece.length > 2 && terrain.edge.size) paint(known, piece.map((corner) => on(...corner)));
      }
    }
    const pieces = curves.get(a * m + b);
    if (!pieces) continue;
    pen.lineCap = "round";
    for (const [colour, width, piece] of pieces) { pen.strokeStyle = theme[colour]; pen.lineWidth = sizes[width]; line(pen, piece); }
    pen.lineWidth = 0.8;
    pen.lineCap = "butt";
  }
}

// Far patches first: from the last row to the first when rows run away from the reader.
function order(m, backwards) { return Array.from({ length: m }, (_, k) => (backwards ? m - 1 - k : k)); }

function hurt(torn, n, i, j, every) {
  for (let a = 0; a < every; a++) for (let b = 0; b < every; b++) if (torn[(i + a) * (n - 1) + j + b]) return true;
  return false;
}

// The level line through the point, found anew only when the point has moved.
function levelThrough(state, terrain, point) {
  const mark = `${terrain.mark} ${point.f}`;
  if (state.levelMark !== mark) {
    state.level = Number.isFinite(point.f) ? terrain.level(point.f) : [];
    state.levelMark = mark;
  }
  return state.level;
}

// The two slices and the level line through the point, cut into the pieces that belong to each patch.
function slices(view, terrain, point, m, level) {
  const curves = new Map();
  const add = (x0, y0, x1, y1, f0 = terrain.height(x0, y0), f1 = terrain.height(x1, y1), colour = "slope", width = "stroke") => {
    if (!Number.isFinite(f0) || !Number.isFinite(f1)) return;
    const inside = (f) => f >= terrain.low && f <= terrain.high;
    if (!inside(f0) && !inside(f1)) return;
    const b = Math.min(m - 1, Math.max(0, Math.floor((((x0 + x1) / 2 - terrain.x0) / (terrain.x1 - terrain.x0)) * m)));
    const a = Math.min(m - 1, Math.max(0, Math.floor((((y0 + y1) / 2 - terrain.y0) / (terrain.y1 - terrain.y0)) * m)));
    const piece = [view.project(view.u(x0), view.v(y0), view.w(f0)), view.project(view.u(x1), view.v(y1), view.w(f1))];
    // Drawn with the next patch towards the reader: a patch painted later would cover half of the line's width.
    const nearer = (k, forward) => Math.min(m - 1, Math.max(0, k + (forward ? -1 : 1)));
    const key = nearer(a, view.ca > 0) * m + nearer(b, view.sa > 0);
    if (curves.has(key)) curves.get(key).push([colour, width, piece]); else curves.set(key, [[colour, width, piece]]);
  };
  if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) return curves;
  for (const [x0, y0, x1, y1] of level) add(x0, y0, x1, y1, point.f, point.f, "flat", "line");
  const count = 2 * m;
  for (let k = 0; k < count; k++) {
    const step = (low, high, at) => low + ((high - low) * at) / count;
    const { x0, x1, y0, y1 } = terrain;
    add(step(x0, x1, k), point.y, step(x0, x1, k + 1), point.y);
    add(point.x, step(y0, y1, k), point.x, step(y0, y1, k + 1));
  }
  return curves;
}

/* ---- the point, its tangent plane, its gradient ---- */

function drawPoint(pen, view, terrain, theme, sizes, point) {
  const { x, y, f, fx, fy } = point;
  if (f === null || f < terrain.low - 1e-9 * Math.abs(terrain.low) || f > terrain.high + 1e-9 * Math.abs(terrain.high)) return;
  const here = view.at(x, y, f);
  if (fx !== null && fy !== null) {
    const wide = (terrain.x1 - terrain.x0) / 2, high = (terrain.high - terrain.low) / (2 * TALL);
    // Small enough to stay near the surface: the plane never rises more than a third of the box.
    const steep = Math.max(Math.abs(fx), Math.abs(fy)) * wide, half = wide * Math.min(0.34, steep > 0 ? (0.42 * high) / steep : 1);
    const plane = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([a, b]) => view.at(x + a * half, y + b * half, f + fx * a * half + fy * b * half));
    pen.beginPath();
    plane.forEach(([px, py], k) => (k ? pen.lineTo(px, py) : pen.moveTo(px, py)));
    pen.closePath();
    pen.globalAlpha = 0.3;
    pen.fillStyle = theme.slope;
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = theme.slope;
    pen.lineWidth = sizes.thin * 1.2;
    pen.stroke();
    const size = Math.hypot(fx, fy);
    if (size > 1e-9 * terrain.usual) {
      const reach = 1.45 * half, ux = fx / size, uy = fy / size;
      const tip = view.at(x + ux * reach, y + uy * reach, f + size * reach);
      arrow(pen, ...here, ...tip, { colour: theme.slope, width: sizes.stroke, head: sizes.head });
      words(pen, "steepest up", tip[0], tip[1] - sizes.text, theme, { colour: theme.slope, size: sizes.text, align: "center" });
    }
  }
  dot(pen, ...here, sizes.point, theme.slope, theme.back);
}

export default function ({ parentElement: root, data }) {
  const state = onCanvas(root, surfaces, make);
  Object.assign(state, { root, data, walked: null });
  state.canvas.setAttribute("aria-label", data.alt);
  state.redraw();
  return () => state.leave();
}
