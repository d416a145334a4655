// Sections ask Python one after the other: of requests made at the same moment all but one would be lost.
const UNANSWERED = 700; // ms after which the next may ask
const turns = (window.sectionTurns ??= { waiting: new Map(), current: null, timer: 0 });

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
  while (turns.current === null && turns.waiting.size) {
    const [who, request] = turns.waiting.entries().next().value;
    turns.waiting.delete(who);
    if (!request()) continue;
    turns.current = who;
    // Unanswered: it asks again after the others.
    turns.timer = setTimeout(() => { turns.current = null; turns.waiting.set(who, request); nextTurn(); }, UNANSWERED);
  }
}
