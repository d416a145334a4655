// What all our drawn components share: the theme's colours, a sharp canvas, axes, arrows, and news to Python.
// Stands in front of each component's own script (component.py); nothing is fetched.

const MEANINGS = ["function", "slope", "rising", "falling", "flat", "path"];

function themeOf(root) {
  const style = getComputedStyle(root.host ?? root);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const colours = read("--st-chart-categorical-colors", "#1C30D0,#7E0A87,#0C9086,#9B1906,#343035,#C7880B").split(",");
  const theme = Object.fromEntries(MEANINGS.map((name, i) => [name, colours[i].trim()]));
  theme.text = read("--st-text-color", "#1B1D23");
  theme.back = read("--st-background-color", "#FFFFFF");
  theme.grid = read("--st-border-color", "#D9DCE6");
  theme.family = read("--st-font", "sans-serif");
  return theme;
}

function sizesOf(large) {
  return large ? { text: 24, stroke: 5, line: 4, thin: 2.5, point: 11, head: 20 } : { text: 14, stroke: 3, line: 2, thin: 1.3, point: 6.5, head: 12 };
}

function rgb(colour) {
  const hex = colour.replace("#", "");
  const full = hex.length === 3 ? [...hex].map((c) => c + c).join("") : hex;
  const parts = [0, 2, 4].map((i) => parseInt(full.slice(i, i + 2), 16));
  return parts.some(Number.isNaN) ? [90, 90, 90] : parts;
}

function mix(one, other, share) { return one.map((v, i) => Math.round(v + share * (other[i] - v))); }

// A canvas as wide as its box, sharp on every screen. Returns the pen, in CSS pixels.
function sharpen(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const w = Math.round(width * ratio), h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

// How high a picture of the first screen is to be (first_screen.css); 0 for one that stands elsewhere.
function pictureRoom(element) { return parseFloat(getComputedStyle(element).getPropertyValue("--picture")) || 0; }

/* ---- numbers ---- */

function shown(value, digits = 4) {
  if (!Number.isFinite(value)) return "undefined";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < Math.max(1e6, Math.min(1e12, 10 ** digits))) return String(Number(value.toPrecision(digits))).replace("-", "−");
  const [front, power] = value.toExponential(digits - 1).split("e");
  const raised = [...String(Number(power))].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]).join("");
  return `${Number(front)}·10${raised}`.replace("-", "−");
}

function niceStep(width, about) {
  const raw = width / about, power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].reduce((best, d) => (Math.abs(Math.log(d * power / raw)) < Math.abs(Math.log(best * power / raw)) ? d : best), 1) * power;
}

function ticks(low, high, about) {
  const step = niceStep(high - low, about), marks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) marks.push(Number((k * step).toPrecision(12)));
  return marks;
}

// What is written at the ticks: as many digits as tell them apart (100000005, 100000010).
function tickTexts(marks) {
  const gap = marks.length > 1 ? marks[1] - marks[0] : 0, far = Math.max(...marks.map(Math.abs));
  const digits = gap > 0 ? Math.min(15, Math.max(4, 1 + Math.ceil(Math.log10(far / gap)))) : 4;
  return marks.map((mark) => [mark, shown(mark, digits)]);
}

// Round limits around values, so that a picture that follows the pointer keeps its axis most of the time.
function niceLimits(low, high) {
  if (!(high > low)) { const pad = Math.max(1, Math.abs(low) * 0.1); low -= pad; high += pad; }
  const step = niceStep(high - low, 6);
  return [Math.floor(low / step - 0.05) * step, Math.ceil(high / step + 0.05) * step];
}

/* ---- drawing ---- */

// A picture's frame: pixels of its inside and the numbers at its edges.
function frame(left, top, width, height, x0, x1, y0, y1) {
  return {
    left, top, width, height, x0, x1, y0, y1,
    px: (x) => left + ((x - x0) / (x1 - x0)) * width,
    py: (y) => top + height - ((y - y0) / (y1 - y0)) * height,
    x: (px) => x0 + ((px - left) / width) * (x1 - x0),
    y: (py) => y0 + ((top + height - py) / height) * (y1 - y0),
    holds: (px, py) => px >= left && px <= left + width && py >= top && py <= top + height,
  };
}

function clipTo(pen, box, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(box.left, box.top, box.width, box.height);
  pen.clip();
  draw();
  pen.restore();
}

function axes(pen, box, theme, sizes, { x, y, grid = true, about = 5, marks }) {
  pen.save();
  pen.font = `${sizes.text}px ${theme.family}`;
  pen.lineWidth = 1;
  pen.fillStyle = theme.text;
  pen.strokeStyle = theme.grid;
  const across = Math.max(2, Math.min(about + 2, box.width / (sizes.text * 4.5))), up = Math.max(2, Math.min(about, box.height / (sizes.text * 3)));
  pen.textAlign = "center"; pen.textBaseline = "top";
  for (const [tick, text] of tickTexts(marks ?? ticks(box.x0, box.x1, across))) {
    const at = box.px(tick);
    if (grid) line(pen, [[at, box.top], [at, box.top + box.height]]);
    pen.fillText(text, at, box.top + box.height + sizes.text * 0.35);
  }
  pen.textAlign = "right"; pen.textBaseline = "middle";
  for (const [tick, text] of tickTexts(ticks(box.y0, box.y1, up))) {
    const at = box.py(tick);
    if (grid) line(pen, [[box.left, at], [box.left + box.width, at]]);
    pen.fillText(text, box.left - sizes.text * 0.4, at);
  }
  pen.font = `600 ${sizes.text}px ${theme.family}`;
  if (x) { pen.textAlign = "right"; pen.textBaseline = "top"; pen.fillText(x, box.left + box.width, box.top + box.height + sizes.text * 1.5); }
  if (y) { pen.textAlign = "left"; pen.textBaseline = "bottom"; pen.fillText(y, box.left, box.top - sizes.text * 0.35); }
  pen.restore();
}

function line(pen, points) {
  pen.beginPath();
  let down = false;
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) { down = false; continue; }
    if (down) pen.lineTo(x, y); else pen.moveTo(x, y);
    down = true;
  }
  pen.stroke();
}

function dot(pen, x, y, radius, fill, ring) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  if (ring) { pen.lineWidth = 2; pen.strokeStyle = ring; pen.stroke(); }
}

function arrow(pen, x0, y0, x1, y1, { colour, width, head, dash = [] }) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 1)) return;
  const ux = (x1 - x0) / length, uy = (y1 - y0) / length, tip = Math.min(head, length * 0.6);
  pen.save();
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = width;
  pen.lineCap = "butt";
  pen.setLineDash(dash);
  line(pen, [[x0, y0], [x1 - ux * tip * 0.8, y1 - uy * tip * 0.8]]);
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x1 - ux * tip - uy * tip * 0.45, y1 - uy * tip + ux * tip * 0.45);
  pen.lineTo(x1 - ux * tip + uy * tip * 0.45, y1 - uy * tip - ux * tip * 0.45);
  pen.closePath();
  pen.fill();
  pen.restore();
}

// Text with a halo of the background, so that it can be read on top of lines.
function words(pen, text, x, y, theme, { colour = theme.text, size, bold = true, align = "left", base = "middle", angle = 0 }) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.font = `${bold ? 600 : 400} ${size}px ${theme.family}`;
  pen.textAlign = align;
  pen.textBaseline = base;
  pen.lineJoin = "round";
  pen.lineWidth = Math.max(4, size * 0.32);
  pen.strokeStyle = theme.back;
  pen.strokeText(text, 0, 0);
  pen.fillStyle = colour;
  pen.fillText(text, 0, 0);
  pen.restore();
}

/* ---- news to Python: at most two reruns under way, the newest waits, older ones are forgotten (as the live slider does) ---- */

class Courier {
  constructor() { this.sequence = 0; this.underWay = []; this.waiting = null; this.timer = 0; }

  // Whether Python has not yet answered the latest news: until then the browser's own picture is the newer one.
  get ahead() { return this.waiting !== null || this.underWay.length > 0; }

  hear(send, answered) {
    this.send = send;
    this.sequence = Math.max(this.sequence, answered);
    this.underWay = this.underWay.filter((q) => q > answered);
    this.flush();
  }

  post(news) { this.waiting = news; this.flush(); }

  flush() {
    if (this.waiting === null || (!this.waiting.released && this.underWay.length >= 2)) return;
    const news = { ...this.waiting, q: ++this.sequence };
    this.waiting = null;
    this.underWay.push(news.q);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.underWay = []; this.flush(); }, 1500);
    this.send("news", news);
  }
}

/* ---- one drawing a frame, and again when the box changes its width ---- */

function onCanvas(root, states, make) {
  let state = states.get(root);
  if (state) return state;
  const canvas = root.querySelector("canvas");
  state = { canvas, courier: new Courier(), frame: 0 };
  state.redraw = () => { if (!state.frame) state.frame = requestAnimationFrame(() => { state.frame = 0; if (state.data) state.draw(); }); };
  state.watcher = new ResizeObserver(() => { if (canvas.parentElement.clientWidth !== state.width) state.redraw(); });
  state.watcher.observe(canvas.parentElement);
  const heard = [];
  state.listen = (name, hear) => { window.addEventListener(name, hear); heard.push([name, hear]); };
  // When the component leaves the page, nothing of it stays behind.
  state.leave = () => {
    state.watcher.disconnect();
    cancelAnimationFrame(state.frame);
    heard.forEach(([name, hear]) => window.removeEventListener(name, hear));
    states.delete(root);
  };
  state.listen("resize", state.redraw);
  make(state);
  states.set(root, state);
  return state;
}

const terrains = () => (window.calculusTerrains ??= new Map());
