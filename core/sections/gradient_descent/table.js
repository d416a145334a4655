// The table of iterations. Of a long one only the rows in sight are in the document; the CSV file has them all, with all digits.
const SPARE = 8; // rows above and below what is in sight
const tables = new WeakMap();

function shown(value) {
  if (!Number.isFinite(value)) return "–";
  return String(Number(value.toPrecision(10))).replace("-", "−").replace("e−", "e-");
}

function create(root) {
  const box = root.querySelector(".iterations");
  const table = { window: box.querySelector(".window"), head: box.querySelector("thead tr"), body: box.querySelector("tbody"), names: "" };
  table.window.addEventListener("scroll", () => draw(table), { passive: true });
  box.querySelector("button").onclick = () => {
    const lines = [table.data.names.join(",")];
    for (let i = 0; i < table.data.rows; i++) lines.push(row(table, i).map((v) => (Number.isFinite(v) ? v : "")).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
    link.download = "gradient_descent.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return table;
}

function row(table, i) {
  const width = table.data.names.length;
  return Array.from(table.numbers.subarray(i * width, (i + 1) * width));
}

function room(height, width) {
  return height > 0 ? `<tr class="room" aria-hidden="true"><td colspan="${width}" style="height:${height}px"></td></tr>` : "";
}

function draw(table) {
  const { rows, names } = table.data;
  const height = table.head.offsetHeight || 30;
  const first = Math.max(0, Math.floor(table.window.scrollTop / height) - SPARE);
  const last = Math.min(rows, first + Math.ceil((table.window.clientHeight || 260) / height) + 2 * SPARE);
  let text = room(first * height, names.length);
  for (let i = first; i < last; i++) text += `<tr>${row(table, i).map((v) => `<td>${shown(v)}</td>`).join("")}</tr>`;
  text += room((rows - last) * height, names.length);
  if (text !== table.text) { table.body.innerHTML = text; table.text = text; }
}

export default function ({ parentElement: root, data }) {
  const table = tables.get(root) ?? create(root);
  tables.set(root, table);
  table.data = data;
  table.numbers = new Float64Array(Uint8Array.from(atob(data.numbers), (c) => c.charCodeAt(0)).buffer);
  if (table.names !== data.names.join()) {
    table.names = data.names.join();
    table.head.replaceChildren(...data.names.map((name) => Object.assign(document.createElement("th"), { scope: "col", textContent: name })));
  }
  draw(table);
}
