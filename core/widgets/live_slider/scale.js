// A slider's scale: value ↔ position of the range input.

export const POSITIONS = 2000; // steps of the range input when the scale is not linear

/** @typedef {{ scale: "linear" | "log" | "signed log", minimum: number, maximum: number, step: number, smallest: number }} Range */
const PRESSES = 100; // of an arrow key from one end of a logarithmic scale to the other: steps that one sees

/** @typedef {{ min: number, max: number, step: number, press: number, value: (position: number) => number, position: (value: number) => number }} Scale */

/** @param {number} value */
const twoDigits = (value) => Number(value.toPrecision(2));

/** @param {number} step */
function decimals(step) {
  const text = String(step);
  if (text.includes("e-")) return Number(text.split("e-")[1]);
  return text.includes(".") ? text.split(".")[1].length : 0;
}

/** @param {Range} range @returns {Scale} */
export function scaleOf(range) {
  if (range.scale === "log") return logarithmic(range);
  if (range.scale === "signed log") return signedLogarithmic(range);
  const places = decimals(range.step);
  return { min: range.minimum, max: range.maximum, step: range.step, press: range.step, value: (p) => Number(Number(p).toFixed(places)), position: (v) => v };
}

/** @param {Range} range @returns {Scale} */
function logarithmic({ minimum, maximum }) {
  const low = Math.log10(minimum), high = Math.log10(maximum);
  return {
    min: 0, max: POSITIONS, step: 1, press: POSITIONS / PRESSES,
    value: (p) => twoDigits(10 ** (low + (p / POSITIONS) * (high - low))),
    position: (v) => Math.round(((Math.log10(Math.max(v, minimum)) - low) / (high - low)) * POSITIONS),
  };
}

/** Left half: minimum … −smallest, right half: smallest … maximum. Zero has no place. @param {Range} range @returns {Scale} */
function signedLogarithmic({ minimum, maximum, smallest }) {
  const low = Math.log10(smallest);
  const side = (/** @type {number} */ sign) => Math.log10(Math.abs(sign < 0 ? minimum : maximum)) - low;
  return {
    min: -POSITIONS, max: POSITIONS, step: 1, press: (2 * POSITIONS) / PRESSES,
    value: (p) => (p < 0 ? -1 : 1) * twoDigits(10 ** (low + (Math.abs(p) / POSITIONS) * side(p))),
    position: (v) => {
      const p = Math.round(((Math.log10(Math.max(Math.abs(v), smallest)) - low) / side(v)) * POSITIONS);
      return v < 0 ? -Math.max(p, 1) : p;
    },
  };
}

/** The number that a text is, null if it is none. @param {string} text */
export function typed(text) {
  const plain = text.trim().replace(/^−/, "-");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
