// The operations a program may use, by the names of core/language/vocabulary.py: values as core/language/numerics.py has them. NaN where the
// mathematics has no real value (outside the domain, at a pole, 0/0), ±Infinity where it is merely too large for a float.

import { erf, erfc, gamma, polygamma } from "./special.js";
import { logaddexp, sinc, sincBend, sincSlope, tanhshrink } from "./stable.js";

/** @typedef {(...values: number[]) => number} Operation */

const { abs, cos, exp, floor, log, sign, sin, sqrt } = Math;

/** @param {number} a @param {number} b */
const divide = (a, b) => (b === 0 ? NaN : a / b);
/** @param {number} x */
const inverse = (x) => divide(1, x);
/** @param {number} x */
const ln = (x) => (x > 0 ? log(x) : NaN);
/** As C has it: 1 to any power and anything to the power 0 is 1, also −1 to an infinite one. @param {number} a @param {number} b */
const pow = (a, b) => (a === 1 || (a === -1 && abs(b) === Infinity) ? 1 : a ** b);
/** @param {number} x */
const atanh = (x) => (abs(x) < 1 ? Math.atanh(x) : NaN);
/** @param {number} x @param {number} half what it is at 0 */
const step = (x, half) => (x > 0 ? 1 : x < 0 ? 0 : x === 0 ? half : NaN);

/** @param {number} x */
function sigmoid(x) {
  const small = exp(-abs(x));
  return (x >= 0 ? 1 : small) / (1 + small);
}

/** Needs base > 0 (0^y is 0 for y > 0). @param {number} base @param {number} exponent */
function power(base, exponent) {
  return (base > 0 && !Number.isNaN(exponent)) || (base === 0 && exponent > 0) ? pow(base, exponent) : NaN;
}

/** For an exponent that does not vary: a negative base is fine where it is whole. @param {number} base @param {number} exponent */
function fixedPower(base, exponent) {
  const defined = (base > 0 && !Number.isNaN(exponent)) || (base === 0 && exponent >= 0) || (base < 0 && exponent === floor(exponent));
  return defined ? pow(base, exponent) : NaN;
}

/** For odd n also of a negative x. @param {number} x @param {number} n */
function root(x, n) {
  if (x === 0 && n <= 0) return NaN;
  const size = pow(abs(x), divide(1, n));
  return !(x < 0) ? size : mod(n, 2) === 1 ? -size : NaN;
}

/** x − m·⌊x/m⌋, with the sign of m. @param {number} x @param {number} m */
function mod(x, m) {
  if (m === 0) return NaN;
  const rest = x % m;
  return rest !== 0 && rest < 0 !== m < 0 ? rest + m : rest;
}

/** @param {number} x @param {number} delta */
function huber(x, delta) {
  const near = Math.min(abs(x), delta);
  return near * (abs(x) - 0.5 * near);
}

/** 1 where true, 0 where false, NaN where a side has no value. @param {(a: number, b: number) => boolean} holds @returns {Operation} */
const comparing = (holds) => (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : Number(holds(a, b)));

const equal = comparing((a, b) => a === b), unequal = comparing((a, b) => a !== b);
const less = comparing((a, b) => a < b), notMore = comparing((a, b) => a <= b);
const more = comparing((a, b) => a > b), notLess = comparing((a, b) => a >= b);

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  // arithmetic
  "negative": (x) => -x, "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": divide,
  power, "fixed power": fixedPower,
  // conditions
  "<": less, "<=": notMore, ">": more, ">=": notLess, "=": equal, "!=": unequal,
  "and": (a, b) => (a === 0 || b === 0 ? 0 : a * b), "or": (a, b) => (a === 1 || b === 1 ? 1 : a + b),
  "select": (where, value, otherwise) => (where === 1 ? value : where === 0 ? otherwise : NaN),
  "only where": (where, value) => (where === 1 ? value : NaN),
  // trigonometric
  sin, cos, "tan": Math.tan, "sec": (x) => inverse(cos(x)), "csc": (x) => inverse(sin(x)), "cot": (x) => divide(cos(x), sin(x)),
  "asin": Math.asin, "acos": Math.acos, "atan": Math.atan, "asec": (x) => Math.acos(inverse(x)), "acsc": (x) => Math.asin(inverse(x)),
  "acot": (x) => (x === 0 ? Math.PI / 2 : Math.atan(1 / x)), "atan2": Math.atan2,
  // hyperbolic
  "sinh": Math.sinh, "cosh": Math.cosh, "tanh": Math.tanh, "sech": (x) => inverse(Math.cosh(x)), "csch": (x) => inverse(Math.sinh(x)),
  "coth": (x) => inverse(Math.tanh(x)), "asinh": Math.asinh, "acosh": Math.acosh, atanh, "asech": (x) => Math.acosh(inverse(x)),
  "acsch": (x) => Math.asinh(inverse(x)), "acoth": (x) => atanh(inverse(x)),
  // exponential, logarithms, roots
  exp, ln, "expm1": Math.expm1, "log1p": (x) => (x > -1 ? Math.log1p(x) : NaN),
  "log10": (x) => ln(x) / Math.LN10, "log2": (x) => ln(x) / Math.LN2, "log": (x, base) => divide(ln(x), ln(base)),
  logaddexp, "hypot": Math.hypot,
  sqrt, "cbrt": Math.cbrt, root,
  // with corners and jumps
  abs, sign, floor, "ceil": Math.ceil, "round": (x) => floor(x + 0.5), mod, "min": Math.min, "max": Math.max,
  "step": (x) => step(x, 0.5), "positive": (x) => step(x, 0),
  // special
  sinc, "sinc_slope": sincSlope, "sinc_bend": sincBend,
  erf, erfc, gamma, "factorial": (x) => gamma(x + 1), "digamma": (x) => polygamma(0, x), polygamma,
  // machine learning
  sigmoid, "softplus": (x) => Math.max(x, 0) + Math.log1p(exp(-abs(x))), "relu": (x) => Math.max(x, 0),
  "leaky_relu": (x, slope) => (x > 0 ? x : slope * x), "elu": (x, alpha) => (x > 0 ? x : alpha * Math.expm1(Math.min(x, 0))),
  "gelu": (x) => 0.5 * x * erfc(-x / Math.SQRT2), "silu": (x) => x * sigmoid(x), "softsign": (x) => x / (1 + abs(x)), huber, tanhshrink,
};

/**
 * x^(p/q) in lowest terms, as a function of x; an odd q takes the real root of a negative x.
 * @param {number} p
 * @param {number} q
 * @returns {(x: number) => number}
 */
export function rationalPower(p, q) {
  if (p === 0) return (x) => (Number.isNaN(x) ? NaN : 1);
  if (q === 1 && p === 1) return (x) => x;
  if (q === 1 && p === 2) return (x) => x * x;
  if (p === 1 && q === 2) return sqrt;
  if (p === 1 && q === 3) return Math.cbrt;
  if (q === 1 && p > 0) return (x) => x ** p;
  const exponent = p / q, odd = q % 2 === 1, flips = p % 2 !== 0;
  return (x) => {
    if (p < 0 && x === 0) return NaN;
    const size = abs(x) ** exponent;
    return !(x < 0) ? size : !odd ? NaN : flips ? -size : size;
  };
}
