// The window of a stage in the reader's hand. Gestures and keys move it in the browser at once; Python draws the exact picture when it hears of it.

import { number as written } from "../shared/format.js";
import { wayOf } from "../shared/arrows.js";
import { isTyping, playByKeys, stepSlider } from "../shared/keys.js";
import { setParameter, stage } from "../shared/streamlit.js";
import { widget } from "../shared/widget.js";
import { holds, middle, panned, windows, zoomed } from "../shared/windows.js";
import { Grip } from "./grip.js";
/** @import { Place } from "../shared/widget.js" */
/** @import { Axes, Limits } from "../shared/windows.js" */

/** @typedef {{ stage: string, limits: Limits, point: (number | null)[], chosen: boolean, complaint: string, large: boolean }} Data */

const PARAMETER = "window_in_hand"; // of the charts (core/charts/template.py)
const BIT = 1.5, STEP = 0.1; // how much larger or smaller a press makes the window; the share of it that an arrow moves
const PAUSE = 120, REST = 300; // ms between two messages; after which Python's picture, the same by then, takes over
const PLAYED = ["links", "descent"]; // stages with a player of their own, which takes the keys
const DIGITS = 4, LONGEST = 100;

class Bar {
  /** @param {Place} place @param {Data} data */
  constructor(place, data) {
    this.place = place;
    this.data = data;
    this.box = place.find(".bar");
    this.fields = { from: /** @type {HTMLInputElement} */ (place.find(".from")), to: /** @type {HTMLInputElement} */ (place.find(".to")) };
    /** @type {Limits | null} */
    this.hand = null;
    this.timer = 0;
    place.courier.pause = PAUSE;
    this.grip = new Grip(place, data.stage, this);
    place.find(".in").onclick = () => this.zoom(1 / BIT);
    place.find(".out").onclick = () => this.zoom(BIT);
    place.find(".back").onclick = () => this.reset();
    for (const field of Object.values(this.fields)) this.listenTo(field);
    place.listen(this.box, "keydown", (event) => this.key(event));
    place.listen(document, "keydown", (event) => this.anywhere(event));
    const sliders = `sliders_${data.stage}`, box = stage(place.host, data.stage);
    if (box && !PLAYED.includes(data.stage)) playByKeys(place, box, () => (this.data.large ? { ArrowLeft: () => stepSlider(sliders, -1), ArrowRight: () => stepSlider(sliders, 1) } : null));
    place.atTheEnd(() => clearTimeout(this.timer));
  }

  /** What is on the screen. */
  get limits() { return this.hand ?? this.data.limits; }

  /** @param {HTMLInputElement} field */
  listenTo(field) {
    const { place } = this;
    let before = "";
    place.listen(field, "focus", () => { before = field.value; field.select(); });
    place.listen(field, "keydown", (event) => {
      if (event.key === "Enter") field.blur();
      if (event.key === "Escape") { field.value = before; field.blur(); }
    });
    place.listen(field, "blur", () => {
      if (field.value === before || !field.value.trim()) { this.show(); return; }
      const name = field === this.fields.from ? "from" : "to";
      place.courier.post({ texts: { [name]: field.value.slice(0, LONGEST) }, limits: this.limits, released: true });
    });
  }

  /** @param {Limits} limits @param {Axes} axes @param {boolean} released */
  change(limits, axes, released) {
    this.hand = limits;
    this.tell(limits);
    this.show();
    this.place.courier.post({ limits, axes, released });
    this.settle();
  }

  /** @param {Limits | null} limits */
  tell(limits) {
    setParameter(PARAMETER, limits ? limits.join(" ") : "");
    windows.tell({ stage: this.data.stage, limits });
  }

  // The hand has rested and Python has drawn what it wanted: from now on Python's word counts.
  settle() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.place.courier.ahead || this.grip.end) { this.settle(); return; }
      this.letGo();
    }, REST);
  }

  letGo() {
    clearTimeout(this.timer);
    if (!this.hand) return;
    this.hand = null;
    this.tell(null);
    this.show();
  }

  /** @param {number} factor */
  zoom(factor) {
    const { limits, data } = this, at = holds(limits, data.point) ? /** @type {[number, number]} */ (data.point) : middle(limits);
    this.change(zoomed(limits, at, factor, "xy"), "xy", true);
  }

  reset() {
    if (!this.data.chosen && !this.hand) return;
    this.letGo();
    this.place.courier.post({ reset: true, released: true });
  }

  /** Keys of the bar. @param {KeyboardEvent} event */
  key(event) {
    const [right, up] = wayOf(event), { limits } = this, [x0, x1, y0, y1] = limits;
    if (isTyping(event)) return;
    if (right || up) this.change(panned(limits, [right * STEP * (x1 - x0), up * STEP * (y1 - y0)], "xy"), right ? "x" : "y", true);
    else if (event.key === "0") this.reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Keys that work wherever the focus is, while the picture is in sight. @param {KeyboardEvent} event */
  anywhere(event) {
    const { top, bottom } = this.box.getBoundingClientRect();
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || bottom < 0 || top > innerHeight) return;
    if (event.key === "+" || event.key === "=") this.zoom(1 / BIT);
    else if (event.key === "-") this.zoom(BIT);
    else return;
    event.preventDefault();
  }

  show() {
    for (const [name, end] of /** @type {[("from" | "to"), number][]} */ ([["from", this.limits[0]], ["to", this.limits[1]]])) {
      const field = this.fields[name];
      if (this.place.root.activeElement !== field) field.value = written(end, DIGITS);
    }
    /** @type {HTMLButtonElement} */ (this.place.find(".back")).disabled = !this.data.chosen && !this.hand;
  }

  /** @param {Data} data */
  update(data) {
    this.data = data;
    this.box.classList.toggle("large", data.large);
    this.place.find("p").textContent = data.complaint;
    const away = this.hand && !this.hand.every((end, k) => Math.abs(end - data.limits[k]) <= 1e-6 * Math.abs(end));
    if (away && !this.place.courier.ahead && !this.grip.end) this.letGo(); // another function, or what Python made of it
    this.show();
  }
}

export default widget((place) => {
  /** @type {Bar | null} */
  let bar = null;
  return { update: (/** @type {Data} */ data) => (bar ??= new Bar(place, data)).update(data) };
});
