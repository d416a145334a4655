// The map of starts: one small pixel a start, coloured by where descent from it ends. A click takes that start.

import { bytesOf, doubles } from "../shared/arrays.js";
import { axes, clipTo, dot, line, mix, onCanvas, penOf, rgb, roomOf, sharpen, sizesOf, themeOf } from "../shared/canvas.js";
import { widget } from "../shared/widget.js";
import { framed, placeIn } from "./frame.js";
/** @import { Frame, Pen, Picture, Sizes, Theme } from "../shared/canvas.js" */
/** @import { Place } from "../shared/widget.js" */
/** @import { Limits } from "../shared/windows.js" */

/** Lines one after the other, packed; how many places each has. @typedef {{ x: string, y: string, lengths: number[] }} Packed */
/** @typedef {{ x: Float64Array, y: Float64Array, lengths: number[] }} Lines */
/** The meaning whose colour a label has, and how strong it is. @typedef {Record<string, [string, number]>} Looks */
/**
 * What where_does_it_end.py sends: how many variables there are, the window, the area the starts cover, a label a start (packed, of a shape of rows and
 * columns), the minima with their labels, the curve, and some paths.
 * @typedef {{
 *   variables: number, limits: Limits, area: Limits, labels: string, shape: [number, number], looks: Looks, minima: [number, number, string][],
 *   curve: Packed, paths: Packed, large: boolean, alt: string, answered: number,
 * }} Data
 */
/** ``sheet``: the painted starts; ``box``: as last drawn. @typedef {Picture<Data> & { theme: Theme, sizes: Sizes, sheet: HTMLCanvasElement, curve: Lines, paths: Lines, box?: Frame }} State */

/** @param {Int8Array} labels @param {[number, number]} shape @param {Looks} looks @param {Theme} theme */
function paint(labels, [rows, columns], looks, theme) {
  const sheet = document.createElement("canvas");
  sheet.width = columns;
  sheet.height = rows;
  const pen = penOf(sheet), image = pen.createImageData(columns, rows);
  const colours = Object.fromEntries(Object.entries(looks).map(([label, [meaning, strength]]) => [label, mix(rgb(theme.back), rgb(theme[meaning]), strength)]));
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
    const from = row * columns + column, to = 4 * ((rows - 1 - row) * columns + column); // y grows upwards
    const [r, g, b] = colours[labels[from]];
    image.data[to] = r; image.data[to + 1] = g; image.data[to + 2] = b; image.data[to + 3] = 255;
  }
  pen.putImageData(image, 0, 0);
  return sheet;
}

// White with a dark edge: it can be seen on any region.
/** @param {Pen} pen @param {number[][]} points @param {number} width */
function onColours(pen, points, width) {
  pen.lineJoin = "round";
  for (const [colour, wider] of /** @type {[string, number][]} */ ([["rgba(0, 0, 0, 0.7)", 2], ["#FFFFFF", 0]])) {
    pen.strokeStyle = colour;
    pen.lineWidth = width + wider;
    line(pen, points);
  }
}

/** @param {Frame} box @param {Lines} lines */
function pointsOf(box, { x, y, lengths }) {
  let first = 0;
  return lengths.map((length) => {
    const at = first;
    first += length;
    return Array.from({ length }, (_, i) => [box.px(x[at + i]), Math.max(-2e4, Math.min(2e4, box.py(y[at + i])))]);
  });
}

/** @param {Place} place */
function create(place) {
  const state = /** @type {State} */ (onCanvas(place));
  const { canvas } = state;
  state.draw = () => {
    const { data, theme, sizes } = state, width = roomOf(canvas), d = data.variables;
    if (!width) return;
    state.width = width;
    const most = data.large ? Math.max(340, window.innerHeight - 260) : d === 1 ? 340 : 520;
    const { height, box } = framed(width, d === 1 ? most : Math.min(most, Math.max(320, 0.95 * width)), data.limits, d, sizes);
    const pen = sharpen(canvas, width, height);
    axes(pen, box, theme, sizes, { x: "start x", y: d === 1 ? "f(x)" : "start y", about: 6 });
    clipTo(pen, box, () => {
      const [x0, x1, y0, y1] = data.area;
      pen.imageSmoothingEnabled = false;
      pen.drawImage(state.sheet, box.px(x0), box.py(y1), box.px(x1) - box.px(x0), box.py(y0) - box.py(y1));
      for (const points of pointsOf(box, state.curve)) onColours(pen, points, sizes.stroke);
      for (const points of pointsOf(box, state.paths)) onColours(pen, points, sizes.thin);
      for (const [x, y, label] of data.minima) {
        dot(pen, box.px(x), box.py(y), 0.95 * sizes.text, "#FFFFFF", "#000000");
        pen.fillStyle = "#000000";
        pen.font = `700 ${sizes.text}px ${theme.family}`;
        pen.textAlign = "center";
        pen.textBaseline = "middle";
        pen.fillText(label, box.px(x), box.py(y) + 0.5);
      }
    });
    state.box = box;
    canvas.dataset.box = [box.left, box.top, box.width, box.height].map(Math.round).join(" ");
  };
  canvas.addEventListener("click", (event) => {
    const { left, top } = canvas.getBoundingClientRect(), px = event.clientX - left, py = event.clientY - top;
    if (state.box?.holds(px, py)) state.courier.post({ ...placeIn(state.box, px, py, state.data.variables), released: true });
  });
  return state;
}

/** @param {Packed} lines @returns {Lines} */
const unpacked = ({ x, y, lengths }) => ({ x: doubles(x), y: doubles(y), lengths });

/** @param {State} state @param {Data} data */
function take(state, data) {
  state.data = data;
  state.theme = themeOf(state.root);
  state.sizes = sizesOf(data.large);
  state.sheet = paint(new Int8Array(bytesOf(data.labels).buffer), data.shape, data.looks, state.theme);
  state.curve = unpacked(data.curve);
  state.paths = unpacked(data.paths);
  state.canvas.setAttribute("aria-label", data.alt);
  state.redraw();
}

export default widget((place) => {
  const state = create(place);
  return { update: (/** @type {Data} */ data) => take(state, data) };
});
