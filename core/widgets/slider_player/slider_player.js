// Moves a live slider in small steps, as a hand would. Stops at the goal, at a touch and when the page is left; waits while it is hidden.

import { every } from "../shared/clock.js";
import { playByKeys } from "../shared/keys.js";
import { rangeIn } from "../shared/streamlit.js";
import { widget } from "../shared/widget.js";
/** @import { Place } from "../shared/widget.js" */

const PACE = 260; // ms a step

/** @typedef {{ slider: string, steps: number, towards: "zero" | "end", label: string, large: boolean }} Data */

/**
 * Where a slider goes next on its way (``direction`` 1) or back (−1); null at the goal.
 * @param {{ value: number, low: number, high: number }} at
 * @param {number} direction
 * @param {Pick<Data, "steps" | "towards">} way
 */
export function nextPlace({ value, low, high }, direction, { steps, towards }) {
  const size = (high - Math.max(low, 0)) / steps;
  if (towards === "end") {
    const to = Math.min(high, Math.max(low, value + direction * size));
    return to === value ? null : to;
  }
  const side = value < 0 ? -1 : 1, end = side < 0 ? -low : high;
  const to = Math.min(end, Math.max(1, Math.abs(value) - direction * size));
  return to === Math.abs(value) ? null : side * to;
}

/** @param {HTMLInputElement} input */
const placeOf = (input) => ({ value: Number(input.value), low: Number(input.min), high: Number(input.max) });

/** @param {HTMLInputElement} input @param {string} kind */
const say = (input, kind) => input.dispatchEvent(new Event(kind, { bubbles: true }));

class Player {
  /** @param {Place} place */
  constructor(place) {
    this.box = place.find(".player");
    this.button = place.find("#play");
    /** @type {Data | null} */
    this.data = null;
    /** @type {(() => void) | null} */
    this.end = null; // while it plays
    this.button.onclick = () => this.toggle();
    place.find("#on").onclick = () => this.step(1);
    place.find("#back").onclick = () => this.step(-1);
    playByKeys(place, this.box, () => this.keys());
    place.atTheEnd(() => this.stop(false));
  }

  keys() {
    const acts = { p: () => this.toggle(), ",": () => this.step(-1), ".": () => this.step(1) };
    return this.data?.large ? { ...acts, ArrowLeft: acts[","], ArrowRight: acts["."], " ": acts.p } : acts; // the lecturer's remote
  }

  /** @param {number} direction @param {boolean} last */
  move(direction, last) {
    const input = this.data && rangeIn(this.data.slider), to = input && this.data && nextPlace(placeOf(input), direction, this.data);
    if (!input || to === null) return false;
    input.value = String(to);
    say(input, "input");
    if (last) say(input, "change");
    return true;
  }

  play() {
    const input = this.data && rangeIn(this.data.slider);
    if (!input || !this.data) return;
    if (nextPlace(placeOf(input), 1, this.data) === null) { // at the goal: from the start again
      input.value = this.data.towards === "end" || Number(input.value) < 0 ? input.min : input.max;
      say(input, "input");
    }
    this.button.textContent = "❚❚ Pause";
    this.end = every(PACE, () => {
      const moved = this.move(1, false);
      if (!moved) this.stop(true);
      return moved;
    });
    input.addEventListener("pointerdown", () => this.stop(false), { once: true });
  }

  /** @param {boolean} told whether the slider is let go */
  stop(told) {
    if (!this.end) return;
    this.end();
    this.end = null;
    this.button.textContent = "▶ Play";
    const input = told && this.data ? rangeIn(this.data.slider) : null;
    if (input) say(input, "change");
  }

  toggle() {
    if (this.end) this.stop(true);
    else this.play();
  }

  /** @param {number} direction */
  step(direction) {
    this.stop(false);
    this.move(direction, true);
  }
}

export default widget((place) => {
  const player = new Player(place);
  return {
    update: (/** @type {Data} */ data) => {
      player.data = data;
      player.box.setAttribute("aria-label", data.label);
      player.box.classList.toggle("large", data.large);
    },
  };
});
