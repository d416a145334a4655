// Windows in a hand: the place under the hand stays, and whatever was done there is a way back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { holds, middle, panned, zoomed } from "../../core/widgets/shared/windows.js";

/** @type {import("../../core/widgets/shared/windows.js").Limits} */
const WINDOW = [-4, 4, -1, 16];

test("zooming keeps the place under the hand where it is, and only on the axes that were taken", () => {
  const [x0, x1, y0, y1] = zoomed(WINDOW, [2, 4], 0.5, "xy");
  assert.deepEqual([x0, x1, y0, y1], [-1, 3, 1.5, 10]);
  assert.ok(Math.abs((2 - x0) / (x1 - x0) - (2 - -4) / 8) < 1e-3);
  assert.deepEqual(zoomed(WINDOW, [0, 0], 2, "x"), [-8, 8, -1, 16]);
  assert.deepEqual(zoomed(WINDOW, [0, 0], 2, "y"), [-4, 4, -2, 32]);
});

test("zooming in and out again leads back", () => {
  const near = zoomed(WINDOW, [1, 1], 1 / 1.5, "xy"), back = zoomed(near, [1, 1], 1.5, "xy");
  for (const [k, end] of back.entries()) assert.ok(Math.abs(end - WINDOW[k]) < 0.01);
});

test("panning moves both ends alike", () => {
  assert.deepEqual(panned(WINDOW, [1, -2], "xy"), [-3, 5, -3, 14]);
  assert.deepEqual(panned(WINDOW, [1, -2], "x"), [-3, 5, -1, 16]);
});

test("a window never gets too narrow or too far out for numbers", () => {
  /** @type {import("../../core/widgets/shared/windows.js").Limits} */
  let window = [...WINDOW];
  for (let k = 0; k < 300; k++) window = zoomed(window, [3, 9], 0.5, "xy");
  assert.ok(window[0] < 3 && 3 < window[1] && window[2] < 9 && 9 < window[3]);
  for (let k = 0; k < 300; k++) window = zoomed(window, [3, 9], 2, "xy");
  assert.ok(window.every((end) => Number.isFinite(end) && Math.abs(end) <= 1e9));
});

test("a place without a value is in no window", () => {
  assert.equal(holds(WINDOW, [0, 0]), true);
  assert.equal(holds(WINDOW, [0, null]), false);
  assert.equal(holds(WINDOW, [5, 0]), false);
  assert.deepEqual(middle(WINDOW), [0, 7.5]);
});
