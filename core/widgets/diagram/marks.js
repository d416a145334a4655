// What is marked in a diagram: the selected part, what shines with it, what the steps have not reached yet, and the words about it.

/** @import { Data } from "./plan.js" */

/**
 * What a diagram remembers between two drawings.
 * @typedef {{
 *   box: HTMLElement, frame: HTMLElement, svg: SVGSVGElement, details: HTMLElement, controls: HTMLElement, where: HTMLElement, playButton: HTMLElement,
 *   groups: Map<string, SVGGElement>, arrows: SVGGElement[], labels: Map<SVGGElement, { line: SVGPathElement, share: number }>, data: Data,
 *   step: number, selected: string, end: (() => void) | null, drawnWidth: number, shape: string, crowded: boolean,
 * }} Memory
 */

/** @param {Memory} memory @param {string} what */
export function select(memory, what) {
  memory.selected = memory.selected === what ? "" : what;
  mark(memory);
}

/** @param {Memory} memory */
export function mark(memory) {
  const { data, selected, step } = memory;
  const reached = new Set(data.order.slice(0, step + 1));
  for (const [id, group] of memory.groups) {
    group.classList.toggle("selected", id === selected);
    group.classList.toggle("later", data.order.length > 0 && !reached.has(id));
  }
  const chosen = selected.startsWith("arrow ") ? data.arrows[Number(selected.slice(6))] : null;
  const pairs = chosen ? chosen.lights : data.boxes.find((box) => box.id === selected)?.lights ?? [];
  const lights = new Set(pairs.map((pair) => pair.join(" → "))), shining = new Set(chosen ? [] : pairs.flat());
  for (const box of data.boxes) memory.groups.get(box.id)?.classList.toggle("lit", box.lit || shining.has(box.id));
  data.arrows.forEach((arrow, index) => {
    const group = memory.arrows[index];
    const touches = !chosen && selected !== "" && !pairs.length && arrow.start === selected;
    group.classList.toggle("selected", chosen === arrow);
    group.classList.toggle("lit", arrow.lit || touches || lights.has(`${arrow.start} → ${arrow.end}`));
    group.classList.toggle("faint", memory.crowded && !arrow.stub); // no room: only lit arrows say their number
  });
  const about = chosen?.about ?? data.boxes.find((box) => box.id === selected)?.about ?? [];
  const lines = about.length ? about : data.hint ? [data.hint] : [];
  memory.details.replaceChildren(...lines.map((line) => { const div = document.createElement("div"); div.textContent = line; return div; }));
  memory.details.classList.toggle("hint", about.length === 0);
  memory.details.style.minHeight = data.detailLines ? `${data.detailLines * 1.55}em` : "";
  memory.controls.hidden = data.order.length === 0;
  memory.playButton.textContent = memory.end ? "❚❚ Pause" : "▶ Play";
  memory.where.textContent = data.order.length ? `step ${step + 1} of ${data.order.length}` : "";
}
