// Reruns the fragment it stands in once the stage has come to rest: what lies below follows the typing, but never slows it down.
const CLOSE = 60; // ms after a key or a move of the pointer in which nothing is sent: two messages at once would become one
const memories = new WeakMap();

function create() {
  const memory = { timer: 0, touched: -Infinity };
  memory.touch = () => { memory.touched = performance.now(); };
  memory.fire = () => {
    if (performance.now() - memory.touched < CLOSE) { memory.changed(); return; }
    memory.send("rested", Date.now());
  };
  memory.changed = () => {
    clearTimeout(memory.timer);
    memory.timer = setTimeout(memory.fire, memory.rest);
  };
  window.addEventListener("chain-rule-changed", memory.changed);
  for (const kind of ["keydown", "input", "pointerup"]) window.addEventListener(kind, memory.touch, true);
  return memory;
}

export default function ({ parentElement: root, data, setTriggerValue }) {
  const memory = memories.get(root) ?? create();
  memories.set(root, memory);
  memory.send = setTriggerValue;
  memory.rest = data.rest;
  return () => {
    clearTimeout(memory.timer);
    window.removeEventListener("chain-rule-changed", memory.changed);
    for (const kind of ["keydown", "input", "pointerup"]) window.removeEventListener(kind, memory.touch, true);
    memories.delete(root);
  };
}
