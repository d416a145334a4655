// The table of the iterations that the stage shows. Of a long one only the rows in sight are in the document; the CSV file has them all, with all digits.
const SPARE = 8; // rows above and below what is in sight
const tables = new WeakMap();

function shown(value) {
  if (!Number.isFinite(value)) return "–";
  return String(Number(value.toPrecision(10))).replace("-", "−").replace("e−", "e-");
}

function create(root) {
  const box = root.querySelector(".iterations");
  const table = { window: box.querySelector(".window"), head: box.querySelector("thead tr"), body: box.querySelector("tbody"), names: "" };
  table.window.addEventListener("scroll", () => { if (table.run) draw(table); }, { passive: true });
  box.querySelector("button").onclick = () => {
    const lines = [heads(table.run).join(",")];
    for (let k = 0; k < table.run.rows; k++) lines.push(row(table.run, k).map((v) => (Number.isFinite(v) ? v : "")).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = "gradient_descent.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return table;
}

function heads({ variables }) {
  return ["step", ...variables, "f", ...(variables.length === 1 ? ["f′"] : variables.map((name) => `∂f/∂${name}`)), "step length"];
}

function row(run, k) { return [k, ...Array.from({ length: 2 * run.d + 1 }, (_, i) => run.at(k, i)), run.length(k)]; }

function room(height, width) {
  return height > 0 ? `<tr class="room" aria-hidden="true"><td colspan="${width}" style="height:${height}px"></td></tr>` : "";
}

function draw(table) {
  const { run } = table, columns = 2 * run.d + 3;
  const height = table.head.offsetHeight || 30;
  const first = Math.max(0, Math.floor(table.window.scrollTop / height) - SPARE);
  const last = Math.min(run.rows, first + Math.ceil((table.window.clientHeight || 260) / height) + 2 * SPARE);
  let text = room(first * height, columns);
  for (let k = first; k < last; k++) text += `<tr>${row(run, k).map((v) => `<td>${shown(v)}</td>`).join("")}</tr>`;
  text += room((run.rows - last) * height, columns);
  if (text !== table.text) { table.body.innerHTML = text; table.text = text; }
}

function take(table, run) {
  table.run = run;
  const names = heads(run);
  if (table.names !== names.join()) {
    table.names = names.join();
    table.head.replaceChildren(...names.map((name) => Object.assign(document.createElement("th"), { scope: "col", textContent: name })));
  }
  draw(table);
}

export default function ({ parentElement: root }) {
  let table = tables.get(root);
  if (!table) {
    table = create(root);
    tables.set(root, table);
    table.end = follow((run) => take(table, run));
  }
  return () => { table.end(); tables.delete(root); };
}
