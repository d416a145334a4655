// Optimisers that go coordinate by coordinate: nothing is known of them here, Python sends the program of each (core/descent/traced.py).

import { Program } from "../shared/program.js";
/** @import { Portable } from "../shared/program.js" */

/** ``gives``: names of the program's outputs; ``numbers``: one step in numbers, with places for them. @typedef {{ program: Portable, gives: string[], numbers: string }} Sent */
/** What an optimiser remembers of one coordinate. @typedef {{ v: number, s: number, done: number }} State */
/** @typedef {Record<string, number>} Values */

/** @type {State} */
export const START = { v: 0, s: 0, done: 0 };

/** Those made ready, by what was sent. @type {WeakMap<Sent, Rule>} */
const ready = new WeakMap();

export class Rule {
  /** @param {Sent} sent */
  constructor({ program, gives, numbers }) {
    this.program = new Program(program);
    this.gives = gives;
    this.numbers = numbers;
  }

  /** @param {Sent} sent @returns {Rule} */
  static of(sent) {
    const known = ready.get(sent) ?? new Rule(sent);
    ready.set(sent, known);
    return known;
  }

  /**
   * One step of one coordinate: ``new``, the state after it, and what else is told of the step.
   * @param {number} x @param {number} g @param {number} rate @param {State} before @param {Values} constants @returns {Values}
   */
  step(x, g, rate, before, constants) {
    const { program } = this;
    /** @type {Values} */
    const known = { ...constants, x, g, rate, v0: before.v, s0: before.s, done: before.done };
    program.run(program.inputs.map((name) => known[name]));
    this.gives.forEach((name, k) => { known[name] = program.slots[program.outputs[k][0]]; });
    return known;
  }
}

/** The state after a step. @param {Values} values @returns {State} */
export const after = ({ v, s, done }) => ({ v, s, done });
