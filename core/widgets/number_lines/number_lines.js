// Number lines under each other. The journey of the nudge is drawn here, from one line to the next, without the server.

import { sliders } from "../shared/channel.js";
import { eachFrame } from "../shared/clock.js";
import { playByKeys, stepSlider } from "../shared/keys.js";
import { runs } from "../shared/program.js";
import { contents, scroller, stage } from "../shared/streamlit.js";
import { make } from "../shared/svg.js";
import { niceStep, tickTexts } from "../shared/ticks.js";
import { widget } from "../shared/widget.js";
import { windows } from "../shared/windows.js";
import { linesAt, programsOf } from "./chain.js";
/** @import { Program } from "../shared/program.js" */
/** @import { Place } from "../shared/widget.js" */
/** @import { Chain, Line } from "./chain.js" */

/**
 * What number_lines.py sends; ``hands``: what a slider of a name moves; ``window``: the range of x that is looked at.
 * @typedef {{ lines: Line[], alt: string, note: string, large: boolean, chain: Chain | null, hands: Record<string, "x" | "dx"> | null, window: [number, number], zoom: number }} Data
 */
/** What a slider has moved since Python's last word, and when. @typedef {{ values: { x?: number, dx?: number }, moved: number }} Moved */
/**
 * ``sent``: Python's last word; ``data``: what is drawn; ``links`` those that ``programs`` were made of; ``inHand``: how much wider the window of a hand is.
 * @typedef {{
 *   box: HTMLElement, svg: SVGSVGElement, note: HTMLElement, stage: Element | null, main: Element | null, sent: Data, data: Data, hand: Moved, links?: string,
 *   programs: Program[] | null, width: number, gap: number, end: (() => void) | null, inHand?: number, frame?: number,
 * }} Memory
 */
/** Where the lines begin and end, and what is written beside them. @typedef {{ names: string[], moves: string[], left: number, right: number, middle: number, reach: number }} Columns */
/** ``close``, ``tight``: lines so near each other that words stand beside them, and that ticks have no numbers. @typedef {Columns & { size: number, gap: number, width: number, close: boolean, tight: boolean, large: boolean }} Layout */
/** A line on the picture: its height, where a value of it is, whether it has one. @typedef {Line & { y: number, at: (value: number) => number, there: boolean, named: string, moved: string }} Row */

const SLIDERS = "sliders_links"; // beside the lines
const PATIENCE = 3000; // ms after which Python's lines count even if the hand says otherwise
const PACE = 1000; // ms for one line
const TIGHT = 1.9; // of the size of the letters: closer lines have no numbers at their ticks, and their rates in a column
const LEAST = 1.25; // of the size of the letters: how close lines may come
const NARROW = 700; // pixels

// How high a line may be so that all of them, and what stands below them, fit on the screen. A phone scrolls anyway.
/** @param {Memory} memory @param {number} size @param {number} margins */
function pitch(memory, size, margins) {
  const { svg, box, data, stage, main } = memory;
  const steps = Math.max(data.lines.length, 3) - 1; // no jump while a chain is typed
  const wanted = data.large ? size * Math.max(3.3, Math.min(4.3, 17.2 / steps)) : size * Math.max(memory.width < 520 ? 4.2 : 3.4, Math.min(6, 26 / steps));
  if (!main || !stage || window.innerWidth < NARROW) return { steps, gap: wanted };
  const top = svg.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
  const below = Math.max(0, box.getBoundingClientRect().bottom - svg.getBoundingClientRect().bottom);
  const others = isBeside(stage) ? 0 : Math.max(0, stage.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom);
  const fits = (main.clientHeight - top - below - others - margins - 44) / steps;
  return { steps, gap: Math.max(size * LEAST, Math.min(wanted, fits)) };
}

// Whether sliders and sentence stand beside the lines (first_screen.css), so that only the lines take from the height.
/** @param {Element} stage */
const isBeside = (stage) => getComputedStyle(stage).display === "grid";

// journey: how many lines the nudge has reached, in parts of a line; the number of lines when nothing plays.
/** @param {Memory} memory @param {number} [journey] */
function draw(memory, journey = Infinity) {
  const { svg, data } = memory;
  const width = svg.clientWidth || memory.width || 800;
  memory.width = width;
  const size = data.large ? 24 : width < 520 ? 13.5 : 15;
  let top = size * (data.large ? 1.9 : 2.6), foot = size * (data.large ? 1.8 : 2.4);
  const { steps, gap } = pitch(memory, size, top + foot);
  memory.gap = gap;
  const close = gap < size * 3.2; // then names and moves stand beside their line, not above it
  if (close) { top = size * 1.5; foot = size * 1.3; }
  const height = top + gap * steps + foot;
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", String(height));
  svg.setAttribute("aria-label", data.alt);
  /** @type {Layout} */
  const layout = { size, gap, width, close, tight: gap < size * TIGHT, large: data.large, ...columns(svg, data.lines, size, width, close, gap < size * TIGHT) };
  const { middle, reach } = layout, zoom = data.zoom * (memory.inHand ?? 1);
  svg.dataset.box = [layout.left, top - 0.8 * size, layout.right - layout.left, gap * steps + 1.2 * size].map(Math.round).join(" ");
  memory.note.textContent = layout.tight ? data.note.split(":")[0] : data.note;
  const inside = (/** @type {number} */ x) => Math.max(layout.left, Math.min(layout.right, x));
  /** @type {Row[]} */
  const rows = data.lines.map((line, i) => {
    const half = line.half * zoom, at = (/** @type {number} */ value) => middle + ((value - (line.value ?? 0)) / half) * reach;
    return { ...line, half, y: top + i * gap, at, there: line.value !== null, named: layout.names[i], moved: layout.moves[i] };
  });

  rows.forEach((row, i) => {
    if (i === 0) return;
    const above = rows[i - 1];
    const grown = Math.max(0, Math.min(1, (journey - i + 0.5) * 2));
    if (above.there && row.there) {
      make("line", { class: "link", x1: middle, y1: above.y, x2: middle, y2: row.y }, svg);
      if (above.guess !== null && row.guess !== null && grown > 0) {
        const a = inside(above.at(above.guess)), b = inside(row.at(row.guess));
        const end = above.y + grown * (row.y - above.y), tip = a + grown * (b - a);
        make("polygon", { class: "fan", points: `${middle},${above.y} ${a},${above.y} ${tip},${end} ${middle},${end}` }, svg);
        make("line", { class: "edge", x1: a, y1: above.y, x2: tip, y2: end }, svg);
      }
    }
  });

  rows.forEach((row, i) => {
    axis(svg, row, layout, rows[i + 1]);
    const grown = Math.max(0, Math.min(1, (journey - i) * 2));
    if (row.there) nudge(svg, row, layout, inside, grown);
    words(svg, row, layout, grown);
    if (i > 0 && row.rate) {
      // Where the lines stand close, the rate stands beside the values, not between them.
      const y = (rows[i - 1].y + row.y) / 2 + size * 0.36;
      make("text", { class: "rate", x: middle + rateAside(layout), y, "font-size": size * 1.02 }, svg, row.rate);
    }
  });
}

/** @param {Layout} layout */
const rateAside = ({ gap, size, tight, right, middle }) => (tight ? right - middle + size * 0.6 : size * (gap < size * 5 ? 2.6 : 0.7));

// Where the lines begin and end: across the whole picture, or between the names on their left and the moves on their right.
/** @param {SVGSVGElement} svg @param {Line[]} lines @param {number} size @param {number} width @param {boolean} close @param {boolean} tight @returns {Columns} */
function columns(svg, lines, size, width, close, tight) {
  let left = size * 0.7, right = width - size * 0.7;
  let names = lines.map((line) => line.formula), moves = lines.map((line) => shortMove(line.move, width));
  if (close) {
    names = names.map((text) => fitting(svg, text, "formula", size, width * 0.3));
    moves = lines.map((line) => fitting(svg, line.move.split(", ")[0], "move", size, width * 0.3));
    left = size * 1.2 + Math.max(...names.map((text) => textWidth(svg, text, "formula", size)));
    right = width - size * 1.2 - Math.max(...moves.map((text) => textWidth(svg, text, "move", size)));
    left += size * 0.4;
  }
  if (tight) right -= size + Math.max(...lines.map((line) => textWidth(svg, line.rate, "rate", size * 1.02)));
  return { names, moves, left, right, middle: (left + right) / 2, reach: (right - left) / 2 - (close ? 0 : size * 0.5) };
}

/** @param {string} move @param {number} width */
const shortMove = (move, width) => (width < NARROW ? move.split(", ")[0] : move);

/** @param {SVGSVGElement} svg @param {string} text @param {string} style @param {number} size */
function textWidth(svg, text, style, size) {
  const element = make("text", { class: style, "font-size": size }, svg, text);
  const found = element.getComputedTextLength();
  element.remove();
  return found;
}

/** @param {SVGSVGElement} svg @param {string} text @param {string} style @param {number} size @param {number} room */
function fitting(svg, text, style, size, room) {
  let shown = text;
  while (shown.length > 4 && textWidth(svg, shown, style, size) > room) shown = `${shown.slice(0, -2)}…`;
  return shown;
}

/** @param {SVGSVGElement} svg @param {Row} row @param {Layout} layout @param {Row | undefined} next the one below */
function axis(svg, row, layout, next) {
  const { size, left, right, middle, gap, close, tight, width } = layout;
  make("line", { class: "axis", x1: close ? left : size * 0.5, y1: row.y, x2: close ? right : width - size * 0.5, y2: row.y, "stroke-width": 1.5 }, svg);
  if (row.value === null) return;
  const step = niceStep(2 * row.half, Math.max(2, (right - left) / 200)), marks = [];
  for (let k = Math.ceil((row.value - row.half) / step); k * step <= row.value + row.half && marks.length < 40; k++) marks.push(k * step);
  for (const [value, text] of tickTexts(marks)) {
    const x = row.at(value);
    make("line", { class: "tick", x1: x, y1: row.y - 4, x2: x, y2: row.y + 4, "stroke-width": 1.5 }, svg);
    const half = text.length * size * 0.25;
    // What stands between close lines, the next value and its rate, is not written over.
    const taken = gap < size * 5 && next ? [middle - size * 2.4, middle + rateAside(layout) + next.rate.length * size * 0.62] : [middle - size * 0.2, middle + size * 0.2];
    const free = gap < size * 5 ? x + half < taken[0] || x - half > taken[1] : Math.abs(x - middle) > size * 0.2;
    if (!tight && free) {
      make("text", { class: "ticktext", x, y: row.y + size * (close ? 1.1 : 1.35), "text-anchor": "middle", "font-size": size * 0.82 }, svg, text);
    }
  }
}

/** @param {SVGSVGElement} svg @param {Row} row @param {Layout} layout @param {(x: number) => number} inside @param {number} grown */
function nudge(svg, row, { size, middle, large, tight }, inside, grown) {
  const thick = large ? 6 : 4;
  if (row.guess !== null && grown > 0) {
    const end = inside(row.at(row.guess)), tip = middle + grown * (end - middle);
    const way = Math.sign(tip - middle), head = Math.min(Math.abs(tip - middle), size * (tight ? 0.6 : 0.75));
    make("line", { class: "arrow", x1: middle, y1: row.y, x2: tip - way * head, y2: row.y, "stroke-width": thick }, svg);
    make("path", { class: "arrowhead", d: `M${tip} ${row.y}L${tip - way * head} ${row.y - head * 0.62}L${tip - way * head} ${row.y + head * 0.62}Z` }, svg);
  }
  if (row.tip !== null && grown >= 1) {
    make("circle", { class: "really", cx: inside(row.at(row.tip)), cy: row.y, r: size * (tight ? 0.4 : 0.5), "stroke-width": large ? 4 : 2.5 }, svg);
  }
  make("circle", { class: "here", cx: middle, cy: row.y, r: size * (tight ? 0.34 : 0.42) }, svg);
}

/** @param {SVGSVGElement} svg @param {Row} row @param {Layout} layout @param {number} grown */
function words(svg, row, { size, width, middle, close, tight }, grown) {
  const level = close ? row.y + size * 0.34 : row.y - size * 0.75;
  make("text", { class: "formula", x: size * 0.5, y: level, "font-size": size * 1.02 }, svg, row.named);
  // Between very close lines the value stands behind its point, away from the arrow and from the rate.
  const behind = row.guess !== null && row.guess < (row.value ?? 0) ? size * 0.8 : -size * 0.8;
  const value = tight ? { x: middle + behind, y: row.y - size * 0.18, "text-anchor": behind > 0 ? "start" : "end" } : { x: middle, y: row.y - size * (close ? 0.6 : 0.75), "text-anchor": "middle" };
  make("text", { class: "shown", ...value, "font-size": size * (tight ? 0.9 : 1.02) }, svg, row.shown);
  if (grown >= 1) {
    make("text", { class: "move", x: width - size * 0.5, y: level, "text-anchor": "end", "font-size": size }, svg, row.moved);
  }
}

/** @param {Memory} memory */
function play(memory) {
  memory.end?.();
  const count = memory.data.lines.length;
  /** @type {number | null} */
  let begin = null;
  memory.end = eachFrame((now) => {
    const journey = (now - (begin ??= now)) / PACE, on = journey < count;
    draw(memory, on ? journey : Infinity);
    if (!on) memory.end = null;
    return on;
  });
}

/** @param {Place} place */
function create(place) {
  const { host } = place;
  /** @type {Pick<Memory, "box" | "svg" | "note" | "stage" | "main">} */
  const around = { box: place.find(".lines"), svg: place.find("svg"), note: place.find(".note"), stage: stage(host, "links"), main: scroller(host) };
  const memory = /** @type {Memory} */ ({ ...around, width: 0, gap: 0, end: null, programs: null, hand: { values: {}, moved: -Infinity } });
  // Drawn anew when the room for the lines has changed: by the window, or by what stands above or below them.
  const look = () => {
    const width = memory.svg.clientWidth;
    if (!memory.data || !width || memory.end) return;
    const size = memory.data.large ? 24 : width < 520 ? 13.5 : 15;
    const margins = size * (memory.data.large ? 3.7 : 5);
    if (Math.abs(width - memory.width) > 1 || Math.abs(pitch(memory, size, margins).gap - memory.gap) > 1) draw(memory);
  };
  const watch = new ResizeObserver(look);
  for (const seen of [memory.svg, memory.stage, memory.main, contents(host)]) if (seen) watch.observe(seen);
  place.find(".play").onclick = () => play(memory);
  playByKeys(place, memory.box, () => (memory.sent?.large ? { " ": () => play(memory), ArrowLeft: () => stepSlider(SLIDERS, -1), ArrowRight: () => stepSlider(SLIDERS, 1) } : null));
  place.atTheEnd(() => {
    memory.end?.();
    watch.disconnect();
  });
  return memory;
}

/** Python's lines, or the browser's own where the hand is further. @param {Memory} memory @returns {Line[]} */
function linesNow({ sent: { lines, chain }, hand, programs }) {
  if (!chain || !programs) return lines;
  const { x, dx } = { x: chain.x, dx: chain.dx, ...hand.values };
  return x === chain.x && dx === chain.dx ? lines : linesAt(lines, chain, programs, x, dx);
}

/** @param {Memory} memory */
function follow(memory) {
  memory.data = { ...memory.sent, lines: linesNow(memory) };
  if (!memory.end) draw(memory);
}

/** @param {Memory} memory @param {Data} data */
function take(memory, data) {
  const { chain } = data, { hand } = memory;
  const links = JSON.stringify(chain?.links ?? null);
  if (links !== memory.links) {
    memory.links = links;
    memory.programs = chain?.links.every((link) => runs(link.program)) ? programsOf(chain) : null;
    hand.values = {};
  }
  const { x, dx } = { x: chain?.x, dx: chain?.dx, ...hand.values };
  if ((x === chain?.x && dx === chain?.dx) || performance.now() - hand.moved > PATIENCE) hand.values = {};
  memory.sent = data;
  memory.box.classList.toggle("large", Boolean(data.large));
  follow(memory);
}

export default widget((place) => {
  const memory = create(place);
  windows.join(place, ({ stage: name, limits }) => {
    if (!stage(place.host, name) || !memory.sent) return;
    const [low, high] = memory.sent.window;
    memory.inHand = limits ? (limits[1] - limits[0]) / (high - low) : 1;
    follow(memory);
  });
  sliders.join(place, ({ name, value }) => {
    const which = memory.sent?.hands?.[name];
    if (!which || !memory.programs) return;
    memory.hand.values[which] = value;
    memory.hand.moved = performance.now();
    memory.frame ||= requestAnimationFrame(() => {
      memory.frame = 0;
      follow(memory);
    });
  });
  return { update: (/** @type {Data} */ data) => take(memory, data), leave: () => cancelAnimationFrame(memory.frame ?? 0) };
});
