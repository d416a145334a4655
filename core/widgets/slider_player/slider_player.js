// Moves a live slider in small steps, as a hand would. Stops at the goal, at a touch, when hidden and when the page is left.
const players = new WeakMap();
const PACE = 260; // ms a step

function rangeIn(slider) {
  for (const element of document.querySelectorAll(`.st-key-${CSS.escape(slider)} *`)) {
    const found = element.shadowRoot?.querySelector('input[type="range"]') ?? (element.matches('input[type="range"]') ? element : null);
    if (found) return found;
  }
  return null;
}

function create(root) {
  const box = root.querySelector(".player");
  const player = { box, timer: 0, playing: false };
  const range = () => rangeIn(player.data.slider);

  // The next position, or null at the goal.
  const next = (input, direction) => {
    const [at, low, high] = [input.value, input.min, input.max].map(Number);
    const size = (high - Math.max(low, 0)) / player.data.steps;
    if (player.data.towards === "end") {
      const to = Math.min(high, Math.max(low, at + direction * size));
      return to === at ? null : to;
    }
    const side = at < 0 ? -1 : 1, end = side < 0 ? -low : high;
    const to = Math.min(end, Math.max(1, Math.abs(at) - direction * size));
    return to === Math.abs(at) ? null : side * to;
  };
  const move = (direction, last) => {
    const input = range();
    if (!input) return false;
    const to = next(input, direction);
    if (to === null) return false;
    input.value = to;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    if (last) input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  const settle = () => range()?.dispatchEvent(new Event("change", { bubbles: true }));

  player.stop = (told = true) => {
    if (!player.playing) return;
    player.playing = false;
    clearInterval(player.timer);
    box.querySelector("#play").textContent = "▶ Play";
    if (told) settle();
  };
  const play = () => {
    const input = range();
    if (!input) return;
    if (next(input, 1) === null) { // at the goal: from the start again
      const side = Number(input.value) < 0 ? input.min : input.max;
      input.value = player.data.towards === "end" ? input.min : side;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    player.playing = true;
    box.querySelector("#play").textContent = "❚❚ Pause";
    player.timer = setInterval(() => { if (document.hidden || !box.isConnected || !move(1, false)) player.stop(box.isConnected); }, PACE);
    input.addEventListener("pointerdown", () => player.stop(false), { once: true });
  };
  const toggle = () => (player.playing ? player.stop() : play());
  const step = (direction) => { player.stop(false); move(direction, true); };

  box.querySelector("#play").onclick = toggle;
  box.querySelector("#on").onclick = () => step(1);
  box.querySelector("#back").onclick = () => step(-1);

  player.key = (event) => {
    const acts = { p: toggle, ",": () => step(-1), ".": () => step(1) };
    if (player.data.large) Object.assign(acts, { ArrowLeft: acts[","], ArrowRight: acts["."] }); // the lecturer's remote
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in acts)) return;
    const focused = event.composedPath()[0];
    if (focused.matches?.('input:not([type="range"]), textarea, [contenteditable="true"]')) return;
    if (event.key.startsWith("Arrow") && focused.matches?.("input")) return;
    if (!hasTheKeys(box)) return;
    event.preventDefault();
    acts[event.key]();
  };
  document.addEventListener("keydown", player.key);
  playable.add(box);
  return player;
}

export default function (component) {
  const { parentElement: root, data } = component;
  let player = players.get(root);
  if (!player) { player = create(root); players.set(root, player); }
  player.data = data;
  player.box.setAttribute("aria-label", data.label);
  player.box.classList.toggle("large", data.large);
  return () => {
    player.stop(false);
    document.removeEventListener("keydown", player.key);
    playable.delete(player.box);
    players.delete(root);
  };
}
