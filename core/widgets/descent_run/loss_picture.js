// The loss over the steps: f, or its height above the lowest f on a logarithmic axis.

import { clipTo, dot, frame, line, pictureRoom, roomOf, sharpen, words } from "../shared/canvas.js";
import { number, raised } from "../shared/format.js";
import { ticks } from "../shared/ticks.js";
import { marginFor } from "./frame.js";
/** @import { Run } from "./shown.js" */
/** @import { Frame, Pen, Sizes, Theme } from "../shared/canvas.js" */

/** @param {Run} run @param {boolean} log */
function lossPoints(run, log) {
  const column = run.d, every = Math.max(1, Math.floor(run.rows / 2000)), points = [];
  for (let k = 0; k < run.rows; k += k < 200 ? 1 : every) points.push(k);
  if (points.at(-1) !== run.rows - 1) points.push(run.rows - 1);
  return points.map((k) => [k, lossAt(run, column, k, log)]);
}

/** @param {Run} run @param {number} column @param {number} k @param {boolean} log */
function lossAt(run, column, k, log) {
  if (!log) return run.at(k, column);
  const height = run.at(k, column) - run.lowest;
  return height > 0 ? Math.log10(height) : NaN;
}

/** @param {{ run: Run, theme: Theme, sizes: Sizes, loss: HTMLCanvasElement, log: boolean }} state */
export function drawLoss(state) {
  const { run, theme, sizes, loss, log } = state;
  const width = roomOf(loss), height = Math.round(Math.max(110, Math.min(240, 0.32 * pictureRoom(loss))));
  const pen = sharpen(loss, width, height);
  const points = lossPoints(run, log), values = points.map(([, v]) => v).filter(Number.isFinite);
  loss.setAttribute("aria-label", run.loss);
  if (!values.length) {
    words(pen, log ? "no height above the lowest f to show on a log axis" : "no values", width / 2, height / 2, theme, { size: sizes.text, bold: false, align: "center" });
    return;
  }
  let low = Math.min(...values), high = Math.max(...values);
  if (log) { low = Math.max(low, -18) - 0.3; high += 0.3; } else { const pad = 0.06 * (high - low) || 0.1 * Math.max(1, Math.abs(high)); low -= pad; high += pad; }
  const left = log ? 4.2 * sizes.text : marginFor(low, high, sizes);
  const box = frame(left, sizes.text * 1.7, Math.max(60, width - left - sizes.text), height - sizes.text * 4.6, 0, Math.max(run.steps, 1), low, high);
  lossAxes(pen, box, theme, sizes, log);
  clipTo(pen, { left: box.left - 6, top: box.top - 6, width: box.width + 12, height: box.height + 12 }, () => {
    pen.strokeStyle = theme.function;
    pen.lineWidth = sizes.stroke * 0.8;
    line(pen, points.map(([k, v]) => [box.px(k), box.py(v)]));
    if (points.length <= 60) for (const [k, v] of points) if (Number.isFinite(v)) dot(pen, box.px(k), box.py(v), 0.45 * sizes.point, theme.function);
    const now = lossAt(run, run.d, run.k, log);
    if (Number.isFinite(now)) dot(pen, box.px(run.k), box.py(now), 0.85 * sizes.point, theme.path, theme.back);
  });
}

/** @param {Pen} pen @param {Frame} box @param {Theme} theme @param {Sizes} sizes @param {boolean} log */
function lossAxes(pen, box, theme, sizes, log) {
  const decades = ticks(box.y0, box.y1, 4).filter(Number.isInteger), whole = log && decades.length > 1;
  const heights = whole ? decades : ticks(box.y0, box.y1, 4);
  pen.font = `${sizes.text}px ${theme.family}`;
  pen.lineWidth = 1;
  pen.fillStyle = theme.text;
  pen.strokeStyle = theme.grid;
  pen.textAlign = "right"; pen.textBaseline = "middle";
  for (const at of heights) {
    line(pen, [[box.left, box.py(at)], [box.left + box.width, box.py(at)]]);
    pen.fillText(whole ? `10${raised(at)}` : number(log ? 10 ** at : at, 3), box.left - sizes.text * 0.4, box.py(at));
  }
  pen.textAlign = "center"; pen.textBaseline = "top";
  for (const at of ticks(0, box.x1, 5).filter(Number.isInteger)) pen.fillText(number(at), box.px(at), box.top + box.height + sizes.text * 0.35);
  pen.font = `600 ${sizes.text}px ${theme.family}`;
  pen.textAlign = "right"; pen.fillText("step", box.left + box.width, box.top + box.height + sizes.text * 1.5);
  pen.textAlign = "left"; pen.textBaseline = "bottom"; pen.fillText(log ? "f − lowest f" : "f", box.left, box.top - sizes.text * 0.35);
}
