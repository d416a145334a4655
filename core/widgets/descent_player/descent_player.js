// Walks along the steps of a descent and lights the stage of the algorithm. The picture follows in the browser; Python hears where it stands.
// Leaving the page stops it.

import { stepInNumbers } from "../descent_run/explain.js";
import { follow, stands } from "../descent_run/shown.js";
import { after } from "../shared/clock.js";
import { Courier } from "../shared/courier.js";
import { widget } from "../shared/widget.js";
/** @import { Run } from "../descent_run/shown.js" */
/** @import { Place } from "../shared/widget.js" */

const BEAT = 170; // ms for one lit stage
const PAUSE = 250; // ms between two messages to Python
// Where keys already mean something.
const OTHERS = "input, textarea, select, [contenteditable], [role=slider], [role=grid], [role=tab], [role=radio], [role=option], canvas, summary";
/** @type {Record<string, string>} */
const KEYS = { ArrowRight: "step", ArrowLeft: "back", " ": "play", Home: "reset", End: "all" };

/**
 * @typedef {{ k: number, last: number, stopped: boolean, why: string, update: string, shown: number, formula: string[], large: boolean, answered: number }} Data
 */

class Player {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    this.box = place.find(".player");
    /** @type {Data | null} */
    this.data = null;
    this.k = 0;
    this.last = 0;
    /** @type {Run | null} what the picture shows */
    this.run = null;
    this.written = "";
    this.courier = new Courier({ name: "step", pause: PAUSE });
    this.playing = false;
    /** @type {(() => void)[]} what ends the lights to come */
    this.lights = [];
    this.wait = () => {};
    place.listen(this.box, "click", (event) => {
      const clicked = event.target instanceof Element ? event.target.closest("button") : null;
      if (clicked) this.act(clicked.dataset.do ?? "");
    });
    place.listen(document, "keydown", (event) => this.press(event));
    follow(place, (run) => this.see(run));
    place.atTheEnd(() => {
      this.stop();
      this.dark();
    });
  }

  /** What the picture shows: while the hand or the player is ahead of Python, the browser writes the step itself. @param {Run} run */
  see(run) {
    this.run = run;
    if (!run.local && !this.courier.ahead) return;
    this.last = run.rows - 1;
    if (run.local) this.k = run.k;
    this.write(stepInNumbers(run, this.k));
    this.show();
  }

  /** @param {{ shown: number, formula: string[] }} step in numbers */
  write({ shown, formula }) {
    const lines = formula.flatMap((text, i) => [i === 0 && shown ? `Step ${shown}` : "", text]);
    const text = lines.join("\n");
    if (text === this.written) return;
    this.written = text;
    this.place.find(".formula").replaceChildren(...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
  }

  /** @param {string} name */
  button(name) {
    return /** @type {HTMLButtonElement} */ (this.place.find(`[data-do="${name}"]`));
  }

  /** @param {string[]} stages */
  light(...stages) {
    for (const item of this.box.querySelectorAll(".flow li")) item.classList.toggle("lit", stages.includes(item.getAttribute("data-stage") ?? ""));
    this.place.find(".back").classList.toggle("lit", stages.includes("again"));
  }

  rest() {
    if (this.k === 0) this.light("start");
    else if (this.k >= this.last) this.light(this.data?.stopped ? "stop" : "check");
    else this.light("check", "again");
  }

  show() {
    for (const name of ["back", "reset"]) this.button(name).disabled = this.k <= 0;
    for (const name of ["step", "all"]) this.button(name).disabled = this.k >= this.last;
    const play = this.button("play"), [sign, word] = this.playing ? ["‖", " Pause"] : ["▶", " Play"];
    if (play.firstChild) play.firstChild.textContent = sign;
    this.place.find('[data-do="play"] span').textContent = word;
    play.setAttribute("aria-pressed", String(this.playing));
    this.place.find("output").textContent = `step ${this.k} of ${this.last}`;
  }

  /** @param {number} k */
  go(k) {
    this.k = Math.max(0, Math.min(this.last, k));
    stands.tell(this.k);
    this.courier.post({ k: this.k, released: !this.playing });
    this.show();
  }

  dark() {
    for (const end of this.lights) end();
    this.lights = [];
  }

  // One step, stage by stage; the picture moves when the update is lit.
  step() {
    if (this.k >= this.last) {
      this.stop();
      return;
    }
    this.dark();
    this.light("gradient");
    this.lights = [
      after(BEAT, () => {
        this.light("update");
        this.go(this.k + 1);
      }),
      after(2 * BEAT, () => this.light("check")),
      after(3 * BEAT, () => this.rest()),
    ];
  }

  tick() {
    if (!this.playing) return;
    this.step();
    if (this.playing) this.wait = after(3.4 * BEAT, () => this.tick());
  }

  stop() {
    this.playing = false;
    this.wait();
    this.show();
  }

  /** @param {string} what */
  act(what) {
    if (what === "play" && !this.playing) {
      if (this.k >= this.last) this.go(0);
      this.playing = true;
      this.show();
      this.tick();
      return;
    }
    this.stop();
    if (what === "play") return;
    if (what === "step") {
      this.step();
      return;
    }
    this.dark();
    this.go({ reset: 0, back: this.k - 1, all: this.last }[what] ?? this.k);
    this.rest();
  }

  /** Keys work anywhere on the page, except where they already mean something. @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0], on = (/** @type {string} */ what) => target instanceof Element && target.matches(what);
    const what = KEYS[event.key];
    if (!what || on(OTHERS) || (event.key === " " && on("button, a"))) return;
    event.preventDefault();
    this.act(what);
  }

  /** @param {Data} data */
  update(data) {
    const fresh = this.data === null;
    this.data = data;
    this.last = data.last;
    this.courier.hear(this.place.send, data.answered);
    if (!this.courier.ahead) this.k = data.k;
    if (!this.courier.ahead && !this.run?.local) this.write(data);
    this.box.classList.toggle("large", data.large);
    this.place.find('[data-stage="stop"] span').textContent = data.why;
    this.place.find('[data-stage="update"] span').textContent = data.update;
    this.show();
    if (!this.playing && (fresh || !this.lights.length || !this.courier.ahead)) this.rest();
  }
}

export default widget((place) => {
  const player = new Player(place);
  return { update: (/** @type {Data} */ data) => player.update(data) };
});
