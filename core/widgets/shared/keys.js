// Of all that can be played on the page, only what is nearest the middle of the screen listens to the keys.

/** @import { Place } from "./widget.js" */

/** @type {Set<Element>} */
const playable = new Set();

/** Whether a key goes into a text. @param {KeyboardEvent} event */
export function isTyping(event) {
  const focused = event.composedPath()[0];
  return focused instanceof Element && focused.matches('input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]');
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
 * @param {() => Record<string, () => void>} actions
 */
export function playByKeys(place, box, actions) {
  playable.add(box);
  place.atTheEnd(() => playable.delete(box));
  place.listen(document, "keydown", (/** @type {KeyboardEvent} */ event) => {
    const acts = actions();
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in acts)) return;
    const focused = event.composedPath()[0];
    if (focused instanceof Element && focused.matches('input:not([type="range"]), textarea, [contenteditable="true"]')) return;
    if (event.key.startsWith("Arrow") && focused instanceof Element && focused.matches("input")) return;
    if (!hasTheKeys(box)) return;
    event.preventDefault();
    acts[event.key]();
  });
}
