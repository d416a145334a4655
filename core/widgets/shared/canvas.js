// What all pictures on a canvas share: the theme's colours, sharp lines, axes, arrows, words.

import { ticks, tickTexts } from "./ticks.js";
/** @import { Courier } from "./courier.js" */
/** @import { Place } from "./widget.js" */

/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {[number, number, number]} Rgb */
/** @typedef {Record<"function" | "slope" | "rising" | "falling" | "flat" | "path" | "text" | "back" | "grid" | "family" | string, string>} Theme */
/** @typedef {{ text: number, stroke: number, line: number, thin: number, point: number, head: number }} Sizes */
/** @typedef {ReturnType<typeof frame>} Frame */

const MEANINGS = ["function", "slope", "rising", "falling", "flat", "path"];

/** @param {ShadowRoot} root @returns {Theme} */
export function themeOf(root) {
  const style = getComputedStyle(root.host ?? root);
  const read = (/** @type {string} */ name, /** @type {string} */ fallback) => style.getPropertyValue(name).trim() || fallback;
  const colours = read("--st-chart-categorical-colors", "#1C30D0,#7E0A87,#0C9086,#9B1906,#343035,#C7880B").split(",");
  const theme = Object.fromEntries(MEANINGS.map((name, i) => [name, colours[i].trim()]));
  theme.text = read("--st-text-color", "#1B1D23");
  theme.back = read("--st-background-color", "#FFFFFF");
  theme.grid = read("--st-border-color", "#D9DCE6");
  theme.family = read("--st-font", "sans-serif");
  return theme;
}

/** @param {boolean} large */
export function sizesOf(large) {
  return large ? { text: 24, stroke: 5, line: 4, thin: 2.5, point: 11, head: 20 } : { text: 14, stroke: 3, line: 2, thin: 1.3, point: 6.5, head: 12 };
}

/** @param {string} colour @returns {Rgb} */
export function rgb(colour) {
  const hex = colour.replace("#", "");
  const full = hex.length === 3 ? [...hex].map((c) => c + c).join("") : hex;
  const [r, g, b] = [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16));
  return Number.isNaN(r + g + b) ? [90, 90, 90] : [r, g, b];
}

/** @param {Rgb} one @param {Rgb} other @param {number} share of the other @returns {Rgb} */
export function mix([r, g, b], [r1, g1, b1], share) {
  const between = (/** @type {number} */ v, /** @type {number} */ w) => Math.round(v + share * (w - v));
  return [between(r, r1), between(g, g1), between(b, b1)];
}

// A canvas as wide as its box, sharp on every screen. Returns the pen, in CSS pixels.
/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function sharpen(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const w = Math.round(width * ratio), h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  canvas.style.height = `${height}px`;
  const pen = penOf(canvas);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

// How high a picture of the first screen is to be (first_screen.css); 0 for one that stands elsewhere.
/** @param {Element} element */
export function pictureRoom(element) { return parseFloat(getComputedStyle(element).getPropertyValue("--picture")) || 0; }

/** @param {HTMLCanvasElement} canvas @returns {Pen} */
export function penOf(canvas) {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas in this browser");
  return pen;
}

/* ---- drawing ---- */

// A picture's frame: pixels of its inside and the numbers at its edges.
/** @param {number} left @param {number} top @param {number} width @param {number} height @param {number} x0 @param {number} x1 @param {number} y0 @param {number} y1 */
export function frame(left, top, width, height, x0, x1, y0, y1) {
  return {
    left, top, width, height, x0, x1, y0, y1,
    px: (/** @type {number} */ x) => left + ((x - x0) / (x1 - x0)) * width,
    py: (/** @type {number} */ y) => top + height - ((y - y0) / (y1 - y0)) * height,
    x: (/** @type {number} */ px) => x0 + ((px - left) / width) * (x1 - x0),
    y: (/** @type {number} */ py) => y0 + ((top + height - py) / height) * (y1 - y0),
    holds: (/** @type {number} */ px, /** @type {number} */ py) => px >= left && px <= left + width && py >= top && py <= top + height,
  };
}

/** @param {Pen} pen @param {{ left: number, top: number, width: number, height: number }} box @param {() => void} draw */
export function clipTo(pen, box, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(box.left, box.top, box.width, box.height);
  pen.clip();
  draw();
  pen.restore();
}

/** @param {Pen} pen @param {Frame} box @param {Theme} theme @param {Sizes} sizes @param {{ x?: string, y?: string, grid?: boolean, about?: number, marks?: number[] }} wishes */
export function axes(pen, box, theme, sizes, { x, y, grid = true, about = 5, marks }) {
  pen.save();
  pen.font = `${sizes.text}px ${theme.family}`;
  pen.lineWidth = 1;
  pen.fillStyle = theme.text;
  pen.strokeStyle = theme.grid;
  const across = Math.max(2, Math.min(about + 2, box.width / (sizes.text * 4.5))), up = Math.max(2, Math.min(about, box.height / (sizes.text * 3)));
  pen.textAlign = "center"; pen.textBaseline = "top";
  for (const [tick, text] of tickTexts(marks ?? ticks(box.x0, box.x1, across))) {
    const at = box.px(tick);
    if (grid) line(pen, [[at, box.top], [at, box.top + box.height]]);
    pen.fillText(text, at, box.top + box.height + sizes.text * 0.35);
  }
  pen.textAlign = "right"; pen.textBaseline = "middle";
  for (const [tick, text] of tickTexts(ticks(box.y0, box.y1, up))) {
    const at = box.py(tick);
    if (grid) line(pen, [[box.left, at], [box.left + box.width, at]]);
    pen.fillText(text, box.left - sizes.text * 0.4, at);
  }
  pen.font = `600 ${sizes.text}px ${theme.family}`;
  if (x) { pen.textAlign = "right"; pen.textBaseline = "top"; pen.fillText(x, box.left + box.width, box.top + box.height + sizes.text * 1.5); }
  if (y) { pen.textAlign = "left"; pen.textBaseline = "bottom"; pen.fillText(y, box.left, box.top - sizes.text * 0.35); }
  pen.restore();
}

/** @param {Pen} pen @param {readonly (readonly number[])[]} points */
export function line(pen, points) {
  pen.beginPath();
  let down = false;
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) { down = false; continue; }
    if (down) pen.lineTo(x, y); else pen.moveTo(x, y);
    down = true;
  }
  pen.stroke();
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} radius @param {string} fill @param {string} [ring] */
export function dot(pen, x, y, radius, fill, ring) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  if (ring) { pen.lineWidth = 2; pen.strokeStyle = ring; pen.stroke(); }
}

/** @param {Pen} pen @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {{ colour: string, width: number, head: number, dash?: number[] }} look */
export function arrow(pen, x0, y0, x1, y1, { colour, width, head, dash = [] }) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 1)) return;
  const ux = (x1 - x0) / length, uy = (y1 - y0) / length, tip = Math.min(head, length * 0.6);
  pen.save();
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = "butt";
  pen.setLineDash(dash);
  line(pen, [[x0, y0], [x1 - ux * tip * 0.8, y1 - uy * tip * 0.8]]);
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x1 - ux * tip - uy * tip * 0.45, y1 - uy * tip + ux * tip * 0.45);
  pen.lineTo(x1 - ux * tip + uy * tip * 0.45, y1 - uy * tip - ux * tip * 0.45);
  pen.closePath();
  pen.fill();
  pen.restore();
}

// Text with a halo of the background, so that it can be read on top of lines.
/** @param {Pen} pen @param {string} text @param {number} x @param {number} y @param {Theme} theme
 * @param {{ colour?: string, size: number, bold?: boolean, align?: CanvasTextAlign, base?: CanvasTextBaseline, angle?: number }} look */
export function words(pen, text, x, y, theme, { colour = theme.text, size, bold = true, align = "left", base = "middle", angle = 0 }) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.font = `${bold ? 600 : 400} ${size}px ${theme.family}`;
  pen.textAlign = align;
  pen.textBaseline = base;
  pen.lineJoin = "round";
  pen.lineWidth = Math.max(4, size * 0.32);
  pen.strokeStyle = theme.back;
  pen.strokeText(text, 0, 0);
  pen.fillStyle = colour;
  pen.fillText(text, 0, 0);
  pen.restore();
}

/** Where a place beyond the frame is: an arrow at the edge, and a word. @param {Pen} pen @param {Frame} box @param {number} px @param {number} py @param {Theme} theme @param {Sizes} sizes @param {string} what @param {string} colour */
export function beyond(pen, box, px, py, theme, sizes, what, colour) {
  if (!Number.isFinite(px) || !Number.isFinite(py) || box.holds(px, py)) return;
  const aside = Math.sign(Number(px > box.left + box.width) - Number(px < box.left)), down = Math.sign(Number(py > box.top + box.height) - Number(py < box.top));
  const edge = 1.2 * sizes.text, keep = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ size) => Math.max(low + edge, Math.min(low + size - edge, at));
  const x = keep(px, box.left, box.width), y = keep(py, box.top, box.height), size = Math.hypot(aside, down);
  arrow(pen, x - (aside / size) * edge, y - (down / size) * edge, x + (aside / size) * 0.8 * edge, y + (down / size) * 0.8 * edge, { colour, width: sizes.stroke, head: sizes.head });
  const ways = [["above", "", "below"][down + 1], ["to the left", "", "to the right"][aside + 1]].filter(Boolean);
  const left = aside > 0 || (!aside && x > box.left + 0.6 * box.width);
  words(pen, `${what} is ${ways.join(" and ")}`, x + (left ? -1.4 : 1.4) * edge, y, theme, { colour, size: sizes.text, align: left ? "right" : "left" });
}

/* ---- a picture: one drawing a frame, and again when its box changes its width ---- */

/**
 * What every picture remembers. Its ``data``, as Python sent them last, are there whenever it is drawn; before that there are none.
 * @template Data
 * @typedef {{ canvas: HTMLCanvasElement, place: Place, courier: Courier, root: ShadowRoot,
 *   data: Data, width: number, redraw: () => void, draw: () => void }} Picture
 */

/**
 * A picture on the canvas of ``place``. Its ``draw`` is called once a frame at most, when it has data.
 * @template Data
 * @param {Place} place
 * @returns {Picture<Data>}
 */
export function onCanvas(place) {
  const canvas = /** @type {HTMLCanvasElement} */ (place.find("canvas"));
  const box = /** @type {HTMLElement} */ (canvas.parentElement);
  let frame = 0;
  const none = /** @type {Data} */ (/** @type {unknown} */ (null));
  /** @type {Picture<Data>} */
  const picture = {
    canvas, place, courier: place.courier, root: place.root, data: none, width: 0,
    draw: () => {},
    redraw: () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        if (picture.data) picture.draw();
      });
    },
  };
  const watcher = new ResizeObserver(() => { if (box.clientWidth !== picture.width) picture.redraw(); });
  watcher.observe(box);
  window.addEventListener("resize", picture.redraw); // the height of the window counts, too
  place.atTheEnd(() => {
    watcher.disconnect();
    window.removeEventListener("resize", picture.redraw);
    cancelAnimationFrame(frame);
  });
  return picture;
}

/** The room a picture has across. @param {HTMLCanvasElement} canvas */
export const roomOf = (canvas) => canvas.parentElement?.clientWidth ?? 0;

/** Where in ``canvas`` a pointer is. @param {HTMLElement} canvas @param {{ clientX: number, clientY: number }} event @returns {[number, number]} */
export function spot(canvas, event) {
  const { left, top } = canvas.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}
