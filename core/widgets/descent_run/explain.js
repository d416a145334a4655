// What is said of a run while a hand moves: the step in numbers (the twin of core/descent/explain.py) and where the run stands.

import { number } from "../shared/format.js";
import { SCHEDULES } from "./optimisers.js";
import { Rule } from "./rules.js";
import { stepFrom } from "./walk.js";
/** @import { Run } from "./shown.js" */

/** @param {number} value @param {number} [digits] */
const short = (value, digits = 4) => (Number.isFinite(value) ? number(value, digits) : "too large");
/** In brackets where it is negative. @param {number} value */
const signed = (value) => (/^[−-]/.test(short(value)) ? `(${short(value)})` : short(value));
/** @param {string} name @param {number} x @param {string} change @param {number} after */
const moved = (name, x, change, after) => `${name} ← ${short(x)} − ${change} = ${short(after, 6)}`;

/** @typedef {{ run: Run, k: number, i: number, name: string, x: number, g: number, rate: number, after: number }} At */
/** @typedef {(at: At) => string} Writer */

/** What Python wrote for the step, with this step's numbers in their places. @param {Rule} rule @returns {Writer} */
const filled = (rule) => ({ run, k, i, name, after }) => {
  const values = stepFrom(run, rule, k, i);
  return rule.numbers.replace(/\{(\(?)(\w+)\)?\}/g, (_, bracket, key) => {
    if (key === "name") return name;
    if (key === "new") return short(after, 6);
    return bracket ? signed(values[key]) : short(values[key]);
  });
};

/** @type {Writer} */
function newton({ run, name, x, g, rate, after }) {
  const direction = (x - after) / rate;
  if (run.d > 1) return `H⁻¹g = ${short(direction)},   ${moved(name, x, `${short(rate)} · ${signed(direction)}`, after)}`;
  return moved(name, x, `${short(rate)} · ${signed(g)} / ${signed(g / direction)}`, after);
}

/** @type {Writer} */
function lineSearch({ run, k, name, x, g, rate, after }) {
  const slopes = Math.hypot(...Array.from({ length: run.d }, (_, i) => run.at(k, run.d + 1 + i))), length = run.length(k + 1) / Math.max(slopes, 1e-300);
  if (length === 0) return "no shorter step leads downhill: it rests";
  const halvings = Math.round(Math.log2(rate / length));
  const tries = halvings === 0 ? "the first try fits" : `after ${halvings === 1 ? "1 halving" : `${halvings} halvings`}`;
  return `t = ${short(length)} (${tries}),   ${moved(name, x, `${short(length)} · ${signed(g)}`, after)}`;
}

/**
 * The step that comes next at row ``k``, or the last one there is: its number and its numbers, a line a variable.
 * @param {Run} run
 * @param {number} k
 * @returns {{ shown: number, formula: string[] }}
 */
export function stepInNumbers(run, k) {
  const last = run.rows - 1, before = k < last ? k : Math.max(last - 1, 0);
  if (last < 1) return { shown: 0, formula: ["No step was taken."] };
  const { optimizer, rule, rate, schedule, steps } = run.settings;
  const writer = rule ? filled(Rule.of(rule)) : optimizer === "newton" ? newton : lineSearch;
  const formula = run.variables.map((name, i) => writer({
    run, k: before, i, name, x: run.at(before, i), g: run.at(before, run.d + 1 + i), rate: rate * SCHEDULES[schedule](before, steps), after: run.at(before + 1, i),
  }));
  return { shown: before + 1, formula };
}

/** Several numbers as a person writes them. @param {number[]} numbers @param {number} [digits] */
const tuple = (numbers, digits = 4) => (numbers.length === 1 ? number(numbers[0], digits) : `(${numbers.map((v) => number(v, digits)).join(", ")})`);

/**
 * The sentence about the step that is shown: pieces of text, each with the meaning whose colour it has.
 * @param {Run} run
 * @param {number} k
 * @returns {[string, string][]}
 */
export function nowOf(run, k) {
  if (k >= run.rows) return [];
  const { d } = run, all = (/** @type {number} */ first) => Array.from({ length: d }, (_, i) => run.at(k, first + i));
  const names = d === 1 ? "x" : "(x, y)";
  /** @type {[string, string][]} */
  const pieces = [[`Step ${k}: `, ""], [`${names} = ${tuple(all(0), 6)}`, "path"], [", f = ", ""], [number(run.at(k, d)), "function"],
    [d === 1 ? ", slope " : ", gradient ", ""], [tuple(all(d + 1)), "slope"], [".", ""]];
  if (k < run.rows - 1) pieces.push([" The next step moves by ", ""], [tuple(all(0).map((x, i) => run.at(k + 1, i) - x)), "path"], [".", ""]);
  return pieces;
}
