// Values that would cancel or overflow on the way, as core/language/stable.py has them.

const { abs, cos, exp, log1p, sin, tanh } = Math;
const TERMS = 11;

/** The order-th derivative of sin(x)/x as a series in x². @param {number} order */
function ofSine(order) {
  const found = [];
  let factorial = 1;
  for (let m = 0; m < TERMS; m++) {
    if (m > 0) factorial *= 2 * m * (2 * m + 1);
    let falling = 1;
    for (let k = 0; k < order; k++) falling *= 2 * m - k;
    if (2 * m >= order) found.push(((m % 2 ? -1 : 1) * falling) / factorial);
  }
  return found;
}

const SLOPE = ofSine(1), BEND = ofSine(2);

/** @param {number[]} coefficients @param {number} square */
const series = (coefficients, square) => coefficients.reduceRight((total, coefficient) => total * square + coefficient, 0);

/** @param {number} x */
export const sinc = (x) => (x === 0 ? 1 : sin(x) / x);
/** @param {number} x */
export const sincSlope = (x) => (abs(x) < 1 ? x * series(SLOPE, x * x) : (cos(x) - sin(x) / x) / x);
/** @param {number} x */
export const sincBend = (x) => (abs(x) < 1 ? series(BEND, x * x) : -sin(x) / x - (2 * (cos(x) - sin(x) / x)) / x / x);

/** x − tanh x, near 0 by Lambert's continued fraction of tanh. @param {number} x */
export function tanhshrink(x) {
  if (!(abs(x) < 1)) return x - tanh(x);
  let tail = 0;
  for (let odd = 19; odd > 1; odd -= 2) tail = (x * x) / (odd + tail);
  return (x * tail) / (1 + tail);
}

/** ln(eᵃ + eᵇ) @param {number} a @param {number} b */
export const logaddexp = (a, b) => (a === b ? a + Math.LN2 : Math.max(a, b) + log1p(exp(-abs(a - b))));
