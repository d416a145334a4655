// A slider that tells Python its value while it moves. At most `data.in_flight` reruns are under way; the newest value waits
// its turn and older ones are forgotten, so a busy server slows the picture down but never falls behind.
// The module runs again at every new data or theme; everything that must outlive that is kept by the element it lives in.
const sliders = new WeakMap();
const POSITIONS = 2000; // steps of the range input when the scale is not linear
const GIVE_UP_WAITING = 800; // ms after which an unanswered rerun no longer counts

/* ---- numbers: value <-> position on the range input ---- */

function twoDigits(value) { return Number(value.toPrecision(2)); }

function decimals(step) {
  const text = String(step);
  if (text.includes("e-")) return Number(text.split("e-")[1]);
  return text.includes(".") ? text.split(".")[1].length : 0;
}

function scaleOf(data) {
  const { minimum, maximum, step, smallest } = data;
  if (data.scale === "log") {
    const low = Math.log10(minimum), high = Math.log10(maximum);
    return {
      min: 0, max: POSITIONS, step: 1,
      value: (p) => twoDigits(10 ** (low + (p / POSITIONS) * (high - low))),
      position: (v) => Math.round(((Math.log10(Math.max(v, minimum)) - low) / (high - low)) * POSITIONS),
    };
  }
  if (data.scale === "signed log") {
    // Left half: minimum … -smallest, right half: smallest … maximum. Zero has no place.
    const low = Math.log10(smallest);
    const side = (end) => Math.log10(Math.abs(end)) - low;
    return {
      min: -POSITIONS, max: POSITIONS, step: 1,
      value: (p) => {
        const end = p < 0 ? minimum : maximum;
        return (p < 0 ? -1 : 1) * twoDigits(10 ** (low + (Math.abs(p) / POSITIONS) * side(end)));
      },
      position: (v) => {
        const end = v < 0 ? minimum : maximum;
        const size = Math.max(Math.abs(v), smallest);
        const p = Math.round(((Math.log10(size) - low) / side(end)) * POSITIONS);
        return v < 0 ? -Math.max(p, 1) : p;
      },
    };
  }
  const places = decimals(step);
  return {
    min: minimum, max: maximum, step,
    value: (p) => Number(Number(p).toFixed(places)),
    position: (v) => v,
  };
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

function pretty(value) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(7))).replace("-", "−");
  const [digits, exponent] = value.toExponential(3).split("e");
  const power = "10" + [...String(Number(exponent))].map((c) => RAISED[c]).join("");
  const front = String(Number(digits));
  const text = front === "1" ? power : front === "-1" ? "-" + power : front + "·" + power;
  return text.replace(/^-/, "−");
}

function typed(text) {
  const plain = text.trim().replace(/^−/, "-");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/* ---- one slider ---- */

function create(root) {
  const box = root.querySelector(".live");
  const range = box.querySelector("#range");
  const number = box.querySelector("#number");
  const slider = {
    box, range, number,
    value: null, revision: -1, sequence: 0,
    underWay: [], waiting: null, watchdog: 0, frame: 0, lastSent: 0, later: 0,
    held: false, editing: false, before: null,
  };

  slider.show = () => {
    if (!slider.editing) number.value = pretty(slider.value);
    range.setAttribute("aria-valuetext", pretty(slider.value));
    toChart(slider);
  };

  slider.flush = () => {
    if (slider.waiting === null) return;
    if (slider.underWay.length >= slider.data.in_flight) return; // the next answer comes back here
    const pause = slider.waiting.released ? 0 : slider.data.pause - (performance.now() - slider.lastSent);
    if (pause > 0) {
      clearTimeout(slider.later);
      slider.later = setTimeout(slider.flush, pause);
      return;
    }
    const message = { ...slider.waiting, q: ++slider.sequence, r: slider.revision };
    slider.waiting = null;
    slider.lastSent = performance.now();
    slider.underWay.push(message.q);
    clearTimeout(slider.watchdog);
    slider.watchdog = setTimeout(() => { slider.underWay = []; slider.flush(); }, GIVE_UP_WAITING);
    slider.send("value", message);
  };

  slider.change = (value, released) => {
    slider.value = value;
    slider.waiting = { v: value, released };
    slider.show();
    // A component of ours that draws the same value follows at once, too.
    if (slider.data.drives) window.dispatchEvent(new CustomEvent("live-slider", { detail: { name: slider.data.drives, value } }));
    if (released) { cancelAnimationFrame(slider.frame); slider.frame = 0; slider.flush(); return; }
    if (!slider.frame) slider.frame = requestAnimationFrame(() => { slider.frame = 0; slider.flush(); });
  };

  slider.place = () => { range.value = slider.scale.position(slider.value); };

  const hold = () => { slider.held = true; };
  range.addEventListener("pointerdown", (event) => { hold(); slider.before = event.pointerType === "touch" ? slider.value : null; });
  // The finger only scrolls the page past the slider: where it came down is no choice.
  range.addEventListener("pointercancel", () => {
    if (slider.before === null || slider.before === slider.value) return;
    slider.value = slider.before;
    slider.place();
    slider.change(slider.value, true);
  });
  range.addEventListener("keydown", hold);
  range.addEventListener("input", () => { slider.held = true; slider.change(slider.scale.value(Number(range.value)), false); });
  range.addEventListener("change", () => { slider.held = false; slider.change(slider.value, true); });
  for (const end of ["pointerup", "pointercancel", "keyup", "blur"]) {
    range.addEventListener(end, () => { slider.held = false; });
  }

  number.addEventListener("focus", () => { slider.editing = true; number.value = String(slider.value); number.select(); });
  number.addEventListener("keydown", (event) => {
    if (event.key === "Enter") number.blur();
    if (event.key === "Escape") { number.value = ""; number.blur(); }
  });
  number.addEventListener("blur", () => {
    slider.editing = false;
    const value = typed(number.value);
    if (value === null || value === slider.value) { slider.show(); return; }
    const [low, high] = slider.data.limits;
    let kept = Math.min(high, Math.max(low, value));
    if (slider.data.scale === "signed log" && Math.abs(kept) < slider.data.smallest) {
      kept = kept < 0 ? -slider.data.smallest : slider.data.smallest;
    }
    slider.value = kept;
    slider.place();
    slider.change(kept, true);
  });
  return slider;
}

// The chart that has this slider's number on one of its axes: a click there moves the slider, the pointer over it moves a mark.
function placeOnChart(slider, event) {
  const { key, axis, low, high } = slider.data.chart;
  const picture = event.target.closest?.(`.st-key-${key} [data-testid="stVegaLiteChart"]`);
  const plot = picture?.querySelector("svg .mark-group.role-frame .background")?.getBoundingClientRect();
  if (!plot) return null;
  const share = axis === "x" ? (event.clientX - plot.left) / plot.width : (plot.bottom - event.clientY) / plot.height;
  const across = axis === "x" ? (plot.bottom - event.clientY) / plot.height : (event.clientX - plot.left) / plot.width;
  return share < 0 || share > 1 || across < 0 || across > 1 ? null : low + share * (high - low);
}

function watchChart(slider) {
  slider.click = (event) => {
    const place = slider.data.chart && placeOnChart(slider, event);
    if (place === null || place === undefined) return;
    slider.value = slider.scale.value(place);
    slider.place();
    slider.change(slider.value, true);
  };
  slider.point = (event) => {
    if (slider.data.chart?.pointer) setParameter(slider.data.chart.pointer, placeOnChart(slider, event) ?? slider.data.chart.off);
  };
  document.addEventListener("click", slider.click);
  document.addEventListener("pointermove", slider.point, { passive: true });
}

function setParameter(name, value) {
  const input = document.querySelector(`.vega-bind input[name="${CSS.escape(name)}"]`);
  if (!input || Number(input.value) === value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// A chart in the page that is bound to the same value redraws at once, without the server.
function toChart(slider) {
  if (slider.data.drives) setParameter(slider.data.drives, slider.value);
}

export default function (component) {
  const { parentElement: root, data } = component;
  let slider = sliders.get(root);
  if (!slider) { slider = create(root); sliders.set(root, slider); watchChart(slider); }
  slider.send = component.setStateValue;
  slider.data = data;
  slider.scale = scaleOf(data);

  const { box, range, number } = slider;
  box.classList.toggle("large", Boolean(data.large));
  box.querySelector("label").textContent = data.label;
  box.title = data.help ?? "";
  number.setAttribute("aria-label", `${data.label}: type a number`);
  const [left, right] = box.querySelectorAll(".ends span");
  left.textContent = pretty(data.minimum);
  right.textContent = pretty(data.maximum);
  const { min, max, step } = slider.scale;
  const moved = Number(range.min) !== min || Number(range.max) !== max || Number(range.step) !== step;
  if (moved) Object.assign(range, { min, max, step });

  const news = data.revision > slider.revision; // Python has set the value: address, click on the chart, preset
  if (slider.value === null || (news && !slider.held)) {
    slider.value = data.value;
    slider.waiting = null;
    slider.place();
  } else if (moved) {
    slider.place();
  }
  slider.revision = Math.max(slider.revision, data.revision);
  slider.sequence = Math.max(slider.sequence, data.answered);
  slider.show();

  if (slider.underWay.length) {
    slider.underWay = slider.underWay.filter((q) => q > data.answered);
    if (!slider.underWay.length) clearTimeout(slider.watchdog);
    slider.flush();
  }
  return () => {
    document.removeEventListener("click", slider.click);
    document.removeEventListener("pointermove", slider.point);
    sliders.delete(root);
  };
}
