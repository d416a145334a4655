"""A probe inside the page: when something was put in, and in which frame the drawing was another one.

``PROBE`` is added to a page before it loads. It keeps two lists on ``window.probe``:

- ``inputs``: ``{time, kind, value}`` for every keystroke, slider move and pointer move, stamped by the browser when the
  event came into being (capture phase, before any code of the page);
- ``frames``: ``{time, state}`` for every animation frame in which the drawn marks of the charts differ from the frame
  before. ``state`` is a fingerprint of the drawing, so that equal drawings are known again.

Times are milliseconds on the page's clock. Only marks count: axes, legends, titles and the page around the chart do
not, nor do pictures that lie wholly outside the window.
SVG pictures (charts, and those of our own components) are watched by their attributes, canvases by the calls that draw
on them.
"""

from typing import Any

from playwright.sync_api import Page

PROBE = r"""
(() => {
  const CHART = '[data-testid="stVegaLiteChart"]', MARKS = '.role-mark';
  const probe = window.probe = {inputs: [], frames: [], state: ''};
  const PLACES = ['d', 'transform', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'text'];
  const canvases = new Map();
  const shadows = []; // of our own components
  let dirty = false;

  const mix = (hash, text) => {
    for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
    return hash;
  };
  // What lies below the screen follows later, when a hand rests: it is no part of what is seen.
  const onScreen = (picture) => {
    const box = picture.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  };
  const fingerprint = () => {
    let hash = 7;
    for (const chart of document.querySelectorAll(CHART)) if (onScreen(chart))
      for (const mark of chart.querySelectorAll(`${MARKS} path, ${MARKS} line, ${MARKS} text`))
        for (const part of [mark.getAttribute('d'), mark.getAttribute('transform'), mark.getAttribute('x2'),
                            mark.getAttribute('y2'), mark.localName === 'text' ? mark.textContent : ''])
          if (part) hash = mix(hash, part);
    for (const root of shadows) if (root.host.isConnected && onScreen(root.host))
      for (const mark of root.querySelectorAll('svg path, svg line, svg circle, svg rect, svg text'))
        for (const name of PLACES) {
          const part = name === 'text' ? (mark.localName === 'text' ? mark.textContent : '') : mark.getAttribute(name);
          if (part) hash = mix(hash, part);
        }
    for (const [canvas, drawn] of canvases) if (canvas.isConnected && onScreen(canvas)) hash = mix(hash, String(drawn));
    return String(hash);
  };
  const look = time => {
    if (!dirty) return;
    dirty = false;
    const state = fingerprint();
    if (state !== probe.state) { probe.state = state; probe.frames.push({time, state}); }
  };

  // A frame is looked at twice: when its callbacks run, and as soon as it is painted, for what later callbacks drew.
  const painted = new MessageChannel();
  painted.port1.onmessage = event => look(event.data);
  const frame = () => {
    const now = performance.now();
    look(now);
    painted.port2.postMessage(now);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  const observer = new MutationObserver(records => {
    dirty ||= records.some(({target}) => target instanceof SVGElement || target.parentElement instanceof SVGElement
      || target.closest?.(CHART) || target.querySelector?.('svg'));
  });
  const watch = () => observer.observe(document.documentElement,
    {subtree: true, childList: true, characterData: true, attributeFilter: ['d', 'transform', 'x2', 'y2']});
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    shadows.push(root);
    observer.observe(root, {subtree: true, childList: true, characterData: true, attributeFilter: PLACES});
    return root;
  };
  document.documentElement ? watch() : document.addEventListener('DOMContentLoaded', watch);

  const pen = CanvasRenderingContext2D.prototype;
  for (const name of ['moveTo', 'lineTo', 'bezierCurveTo', 'arc', 'rect', 'fillRect', 'fillText', 'clearRect']) {
    const draw = pen[name];
    pen[name] = function (...where) {
      const drawn = name === 'clearRect' ? 0 : canvases.get(this.canvas) || 0;
      const add = (sum, part) => (sum * 31 + 1000 * (Number(part) || 0)) | 0;
      canvases.set(this.canvas, where.reduce(add, drawn + name.length));
      dirty = true;
      return draw.apply(this, where);
    };
  }

  const note = event => probe.inputs.push({
    time: event.timeStamp, kind: event.type, value: event.type === 'input' ? event.composedPath()[0].value : null});
  window.addEventListener('input', note, true);
  window.addEventListener('pointermove', note, true);
})();
"""


def forget(page: Page) -> None:
    """Start the lists of the probe afresh."""
    page.evaluate("() => { probe.inputs = []; probe.frames = []; }")


def recall(page: Page) -> dict[str, Any]:
    """``inputs``, ``frames`` and the present ``state`` of the drawing."""
    return page.evaluate("() => ({inputs: probe.inputs, frames: probe.frames, state: probe.state})")


def moved(page: Page) -> set[str]:
    """The different values that the hand gave to sliders since ``forget``."""
    return {change["value"] for change in recall(page)["inputs"] if change["kind"] == "input"}


def assert_follows(page: Page) -> None:
    """However busy the machine is: what the hand moved to was drawn, and not only now and then."""
    values = moved(page)
    assert len(values) >= 5
    assert len({frame["state"] for frame in recall(page)["frames"]}) >= len(values) / 2
