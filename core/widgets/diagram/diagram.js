// Boxes and arrows, to step through.

import { every } from "../shared/clock.js";
import { make } from "../shared/svg.js";
import { widget } from "../shared/widget.js";
import { mark } from "./marks.js";
import { drawArrow, drawBox, drawLabel } from "./parts.js";
import { plan, SMALLEST } from "./plan.js";
/** @import { Memory } from "./marks.js" */
/** @import { Data } from "./plan.js" */
/** @import { Place } from "../shared/widget.js" */

/** Before anything was sent. @type {Data} */
const NOTHING = { boxes: [], arrows: [], alt: "", order: [], hint: "", gap: 0, straight: false, selected: "", detailLines: 0, large: false };
const PACE = 1100; // ms a step while playing

/** @param {Memory} memory */
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
  svg.setAttribute("width", String(layout.width * scale));
  svg.setAttribute("height", String(layout.height * scale));
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", data.alt);
  // Only what scrolls needs a place in the order of the Tab key for itself.
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", data.alt);
  const lines = make("g", {}, svg), boxes = make("g", {}, svg);
  data.arrows.forEach((arrow, index) => drawArrow(memory, layout, arrow, index, lines));
  for (const box of layout.boxes.values()) drawBox(memory, layout, box, boxes);
  const taken = [...layout.boxes.values()].map((box) => {
    const [x, y] = layout.at(box.column, box.row);
    return { x, y, w: box.w / 2, h: box.h / 2 };
  });
  data.arrows.forEach((arrow, index) => {
    const group = memory.arrows[index], place = memory.labels.get(group);
    if (place) drawLabel(group, place, arrow, layout.size * 0.95, taken);
  });
  memory.crowded = layout.crowded || data.arrows.filter((arrow) => !arrow.stub).length > 60;
  memory.drawnWidth = width;
  mark(memory);
}

/* ---- stepping and selecting ---- */

/** @param {Memory} memory @param {number} step */
function goTo(memory, step) {
  const { order } = memory.data;
  memory.step = Math.max(0, Math.min(order.length - 1, step));
  memory.selected = order[memory.step];
  mark(memory);
  bringIntoView(memory);
}

// Scrolls the window of the diagram, never the page.
/** @param {Memory} memory */
function bringIntoView(memory) {
  const group = memory.groups.get(memory.selected);
  if (!group) return;
  const box = group.getBoundingClientRect(), view = memory.frame.getBoundingClientRect();
  if (box.left < view.left || box.right > view.right) memory.frame.scrollLeft += (box.left + box.right - view.left - view.right) / 2;
  if (box.top < view.top || box.bottom > view.bottom) memory.frame.scrollTop += (box.top + box.bottom - view.top - view.bottom) / 2;
}

/** @param {Memory} memory */
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

/** @param {Memory} memory */
function stop(memory) {
  memory.end?.();
  memory.end = null;
  mark(memory);
}

/** @param {Place} place */
function create(place) {
  const box = place.find(".diagram");
  /** @type {Memory} */
  const memory = {
    box, frame: place.find(".diagram .window"), svg: place.find(".diagram svg"), details: place.find(".diagram .details"),
    controls: place.find(".diagram .controls"), where: place.find(".diagram .where"), playButton: place.find(".diagram .play"),
    groups: new Map(), arrows: [], labels: new Map(), step: -1, selected: "", end: null, drawnWidth: 0, data: NOTHING, shape: "", crowded: false,
  };
  place.find(".back").onclick = () => { stop(memory); goTo(memory, memory.step - 1); };
  place.find(".step").onclick = () => {
    stop(memory);
    goTo(memory, memory.step >= memory.data.order.length - 1 ? 0 : memory.step + 1);
  };
  memory.playButton.onclick = () => play(memory);
  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (!memory.data.order.length || (event.target instanceof Element && event.target.closest("input, textarea, [role=slider], [role=tab]"))) return;
    if (event.key === "ArrowRight") { stop(memory); goTo(memory, memory.step + 1); }
    else if (event.key === "ArrowLeft") { stop(memory); goTo(memory, memory.step - 1); }
    else if (event.key === " " && event.target === memory.frame) play(memory);
    else return;
    event.preventDefault();
  };
  box.addEventListener("keydown", keys);
  const watch = new ResizeObserver(() => {
    if (memory.data !== NOTHING && memory.frame.clientWidth && Math.abs(memory.frame.clientWidth - memory.drawnWidth) > 1) draw(memory);
  });
  watch.observe(memory.frame);
  place.atTheEnd(() => {
    memory.end?.();
    watch.disconnect();
  });
  return memory;
}

/** @param {Memory} memory @param {Data} data */
function take(memory, data) {
  const shape = JSON.stringify([data.order, data.boxes.map((box) => box.id), data.arrows.map((arrow) => [arrow.start, arrow.end])]);
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
  return { update: (/** @type {Data} */ data) => take(memory, data) };
});
