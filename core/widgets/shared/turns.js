// Sections ask Python one after the other, and never while a hand is at work: of requests made at the same moment all but one
// would be lost, and it must not be the key that somebody typed.
const UNANSWERED = 700; // ms after which the next may ask
const QUIET = 80; // ms after a key, a click or a move of a slider

/** @typedef {() => boolean} Request asks, or says false if there is nothing to ask any more */
const turns = {
  /** @type {Map<object, Request>} */
  waiting: new Map(),
  /** @type {object | null} */
  current: null,
  timer: 0,
  later: 0,
  touched: -Infinity,
};

/** From now on hands are noticed. */
export function watchHands() {
  const touch = () => { turns.touched = performance.now(); };
  for (const kind of ["keydown", "input", "pointerdown", "pointerup"]) window.addEventListener(kind, touch, true);
}

/** @param {object} who @param {Request} request */
export function takeTurn(who, request) {
  turns.waiting.set(who, request);
  nextTurn();
}

/** @param {object} who */
export function endTurn(who) {
  turns.waiting.delete(who);
  if (turns.current !== who) return;
  clearTimeout(turns.timer);
  turns.current = null;
  queueMicrotask(nextTurn);
}

function nextTurn() {
  clearTimeout(turns.later);
  const rest = turns.touched + QUIET - performance.now();
  if (rest > 0) {
    turns.later = window.setTimeout(nextTurn, rest);
    return;
  }
  for (const [who, request] of turns.waiting) {
    if (turns.current !== null) return;
    turns.waiting.delete(who);
    if (!request()) continue;
    turns.current = who;
    // Unanswered: it asks again after the others.
    turns.timer = window.setTimeout(() => {
      turns.current = null;
      turns.waiting.set(who, request);
      nextTurn();
    }, UNANSWERED);
  }
}
