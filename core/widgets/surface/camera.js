// From the landscape to the screen: the box that holds the surface, looked at from afar.

/** @import { Terrain } from "../hill/terrains.js" */
/** @import { Sizes } from "../shared/canvas.js" */

/** @typedef {ReturnType<typeof camera>} View */
/** @typedef {[number, number, number]} Corner a place in the box, or its direction */

export const TALL = 0.62; // height of the box beside its side

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
/** @param {{ azimuth: number, tilt: number }} turned @param {Terrain} terrain @param {number} width @param {number} height @param {Sizes} sizes */
export function camera({ azimuth, tilt }, terrain, width, height, sizes) {
  const ca = Math.cos(azimuth), sa = Math.sin(azimuth), st = Math.sin(tilt), ct = Math.cos(tilt);
  const size = Math.min((width - sizes.text * 2) / 2.95, (height - sizes.text * 3) / (2.85 * st + 2 * TALL * ct));
  const { x0, x1, y0, y1 } = terrain, { low, high } = heightsOf(terrain);
  const u = (/** @type {number} */ x) => (2 * (x - x0)) / (x1 - x0) - 1, v = (/** @type {number} */ y) => (2 * (y - y0)) / (y1 - y0) - 1;
  const w = (/** @type {number} */ f) => TALL * ((2 * (f - low)) / (high - low) - 1);
  const project = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c) => {
    const right = a * ca - b * sa, away = a * sa + b * ca;
    return [width / 2 + size * right, height / 2 - size * (away * st + c * ct)];
  };
  return { ca, sa, st, ct, size, width, height, low, high, u, v, w, project };
}
