// Draws a section when it comes near the screen, and lets go of it when it is far away again: Streamlit renders every element of a page
// anew at each rerun, so a long page would make each key wait for sections that nobody sees.
const CLOSE = "20% 0px", WIDE = "250% 0px"; // around the screen, in screens
const memories = new WeakMap();

function create(root) {
  const host = root.host ?? root;
  const own = host.closest('[class*="st-key-near_"]'); // holds the place of the section while it is not drawn
  const memory = { drawn: null, close: false, wide: true, touched: false, watched: null, own, heading: root.querySelector("h3") };
  const wanted = () => memory.close || (memory.drawn && (memory.wide || memory.touched));
  memory.ask = () => {
    if (memory.drawn === null || wanted() === memory.drawn) return;
    takeTurn(memory, () => {
      if (wanted() === memory.drawn) return false;
      if (memory.drawn) memory.height = memory.section()?.offsetHeight;
      memory.send("near", wanted());
      return true;
    });
  };
  // The page scrolls inside its main part: margins around the window itself would be clipped by it.
  const watch = (name, rootMargin) => new IntersectionObserver(
    (entries) => { memory[name] = entries.at(-1).isIntersecting; memory.ask(); },
    { root: host.closest('[data-testid="stMain"]'), rootMargin });
  memory.observers = [watch("close", CLOSE), watch("wide", WIDE)];
  // What somebody has worked with stays: it may hold a half-typed number, or be playing.
  memory.touch = () => { memory.touched = true; };
  memory.section = () => document.querySelector(`.st-key-section_${CSS.escape(memory.slug)}`);
  memory.look = () => { // at the section itself, or at its place
    const target = memory.drawn ? memory.section() : own;
    if (target === null) { memory.timer = setTimeout(memory.look, 50); return; } // not on the page yet
    if (target === memory.watched) return;
    for (const observer of memory.observers) {
      if (memory.watched) observer.unobserve(memory.watched);
      observer.observe(target);
    }
    memory.watched = target;
    own.toggleAttribute("data-drawn", memory.drawn);
    own.style.minHeight = memory.drawn || !memory.height ? "" : `${memory.height}px`; // nothing below may jump
    if (memory.drawn) for (const kind of ["pointerdown", "keydown"]) target.addEventListener(kind, memory.touch, true);
  };
  return memory;
}

export default function ({ parentElement: root, data, setStateValue }) {
  const memory = memories.get(root) ?? create(root);
  memories.set(root, memory);
  memory.send = setStateValue;
  memory.slug = data.slug;
  if (memory.drawn !== data.drawn) {
    memory.drawn = data.drawn;
    memory.heading.textContent = data.drawn ? "" : data.title;
    memory.heading.hidden = data.drawn;
    memory.look();
    endTurn(memory);
    memory.ask();
  }
  return () => {
    clearTimeout(memory.timer);
    memory.observers.forEach((observer) => observer.disconnect());
    endTurn(memory);
    memories.delete(root);
  };
}
