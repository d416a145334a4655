// Functions that JavaScript does not have: erf, gamma, polygamma. Full double precision, up to a few units in the last place.

const ROOT_PI = Math.sqrt(Math.PI);
const MANY = 200; // terms of a series, far more than are ever needed

/** e^(−x²) without the rounding of x². @param {number} x */
function bell(x) {
  const near = Math.round(x * 64) / 64; // its square is exact
  return Math.exp(-near * near) * Math.exp(-(x - near) * (x + near));
}

/** The error function near 0: all terms of its series have one sign (Abramowitz & Stegun 7.1.6). @param {number} x */
function erfSeries(x) {
  let term = x, sum = x;
  for (let n = 1; n < MANY && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / ROOT_PI) * bell(x) * sum;
}

/** erfc by its continued fraction, from the end (Abramowitz & Stegun 7.1.14), for x ≥ 2. @param {number} x */
function erfcFraction(x) {
  let tail = x;
  for (let k = 80; k > 0; k--) tail = x + k / 2 / tail;
  return bell(x) / (ROOT_PI * tail);
}

/** @param {number} x */
export function erf(x) {
  if (Number.isNaN(x)) return NaN;
  return Math.abs(x) < 2 ? erfSeries(x) : Math.sign(x) * (1 - erfcFraction(Math.min(Math.abs(x), 40)));
}

/** @param {number} x @returns {number} */
export function erfc(x) {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) < 0.5) return 1 - erfSeries(x);
  if (x < 0) return 2 - erfc(-x);
  return x < 2 ? 1 - erfSeries(x) : x > 40 ? 0 : erfcFraction(x);
}

// Stirling's series for ln Γ: B₂ₖ / (2k(2k−1) x²ᵏ⁻¹), Abramowitz & Stegun 6.1.40.
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const FAR = 20; // where the series is exact

/** Γ(x); NaN at its poles, infinite where it is too large for a float. @param {number} x @returns {number} */
export function gamma(x) {
  if (x === Infinity) return Infinity;
  if (!Number.isFinite(x) || (x <= 0 && Number.isInteger(x))) return NaN;
  if (x < 0.5) {
    if (x < -184) return 0;
    const left = sinPi(x);
    if (x > -100) return Math.PI / (left * gamma(1 - x));
    const { half, rest } = stirling(1 - x); // Γ(1 − x) may be too large
    return Math.PI / left / rest / half / half;
  }
  if (x > 171.7) return Infinity;
  if (Number.isInteger(x)) {
    let product = 1;
    for (let k = 2; k < x; k++) product *= k;
    return product;
  }
  let below = 1, y = x;
  for (; y < FAR; y++) below *= y;
  const { half, rest } = stirling(y);
  return (half * half * rest) / below;
}

/** √(2π) x^(x−½) e^(−x) times its series, as half² · rest. @param {number} x */
function stirling(x) {
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series / (x * x) + STIRLING[k];
  return { half: x ** (x / 2 - 0.25) * Math.exp(-x / 2), rest: Math.sqrt(2 * Math.PI) * Math.exp(series / x) };
}

/** The nearest whole number, of two the even one, as NumPy has it. @param {number} x */
function nearest(x) {
  const up = Math.round(x);
  return up - x === 0.5 && up % 2 !== 0 ? up - 1 : up;
}

/** sin(πx), exact at whole x. @param {number} x */
function sinPi(x) {
  const near = nearest(x), sine = Math.sin(Math.PI * (x - near));
  return near % 2 === 0 ? sine : -sine;
}

// The same method, step for step, as ``polygamma`` of core/language/numerics.py.
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];
const LARGE = 16, LONGEST_CLIMB = 400, HIGHEST_ORDER = 120, HIGHEST_REFLECTED = 8;

/** @param {number} n */
function factorial(n) {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/** The ``order``-th derivative of digamma. @param {number} order @param {number} x */
export function polygamma(order, x) {
  const n = Math.trunc(order);
  if (n > HIGHEST_ORDER || Number.isNaN(x) || (x <= 0 && Number.isInteger(x))) return NaN;
  if (!(x < 0 && n <= HIGHEST_REFLECTED)) return rightPolygamma(n, x);
  return (n % 2 === 0 ? 1 : -1) * rightPolygamma(n, 1 - x) - Math.PI * cotDerivative(n, x);
}

/** @param {number} n @param {number} x */
function rightPolygamma(n, x) {
  const climb = Number.isFinite(x) ? Math.min(Math.max(Math.ceil(LARGE - x), 0), LONGEST_CLIMB) : 0, sign = n % 2 === 0 ? -1 : 1;
  let total = 0;
  for (let k = 0; k < climb; k++) total += 1 / (x + k) ** (n + 1);
  total *= sign * factorial(n);
  const z = x + climb;
  if (z < LARGE - 1) return NaN;
  let tail = n === 0 ? Math.log(z) - 0.5 / z : sign * (factorial(n - 1) / z ** n + factorial(n) / (2 * z ** (n + 1)));
  BERNOULLI.forEach((bernoulli, i) => {
    const k = i + 1, scale = n === 0 ? 1 / (2 * k) : factorial(2 * k + n - 1) / factorial(2 * k);
    tail += ((n === 0 ? -1 : sign) * bernoulli * scale) / z ** (2 * k + n);
  });
  return total + tail;
}

/** The n-th derivative of cot(πx): πⁿ times a polynomial in the cotangent, for cot′ = −(1 + cot²). @param {number} n @param {number} x */
function cotDerivative(n, x) {
  const around = Math.PI * (x - nearest(x)), cotangent = Math.cos(around) / Math.sin(around);
  let polynomial = [0, 1];
  for (let round = 0; round < n; round++) {
    const slope = polynomial.slice(1).map((c, k) => c * (k + 1));
    polynomial = Array.from({ length: slope.length + 2 }, (_, k) => -(slope[k] ?? 0) - (slope[k - 2] ?? 0));
  }
  return Math.PI ** n * polynomial.reduceRight((sum, c) => sum * cotangent + c, 0);
}
