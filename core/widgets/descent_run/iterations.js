// The table of the iterations that the stage shows. Of a long one only the rows in sight are in the document; the CSV file has them all, with all digits.
import { number } from "../shared/format.js";
import { widget } from "../shared/widget.js";
import { follow } from "./shown.js";
/** @import { Run } from "./shown.js" */
/** @import { Place } from "../shared/widget.js" */

const SPARE = 8; // rows above and below what is in sight

/** Its parts, the names of its columns, what its body holds, and the run it shows. @typedef {{ window: HTMLElement, head: HTMLElement, body: HTMLElement, names: string, said: string, run: Run | null }} Table */

/** @param {Place} place */
function create(place) {
  /** @type {Table} */
  const table = { window: place.find(".window"), head: place.find("thead tr"), body: place.find("tbody"), names: "", said: "", run: null };
  table.window.addEventListener("scroll", () => { if (table.run) draw(table, table.run); }, { passive: true });
  place.find("button").onclick = () => {
    const { run } = table;
    if (!run) return;
    const lines = [heads(run).join(",")];
    for (let k = 0; k < run.rows; k++) lines.push(row(run, k).map((v) => (Number.isFinite(v) ? v : "")).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = "gradient_descent.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return table;
}

/** @param {Run} run */
function heads({ variables }) {
  return ["step", ...variables, "f", ...(variables.length === 1 ? ["f′"] : variables.map((name) => `∂f/∂${name}`)), "step length"];
}

/** @param {Run} run @param {number} k */
function row(run, k) { return [k, ...Array.from({ length: 2 * run.d + 1 }, (_, i) => run.at(k, i)), run.length(k)]; }

/** The space that rows out of sight take. @param {number} height @param {number} width in columns */
function room(height, width) {
  if (!(height > 0)) return [];
  const cell = Object.assign(document.createElement("td"), { colSpan: width });
  cell.style.height = `${height}px`;
  const space = Object.assign(document.createElement("tr"), { className: "room" });
  space.setAttribute("aria-hidden", "true");
  space.append(cell);
  return [space];
}

/** @param {string[]} texts */
function rowOf(texts) {
  const made = document.createElement("tr");
  made.append(...texts.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
  return made;
}

/** @param {Table} table @param {Run} run */
function draw(table, run) {
  const columns = 2 * run.d + 3;
  const height = table.head.offsetHeight || 30;
  const first = Math.max(0, Math.floor(table.window.scrollTop / height) - SPARE);
  const last = Math.min(run.rows, first + Math.ceil((table.window.clientHeight || 260) / height) + 2 * SPARE);
  const texts = Array.from({ length: last - first }, (_, i) => row(run, first + i).map((v) => number(v, 10, "–")));
  const said = JSON.stringify([first, run.rows, height, texts]);
  if (said === table.said) return;
  table.said = said;
  table.body.replaceChildren(...room(first * height, columns), ...texts.map(rowOf), ...room((run.rows - last) * height, columns));
}

/** @param {Table} table @param {Run} run */
function take(table, run) {
  table.run = run;
  const names = heads(run);
  if (table.names !== names.join()) {
    table.names = names.join();
    table.head.replaceChildren(...names.map((name) => Object.assign(document.createElement("th"), { scope: "col", textContent: name })));
  }
  draw(table, run);
}

export default widget((place) => {
  const table = create(place);
  follow(place, (run) => take(table, run));
  return { update: () => {} };
});
