// The parts of a diagram: boxes, arrows, and the labels beside them.

import { make } from "../shared/svg.js";
import { select } from "./marks.js";
import { textWidth } from "./plan.js";
/** @import { Memory } from "./marks.js" */
/** @import { Arrow, Data, Layout, Sized } from "./plan.js" */

/** What stands somewhere already: its middle and half its size. @typedef {{ x: number, y: number, w: number, h: number }} Taken */

// One smooth curve through all points, straight out of the first and into the last box. Between two points it never
// turns back (monotone cubic interpolation, Fritsch and Carlson 1980), so a long arrow does not wriggle.
/** @param {number[][]} points @param {boolean} downwards */
function smooth(points, downwards) {
  const along = points.map(([x, y]) => (downwards ? y : x)), aside = points.map(([x, y]) => (downwards ? x : y));
  const slope = (/** @type {number} */ i) => (aside[i + 1] - aside[i]) / (along[i + 1] - along[i]);
  const lean = points.map((_, i) => {
    if (i === 0 || i === points.length - 1) return 0;
    const before = slope(i - 1), after = slope(i);
    return before * after > 0 ? (2 * before * after) / (before + after) : 0;
  });
  const place = (/** @type {number} */ u, /** @type {number} */ v) => (downwards ? `${v} ${u}` : `${u} ${v}`);
  let d = `M${points[0].join(" ")}`;
  for (let i = 1; i < points.length; i += 1) {
    const third = (along[i] - along[i - 1]) / (points.length === 2 ? 2 : 3);
    d += `C${place(along[i - 1] + third, aside[i - 1] + lean[i - 1] * third)} ${place(along[i] - third, aside[i] - lean[i] * third)} ${points[i].join(" ")}`;
  }
  return d;
}

/** @param {Memory} memory @param {Layout} layout @param {Arrow} arrow @param {number} index @param {SVGGElement} layer */
export function drawArrow(memory, layout, arrow, index, layer) {
  if (arrow.stub) { drawStub(memory, layout, arrow, index, layer); return; }
  const from = layout.boxes.get(arrow.start), to = layout.boxes.get(arrow.end);
  if (!from || !to) return;
  const [x0, y0] = layout.at(from.column, from.row), [x1, y1] = layout.at(to.column, to.row);
  const inner = arrow.via.map(([c, r]) => layout.at(c, r));
  const ends = layout.downwards
    ? [[x0, y0 + from.h / 2], [x1, y1 - to.h / 2 - 6]]
    : [[x0 + from.w / 2, y0], [x1 - to.w / 2 - 6, y1]];
  const points = [ends[0], ...inner, ends[1]];
  const group = make("g", { class: `arrow ${arrow.meaning} ${arrow.about.length ? "open" : "plain"}` }, layer);
  const path = memory.data.straight ? `M${points.map((point) => point.join(" ")).join("L")}` : smooth(points, layout.downwards);
  const thickness = arrow.weight === null ? (layout.size > 20 ? 3.5 : 2) : 1.2 + 5.5 * Math.min(1, Math.abs(arrow.weight));
  const line = make("path", { class: "line", d: path, "stroke-width": thickness }, group);
  make("path", { class: "hit", d: path }, group);
  const [hx, hy] = ends[1], s = layout.size * 0.38;
  const tip = layout.downwards ? `M${hx - s} ${hy - s}L${hx + s} ${hy - s}L${hx} ${hy + 6}Z` : `M${hx - s} ${hy - s}L${hx - s} ${hy + s}L${hx + 6} ${hy}Z`;
  make("path", { class: "head", d: tip }, group);
  if (arrow.label) memory.labels.set(group, { line, share: labelShare(memory.data, arrow) });
  if (arrow.about.length) {
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", arrow.about[0]);
    group.onclick = () => select(memory, `arrow ${index}`);
    group.onkeydown = (event) => pressed(event, () => select(memory, `arrow ${index}`));
  }
  memory.arrows.push(group);
}

// An input that stands far away is only named beside the box that uses it.
/** @param {Memory} memory @param {Layout} layout @param {Arrow} arrow @param {number} index @param {SVGGElement} layer */
function drawStub(memory, layout, arrow, index, layer) {
  const { arrows } = memory.data;
  const to = layout.boxes.get(arrow.end);
  if (!to) return;
  const [x, y] = layout.at(to.column, to.row);
  const place = arrows.slice(0, index).filter((other) => other.stub && other.end === arrow.end).length;
  const size = layout.size * 0.95;
  const group = make("g", { class: "arrow plain" }, layer);
  const [left, top] = [x - to.w / 2, y - to.h / 2];
  const [hx, hy] = layout.downwards ? [left + size * (0.9 + 2.2 * place), top] : [left, top + size * (0.8 + 1.3 * place)];
  const [tx, ty] = layout.downwards ? [hx, hy - size * 0.9] : [hx - size * 0.9, hy];
  make("path", { class: "line", d: `M${tx} ${ty}L${hx} ${hy}`, "stroke-width": 2 }, group);
  const anchor = layout.downwards ? { x: tx, y: ty - size * 0.2, "text-anchor": "middle" } : { x: tx - 3, y: ty + size * 0.3, "text-anchor": "end" };
  make("text", { ...anchor, "font-size": size, class: "name" }, group, arrow.label);
  memory.arrows.push(group);
}

// Where along its arrow a label would like to stand. In connected layers the labels of one box have a column of their own.
/** @param {Data} data @param {Arrow} arrow */
function labelShare(data, arrow) {
  if (!data.straight) return 0.5;
  const column = data.boxes.find((box) => box.id === arrow.start)?.column;
  const beside = data.boxes.filter((box) => box.column === column).map((box) => box.id);
  return beside.length < 2 ? 0.5 : 0.28 + (0.44 * beside.indexOf(arrow.start)) / (beside.length - 1);
}

const ASIDE = [0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.38, -0.38]; // shares of the arrow that a label may move

// A label moves along its arrow until it stands on no box and no other label (``taken``: what is there already).
/** @param {SVGGElement} group @param {{ line: SVGPathElement, share: number }} place @param {Arrow} arrow @param {number} size @param {Taken[]} taken */
export function drawLabel(group, { line, share }, arrow, size, taken) {
  const length = line.getTotalLength(), w = textWidth(arrow.label, size) / 2 + 2, h = size * 0.62;
  const covered = (/** @type {DOMPoint} */ { x, y }) => taken.reduce((sum, other) => sum
    + Math.max(0, Math.min(x + w, other.x + other.w) - Math.max(x - w, other.x - other.w))
    * Math.max(0, Math.min(y + h, other.y + other.h) - Math.max(y - h, other.y - other.h)), 0);
  let best = line.getPointAtLength(length * share), least = Infinity;
  for (const aside of ASIDE) {
    const at = line.getPointAtLength(length * Math.min(0.92, Math.max(0.08, share + aside)));
    const cover = covered(at);
    if (cover < least) { best = at; least = cover; }
    if (cover === 0) break;
  }
  taken.push({ x: best.x, y: best.y, w, h });
  make("text", { x: best.x, y: best.y + size * 0.3, "text-anchor": "middle", "font-size": size, class: arrow.weight === null ? "slope" : "" }, group, arrow.label);
}

/** @param {Memory} memory @param {Layout} layout @param {Sized} box @param {SVGGElement} layer */
export function drawBox(memory, layout, box, layer) {
  const [x, y] = layout.at(box.column, box.row);
  const group = make("g", { class: `box${box.about.length ? "" : " plain"}` }, layer);
  make("rect", { x: x - box.w / 2, y: y - box.h / 2, width: box.w, height: box.h, rx: box.round ? box.h / 2 : 8 }, group);
  const top = y - (box.all.length * layout.line) / 2 + layout.size * 0.98;
  box.all.forEach(([text, meaning], i) => {
    const reveal = box.reveal && i === box.all.length - 1;
    const style = `${meaning}${reveal ? " reveal" : ""}`;
    make("text", { x, y: top + i * layout.line, "text-anchor": "middle", "font-size": layout.size, class: style }, group, text);
  });
  if (box.about.length) {
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", box.all.map(([text]) => text).join(", "));
    group.onclick = () => select(memory, box.id);
    group.onkeydown = (event) => pressed(event, () => select(memory, box.id));
  }
  memory.groups.set(box.id, group);
}

/** @param {KeyboardEvent} event @param {() => void} action */
function pressed(event, action) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
  action();
}
