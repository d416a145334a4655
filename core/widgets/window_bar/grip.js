// A hand on the picture of a stage: the wheel and two fingers zoom, a drag of an axis (of the chart itself, where no point is taken by it) moves the window.

import { plotAt, stage } from "../shared/streamlit.js";
import { panned, zoomed } from "../shared/windows.js";
/** @import { Place } from "../shared/widget.js" */
/** @import { Axes, Limits } from "../shared/windows.js" */

/** @typedef {{ left: number, top: number, width: number, height: number, drawn: boolean }} Plot the inside of a picture in pixels of the window; whether it is drawn by us */
/** @typedef {{ limits: Limits, change: (limits: Limits, axes: Axes, released: boolean) => void }} Held */

const PER_PIXEL = 0.0016, PER_PINCH = 0.01, LINE = 16, PAGE = 400; // of the logarithm of the size; pixels
const REST = 250, FRESH = 1500; // ms: a wheel at rest; how long a pointer that has moved means the picture and not the page
const AXIS = 58, START = 5; // pixels: how far from the plot an axis can be taken; a shorter drag is a click

/** @param {Plot} plot @param {{ clientX: number, clientY: number }} at @returns {Axes | null} what a hand there has hold of */
export function zone({ left, top, width, height }, { clientX, clientY }) {
  const right = clientX - left, down = clientY - top;
  const across = right >= 0 && right <= width, along = down >= 0 && down <= height;
  if (across && along) return "xy";
  if (across && down > height && down < height + AXIS) return "x";
  return along && right < 0 && right > -AXIS ? "y" : null;
}

/** The place under a pointer. @param {Plot} plot @param {Limits} limits @param {{ clientX: number, clientY: number }} at @returns {[number, number]} */
export function placeUnder({ left, top, width, height }, [x0, x1, y0, y1], { clientX, clientY }) {
  return [x0 + ((clientX - left) / width) * (x1 - x0), y1 - ((clientY - top) / height) * (y1 - y0)];
}

export class Grip {
  /** @param {Place} place @param {string} name of the stage @param {Held} held */
  constructor(place, name, held) {
    this.name = name;
    this.held = held;
    this.moved = -Infinity;
    this.turned = -Infinity;
    this.scrolled = -Infinity;
    this.timer = 0;
    /** @type {Axes} */
    this.axes = "xy";
    /** @type {(() => void) | null} */
    this.end = null;
    const box = stage(place.host, name);
    if (!box) return;
    place.listen(box, "wheel", (event) => this.wheel(event), { passive: false });
    place.listen(box, "pointermove", (event) => { if (event.movementX || event.movementY) this.moved = performance.now(); }, { passive: true });
    place.listen(box, "pointerdown", (event) => this.drag(event), { capture: true });
    place.listen(box, "touchstart", (event) => this.pinch(event), { passive: false, capture: true });
    place.atTheEnd(() => { clearTimeout(this.timer); this.end?.(); });
  }

  /** The picture under an event. @param {Event} event @returns {Plot | null} */
  plot(event) {
    const ours = /** @type {Element | undefined} */ (event.composedPath().find((part) => part instanceof Element && part.hasAttribute("data-box")));
    if (!ours) {
      const found = plotAt(`stage_${this.name}`, event);
      return found && { left: found.left, top: found.top, width: found.width, height: found.height, drawn: false };
    }
    const [left, top, width, height] = (ours.getAttribute("data-box") ?? "").split(" ").map(Number), place = ours.getBoundingClientRect();
    return { left: place.left + left, top: place.top + top, width, height, drawn: true };
  }

  // A pointer that lies still while the page scrolls under it means the page; one that has just come to the picture means the picture.
  /** @param {WheelEvent} event */
  wheel(event) {
    const plot = this.plot(event), axes = plot && zone(plot, event), now = performance.now();
    const going = now - this.turned < REST, fresh = now - this.moved < FRESH && now - this.scrolled > REST;
    if (!plot || !axes || !(event.ctrlKey || going || fresh)) { this.scrolled = now; return; }
    event.preventDefault();
    this.turned = now;
    const pixels = event.deltaY * [1, LINE, PAGE][event.deltaMode], size = Math.exp(Math.max(-0.7, Math.min(0.7, pixels * (event.ctrlKey ? PER_PINCH : PER_PIXEL))));
    this.axes = axes;
    this.held.change(zoomed(this.held.limits, placeUnder(plot, this.held.limits, event), size, axes), axes, false);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.held.change(this.held.limits, this.axes, true), REST);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const plot = this.plot(event), axes = plot && zone(plot, event);
    if (!plot || !axes || event.button !== 0 || (axes === "xy" && ((plot.drawn && !event.shiftKey) || event.pointerType === "touch"))) return;
    if (axes !== "xy" || event.shiftKey) { event.preventDefault(); event.stopPropagation(); }
    const { clientX, clientY } = event, begun = this.held.limits, [x0, x1, y0, y1] = begun;
    let moving = false;
    const follow = (/** @type {PointerEvent} */ now) => {
      const right = now.clientX - clientX, down = now.clientY - clientY;
      moving ||= Math.hypot(right, down) >= START;
      if (moving) this.held.change(panned(begun, [(-right / plot.width) * (x1 - x0), (down / plot.height) * (y1 - y0)], axes), axes, false);
    };
    this.hold("pointermove", follow, ["pointerup", "pointercancel"], () => {
      if (!moving) return;
      this.held.change(this.held.limits, axes, true);
      const no = (/** @type {Event} */ click) => click.stopImmediatePropagation(); // the end of a drag is no click
      window.addEventListener("click", no, { capture: true, once: true });
      setTimeout(() => window.removeEventListener("click", no, { capture: true }), 50);
    });
  }

  /** @param {TouchEvent} event */
  pinch(event) {
    const plot = this.plot(event), [one, two] = event.touches;
    if (!plot || !two || zone(plot, one) !== "xy") return;
    event.preventDefault();
    event.stopPropagation();
    const begun = this.held.limits, from = between(one, two), at = placeUnder(plot, begun, from);
    const follow = (/** @type {TouchEvent} */ now) => {
      if (now.touches.length < 2) return;
      now.preventDefault();
      const to = between(now.touches[0], now.touches[1]), larger = zoomed(begun, at, from.apart / to.apart, "xy"), under = placeUnder(plot, larger, to);
      this.held.change(panned(larger, [at[0] - under[0], at[1] - under[1]], "xy"), "xy", false);
    };
    this.hold("touchmove", follow, ["touchend", "touchcancel"], () => this.held.change(this.held.limits, "xy", true));
  }

  /**
   * Listens until the hand lets go.
   * @template {"pointermove" | "touchmove"} Kind
   * @param {Kind} kind
   * @param {(event: WindowEventMap[Kind]) => void} hear
   * @param {string[]} ends
   * @param {() => void} letGo
   */
  hold(kind, hear, ends, letGo) {
    this.end?.();
    const over = new AbortController(), options = { signal: over.signal, passive: false, capture: true };
    this.end = () => { over.abort(); this.end = null; };
    window.addEventListener(kind, hear, options);
    for (const end of ends) window.addEventListener(end, () => { this.end?.(); letGo(); }, options);
  }
}

/** @param {Touch} one @param {Touch} two */
function between(one, two) {
  const apart = Math.max(8, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY));
  return { clientX: (one.clientX + two.clientX) / 2, clientY: (one.clientY + two.clientY) / 2, apart };
}
