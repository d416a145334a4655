// A slider that tells Python its value while it moves. At most two reruns are under way; the newest value waits its turn and older
// ones are forgotten, so a busy server slows the picture down but never falls behind. What draws the same value in the browser follows at once.

import { sliders } from "../shared/channel.js";
import { Courier } from "../shared/courier.js";
import { number as written } from "../shared/format.js";
import { plotAt, setParameter } from "../shared/streamlit.js";
import { widget } from "../shared/widget.js";
import { scaleOf, typed } from "./scale.js";
/** @import { Place } from "../shared/widget.js" */
/** @import { Range } from "./scale.js" */

const DIGITS = 7;
const LONGEST = 100; // characters of a typed number
/** @type {Record<string, number>} */
const WAYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const REST = 100; // ms after which a hand that does not move has come to rest
const PATIENCE = 800; // ms after which an unanswered rerun no longer counts

/**
 * @typedef {Range & {
 *   label: string, help: string | null, large: boolean, limits: [number, number], value: number, revision: number, answered: number, pause: number,
 *   complaint: string, drives: string | null, chart: { key: string, axis: "x" | "y", low: number, high: number, pointer: string | null, off: number } | null,
 * }} Data
 */

class Slider {
  /** @param {Place} place @param {Data} data */
  constructor(place, data) {
    this.place = place;
    this.data = data;
    this.scale = scaleOf(data);
    this.box = place.find(".live");
    this.range = /** @type {HTMLInputElement} */ (place.find("#range"));
    this.number = /** @type {HTMLInputElement} */ (place.find("#number"));
    this.courier = new Courier({ name: "value", patience: PATIENCE, rest: REST });
    /** @type {number | null} */
    this.value = null;
    this.revision = -1;
    this.frame = 0;
    this.held = false;
    this.editing = false;
    /** @type {number | null} */
    this.before = null;
    this.listenToRange();
    this.listenToNumber();
    this.listenToChart();
  }

  listenToRange() {
    const { place, range } = this;
    place.listen(range, "pointerdown", (event) => {
      this.held = true;
      this.before = event.pointerType === "touch" ? this.value : null;
    });
    // The finger only scrolls the page past the slider: where it came down is no choice.
    place.listen(range, "pointercancel", () => {
      if (this.before !== null && this.before !== this.value) this.moveTo(this.before);
    });
    place.listen(range, "keydown", (event) => {
      this.held = true;
      const way = WAYS[event.key];
      if (way === undefined || event.shiftKey || this.scale.press === this.scale.step) return;
      event.preventDefault();
      const { min, max, press } = this.scale, from = Number(range.value);
      range.value = String(Math.min(max, Math.max(min, (Math.round(from / press) + way) * press)));
      this.change(this.scale.value(Number(range.value)), false);
    });
    place.listen(range, "keyup", (event) => {
      if (event.key in WAYS && this.value !== null) this.change(this.value, true);
    });
    place.listen(range, "input", () => {
      this.held = true;
      this.change(this.scale.value(Number(range.value)), false);
    });
    place.listen(range, "change", () => {
      this.held = false;
      if (this.value !== null) this.change(this.value, true);
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel", "keyup", "blur"])) place.listen(range, end, () => { this.held = false; });
  }

  listenToNumber() {
    const { place, number } = this;
    place.listen(number, "focus", () => {
      this.editing = true;
      number.value = String(this.value);
      number.select();
    });
    place.listen(number, "keydown", (event) => {
      if (event.key === "Enter") number.blur();
      if (event.key !== "Escape") return;
      number.value = "";
      number.blur();
    });
    place.listen(number, "blur", () => {
      this.editing = false;
      const value = typed(number.value);
      if (value === null && number.value.trim() !== "") this.ask(number.value);
      else if (value === null || value === this.value) this.show();
      else this.moveTo(this.allowed(value));
    });
  }

  // The chart that has this slider's number on one of its axes: a click there moves the slider, the pointer over it moves a mark.
  listenToChart() {
    this.place.listen(document, "click", (event) => {
      const value = placeOnChart(this.data.chart, event);
      if (value !== null) this.moveTo(this.scale.value(value));
    });
    this.place.listen(document, "pointermove", (event) => {
      const { chart } = this.data;
      if (chart?.pointer) setParameter(chart.pointer, placeOnChart(chart, event) ?? chart.off);
    }, { passive: true });
  }

  /** @param {number} value */
  allowed(value) {
    const { limits: [low, high], scale, smallest } = this.data, kept = Math.min(high, Math.max(low, value));
    return scale === "signed log" && Math.abs(kept) < smallest ? Math.sign(kept || 1) * smallest : kept;
  }

  show() {
    const text = written(this.value, DIGITS);
    if (!this.editing) this.number.value = text;
    this.range.setAttribute("aria-valuetext", text);
    if (this.data.drives && this.value !== null) setParameter(this.data.drives, this.value);
  }

  /** A new value from the hand. @param {number} value @param {boolean} released */
  change(value, released) {
    this.value = value;
    this.courier.put({ v: value, released, r: this.revision });
    this.show();
    if (this.data.drives) sliders.tell({ name: this.data.drives, value, released });
    cancelAnimationFrame(this.frame);
    if (released) this.courier.flush();
    else this.frame = requestAnimationFrame(() => this.courier.flush());
  }

  /** Python reads what is no plain number: 1/3, pi/4. @param {string} text */
  ask(text) {
    this.courier.put({ t: text.slice(0, LONGEST), released: true, r: this.revision });
    this.courier.flush();
  }

  /** @param {number} value */
  moveTo(value) {
    this.value = value;
    this.put();
    this.change(value, true);
  }

  put() {
    if (this.value !== null) this.range.value = String(this.scale.position(this.value));
  }

  /** @param {Data} data */
  update(data) {
    this.data = data;
    this.scale = scaleOf(data);
    this.courier.pause = data.pause;
    this.box.classList.toggle("large", data.large);
    this.place.find("label").textContent = data.label;
    this.box.title = data.help ?? "";
    this.place.find(".complaint").textContent = data.complaint;
    this.number.setAttribute("aria-label", `${data.label}: type a number`);
    this.place.find(".ends :first-child").textContent = written(data.minimum, DIGITS);
    this.place.find(".ends :last-child").textContent = written(data.maximum, DIGITS);
    const { min, max, step } = this.scale, { range } = this;
    const moved = Number(range.min) !== min || Number(range.max) !== max || Number(range.step) !== step;
    if (moved) Object.assign(range, { min, max, step });
    const news = data.revision > this.revision; // Python has set the value: address, click on the chart, preset
    const taken = this.value === null || (news && !this.held);
    if (taken) {
      this.value = data.value;
      this.courier.forget();
    }
    if (taken || moved) this.put();
    this.revision = Math.max(this.revision, data.revision);
    this.show();
    this.courier.hear(this.place.send, data.answered);
  }
}

/** The value at which an event falls on the slider's chart, null if it falls elsewhere. @param {Data["chart"]} chart @param {MouseEvent} event */
function placeOnChart(chart, event) {
  const plot = chart && plotAt(chart.key, event);
  if (!chart || !plot) return null;
  const right = (event.clientX - plot.left) / plot.width, up = (plot.bottom - event.clientY) / plot.height;
  if (right < 0 || right > 1 || up < 0 || up > 1) return null;
  return chart.low + (chart.axis === "x" ? right : up) * (chart.high - chart.low);
}

export default widget((place) => {
  /** @type {Slider | null} */
  let slider = null;
  return { update: (/** @type {Data} */ data) => (slider ??= new Slider(place, data)).update(data) };
});
