// Numbers as a person reads them: the twin of core/language/written_number.py. Both are held to one table,
// tests/numbers.json, and to each other over thousands of numbers (tests/widgets/test_javascript.py).

const CERTAIN_DIGITS = 12; // what floats say beyond is noise of the arithmetic
const RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A whole number as an exponent. @param {number} power */
export const raised = (power) => [...String(power)].map((sign) => RAISED["-0123456789".indexOf(sign)]).join("");

/**
 * ``digits`` significant ones, a real minus, powers of ten far from 1.
 * @param {number | null} value null and NaN are written as ``none``
 * @param {number} [digits]
 * @param {string} [none]
 * @returns {string}
 */
export function number(value, digits = 4, none = "undefined") {
  if (value === null || Number.isNaN(value)) return none;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  value = Number(scientific(value, Math.max(digits, CERTAIN_DIGITS) - 1).join("e"));
  const [mantissa, exponent] = scientific(value, digits - 1);
  const power = Number(exponent), size = Math.abs(Number(`${mantissa}e${power}`));
  let text;
  if (size >= 1e-4 && size < 10 ** Math.max(digits, 6)) text = bare(fixed(value, Math.max(digits - 1 - power, 0)));
  else {
    const front = bare(mantissa), times = front === "1" ? "" : front === "-1" ? "-" : `${front}·`;
    text = `${times}10${raised(power)}`;
  }
  return text === "-0" ? "0" : text.replace("-", "−");
}

/** @param {string} text */
const bare = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);

/** Mantissa and exponent, rounded half to even as Python does. @param {number} value @param {number} places @returns {[string, string]} */
function scientific(value, places) {
  const [front, power] = value.toExponential(Math.min(100, places + 60)).split("e");
  const kept = halfToEven(front, places) ?? value.toExponential(places).split("e")[0];
  if (/^-?10/.test(kept)) return [kept.replace("10", "1"), String(Number(power) + 1)];
  return [kept, kept === front.slice(0, kept.length) ? power : value.toExponential(places).split("e")[1]];
}

/** @param {number} value @param {number} places */
const fixed = (value, places) => halfToEven(value.toFixed(Math.min(100, places + 60)), places) ?? value.toFixed(places);

/** ``exact`` cut to ``places`` if it lies in the middle of two and the lower one is even, else null: JavaScript rounds it right. @param {string} exact @param {number} places */
function halfToEven(exact, places) {
  const end = exact.indexOf(".") + 1 + places, kept = places ? exact.slice(0, end) : exact.slice(0, end - 1);
  return /^50*$/.test(exact.slice(end)) && "02468".includes(kept.at(-1) ?? "") ? kept : null;
}
