// Where an axis has its ticks, and what is written at them.

import { number } from "./format.js";

/** About ``about`` of it fit into ``width``: 1, 2 or 5 times a power of ten. @param {number} width @param {number} about */
export function niceStep(width, about) {
  const raw = width / about, power = 10 ** Math.floor(Math.log10(raw));
  const far = (/** @type {number} */ step) => Math.abs(Math.log((step * power) / raw));
  return [1, 2, 5, 10].reduce((best, step) => (far(step) < far(best) ? step : best)) * power;
}

/** @param {number} low @param {number} high @param {number} about how many @returns {number[]} */
export function ticks(low, high, about) {
  const step = niceStep(high - low, about), marks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step && marks.length < 1000; k++) marks.push(Number((k * step).toPrecision(12)));
  return marks;
}

/** Each mark with its text: as many digits as tell them apart (100000005, 100000010). @param {number[]} marks @returns {[number, string][]} */
export function tickTexts(marks) {
  const gap = marks.length > 1 ? marks[1] - marks[0] : 0, far = Math.max(...marks.map(Math.abs));
  const digits = gap > 0 ? Math.min(15, Math.max(4, 1 + Math.ceil(Math.log10(far / gap)))) : 4;
  return marks.map((mark) => [mark, number(mark, digits)]);
}

/** Round limits around values, so that a picture that follows the pointer keeps its axis most of the time. @param {number} low @param {number} high @returns {[number, number]} */
export function niceLimits(low, high) {
  if (!(high > low)) {
    const pad = Math.max(1, Math.abs(low) * 0.1);
    low -= pad;
    high += pad;
  }
  const step = niceStep(high - low, 6);
  return [Math.floor(low / step - 0.05) * step, Math.ceil(high / step + 0.05) * step];
}
