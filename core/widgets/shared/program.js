// Runs the programs of core/language/portable.py: typed functions, on numbers. Never text, never eval.

import { OPERATIONS, rationalPower } from "./operations.js";

/** @typedef {{ inputs: string[], constants: (number | string)[], code: [string, ...number[]][], outputs: number[][] }} Portable as it is sent */
/** @typedef {{ act: (...values: number[]) => number, from: number[] }} Step */

export class Program {
  /** @param {Portable} sent Raises an error where an operation has no twin here: ask ``runs`` before. */
  constructor({ inputs, constants, code, outputs }) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.first = inputs.length + constants.length;
    this.slots = new Float64Array(this.first + code.length);
    constants.forEach((value, k) => { this.slots[inputs.length + k] = Number(value); });
    /** @type {Step[]} */
    this.steps = code.map(([name, ...from]) => {
      if (name === "^") return { act: rationalPower(from[1], from[2]), from: [from[0]] };
      if (!OPERATIONS[name]) throw new Error(`no twin of ${name}`);
      return { act: OPERATIONS[name], from };
    });
  }

  /**
   * Computes everything at a place: the inputs' values, variables first. Then ask for ``value``.
   * @param {ArrayLike<number>} place
   */
  run(place) {
    const { slots, steps, first } = this;
    for (let k = 0; k < this.inputs.length; k++) slots[k] = place[k];
    for (let k = 0; k < steps.length; k++) {
      const { act, from } = steps[k];
      slots[first + k] = from.length === 1 ? act(slots[from[0]]) : from.length === 2 ? act(slots[from[0]], slots[from[1]]) : act(...from.map((slot) => slots[slot]));
    }
  }

  /** The value of function ``k`` where it was run; NaN where it has none. @param {number} k */
  value(k) {
    for (const slot of this.outputs[k]) if (!Number.isFinite(this.slots[slot])) return NaN;
    return this.slots[this.outputs[k][0]];
  }

  /** @param {number} k @param {ArrayLike<number>} place */
  at(k, place) {
    this.run(place);
    return this.value(k);
  }
}

/** Whether the browser can run a program. @param {Portable | null} sent @returns {sent is Portable} */
export const runs = (sent) => sent !== null && sent.code.every(([name]) => name === "^" || name in OPERATIONS);
