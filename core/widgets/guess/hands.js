// What can be guessed: a slope as a line through the point, a gradient as an arrow, a rate on an axis, the end of a path. Each says what a place on the
// picture means (place), what an arrow key does (step), where a finger takes hold of it (grip), and draws guess and answer.

import { arrow, dot, line, words } from "../shared/canvas.js";
import { number } from "../shared/format.js";
/** @import { Frame, Pen, Sizes, Theme } from "../shared/canvas.js" */
/** @import { Data, Scene, State } from "./guess.js" */
/** @typedef {{ place: (state: State, px: number, py: number) => number[] | null, step: (state: State, i: number, j: number) => number[], grip: (state: State) => number[], draw: (scene: Scene) => void }} Hand */

const YOURS = "your guess", DASH = [8, 6], STEEPEST = 89, KEYS = 60; // arrow keys from end to end
const rounded = (/** @type {number} */ v, /** @type {number} */ grain) => Number((Math.round(v / grain) * grain).toPrecision(12));

/* ---- a slope ---- */

// Pixels up for a pixel to the right, for a slope of 1.
const tilt = (/** @type {Frame} */ view) => view.height / (view.y1 - view.y0) / (view.width / (view.x1 - view.x0));
const steepness = (/** @type {Frame} */ view, /** @type {number} */ slope) => Math.atan(slope * tilt(view)) * 180 / Math.PI;
const slopeAt = (/** @type {Frame} */ view, /** @type {number} */ degrees) => Math.tan(Math.max(-STEEPEST, Math.min(STEEPEST, degrees)) * Math.PI / 180) / tilt(view);

/** @param {Frame} view @param {number} slope @param {readonly number[]} point */
function handle(view, slope, [x, y]) {
  const angle = steepness(view, slope) * Math.PI / 180, long = Math.min(view.width, view.height) * 0.36;
  return [view.px(x) + long * Math.cos(angle), view.py(y) - long * Math.sin(angle)];
}

/** @type {Hand} */
const slope = {
  place({ view, data }, px, py) {
    const dx = px - view.px(data.point[0]), dy = view.py(data.point[1]) - py;
    if (Math.hypot(dx, dy) < 10) return null;
    const degrees = Math.abs(dx) < 1e-9 ? STEEPEST * Math.sign(dy) : Math.atan(dy / dx) * 180 / Math.PI;
    return [Number(slopeAt(view, degrees).toPrecision(3))];
  },
  step({ view, guess }, i, j) { return [Number(slopeAt(view, steepness(view, guess?.[0] ?? 0) + (j || i)).toPrecision(3))]; },
  grip({ view, data, guess }) { return handle(view, guess?.[0] ?? 0, data.point); },
  draw({ state, view, pen, theme, sizes }) {
    const { data, guess } = state;
    const through = (/** @type {number} */ m, /** @type {string} */ colour, /** @type {number[]} */ dash, /** @type {string} */ text, /** @type {number} */ side) => {
      const [x, y] = data.point, tip = handle(view, m, data.point), other = [2 * view.px(x) - tip[0], 2 * view.py(y) - tip[1]];
      pen.strokeStyle = colour;
      pen.lineWidth = sizes.stroke;
      pen.setLineDash(dash);
      line(pen, [[other[0] * 2 - view.px(x), other[1] * 2 - view.py(y)], [tip[0] * 2 - view.px(x), tip[1] * 2 - view.py(y)]]);
      pen.setLineDash([]);
      const end = side > 0 ? tip : other;
      if (dash.length) dot(pen, tip[0], tip[1], sizes.point * 1.2, colour, theme.back);
      label(pen, text, end[0], end[1] + sizes.text * 1.5, colour, { theme, sizes, view });
    };
    if (data.answer?.numbers.length) through(data.answer.numbers[0], theme.slope, [], `${data.answer.name} ${number(data.answer.numbers[0], 3)}`, -1);
    if (guess || !data.answer) through(guess?.[0] ?? 0, theme.flat, DASH, guess ? `${YOURS}: ${number(guess[0], 3)}` : "take hold of me", 1);
  },
};

/* ---- an arrow ---- */

/** @param {Frame} view @param {Data} data @param {readonly number[]} g */
const tipOf = (view, { point, unit }, g) => [view.px(point[0] + unit * g[0]), view.py(point[1] + unit * g[1])];

/** @type {Hand} */
const arrowHand = {
  place({ view, data }, px, py) {
    const reach = data.rings.at(-1) ?? 1, g = [(view.x(px) - data.point[0]) / data.unit, (view.y(py) - data.point[1]) / data.unit];
    return g.map((v) => rounded(v, reach / 200));
  },
  step({ data, guess }, i, j) {
    const reach = data.rings.at(-1) ?? 1, [gx, gy] = guess ?? [0, 0];
    return [rounded(gx + i * reach / 40, reach / 200), rounded(gy + j * reach / 40, reach / 200)];
  },
  grip({ view, data, guess }) { return tipOf(view, data, guess ?? [0, 0]); },
  draw({ state, view, pen, theme, sizes }) {
    const { data, guess } = state, [px, py] = tipOf(view, data, [0, 0]);
    pen.strokeStyle = theme.flat;
    pen.lineWidth = 1;
    pen.setLineDash([2, 4]);
    for (const ring of data.rings) {
      pen.beginPath();
      pen.ellipse(px, py, Math.abs(view.px(data.unit * ring) - view.px(0)), Math.abs(view.py(data.unit * ring) - view.py(0)), 0, 0, 2 * Math.PI);
      pen.stroke();
      const [, below] = tipOf(view, data, [0, -ring]);
      words(pen, `slope ${number(ring, 3)}`, px, below, theme, { colour: theme.flat, size: sizes.text * 0.85, bold: false, align: "center" });
    }
    pen.setLineDash([]);
    const tip = (/** @type {number[]} */ g, /** @type {string} */ colour, /** @type {number[]} */ dash, /** @type {string} */ text) => {
      const [x, y] = tipOf(view, data, g);
      arrow(pen, px, py, x, y, { colour, width: sizes.stroke * 1.2, head: sizes.head * 1.2, dash });
      const long = Math.hypot(x - px, y - py) || 1, away = sizes.text * 1.3;
      label(pen, text, x + (x - px) / long * away * 2, y + (y - py) / long * away, colour, { theme, sizes, view });
    };
    if (data.answer?.numbers.length) tip(data.answer.numbers, theme.slope, [], data.answer.name);
    if (guess) tip(guess, theme.flat, DASH, YOURS);
  },
};

/* ---- a rate on an axis of its own: evenly near 0, in powers of ten further out ---- */

const EVEN = 0.5;
const bent = (/** @type {number} */ v) => Math.sign(v) * Math.log10(1 + Math.abs(v) / EVEN);
const unbent = (/** @type {number} */ t) => Math.sign(t) * EVEN * (10 ** Math.abs(t) - 1);
const along = (/** @type {State} */ { view, data }, /** @type {number} */ v) => view.left + view.width * (0.5 + 0.5 * Math.max(-1, Math.min(1, bent(v) / bent(data.reach))));
const axisOf = (/** @type {Frame} */ view) => view.top + view.height - 24;

/** @type {Hand} */
const rate = {
  place(state, px) {
    const { view, data } = state, t = (2 * (px - view.left) / view.width - 1) * bent(data.reach);
    return [Number(unbent(Math.max(-bent(data.reach), Math.min(bent(data.reach), t))).toPrecision(2))];
  },
  step({ data, guess }, i, j) { return [Number(unbent(bent(guess?.[0] ?? 0) + (i || j) * bent(data.reach) / KEYS).toPrecision(3))]; },
  grip(state) { return [along(state, state.guess?.[0] ?? 0), axisOf(state.view)]; },
  draw({ state, view, pen, theme, sizes }) {
    const { data, guess } = state, y = axisOf(view), middle = view.left + view.width / 2, rows = data.rows.length;
    const gap = (y - sizes.text * 4 - view.top) / Math.max(rows, 1);
    data.rows.forEach((/** @type {string} */ text, /** @type {number} */ k) => {
      const at = view.top + gap * (k + 0.5);
      words(pen, text, middle, at, theme, { colour: theme.function, size: sizes.text * 1.15, align: "center" });
      if (k + 1 === rows) return;
      arrow(pen, middle, at + sizes.text, middle, at + gap - sizes.text, { colour: theme.flat, width: sizes.thin, head: sizes.head * 0.8 });
      words(pen, data.answer?.factors[k] ?? "× ?", middle + sizes.text, at + gap / 2, theme, { colour: data.answer ? theme.slope : theme.flat, size: sizes.text });
    });
    pen.strokeStyle = theme.text;
    pen.lineWidth = sizes.thin;
    line(pen, [[view.left, y], [view.left + view.width, y]]);
    const powers = [];
    for (let p = 1; p <= data.reach; p *= 10) powers.push(p);
    const room = view.width / (2 * powers.length + 1), marks = [0, ...powers.flatMap((p, k) => (room > sizes.text * 3 || k % 2 === 0 ? [-p, p] : []))];
    for (const mark of marks) {
      line(pen, [[along(state, mark), y - 5], [along(state, mark), y + 5]]);
      words(pen, number(mark), along(state, mark), y + sizes.text * 1.1, theme, { size: sizes.text * 0.9, bold: false, align: "center" });
    }
    const mark = (/** @type {number} */ v, /** @type {string} */ colour, /** @type {string} */ text, /** @type {number} */ up) => {
      const x = along(state, v);
      arrow(pen, x, y - up, x, y, { colour, width: sizes.stroke, head: sizes.head });
      label(pen, text, x, y - up - sizes.text * 0.8, colour, { theme, sizes, view });
    };
    if (data.answer?.numbers.length) mark(data.answer.numbers[0], theme.slope, `${data.answer.name} = ${number(data.answer.numbers[0])}`, sizes.text * 1.4);
    if (guess) mark(guess[0], theme.flat, `${YOURS}: ${number(guess[0], 3)}`, sizes.text * 2.9);
  },
};

/* ---- where a path ends ---- */

// The curve's height at x.
/** @param {State} state @param {number} x */
function height({ curve, data }, x) {
  if (!curve) return data.point[1];
  let k = 1;
  while (k < curve.x.length - 1 && curve.x[k] < x) k++;
  const share = (x - curve.x[k - 1]) / (curve.x[k] - curve.x[k - 1]), y = curve.y[k - 1] + share * (curve.y[k] - curve.y[k - 1]);
  return Number.isFinite(y) ? y : data.point[1];
}

/** @param {State} state @param {readonly number[]} at */
const whole = (state, at) => (at.length > 1 ? at : [at[0], height(state, at[0])]);

/** @type {Hand} */
const end = {
  place({ view, data, grain }, px, py) {
    const [x0, x1, y0, y1] = data.limits, x = rounded(Math.max(x0, Math.min(x1, view.x(px))), grain);
    return data.even ? [x, rounded(Math.max(y0, Math.min(y1, view.y(py))), grain)] : [x];
  },
  step({ data, guess, grain }, i, j) {
    const [x0, x1, y0, y1] = data.limits, [x, y] = guess ?? data.point, dx = (x1 - x0) / KEYS;
    const to = rounded(Math.max(x0, Math.min(x1, x + (data.even ? i : i || j) * dx)), grain);
    return data.even ? [to, rounded(Math.max(y0, Math.min(y1, y + j * dx)), grain)] : [to];
  },
  grip(state) { const [x, y] = whole(state, state.guess ?? state.data.point); return [state.view.px(x), state.view.py(y)]; },
  draw({ state, view, pen, theme, sizes }) {
    const { data, guess } = state;
    const flag = (/** @type {readonly number[]} */ at, /** @type {string} */ colour, /** @type {string} */ text, /** @type {number} */ up) => {
      const [x, y] = whole(state, at), px = view.px(x), py = view.py(y);
      dot(pen, px, py, sizes.point * 1.1, colour, theme.back);
      label(pen, text, px, py + up * sizes.text * 1.4, colour, { theme, sizes, view });
    };
    if (data.answer?.numbers.length) flag(data.answer.numbers, theme.path, data.answer.name, 1);
    if (guess) flag(guess, theme.flat, YOURS, -1);
  },
};

// A word at a place, pushed back inside the picture where it would fall off.
/** @param {Pen} pen @param {string} text @param {number} x @param {number} y @param {string} colour @param {{ theme: Theme, sizes: Sizes, view: Frame }} look */
function label(pen, text, x, y, colour, { theme, sizes, view }) {
  const half = text.length * sizes.text * 0.3, size = sizes.text;
  const left = Math.max(view.left + half, Math.min(view.left + view.width - half, x));
  const top = Math.max(view.top + size, Math.min(view.top + view.height - size, y));
  words(pen, text, left, top, theme, { colour, size, align: "center" });
}

/** @type {Record<string, Hand>} */
export const HANDS = { slope, arrow: arrowHand, rate, end };
