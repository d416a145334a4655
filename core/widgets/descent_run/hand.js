// What a hand has changed since Python's last word, so that the picture follows it at once and does not jump back to an older answer.

/** @import { Settings } from "./walk.js" */

const PATIENCE = 3000; // ms after which Python's word counts even if it differs: it has kept a value within limits of its own

export class Hand {
  constructor() {
    /** @type {Record<string, number>} settings by name ("rate", "steps", "x", "y") */
    this.values = {};
    /** @type {number | null} the step the player stands at */
    this.k = null;
    this.moved = -Infinity;
  }

  /** @param {string} name @param {number} value */
  set(name, value) {
    this.values[name] = name === "steps" ? Math.round(value) : value;
    this.moved = performance.now();
  }

  /** @param {number} k */
  stand(k) {
    this.k = k;
    this.moved = performance.now();
  }

  /** Forgets what Python has taken, or all of it when it has had its time. @param {Settings} settings @param {string[]} variables @param {number} k */
  settle(settings, variables, k) {
    const late = performance.now() - this.moved > PATIENCE;
    if (late || this.same(settings, variables)) this.values = {};
    if (late || this.k === k) this.k = null;
  }

  /** @param {Settings} settings @param {string[]} variables */
  same(settings, variables) {
    const now = this.over(settings, variables);
    return now.rate === settings.rate && now.steps === settings.steps && now.start.every((c, i) => c === settings.start[i]);
  }

  /** The settings with what the hand has changed. @param {Settings} settings @param {string[]} variables @returns {Settings} */
  over(settings, variables) {
    const { values } = this;
    return { ...settings, rate: values.rate ?? settings.rate, steps: values.steps ?? settings.steps, start: variables.map((name, i) => values[name] ?? settings.start[i]) };
  }
}
