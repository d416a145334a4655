// A trip whose distance is f(t): the dot runs along the curve, the needle shows f′(t). The clock runs in the browser only.

import { eachFrame } from "../shared/clock.js";
import { number } from "../shared/format.js";
import { playByKeys } from "../shared/keys.js";
import { make } from "../shared/svg.js";
import { widget } from "../shared/widget.js";
/** @import { Place } from "../shared/widget.js" */

/**
 * What speedometer.py sends: distance and speed at the times, null where there is none; ``torn``: the curve breaks before that time; ``range``: the lowest
 * and the highest distance shown; ``top``: the end of the gauge; ``at``: the time at which the trip stands first.
 * @typedef {{ times: number[], distance: (number | null)[], speed: (number | null)[], torn: boolean[], range: [number, number], top: number, at: number, large: boolean, alt: string }} Data
 */
/**
 * The elements of the markup.
 * @typedef {{ box: HTMLElement, road: SVGSVGElement, gauge: SVGSVGElement, clock: HTMLInputElement, now: HTMLElement, play: HTMLElement, said: HTMLElement }} Parts
 */
/** What ``build`` draws and ``show`` moves. @typedef {{ driven: SVGPathElement, tangent: SVGLineElement, dot: SVGCircleElement, shown: SVGPathElement, needle: SVGLineElement, reading: SVGTextElement }} Marks */
/** The ends of both axes. @typedef {{ from: number, to: number, low: number, high: number }} Ends */
/**
 * A trip, from its first data on. ``reverse``: the car drives backward somewhere; ``at``: the index of the time that is shown; ``end`` stops a drive.
 * @typedef {Parts & Marks & Ends & { data: Data, reverse: boolean, at: number, end: (() => void) | null }} Trip
 */

const WHOLE_TRIP = 9000; // ms
const ROAD = { left: 62, right: 548, top: 14, bottom: 236 };
const DIAL = { x: 160, y: 150, r: 118 };

/** @param {number} value */
const pretty = (value) => number(value, 4, "–");

/** @param {Ends} trip @param {number} t */
const x = (trip, t) => ROAD.left + ((t - trip.from) / (trip.to - trip.from)) * (ROAD.right - ROAD.left);
/** @param {Ends} trip @param {number} s */
const y = (trip, s) => ROAD.bottom - ((s - trip.low) / (trip.high - trip.low)) * (ROAD.bottom - ROAD.top);

/** @param {Trip} trip @param {number} last */
function path(trip, last) {
  let d = "", pen = false;
  for (let i = 0; i <= last; i += 1) {
    const s = trip.data.distance[i];
    if (s === null) { pen = false; continue; }
    d += `${pen && !trip.data.torn[i] ? "L" : "M"}${x(trip, trip.data.times[i]).toFixed(2)} ${Math.max(-400, Math.min(700, y(trip, s))).toFixed(2)}`;
    pen = true;
  }
  return d || "M0 0";
}

/** @param {Trip} trip @param {number} v */
function angle(trip, v) {
  const part = Math.max(-1, Math.min(1, v / trip.data.top));
  return trip.reverse ? Math.PI * (0.5 - 0.61 * part) : Math.PI * (1.11 - 1.22 * Math.max(part, 0));
}

/** @param {number} a @param {number} r */
const polar = (a, r) => `${(DIAL.x + r * Math.cos(a)).toFixed(2)} ${(DIAL.y - r * Math.sin(a)).toFixed(2)}`;
/** @param {number} a @param {number} b @param {number} r */
function arc(a, b, r) {
  const large = Math.abs(b - a) > Math.PI ? 1 : 0;
  return `M${polar(a, r)}A${r} ${r} 0 ${large} ${b < a ? 1 : 0} ${polar(b, r)}`;
}

/** @param {Trip} trip */
function build(trip) {
  const { road, gauge, data } = trip;
  road.replaceChildren();
  gauge.replaceChildren();
  road.setAttribute("aria-label", data.alt);
  const clip = make("clipPath", { id: "inside" }, make("defs", {}, road));
  make("rect", { x: ROAD.left, y: ROAD.top, width: ROAD.right - ROAD.left, height: ROAD.bottom - ROAD.top }, clip);
  make("path", { class: "axis", d: `M${ROAD.left} ${ROAD.bottom}H${ROAD.right}M${ROAD.left} ${ROAD.top}V${ROAD.bottom}` }, road);
  for (const end of [0, 0.5, 1]) {
    const t = trip.from + end * (trip.to - trip.from), s = trip.low + end * (trip.high - trip.low);
    make("text", { x: x(trip, t), y: ROAD.bottom + 18, "text-anchor": ["start", "middle", "end"][end * 2] }, road, pretty(t));
    make("text", { x: ROAD.left - 8, y: y(trip, s) + 5, "text-anchor": "end" }, road, pretty(s));
  }
  make("text", { x: (ROAD.left + ROAD.right) / 2, y: 268, "text-anchor": "middle" }, road, "time t");
  make("text", { x: 14, y: 125, transform: "rotate(-90 14 125)", "text-anchor": "middle" }, road, "distance f(t)");
  const inside = make("g", { "clip-path": "url(#inside)" }, road);
  make("path", { class: "curve", d: path(trip, data.times.length - 1), opacity: 0.55 }, inside);
  trip.driven = make("path", { class: "curve driven" }, inside);
  trip.tangent = make("line", { class: "tangent" }, inside);
  trip.dot = make("circle", { class: "dot", r: 8 }, road);

  const first = angle(trip, trip.reverse ? -data.top : 0), last = angle(trip, data.top);
  make("path", { class: "dial", d: arc(first, last, DIAL.r) }, gauge);
  trip.shown = make("path", {}, gauge);
  const marks = trip.reverse ? [-1, -0.5, 0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  for (const mark of marks) {
    const a = angle(trip, mark * data.top);
    const [tx, ty] = polar(a, DIAL.r - 26).split(" ").map(Number);
    make("text", { class: "tick", x: tx, y: ty + 5, "text-anchor": "middle" }, gauge, pretty(mark * data.top));
  }
  trip.needle = make("line", { class: "needle", x1: DIAL.x, y1: DIAL.y }, gauge);
  make("circle", { class: "hub", cx: DIAL.x, cy: DIAL.y, r: 9 }, gauge);
  trip.reading = make("text", { class: "reading", x: DIAL.x, y: 232, "text-anchor": "middle" }, gauge);
  make("text", { x: DIAL.x, y: 256, "text-anchor": "middle" }, gauge, "speed f′(t)");
}

/** @param {Trip} trip */
function show(trip) {
  const { data } = trip, i = trip.at, t = data.times[i], s = data.distance[i], v = data.speed[i];
  trip.clock.value = String(i);
  trip.clock.setAttribute("aria-valuetext", `t = ${pretty(t)}`);
  trip.now.textContent = `t = ${pretty(t)}`;
  trip.driven.setAttribute("d", path(trip, i));
  trip.dot.style.display = s === null ? "none" : "";
  if (s !== null) {
    trip.dot.setAttribute("cx", String(x(trip, t)));
    trip.dot.setAttribute("cy", String(Math.max(ROAD.top, Math.min(ROAD.bottom, y(trip, s)))));
  }
  const half = 0.11 * (trip.to - trip.from);
  trip.tangent.style.display = s === null || v === null ? "none" : "";
  if (s !== null && v !== null) {
    for (const [name, value] of /** @type {[string, number][]} */ ([["x1", x(trip, t - half)], ["x2", x(trip, t + half)], ["y1", y(trip, s - v * half)], ["y2", y(trip, s + v * half)]])) {
      trip.tangent.setAttribute(name, String(Math.max(-1e4, Math.min(1e4, value))));
    }
  }
  const a = angle(trip, v ?? 0);
  trip.needle.style.opacity = v === null ? "0.15" : "1";
  const [nx, ny] = polar(a, DIAL.r - 8).split(" ");
  trip.needle.setAttribute("x2", nx);
  trip.needle.setAttribute("y2", ny);
  trip.shown.setAttribute("class", v !== null && v < 0 ? "reverse" : "ahead");
  trip.shown.setAttribute("d", v ? arc(angle(trip, 0), a, DIAL.r) : "M0 0");
  trip.reading.textContent = v === null ? "no speed" : pretty(v);
  trip.gauge.setAttribute("aria-label", `Speedometer: ${v === null ? "no speed" : pretty(v)}`);
  say(trip, t, s, v);
}

/** @param {Trip} trip @param {number} t @param {number | null} s @param {number | null} v */
function say(trip, t, s, v) {
  const parts = [];
  const word = (/** @type {string} */ text, /** @type {string} */ style) => { const b = document.createElement("span"); b.className = style; b.textContent = text; return b; };
  if (s === null) parts.push(`At time ${pretty(t)} f has no value: the car is nowhere.`);
  else if (v === null) parts.push(`At time ${pretty(t)} the car is at `, word(pretty(s), "way"), ", and the needle has nothing to show: no slope here.");
  else {
    const still = Math.abs(v) < trip.data.top * 1e-3;
    const doing = still ? "it stands still" : v > 0 ? "it drives forward" : "it drives backward";
    const off = Math.abs(v) > trip.data.top ? " (off the scale)" : "";
    parts.push(`At time ${pretty(t)} the car is at `, word(pretty(s), "way"), `; the needle shows `, word(pretty(v), "speed"), `${off}: ${doing}.`);
  }
  trip.said.replaceChildren(...parts);
}

/** @param {Trip} trip */
function stop(trip) {
  trip.end?.();
  trip.end = null;
  trip.play.textContent = "▶ Drive";
}

/** @param {Trip} trip */
function drive(trip) {
  if (trip.at >= trip.data.times.length - 1) trip.at = 0;
  trip.play.textContent = "❚❚ Pause";
  /** @type {number | null} */
  let before = null;
  let exact = trip.at;
  trip.end = eachFrame((now) => {
    const last = trip.data.times.length - 1;
    if (before !== null) exact = Math.min(last, exact + (Math.min(now - before, 100) / WHOLE_TRIP) * last);
    before = now;
    if (Math.round(exact) !== trip.at) { trip.at = Math.round(exact); show(trip); }
    if (exact >= last) stop(trip);
    return exact < last;
  });
}

/** @param {Place} place */
function create(place) {
  /** @type {Parts} */
  const parts = { road: place.find("#road"), gauge: place.find("#gauge"), clock: place.find("#clock"), now: place.find("#now"), play: place.find("#play"), said: place.find("#said"), box: place.find(".trip") };
  const trip = /** @type {Trip} */ ({ ...parts, end: null });
  const toggle = () => (trip.end ? stop(trip) : drive(trip));
  trip.play.onclick = toggle;
  const moveTo = (/** @type {number} */ at) => { stop(trip); trip.at = Math.max(0, Math.min(trip.data.times.length - 1, at)); show(trip); };
  trip.clock.oninput = () => moveTo(Number(trip.clock.value));
  const step = () => Math.max(1, Math.round(Number(trip.clock.max) / 60));
  playByKeys(place, trip.box, () => ({ p: toggle, ",": () => moveTo(trip.at - step()), ".": () => moveTo(trip.at + step()), " ": toggle }));
  place.atTheEnd(() => stop(trip));
  return trip;
}

/** @param {Trip} trip @param {Data} data */
function take(trip, data) {
  if (trip.data && JSON.stringify(trip.data) === JSON.stringify(data)) return;
  const moved = !trip.data || trip.data.at !== data.at;
  trip.data = data;
  [trip.from, trip.to] = [data.times[0], data.times[data.times.length - 1]];
  [trip.low, trip.high] = data.range;
  trip.reverse = data.speed.some((v) => v !== null && v < -1e-9 * data.top);
  trip.box.classList.toggle("large", data.large);
  trip.clock.max = String(data.times.length - 1);
  if (moved) {
    stop(trip);
    trip.at = Math.round(((data.at - trip.from) / (trip.to - trip.from)) * (data.times.length - 1));
  }
  build(trip);
  show(trip);
}

export default widget((place) => {
  const trip = create(place);
  return { update: (/** @type {Data} */ data) => take(trip, data) };
});
