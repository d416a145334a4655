// The landscapes that the browser keeps, by name, apart from the widgets that draw them: a moving point does not send them again.

import { raisedBy } from "../shared/arrays.js";
import { Channel } from "../shared/channel.js";
/** @import { Mesh } from "../surface/patches.js" */

/** @typedef {{ x: number, y: number, f: number, fx: number, fy: number }} Point a place with height and slopes, NaN where there is none */
/** @typedef {{ text: string, x: number, y: number, angle: number, thin: boolean }} Label of a level line; a thin one's is left out on a narrow screen */
/** @typedef {{ x: number, y: number, kind: string }} Critical */
/** A level line: its corners, and 1 for every second level. @typedef {[Float64Array, Float64Array, number]} LevelLine */
/** @typedef {{ x: Float32Array, y: Float32Array, length: Int32Array, odd: Uint8Array }} SentLines all corners one after the other */
/**
 * A landscape as terrain.py sends it: ``f``, ``edge.value`` count from ``base``; rows of the grid one after the other.
 * @typedef {{
 *   key: string, mark: string, n: number, x0: number, x1: number, y0: number, y1: number, low: number, high: number, usual: number, base: number,
 *   f: Float32Array, fx: Float32Array, fy: Float32Array, torn: Uint8Array, edge: { number: Int32Array, share: Float32Array, value: Float32Array },
 *   lines: SentLines, labels: Label[],
 * }} Sent
 */

/** @type {Map<string, Terrain>} */
export const terrains = new Map();
/** A landscape, or what is marked on it, has come: its name. @type {Channel<string>} */
export const arrivals = new Channel();
/** The point on a landscape has moved, on the map ``from``. @type {Channel<{ terrain: string, point: Point, from: { exact: boolean } }>} */
export const walks = new Channel();

/** @param {number} a @param {number} b @param {number} ga @param {number} gb @param {number} t */
function hermite(a, b, ga, gb, t) {
  const s = t * t, c = s * t;
  return (2 * c - 3 * s + 1) * a + (c - 2 * s + t) * ga + (3 * s - 2 * c) * b + (c - s) * gb;
}

export class Terrain {
  /** @param {Sent} data */
  constructor(data) {
    /** @type {string} */
    this.mark = data.mark;
    /** @type {number} a side of the grid */
    this.n = data.n;
    /** @type {number} */
    this.x0 = data.x0;
    /** @type {number} */
    this.x1 = data.x1;
    /** @type {number} */
    this.y0 = data.y0;
    /** @type {number} */
    this.y1 = data.y1;
    /** @type {number} */
    this.low = data.low;
    /** @type {number} */
    this.high = data.high;
    /** @type {number} the usual size of the gradient */
    this.usual = data.usual;
    /** @type {Float32Array} */
    this.fx = data.fx;
    /** @type {Float32Array} */
    this.fy = data.fy;
    /** @type {Uint8Array} */
    this.torn = data.torn;
    /** @type {Label[]} */
    this.labels = data.labels;
    /** @type {Critical[]} */
    this.critical = [];
    // What pictures have made of it, kept for the next one.
    /** @type {{ low: number, high: number } | null} */
    this.box = null;
    /** @type {Mesh | null} */
    this.mesh = null;
    /** @type {HTMLCanvasElement | null} */
    this.plane = null;
    /** @type {number[][][] | null} */
    this.outside = null;
    this.f = raisedBy(data.f, data.base);
    this.lines = this.separate(data.lines);
    const heights = raisedBy(data.edge.value, data.base);
    /** @type {Map<number, [number, number]>} */
    this.edge = new Map(Array.from(data.edge.number, (edge, k) => [edge, [data.edge.share[k], heights[k]]]));
    this.dx = (this.x1 - this.x0) / (this.n - 1);
    this.dy = (this.y1 - this.y0) / (this.n - 1);
  }

  /** @param {SentLines} sent @returns {LevelLine[]} */
  separate({ x, y, length, odd }) {
    const xs = raisedBy(x, this.x0), ys = raisedBy(y, this.y0);
    let start = 0;
    return Array.from(length, (count, k) => {
      const end = start + count, line = /** @type {LevelLine} */ ([xs.subarray(start, end), ys.subarray(start, end), odd[k]]);
      start = end;
      return line;
    });
  }

  cell(/** @type {number} */ x, /** @type {number} */ y) {
    const a = (x - this.x0) / this.dx, b = (y - this.y0) / this.dy;
    if (!(a >= -1e-9 && b >= -1e-9 && a <= this.n - 1 + 1e-9 && b <= this.n - 1 + 1e-9)) return null;
    const j = Math.min(Math.max(Math.floor(a), 0), this.n - 2), i = Math.min(Math.max(Math.floor(b), 0), this.n - 2);
    return { i, j, u: a - j, v: b - i, k: i * this.n + j, torn: this.torn[i * (this.n - 1) + j] };
  }

  // Height from the cubic through values and slopes of the cell; NaN where the surface is torn or has no value.
  height(/** @type {number} */ x, /** @type {number} */ y) {
    const c = this.cell(x, y);
    if (!c || c.torn) return NaN;
    const { f, fx, fy, n, dx, dy } = this, k = c.k;
    const low = hermite(f[k], f[k + 1], fx[k] * dx, fx[k + 1] * dx, c.u);
    const high = hermite(f[k + n], f[k + n + 1], fx[k + n] * dx, fx[k + n + 1] * dx, c.u);
    const gl = fy[k] + c.u * (fy[k + 1] - fy[k]), gh = fy[k + n] + c.u * (fy[k + n + 1] - fy[k + n]);
    const value = hermite(low, high, gl * dy, gh * dy, c.v);
    if (Number.isFinite(value)) return value;
    return (1 - c.v) * (f[k] + c.u * (f[k + 1] - f[k])) + c.v * (f[k + n] + c.u * (f[k + n + 1] - f[k + n]));
  }

  // Height and slopes; in a torn cell those of the nearest corner.
  at(/** @type {number} */ x, /** @type {number} */ y) {
    const c = this.cell(x, y);
    if (!c) return { x, y, f: NaN, fx: NaN, fy: NaN };
    if (c.torn) {
      const k = c.k + Math.round(c.u) + this.n * Math.round(c.v);
      return { x, y, f: this.f[k], fx: this.fx[k], fy: this.fy[k] };
    }
    const blend = (/** @type {Float32Array} */ g) => (1 - c.v) * (g[c.k] + c.u * (g[c.k + 1] - g[c.k])) + c.v * (g[c.k + this.n] + c.u * (g[c.k + this.n + 1] - g[c.k + this.n]));
    return { x, y, f: this.height(x, y), fx: blend(this.fx), fy: blend(this.fy) };
  }

  // The part of the cell (i, j) inside the domain, or outside it, as corners [x, y, f]; the edge of the domain is straight in it.
  piece(/** @type {number} */ i, /** @type {number} */ j, inside = true) {
    const { n, f, edge } = this, corners = [[i, j], [i, j + 1], [i + 1, j + 1], [i + 1, j]], points = /** @type {number[][]} */ ([]);
    corners.forEach(([a, b], at) => {
      const [c, d] = corners[(at + 1) % 4], known = Number.isFinite(f[a * n + b]);
      if (known === inside) points.push([this.x0 + b * this.dx, this.y0 + a * this.dy, f[a * n + b]]);
      if (known === Number.isFinite(f[c * n + d])) return;
      const [row, column] = [Math.min(a, c), Math.min(b, d)];
      const cut = edge.get(row * n + column + (b === d ? n * n : 0));
      if (!cut) return;
      const share = cut[0];
      points.push([this.x0 + (column + (b === d ? 0 : share)) * this.dx, this.y0 + (row + (b === d ? share : 0)) * this.dy, cut[1]]);
    });
    return points;
  }

  // The level line f = c as short straight pieces [x0, y0, x1, y1], by marching squares on the grid.
  level(/** @type {number} */ c) {
    const { n, f, torn } = this, pieces = [];
    const cross = (/** @type {number} */ k, /** @type {number} */ step, /** @type {Float32Array} */ gradient, /** @type {number} */ width) => {
      const l = k + step;
      let lo = 0, hi = 1;
      const a = f[k] - c, b = f[l] - c, ga = gradient[k] * width, gb = gradient[l] * width;
      let t = a / (a - b);
      for (let round = 0; round < 5; round++) {
        const v = hermite(a, b, ga, gb, t);
        if (!Number.isFinite(v)) return a / (a - b);
        if (v > 0 === a > 0) lo = t; else hi = t;
        t = (lo + hi) / 2;
      }
      return t;
    };
    for (let i = 0; i < n - 1; i++) {
      for (let j = 0; j < n - 1; j++) {
        if (torn[i * (n - 1) + j]) continue;
        const k = i * n + j;
        const a = f[k] > c, b = f[k + 1] > c, d = f[k + n + 1] > c, e = f[k + n] > c;
        if (a === b && b === d && d === e) continue;
        const x = this.x0 + j * this.dx, y = this.y0 + i * this.dy, ends = [];
        if (a !== b) ends.push([x + cross(k, 1, this.fx, this.dx) * this.dx, y]);
        if (b !== d) ends.push([x + this.dx, y + cross(k + 1, n, this.fy, this.dy) * this.dy]);
        if (d !== e) ends.push([x + cross(k + n, 1, this.fx, this.dx) * this.dx, y + this.dy]);
        if (e !== a) ends.push([x, y + cross(k, n, this.fy, this.dy) * this.dy]);
        if (ends.length === 4) {
          const middle = (f[k] + f[k + 1] + f[k + n] + f[k + n + 1]) / 4 > c;
          if (middle === a) pieces.push([...ends[0], ...ends[1]], [...ends[2], ...ends[3]]);
          else pieces.push([...ends[0], ...ends[3]], [...ends[1], ...ends[2]]);
        } else pieces.push([...ends[0], ...ends[1]]);
      }
    }
    return pieces;
  }
}
