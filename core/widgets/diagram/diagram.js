// Boxes and arrows, to step through.

import { every } from "../shared/clock.js";
import { make } from "../shared/svg.js";
import { widget } from "../shared/widget.js";
/** @import { Place } from "../shared/widget.js" */

const PACE = 1100; // ms a step while playing
const SMALLEST = 0.76; // the diagram is scaled down to this, then it scrolls

/* ---- places: (column, row) -> pixels ---- */

let ruler = null;
/** @param {string} text @param {number} size */
function textWidth(text, size) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `600 ${size}px system-ui, sans-serif`;
  return ruler.measureText(text).width;
}

// ``room``: the height there is for it (Infinity where the page scrolls).
/** @param {any} data @param {number} width @param {number} room */
function plan(data, width, room) {
  const size = data.large ? 24 : 14.5;
  const line = size * 1.32;
  const boxes = new Map();
  for (const box of data.boxes) {
    const lines = box.reveal ? [...box.lines, box.reveal] : box.lines;
    const w = Math.max(size * 3.4, ...lines.map((/** @type {any} */ [text]) => textWidth(text, size) + size * 1.5));
    boxes.set(box.id, { ...box, all: lines, w: box.round ? Math.max(w, size * 3.8) : w, h: lines.length * line + size * 0.9 });
  }
  const columns = new Map();
  let tallest = 0;
  for (const box of boxes.values()) {
    columns.set(box.column, Math.max(columns.get(box.column) ?? 0, box.w));
    tallest = Math.max(tallest, box.h);
  }
  const labels = Math.max(0, ...data.arrows.map((/** @type {any} */ arrow) => textWidth(arrow.label, size)));
  let gap = Math.max(data.gap * (size / 14.5), Math.min(labels, 120) + size * 1.6);
  const last = Math.max(...columns.keys());
  const total = () => [...columns.values()].reduce((sum, each) => sum + each, 0) + last * gap + 2 * size;
  // Connected layers are never turned: on a phone they stand closer.
  if (data.straight && total() * SMALLEST > width) gap = Math.max(size * 3.2, gap - (total() - width / SMALLEST) / last);
  const crowded = data.straight && gap < 2.4 * labels;
  let across = size;
  const start = new Map();
  for (let column = 0; column <= last; column += 1) {
    start.set(column, across);
    across += (columns.get(column) ?? 0) + (column < last ? gap : size);
  }
  const rows = data.boxes.map((/** @type {any} */ box) => box.row);
  for (const arrow of data.arrows) for (const [, row] of arrow.via) rows.push(row);
  const lowest = Math.min(...rows), highest = Math.max(...rows);
  const apart = tallest + size * 1.5, few = Math.max(1, highest - lowest);
  const rowGap = Math.max(tallest + size * 0.4, Math.min(apart, (room - tallest - 2 * size) / few));

  const widest = Math.max(...columns.values());
  const side = widest + size;
  const down = tallest + size * 3.6;
  const acrossDown = (highest - lowest) * side + widest + 2 * size;
  const fits = (/** @type {any} */ needed) => Math.min(1, width / needed);
  // A long graph runs downwards where that lets it be drawn larger.
  const downwards = !data.straight && data.boxes.length > 2 && fits(across) < 0.85 && fits(acrossDown) > fits(across);
  if (downwards) {
    return { size, line, boxes, downwards, width: acrossDown, height: last * down + tallest + 2 * size,
             at: (/** @type {number} */ c, /** @type {number} */ r) => [(r - lowest) * side + widest / 2 + size, c * down + tallest / 2 + size] };
  }
  const x = (/** @type {number} */ column) => start.get(column) + (columns.get(column) ?? 0) / 2;
  const y = (/** @type {number} */ row) => (row - lowest) * rowGap + tallest / 2 + size;
  return { size, line, boxes, downwards, crowded, width: across, height: (highest - lowest) * rowGap + tallest + 2 * size,
           at: (/** @type {number} */ c, /** @type {number} */ r) => [x(c), y(r)] };
}

/* ---- drawing ---- */

// One smooth curve through all points, straight out of the first and into the last box. Between two points it never
// turns back (monotone cubic interpolation, Fritsch and Carlson 1980), so a long arrow does not wriggle.
/** @param {number[][]} points @param {any} downwards */
function smooth(points, downwards) {
  const along = points.map(([x, y]) => (downwards ? y : x)), aside = points.map((/** @type {any} */ [x, y]) => (downwards ? x : y));
  const slope = (/** @type {number} */ i) => (aside[i + 1] - aside[i]) / (along[i + 1] - along[i]);
  const lean = points.map((/** @type {any} */ _, /** @type {number} */ i) => {
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

/** @param {any} memory @param {any} layout @param {any} arrow @param {number} index @param {any} layer */
function drawArrow(memory, layout, arrow, index, layer) {
  if (arrow.stub) { drawStub(memory, layout, arrow, index, layer); return; }
  const from = layout.boxes.get(arrow.start), to = layout.boxes.get(arrow.end);
  const [x0, y0] = layout.at(from.column, from.row), [x1, y1] = layout.at(to.column, to.row);
  const inner = arrow.via.map((/** @type {any} */ [c, r]) => layout.at(c, r));
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
/** @param {any} memory @param {any} layout @param {any} arrow @param {number} index @param {any} layer */
function drawStub(memory, layout, arrow, index, layer) {
  const { arrows } = memory.data;
  const to = layout.boxes.get(arrow.end);
  const [x, y] = layout.at(to.column, to.row);
  const place = arrows.slice(0, index).filter((/** @type {any} */ other) => other.stub && other.end === arrow.end).length;
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
/** @param {any} data @param {any} arrow */
function labelShare(data, arrow) {
  if (!data.straight) return 0.5;
  const column = data.boxes.find((/** @type {any} */ box) => box.id === arrow.start).column;
  const beside = data.boxes.filter((/** @type {any} */ box) => box.column === column).map((/** @type {any} */ box) => box.id);
  return beside.length < 2 ? 0.5 : 0.28 + (0.44 * beside.indexOf(arrow.start)) / (beside.length - 1);
}

const ASIDE = [0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.38, -0.38]; // shares of the arrow that a label may move

// A label moves along its arrow until it stands on no box and no other label (``taken``: what is there already).
/** @param {SVGGElement} group @param {any} place @param {any} arrow @param {number} size @param {any} taken */
function drawLabel(group, { line, share }, arrow, size, taken) {
  const length = line.getTotalLength(), w = textWidth(arrow.label, size) / 2 + 2, h = size * 0.62;
  const covered = (/** @type {any} */ { x, y }) => taken.reduce((/** @type {any} */ sum, /** @type {any} */ other) => sum
    + Math.max(0, Math.min(x + w, other.x + other.w) - Math.max(x - w, other.x - other.w))
    * Math.max(0, Math.min(y + h, other.y + other.h) - Math.max(y - h, other.y - other.h)), 0);
  let best = null, least = Infinity;
  for (const aside of ASIDE) {
    const at = line.getPointAtLength(length * Math.min(0.92, Math.max(0.08, share + aside)));
    const cover = covered(at);
    if (cover < least) { best = at; least = cover; }
    if (cover === 0) break;
  }
  taken.push({ x: best.x, y: best.y, w, h });
  make("text", { x: best.x, y: best.y + size * 0.3, "text-anchor": "middle", "font-size": size, class: arrow.weight === null ? "slope" : "" }, group, arrow.label);
}

/** @param {any} memory @param {any} layout @param {any} box @param {any} layer */
function drawBox(memory, layout, box, layer) {
  const [x, y] = layout.at(box.column, box.row);
  const group = make("g", { class: `box${box.about.length ? "" : " plain"}` }, layer);
  make("rect", { x: x - box.w / 2, y: y - box.h / 2, width: box.w, height: box.h, rx: box.round ? box.h / 2 : 8 }, group);
  const top = y - (box.all.length * layout.line) / 2 + layout.size * 0.98;
  box.all.forEach((/** @type {any} */ [text, meaning], /** @type {number} */ i) => {
    const reveal = box.reveal && i === box.all.length - 1;
    const style = `${meaning}${reveal ? " reveal" : ""}`;
    make("text", { x, y: top + i * layout.line, "text-anchor": "middle", "font-size": layout.size, class: style }, group, text);
  });
  if (box.about.length) {
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-label", box.all.map((/** @type {any} */ [text]) => text).join(", "));
    group.onclick = () => select(memory, box.id);
    group.onkeydown = (event) => pressed(event, () => select(memory, box.id));
  }
  memory.groups.set(box.id, group);
}

/** @param {any} event @param {any} action */
function pressed(event, action) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

/** @param {any} memory */
function draw(memory) {
  const { data, svg, frame } = memory;
  const width = frame.clientWidth || 800;
  const style = getComputedStyle(frame); // --diagram-room is set where all of it must be seen at once (present.css)
  const room = style.getPropertyValue("--diagram-room") ? Number.parseFloat(style.maxHeight) : Infinity;
  const layout = plan(data, width, room);
  svg.replaceChildren();
  memory.groups = new Map();
  memory.arrows = [];
  memory.labels = new Map();
  const scale = Math.min(1, Math.max(SMALLEST, (width - 4) / layout.width), (room - 4) / layout.height);
  svg.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
  svg.setAttribute("width", layout.width * scale);
  svg.setAttribute("height", layout.height * scale);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", data.alt);
  // Only what scrolls needs a place in the order of the Tab key for itself.
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", data.alt);
  const lines = make("g", {}, svg), boxes = make("g", {}, svg);
  data.arrows.forEach((/** @type {any} */ arrow, /** @type {number} */ index) => drawArrow(memory, layout, arrow, index, lines));
  data.boxes.forEach((/** @type {any} */ box) => drawBox(memory, layout, layout.boxes.get(box.id), boxes));
  const taken = [...layout.boxes.values()].map((box) => {
    const [x, y] = layout.at(box.column, box.row);
    return { x, y, w: box.w / 2, h: box.h / 2 };
  });
  data.arrows.forEach((/** @type {any} */ arrow, /** @type {number} */ index) => {
    if (arrow.label && !arrow.stub) drawLabel(memory.arrows[index], memory.labels.get(memory.arrows[index]), arrow, layout.size * 0.95, taken);
  });
  memory.crowded = layout.crowded || data.arrows.filter((/** @type {any} */ arrow) => !arrow.stub).length > 60;
  memory.drawnWidth = width;
  mark(memory);
}

/* ---- stepping and selecting ---- */

/** @param {any} memory @param {any} what */
function select(memory, what) {
  memory.selected = memory.selected === what ? "" : what;
  mark(memory);
}

/** @param {any} memory @param {number} step */
function goTo(memory, step) {
  const { order } = memory.data;
  memory.step = Math.max(0, Math.min(order.length - 1, step));
  memory.selected = order[memory.step];
  mark(memory);
  bringIntoView(memory);
}

// Scrolls the window of the diagram, never the page.
/** @param {any} memory */
function bringIntoView(memory) {
  const group = memory.groups.get(memory.selected);
  if (!group) return;
  const box = group.getBoundingClientRect(), view = memory.frame.getBoundingClientRect();
  if (box.left < view.left || box.right > view.right) memory.frame.scrollLeft += (box.left + box.right - view.left - view.right) / 2;
  if (box.top < view.top || box.bottom > view.bottom) memory.frame.scrollTop += (box.top + box.bottom - view.top - view.bottom) / 2;
}

/** @param {any} memory */
function play(memory) {
  if (memory.end) { stop(memory); return; }
  const { order } = memory.data;
  goTo(memory, memory.step >= order.length - 1 ? 0 : memory.step + 1);
  memory.end = every(PACE, () => {
    goTo(memory, memory.step + 1);
    const on = memory.step < memory.data.order.length - 1;
    if (!on) stop(memory);
    return on;
  });
  mark(memory);
}

/** @param {any} memory */
function stop(memory) {
  memory.end?.();
  memory.end = null;
  mark(memory);
}

/** @param {any} memory */
function mark(memory) {
  const { data, selected, step } = memory;
  const reached = new Set(data.order.slice(0, step + 1));
  for (const [id, group] of memory.groups) {
    group.classList.toggle("selected", id === selected);
    group.classList.toggle("later", data.order.length > 0 && !reached.has(id));
  }
  const chosen = selected.startsWith("arrow ") ? data.arrows[Number(selected.slice(6))] : null;
  const pairs = chosen ? chosen.lights : data.boxes.find((/** @type {any} */ box) => box.id === selected)?.lights ?? [];
  const lights = new Set(pairs.map((/** @type {any} */ pair) => pair.join(" → "))), shining = new Set(chosen ? [] : pairs.flat());
  for (const box of data.boxes) memory.groups.get(box.id).classList.toggle("lit", box.lit || shining.has(box.id));
  data.arrows.forEach((/** @type {any} */ arrow, /** @type {number} */ index) => {
    const group = memory.arrows[index];
    const touches = !chosen && selected !== "" && !pairs.length && arrow.start === selected;
    group.classList.toggle("selected", chosen === arrow);
    group.classList.toggle("lit", arrow.lit || touches || lights.has(`${arrow.start} → ${arrow.end}`));
    group.classList.toggle("faint", memory.crowded && !arrow.stub); // no room: only lit arrows say their number
  });
  const about = chosen?.about ?? data.boxes.find((/** @type {any} */ box) => box.id === selected)?.about ?? [];
  const lines = about.length ? about : data.hint ? [data.hint] : [];
  memory.details.replaceChildren(...lines.map((/** @type {any} */ line) => { const div = document.createElement("div"); div.textContent = line; return div; }));
  memory.details.classList.toggle("hint", about.length === 0);
  memory.details.style.minHeight = data.detailLines ? `${data.detailLines * 1.55}em` : "";
  memory.controls.hidden = data.order.length === 0;
  memory.playButton.textContent = memory.end ? "❚❚ Pause" : "▶ Play";
  memory.where.textContent = data.order.length ? `step ${step + 1} of ${data.order.length}` : "";
}

/** @param {Place} place */
function create(place) {
  const box = place.find(".diagram");
  /** @type {Record<string, any>} */
  const memory = {
    box, frame: box.querySelector(".window"), svg: box.querySelector("svg"), details: box.querySelector(".details"),
    controls: box.querySelector(".controls"), where: box.querySelector(".where"), playButton: box.querySelector(".play"),
    groups: new Map(), arrows: [], labels: new Map(), step: -1, selected: null, end: null, drawnWidth: 0, data: null, shape: "", crowded: false,
  };
  place.find(".back").onclick = () => { stop(memory); goTo(memory, memory.step - 1); };
  place.find(".step").onclick = () => {
    stop(memory);
    goTo(memory, memory.step >= memory.data.order.length - 1 ? 0 : memory.step + 1);
  };
  memory.playButton.onclick = () => play(memory);
  const keys = (/** @type {any} */ event) => {
    if (!memory.data.order.length || event.target.closest?.("input, textarea, [role=slider], [role=tab]")) return;
    if (event.key === "ArrowRight") { stop(memory); goTo(memory, memory.step + 1); }
    else if (event.key === "ArrowLeft") { stop(memory); goTo(memory, memory.step - 1); }
    else if (event.key === " " && event.target === memory.frame) play(memory);
    else return;
    event.preventDefault();
  };
  box.addEventListener("keydown", keys);
  const watch = new ResizeObserver(() => {
    if (memory.data && memory.frame.clientWidth && Math.abs(memory.frame.clientWidth - memory.drawnWidth) > 1) draw(memory);
  });
  watch.observe(memory.frame);
  place.atTheEnd(() => {
    memory.end?.();
    watch.disconnect();
  });
  return memory;
}

/** @param {any} memory @param {any} data */
function take(memory, data) {
  const shape = JSON.stringify([data.order, data.boxes.map((/** @type {any} */ box) => box.id), data.arrows.map((/** @type {any} */ arrow) => [arrow.start, arrow.end])]);
  memory.data = data;
  memory.box.classList.toggle("large", Boolean(data.large));
  const another = memory.shape !== shape;
  if (another) {
    // Another diagram: everything is shown to begin with, and nothing plays.
    memory.shape = shape;
    memory.end?.();
    memory.end = null;
    memory.step = data.order.length - 1;
    memory.selected = data.selected || "";
  }
  draw(memory);
  if (another) bringIntoView(memory);
}

export default widget((place) => {
  const memory = create(place);
  return { update: (data) => take(memory, data) };
});
