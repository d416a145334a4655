// The one clock of everything that plays. It stands still while the page is hidden.

/** @typedef {(now: number) => boolean} Tick called each frame with the time in ms; false: it has ended */

/** @type {Set<Tick>} */
const playing = new Set();
let frame = 0;

/** @param {number} now */
function tickAll(now) {
  frame = 0;
  for (const tick of [...playing]) if (playing.has(tick) && !tick(now)) playing.delete(tick);
  if (playing.size) frame = requestAnimationFrame(tickAll);
}

/**
 * Calls ``tick`` each frame from the next one on, until it says false or what is returned is called.
 * @param {Tick} tick
 * @returns {() => void}
 */
export function eachFrame(tick) {
  playing.add(tick);
  frame ||= requestAnimationFrame(tickAll);
  return () => { playing.delete(tick); };
}

/**
 * Calls ``act`` every ``pace`` ms, first after one pace, never twice in a frame; the same ends.
 * @param {number} pace
 * @param {() => boolean} act
 */
export function every(pace, act) {
  let next = NaN;
  return eachFrame((now) => {
    if (Number.isNaN(next)) next = now + pace;
    if (now < next) return true;
    next = Math.max(next + pace, now + pace / 2); // what a slow frame missed is not made up for
    return act();
  });
}

/**
 * Calls ``act`` once, after ``delay`` ms of what the clock shows.
 * @param {number} delay
 * @param {() => void} act
 */
export function after(delay, act) {
  return every(delay, () => {
    act();
    return false;
  });
}
