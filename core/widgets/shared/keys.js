// Of all that can be played on the page, only what is nearest the middle of the screen listens to the keys.

import { rangeIn } from "./streamlit.js";
import { niceStep } from "./ticks.js";
/** @import { Place } from "./widget.js" */

const STEPS = 40; // of a key from one end of a slider to the other

/** @type {Set<Element>} */
const playable = new Set();

/** Whether a key goes into a text. @param {KeyboardEvent} event */
export function isTyping(event) {
  const focused = event.composedPath()[0];
  return focused instanceof Element && focused.matches('input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]');
}

/** Whether what has the focus makes something of the key itself: a button of space, a slider or a picture of an arrow. @param {KeyboardEvent} event */
function isSomebodys(event) {
  const focused = event.composedPath()[0];
  if (!(focused instanceof Element)) return false;
  return event.key === " " ? focused.matches('button, a, summary, input:not([type="range"]), [role="button"]') : event.key.startsWith("Arrow") && focused.matches('input, canvas, [role="group"] *, [role="toolbar"] *, [role="radiogroup"] *');
}

/** Moves the slider in the container ``key`` by a step that is seen. @param {string} key @param {number} direction */
export function stepSlider(key, direction) {
  const range = rangeIn(key);
  if (!range) return;
  const low = Number(range.min), high = Number(range.max), step = niceStep(high - low, STEPS);
  range.value = String(Math.max(low, Math.min(high, (Math.round(Number(range.value) / step) + direction) * step)));
  for (const kind of ["input", "change"]) range.dispatchEvent(new Event(kind, { bubbles: true }));
}

/** @param {Element} box */
function hasTheKeys(box) {
  const off = (/** @type {Element} */ other) => {
    const { top, bottom } = other.getBoundingClientRect();
    return bottom < 0 || top > innerHeight ? Infinity : Math.abs((top + bottom - innerHeight) / 2);
  };
  return off(box) < Infinity && [...playable].every((other) => off(box) <= off(other));
}

/**
 * Lets keys act on what plays in ``box`` while no text is being typed. ``actions`` names what a key does now.
 * @param {Place} place
 * @param {Element} box
 * @param {() => Record<string, () => void> | null} actions
 */
export function playByKeys(place, box, actions) {
  playable.add(box);
  place.atTheEnd(() => playable.delete(box));
  place.listen(document, "keydown", (/** @type {KeyboardEvent} */ event) => {
    const acts = actions();
    if (event.ctrlKey || event.altKey || event.metaKey || !acts || !(event.key in acts)) return;
    if (isTyping(event) || isSomebodys(event) || !hasTheKeys(box)) return;
    event.preventDefault();
    acts[event.key]();
  });
}
