import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { number, raised } from "../../core/widgets/shared/format.js";
import { niceLimits, niceStep, ticks, tickTexts } from "../../core/widgets/shared/ticks.js";

test("a number is written as a person writes it: the table of both languages", () => {
  const cases = JSON.parse(readFileSync(new URL("../numbers.json", import.meta.url), "utf-8"));
  assert.ok(cases.length > 20);
  for (const [value, digits, text] of cases) assert.equal(number(value, digits), text);
  for (const [value, text] of [[NaN, "undefined"], [null, "undefined"], [Infinity, "∞"], [-Infinity, "−∞"]]) assert.equal(number(value), text);
  assert.equal(number(NaN, 4, "–"), "–");
  assert.equal(raised(-12), "⁻¹²");
});

test("in the middle between two, the even one is taken, as Python does", () => {
  assert.equal(number(0.125, 2), "0.12");
  assert.equal(number(0.375, 2), "0.38");
  assert.equal(number(2.5, 1), "2");
});

test("ticks lie on round numbers inside the limits, and their texts tell them apart", () => {
  for (const [low, high] of [[0, 1], [-3, 7], [1e8, 1e8 + 20], [-1e-9, 2e-9], [5, 5e7]]) {
    const marks = ticks(low, high, 6), texts = tickTexts(marks).map(([, text]) => text);
    assert.ok(marks.length >= 2 && marks.length <= 16, `${low} ${high}: ${marks}`);
    for (const mark of marks) assert.ok(mark >= low - 1e-6 * (high - low) && mark <= high + 1e-6 * (high - low));
    assert.equal(new Set(texts).size, marks.length, texts.join(" "));
  }
});

test("a step is 1, 2 or 5 times a power of ten", () => {
  for (let k = 0; k < 200; k++) {
    const step = niceStep(Math.exp(k / 7 - 12), 5);
    assert.match(step.toExponential(0), /^[125]e/);
  }
});

test("round limits hold what they are for, also a single value", () => {
  for (const [low, high] of [[0.3, 9.7], [4, 4], [-1e-5, 1e-5]]) {
    const [a, b] = niceLimits(low, high);
    assert.ok(a < low && b > high);
  }
});
