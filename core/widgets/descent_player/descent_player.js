// Walks along the steps of a descent that Python has computed: tells Python which step to show, lights the stage of the
// algorithm. The clock runs here, so leaving the page stops it, and it waits for each picture before it asks for the next.
const players = new WeakMap();
const BEAT = 170; // ms for one lit stage
const PATIENCE = 1500; // ms after which an unanswered request no longer holds the clock

function create(root) {
  const box = root.querySelector(".player");
  const player = { box, k: 0, asked: 0, answered: 0, askedAt: 0, playing: false, timer: 0, lights: [] };
  const button = (name) => box.querySelector(`[data-do="${name}"]`);

  player.light = (...stages) => {
    for (const item of box.querySelectorAll(".flow li")) item.classList.toggle("lit", stages.includes(item.dataset.stage));
    box.querySelector(".back").classList.toggle("lit", stages.includes("again"));
  };

  player.rest = () => {
    if (player.k === 0) player.light("start");
    else if (player.k >= player.last) player.light(player.data.stopped ? "stop" : "check");
    else player.light("check", "again");
  };

  player.show = () => {
    button("back").disabled = button("reset").disabled = player.k <= 0;
    button("step").disabled = button("all").disabled = player.k >= player.last;
    const play = button("play");
    play.firstChild.textContent = player.playing ? "‖" : "▶";
    play.querySelector("span").textContent = player.playing ? " Pause" : " Play";
    play.setAttribute("aria-pressed", String(player.playing));
    box.querySelector("output").textContent = `step ${player.k} of ${player.last}`;
  };

  player.go = (k) => {
    player.k = Math.max(0, Math.min(player.last, k));
    player.asked += 1;
    player.askedAt = performance.now();
    player.send("step", { k: player.k, q: player.asked });
    player.show();
  };

  player.dark = () => { for (const t of player.lights) clearTimeout(t); player.lights = []; };

  // One step, stage by stage; the picture moves when the update is lit.
  player.step = () => {
    if (player.k >= player.last) { player.stop(); return; }
    player.dark();
    player.light("gradient");
    player.lights = [
      setTimeout(() => { player.light("update"); player.go(player.k + 1); }, BEAT),
      setTimeout(() => player.light("check"), 2 * BEAT),
      setTimeout(() => player.rest(), 3 * BEAT),
    ];
  };

  player.tick = () => {
    if (!player.playing || !box.isConnected) { player.playing = false; return; }
    const waiting = player.answered < player.asked && performance.now() - player.askedAt < PATIENCE;
    if (!waiting) player.step();
    if (player.playing) player.timer = setTimeout(player.tick, waiting ? 60 : 3.4 * BEAT);
  };

  player.stop = () => { player.playing = false; clearTimeout(player.timer); player.show(); };

  player.act = (what) => {
    if (what === "play") {
      if (player.playing) { player.stop(); return; }
      if (player.k >= player.last) player.go(0);
      player.playing = true;
      player.show();
      player.tick();
      return;
    }
    player.stop();
    if (what === "step") { player.step(); return; }
    player.dark();
    player.go({ reset: 0, back: player.k - 1, all: player.last }[what]);
    player.rest();
  };

  box.addEventListener("click", (event) => {
    const clicked = event.target.closest("button");
    if (clicked) player.act(clicked.dataset.do);
  });

  // Keys work anywhere on the page, except where they already mean something.
  player.onKey = (event) => {
    if (!box.isConnected) { document.removeEventListener("keydown", player.onKey); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    if (target.matches?.("input, textarea, select, [contenteditable], [role=slider], [role=grid], [role=tab], [role=radio], [role=option], canvas, summary")) return;
    const what = { ArrowRight: "step", ArrowLeft: "back", " ": "play", Home: "reset", End: "all" }[event.key];
    if (!what || (event.key === " " && target.matches?.("button, a"))) return;
    event.preventDefault();
    player.act(what);
  };
  document.addEventListener("keydown", player.onKey);
  return player;
}

export default function (component) {
  const { parentElement: root, data } = component;
  let player = players.get(root);
  const isNew = !player;
  if (isNew) { player = create(root); players.set(root, player); }
  player.send = component.setStateValue;
  player.data = data;
  player.last = data.last;
  player.asked = Math.max(player.asked, data.answered);
  player.answered = data.answered;
  if (player.answered >= player.asked) player.k = data.k;
  const lines = data.formula.map((text, i) => [i === 0 && data.shown ? `Step ${data.shown}` : "", text]).flat();
  player.box.querySelector(".formula").replaceChildren(...lines.map((text) => Object.assign(document.createElement("span"), { textContent: text })));
  player.box.classList.toggle("large", Boolean(data.large));
  player.box.querySelector('[data-stage="stop"] span').textContent = data.why;
  player.box.querySelector('[data-stage="update"] span').textContent = data.update;
  player.show();
  if (!player.playing && (isNew || !player.lights.length || player.answered >= player.asked)) player.rest();
  return () => { player.stop(); player.dark(); document.removeEventListener("keydown", player.onKey); players.delete(root); };
}
