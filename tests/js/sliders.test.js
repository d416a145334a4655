import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf, typed } from "../../core/widgets/live_slider/scale.js";
import { Courier } from "../../core/widgets/shared/courier.js";

globalThis.window ??= globalThis;

test("a slider's value and its place lead back to each other", () => {
  const ranges = [
    { scale: "linear", minimum: -5, maximum: 5, step: 0.01, smallest: 1e-6 },
    { scale: "log", minimum: 1e-4, maximum: 10, step: 1, smallest: 1e-6 },
    { scale: "signed log", minimum: -1, maximum: 100, step: 1, smallest: 1e-3 },
  ];
  for (const range of ranges) {
    const scale = scaleOf(range);
    assert.equal(scale.value(scale.position(range.maximum)), range.maximum);
    assert.equal(scale.value(scale.position(range.minimum)), range.minimum);
    for (let k = 0; k <= 100; k++) {
      const value = scale.value(Math.round(((scale.max - scale.min) / scale.step) * (k / 100)) * scale.step + scale.min);
      assert.ok(Math.abs(scale.value(scale.position(value)) - value) <= 0.02 * Math.abs(value) + 1e-12, `${range.scale} ${value}`);
    }
  }
});

test("every press of an arrow key on a logarithmic slider changes its value by more than a hundredth of it", () => {
  for (const range of [
    { scale: "log", minimum: 1e-4, maximum: 10, step: 1, smallest: 1e-6 },
    { scale: "signed log", minimum: -2, maximum: 2, step: 1, smallest: 1e-3 },
  ]) {
    const scale = scaleOf(range);
    for (let p = scale.min; p < scale.max; p += scale.press) {
      const before = scale.value(p), after = scale.value(p + scale.press);
      assert.ok(after > before && after - before > 0.01 * Math.abs(before), `${range.scale}: ${before} → ${after}`);
    }
  }
});

test("a signed logarithmic slider never stands at zero", () => {
  const scale = scaleOf({ scale: "signed log", minimum: -1, maximum: 1, step: 1, smallest: 1e-3 });
  for (let p = scale.min; p <= scale.max; p++) assert.notEqual(scale.value(p), 0);
});

test("what is typed is a number or nothing", () => {
  for (const [text, value] of [["3", 3], [" −2.5 ", -2.5], [".5", 0.5], ["1e-3", 1e-3], ["1e999", null], ["", null], ["0x10", null], ["1,5", null], ["Infinity", null]]) assert.equal(typed(text), value);
});

test("at most two pieces of news are under way, the newest waits, and what is final always goes", () => {
  const sent = [], courier = new Courier();
  courier.hear((name, news) => sent.push(news.x), 0);
  for (let x = 1; x <= 5; x++) courier.post({ x, released: false });
  assert.deepEqual(sent, [1, 2]);
  assert.ok(courier.ahead);
  courier.hear(courier.send, 1);
  assert.deepEqual(sent, [1, 2, 5]);
  courier.post({ x: 6, released: true });
  assert.deepEqual(sent, [1, 2, 5, 6]);
  courier.hear(courier.send, 4);
  assert.ok(!courier.ahead);
});

test("a hand that rests does not wait for the pause", ({ mock }) => {
  let now = 0;
  mock.method(performance, "now", () => now);
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [], courier = new Courier({ pause: 60_000, rest: 30, most: 9 });
  courier.send = (name, news) => sent.push(news.x);
  for (let x = 1; x <= 5; x++) courier.post({ x, released: false });
  assert.deepEqual(sent, [1]);
  now += 30;
  mock.timers.tick(30);
  assert.deepEqual(sent, [1, 5]);
  courier.hear(courier.send, 2);
});

test("between two that are not final lies the pause; the last one is sent all the same", ({ mock }) => {
  let now = 0;
  mock.method(performance, "now", () => now);
  mock.timers.enable({ apis: ["setTimeout"] });
  const pass = (milliseconds) => {
    now += milliseconds;
    mock.timers.tick(milliseconds);
  };
  const sent = [], courier = new Courier({ pause: 40, most: 9 });
  courier.send = (name, news) => sent.push(news.x);
  for (let x = 1; x <= 5; x++) courier.post({ x, released: false });
  pass(39);
  assert.deepEqual(sent, [1]);
  pass(1);
  assert.deepEqual(sent, [1, 5]);
  pass(1000);
  assert.deepEqual(sent, [1, 5]);
});
