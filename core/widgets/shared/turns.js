// Sections ask Python one after the other, and never while a hand is at work: of requests made at the same moment all but one
// would be lost, and it must not be the key that somebody typed.
const UNANSWERED = 700; // ms after which the next may ask
const QUIET = 80; // ms after a key, a click or a move of a slider
const turns = (window.sectionTurns ??= watchHands({ waiting: new Map(), current: null, timer: 0, later: 0, touched: -Infinity }));

function watchHands(turns) {
  const touch = () => { turns.touched = performance.now(); };
  for (const kind of ["keydown", "input", "pointerdown", "pointerup"]) window.addEventListener(kind, touch, true);
  return turns;
}

function takeTurn(who, request) {
  turns.waiting.set(who, request);
  nextTurn();
}

function endTurn(who) {
  turns.waiting.delete(who);
  if (turns.current !== who) return;
  clearTimeout(turns.timer);
  turns.current = null;
  queueMicrotask(nextTurn);
}

function nextTurn() {
  clearTimeout(turns.later);
  const rest = turns.touched + QUIET - performance.now();
  if (rest > 0) { turns.later = setTimeout(nextTurn, rest); return; }
  while (turns.current === null && turns.waiting.size) {
    const [who, request] = turns.waiting.entries().next().value;
    turns.waiting.delete(who);
    if (!request()) continue;
    turns.current = who;
    // Unanswered: it asks again after the others.
    turns.timer = setTimeout(() => { turns.current = null; turns.waiting.set(who, request); nextTurn(); }, UNANSWERED);
  }
}
