// Points to be dragged, a line through them, and how far off it is at each. The points are the browser's while they are dragged, Python's otherwise.

const plots = new WeakMap();

function make(state) {
  const { canvas } = state;
  Object.assign(state, { points: [], held: -1, revision: -1 });
  state.draw = () => draw(state);
  const where = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  const nearest = (px, py, reach) => {
    let best = -1, least = reach;
    state.points.forEach(([x, y], k) => { const d = Math.hypot(state.view.px(x) - px, state.view.py(y) - py); if (d < least) { least = d; best = k; } });
    return best;
  };
  const drag = (event, released) => {
    const [px, py] = where(event), { view } = state, keep = (v, low, high) => Number(Math.min(high, Math.max(low, v)).toFixed(2));
    state.points = state.points.map((p, k) => (k === state.held ? [keep(view.x(px), view.x0, view.x1), keep(view.y(py), view.y0, view.y1)] : p));
    state.courier.post({ points: state.points, released });
    state.redraw();
  };
  canvas.addEventListener("pointerdown", (event) => {
    state.held = nearest(...where(event), 24);
    if (state.held < 0) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.style.cursor = "grabbing";
  });
  canvas.addEventListener("pointermove", (event) => {
    if (state.held >= 0) drag(event, false);
    else if (state.view) canvas.style.cursor = nearest(...where(event), 16) >= 0 ? "grab" : "default";
  });
  canvas.addEventListener("pointerup", (event) => { if (state.held >= 0) { drag(event, true); state.held = -1; } });
  canvas.addEventListener("pointercancel", () => { state.held = -1; });
  canvas.style.touchAction = "pan-y";
}

function draw(state) {
  const { canvas, data } = state, theme = themeOf(state.root), sizes = sizesOf(data.large);
  state.width = canvas.parentElement.clientWidth;
  if (!state.width) return;
  const left = sizes.text * 3, top = sizes.text * 1.8, bottom = sizes.text * 2.6;
  const height = Math.min(state.width * 0.95, data.large ? Math.max(420, window.innerHeight - 540) : 470);
  const pen = sharpen(canvas, state.width, height);
  const view = state.view = frame(left, top, state.width - left - sizes.text, height - top - bottom, -3, 3, -7, 7);
  axes(pen, view, theme, sizes, { x: "x", y: "y", about: 6 });
  const [w, b] = data.line;
  clipTo(pen, view, () => {
    pen.lineWidth = sizes.thin * 1.6;
    for (const [x, y] of state.points) {
      pen.strokeStyle = theme.falling;
      pen.setLineDash([4, 3]);
      line(pen, [[view.px(x), view.py(y)], [view.px(x), view.py(w * x + b)]]);
    }
    pen.setLineDash([]);
    pen.strokeStyle = theme.function;
    pen.lineWidth = sizes.stroke;
    line(pen, [-3, 3].map((x) => [view.px(x), view.py(w * x + b)]));
    for (const [x, y] of state.points) dot(pen, view.px(x), view.py(y), sizes.point, theme.flat, theme.back);
  });
}

export default function ({ parentElement: root, data, setStateValue }) {
  const state = onCanvas(root, plots, make);
  Object.assign(state, { root, data });
  state.canvas.setAttribute("aria-label", data.alt);
  state.courier.hear(setStateValue, data.answered);
  if (data.revision > state.revision || (state.held < 0 && !state.courier.ahead)) state.points = data.points;
  state.revision = Math.max(state.revision, data.revision);
  state.redraw();
  return () => state.leave();
}
