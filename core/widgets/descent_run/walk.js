// A descent in the browser: the twin of core/descent/walk.py, for the picture while a hand moves. At rest Python's takes its place.

import { ARMIJO, MOST_HALVINGS, newtonStep, SCHEDULES, SHRINK } from "./optimisers.js";
import { after, Rule, START } from "./rules.js";
/** @import { Program } from "../shared/program.js" */
/** @import { Sent, State, Values } from "./rules.js" */

const LARGEST = 1e150; // beyond this a square is no longer a float

/**
 * How to descend. ``rule`` is null for an optimiser that sees more than the slope; ``parameters`` fill the program's inputs behind the point.
 * @typedef {{ optimizer: string, rule: Sent | null, constants: Values, schedule: string, rate: number, steps: number, start: number[], parameters: number[] }} Settings
 */
/** @typedef {(x: number[], outputs: number[], rate: number) => number[] | null} Step */

/**
 * Row after row the point, f, and the slopes, up to the last usable step (none if the start is not).
 * @param {Program} program value, slopes (and curvatures for Newton)
 * @param {Settings} settings
 * @returns {Float64Array}
 */
export function descend(program, settings) {
  const { rate, steps, start, schedule, parameters } = settings, d = start.length, width = 2 * d + 1;
  const evaluate = (/** @type {number[]} */ x) => {
    program.run([...x, ...parameters]);
    return program.outputs.map((_, k) => program.value(k));
  };
  const step = stepOf(settings, (x) => evaluate(x)[0]), factor = SCHEDULES[schedule];
  const rows = new Float64Array((steps + 1) * width);
  let x = start, taken = 0;
  for (; taken <= steps; taken++) {
    const outputs = evaluate(x), row = [...x, ...outputs.slice(0, d + 1)];
    if (!row.every((v) => Math.abs(v) < LARGEST)) break; // nor NaN
    rows.set(row, taken * width);
    const moved = taken < steps ? step(x, outputs, rate * factor(taken, steps)) : null;
    if (moved === null) {
      taken += 1;
      break;
    }
    x = moved;
  }
  return rows.subarray(0, taken * width);
}

/** @param {Settings} settings @param {(x: number[]) => number} value @returns {Step} */
function stepOf({ optimizer, rule: sent, constants, start }, value) {
  if (!sent) return optimizer === "newton" ? newton : lineSearch(value);
  const rule = Rule.of(sent);
  /** @type {State[]} */
  const states = start.map(() => START);
  return (x, outputs, rate) => x.map((c, i) => {
    const values = rule.step(c, outputs[i + 1], rate, states[i], constants);
    states[i] = after(values);
    return values.new;
  });
}

/** @type {Step} */
function newton(x, outputs, rate) {
  const gradient = outputs.slice(1, 1 + x.length), direction = newtonStep(gradient, outputs.slice(1 + x.length));
  const moved = x.map((c, i) => c - rate * direction[i]);
  if (moved.every(Number.isFinite)) return moved;
  return gradient.some((slope) => slope !== 0) ? null : x;
}

/** @param {(x: number[]) => number} value @returns {Step} */
function lineSearch(value) {
  /** @type {number[] | null} a place from which no shorter step led downhill */
  let restsAt = null;
  return (x, outputs, rate) => {
    if (x === restsAt) return x;
    const gradient = outputs.slice(1, 1 + x.length), enough = ARMIJO * gradient.reduce((sum, g) => sum + g * g, 0);
    let length = rate;
    for (let k = 0; k < MOST_HALVINGS; k++) {
      const by = length, moved = x.map((c, i) => c - by * gradient[i]);
      if (value(moved) <= outputs[0] - length * enough) return moved;
      if (moved.every((c, i) => c === x[i])) break;
      length *= SHRINK;
    }
    restsAt = x;
    return x;
  };
}

/**
 * The step of coordinate ``i`` from row ``k`` on: everything that its rule gives.
 * @param {{ at: (k: number, column: number) => number, d: number, settings: Settings }} run
 * @param {Rule} rule
 * @param {number} k
 * @param {number} i
 * @returns {Values}
 */
export function stepFrom({ at, d, settings }, rule, k, i) {
  const { constants, rate, schedule, steps } = settings;
  const step = (/** @type {number} */ row, /** @type {State} */ before) => rule.step(at(row, i), at(row, d + 1 + i), rate * SCHEDULES[schedule](row, steps), before, constants);
  let state = START;
  for (let row = 0; row < k; row++) state = after(step(row, state));
  return step(k, state);
}
