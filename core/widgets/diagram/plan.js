// Where boxes and arrows of a diagram stand: from (column, row) to pixels.

/** Text and its meaning, which is its colour. @typedef {[string, string]} Line */
/** What Python sends (diagram.py). @typedef {{ id: string, column: number, row: number, lines: Line[], reveal: Line | null, about: string[], lights: [string, string][], lit: boolean, round: boolean }} Box */
/** @typedef {{ start: string, end: string, label: string, via: [number, number][], meaning: string, weight: number | null, about: string[], stub: boolean, lights: [string, string][], lit: boolean }} Arrow */
/** @typedef {{ boxes: Box[], arrows: Arrow[], alt: string, order: string[], hint: string, gap: number, straight: boolean, selected: string, detailLines: number, large: boolean }} Data */
/** A box with all its lines and its size. @typedef {Box & { all: Line[], w: number, h: number }} Sized */
/** @typedef {ReturnType<typeof plan>} Layout */

export const SMALLEST = 0.76; // the diagram is scaled down to this, then it scrolls

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;
/** @param {string} text @param {number} size */
export function textWidth(text, size) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return 0.6 * size * text.length; // a browser without a canvas
  ruler.font = `600 ${size}px system-ui, sans-serif`;
  return ruler.measureText(text).width;
}

// ``room``: the height there is for it (Infinity where the page scrolls).
/** @param {Data} data @param {number} width @param {number} room */
export function plan(data, width, room) {
  const size = data.large ? 24 : 14.5;
  const line = size * 1.32;
  const boxes = /** @type {Map<string, Sized>} */ (new Map());
  for (const box of data.boxes) {
    const lines = box.reveal ? [...box.lines, box.reveal] : box.lines;
    const w = Math.max(size * 3.4, ...lines.map(([text]) => textWidth(text, size) + size * 1.5));
    boxes.set(box.id, { ...box, all: lines, w: box.round ? Math.max(w, size * 3.8) : w, h: lines.length * line + size * 0.9 });
  }
  const columns = /** @type {Map<number, number>} */ (new Map());
  let tallest = 0;
  for (const box of boxes.values()) {
    columns.set(box.column, Math.max(columns.get(box.column) ?? 0, box.w));
    tallest = Math.max(tallest, box.h);
  }
  const labels = Math.max(0, ...data.arrows.map((arrow) => textWidth(arrow.label, size)));
  let gap = Math.max(data.gap * (size / 14.5), Math.min(labels, 120) + size * 1.6);
  const last = Math.max(...columns.keys());
  const total = () => [...columns.values()].reduce((sum, each) => sum + each, 0) + last * gap + 2 * size;
  // Connected layers are never turned: on a phone they stand closer.
  if (data.straight && total() * SMALLEST > width) gap = Math.max(size * 3.2, gap - (total() - width / SMALLEST) / last);
  const crowded = data.straight && gap < 2.4 * labels;
  let across = size;
  const start = /** @type {Map<number, number>} */ (new Map());
  for (let column = 0; column <= last; column += 1) {
    start.set(column, across);
    across += (columns.get(column) ?? 0) + (column < last ? gap : size);
  }
  const rows = data.boxes.map((box) => box.row);
  for (const arrow of data.arrows) for (const [, row] of arrow.via) rows.push(row);
  const lowest = Math.min(...rows), highest = Math.max(...rows);
  const apart = tallest + size * 1.5, few = Math.max(1, highest - lowest);
  const rowGap = Math.max(tallest + size * 0.4, Math.min(apart, (room - tallest - 2 * size) / few));

  const widest = Math.max(...columns.values());
  const side = widest + size;
  const down = tallest + size * 3.6;
  const acrossDown = (highest - lowest) * side + widest + 2 * size;
  const fits = (/** @type {number} */ needed) => Math.min(1, width / needed);
  // A long graph runs downwards where that lets it be drawn larger.
  const downwards = !data.straight && data.boxes.length > 2 && fits(across) < 0.85 && fits(acrossDown) > fits(across);
  if (downwards) {
    return { size, line, boxes, downwards, crowded: false, width: acrossDown, height: last * down + tallest + 2 * size,
             at: (/** @type {number} */ c, /** @type {number} */ r) => [(r - lowest) * side + widest / 2 + size, c * down + tallest / 2 + size] };
  }
  const x = (/** @type {number} */ column) => (start.get(column) ?? 0) + (columns.get(column) ?? 0) / 2;
  const y = (/** @type {number} */ row) => (row - lowest) * rowGap + tallest / 2 + size;
  return { size, line, boxes, downwards, crowded, width: across, height: (highest - lowest) * rowGap + tallest + 2 * size,
           at: (/** @type {number} */ c, /** @type {number} */ r) => [x(c), y(r)] };
}
