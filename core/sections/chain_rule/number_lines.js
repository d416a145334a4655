// Number lines under each other. The journey of the nudge is drawn here, from one line to the next, without the server.
const memories = new WeakMap();
const SVG = "http://www.w3.org/2000/svg";
const PACE = 1000; // ms for one line

function make(name, attributes, parent, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const front = rough / power;
  return (front <= 1 ? 1 : front <= 2 ? 2 : front <= 5 ? 5 : 10) * power;
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

// With as many digits as tell it from its neighbours, which are a step away.
function tickText(value, step) {
  if (Math.abs(value) < step / 1e6) return "0";
  const size = Math.abs(value), power = Math.floor(Math.log10(step) + 1e-9);
  if (size < 1e9 && power >= -6) return value.toFixed(Math.max(0, -power)).replace("-", "−");
  const digits = Math.max(0, Math.min(15, Math.floor(Math.log10(size) + 1e-9) - power));
  const [front, exponent] = value.toExponential(digits).split("e");
  const raised = [...String(Number(exponent))].map((sign) => RAISED[sign]).join("");
  return `${front}·10${raised}`.replace("-", "−");
}

// journey: how many lines the nudge has reached, in parts of a line; the number of lines when nothing plays.
function draw(memory, journey = Infinity) {
  const { svg, data } = memory;
  const width = svg.clientWidth || memory.width || 800;
  memory.width = width;
  const size = data.large ? 24 : width < 520 ? 13.5 : 15;
  // A long chain moves closer together, so that the sliders stay in sight.
  const steps = Math.max(data.lines.length, 3) - 1;
  const gap = data.large ? size * Math.max(3.3, Math.min(4.3, 17.2 / steps)) : size * Math.max(3.4, Math.min(6, 26 / steps));
  const top = size * (data.large ? 1.9 : 2.6), middle = width / 2, reach = middle - size * 1.2;
  const height = top + gap * steps + size * (data.large ? 1.8 : 2.4); // no jump while a chain is typed
  svg.replaceChildren();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  svg.setAttribute("aria-label", data.alt);
  memory.box.querySelector(".note").textContent = data.note;
  const inside = (x) => Math.max(size * 0.7, Math.min(width - size * 0.7, x));
  const rows = data.lines.map((line, i) => {
    const at = (value) => middle + ((value - line.value) / line.half) * reach;
    return { ...line, y: top + i * gap, at, there: line.value !== null };
  });

  rows.forEach((row, i) => {
    if (i === 0) return;
    const above = rows[i - 1];
    const grown = Math.max(0, Math.min(1, (journey - i + 0.5) * 2));
    if (above.there && row.there) {
      make("line", { class: "link", x1: middle, y1: above.y, x2: middle, y2: row.y }, svg);
      if (above.guess !== null && row.guess !== null && grown > 0) {
        const a = inside(above.at(above.guess)), b = inside(row.at(row.guess));
        const end = above.y + grown * (row.y - above.y), tip = a + grown * (b - a);
        make("polygon", { class: "fan", points: `${middle},${above.y} ${a},${above.y} ${tip},${end} ${middle},${end}` }, svg);
        make("line", { class: "edge", x1: a, y1: above.y, x2: tip, y2: end }, svg);
      }
    }
  });

  rows.forEach((row, i) => {
    axis(svg, row, size, width, middle, reach);
    const grown = Math.max(0, Math.min(1, (journey - i) * 2));
    if (row.there) nudge(svg, row, size, middle, inside, grown, data.large);
    words(svg, row, size, width, middle, grown);
    if (i > 0 && row.rate) {
      // Where the lines stand close, the rate stands beside the values, not between them.
      const y = (rows[i - 1].y + row.y) / 2 + size * 0.4;
      make("text", { class: "rate", x: middle + size * (gap < size * 5 ? 2.6 : 0.7), y, "font-size": size * 1.02 }, svg, row.rate);
    }
  });
}

function axis(svg, row, size, width, middle, reach) {
  make("line", { class: "axis", x1: size * 0.5, y1: row.y, x2: width - size * 0.5, y2: row.y, "stroke-width": 1.5 }, svg);
  if (!row.there) return;
  const step = niceStep((2 * row.half) / Math.max(3, width / 130));
  const first = Math.ceil((row.value - row.half) / step) * step;
  for (let value = first, k = 0; value <= row.value + row.half && k < 40; k += 1, value = first + k * step) {
    const x = row.at(value);
    make("line", { class: "tick", x1: x, y1: row.y - 4, x2: x, y2: row.y + 4, "stroke-width": 1.5 }, svg);
    if (Math.abs(x - middle) > size * 0.2) {
      make("text", { class: "ticktext", x, y: row.y + size * 1.35, "text-anchor": "middle", "font-size": size * 0.82 }, svg, tickText(value, step));
    }
  }
}

function nudge(svg, row, size, middle, inside, grown, large) {
  const thick = large ? 6 : 4;
  if (row.guess !== null && grown > 0) {
    const end = inside(row.at(row.guess)), tip = middle + grown * (end - middle);
    const way = Math.sign(tip - middle), head = Math.min(Math.abs(tip - middle), size * 0.75);
    make("line", { class: "arrow", x1: middle, y1: row.y, x2: tip - way * head, y2: row.y, "stroke-width": thick }, svg);
    make("path", { class: "arrowhead", d: `M${tip} ${row.y}L${tip - way * head} ${row.y - head * 0.62}L${tip - way * head} ${row.y + head * 0.62}Z` }, svg);
  }
  if (row.tip !== null && grown >= 1) {
    make("circle", { class: "really", cx: inside(row.at(row.tip)), cy: row.y, r: size * 0.5, "stroke-width": large ? 4 : 2.5 }, svg);
  }
  make("circle", { class: "here", cx: middle, cy: row.y, r: size * 0.42 }, svg);
}

function words(svg, row, size, width, middle, grown) {
  make("text", { class: "formula", x: size * 0.5, y: row.y - size * 0.75, "font-size": size * 1.02 }, svg, row.formula);
  make("text", { class: "shown", x: middle, y: row.y - size * 0.75, "text-anchor": "middle", "font-size": size * 1.02 }, svg, row.shown);
  if (grown >= 1) {
    make("text", { class: "move", x: width - size * 0.5, y: row.y - size * 0.75, "text-anchor": "end", "font-size": size }, svg, width < 700 ? row.move.split(", ")[0] : row.move);
  }
}

function play(memory) {
  cancelAnimationFrame(memory.animation);
  const count = memory.data.lines.length;
  const begin = performance.now();
  const next = (now) => {
    const journey = (now - begin) / PACE;
    if (journey >= count) { memory.animation = 0; draw(memory); return; }
    draw(memory, journey);
    memory.animation = requestAnimationFrame(next);
  };
  memory.animation = requestAnimationFrame(next);
}

export default function ({ parentElement: root, data }) {
  let memory = memories.get(root);
  if (!memory) {
    const box = root.querySelector(".lines");
    memory = { box, svg: box.querySelector("svg"), animation: 0 };
    memory.watch = new ResizeObserver(() => {
      const width = memory.svg.clientWidth;
      if (memory.data && width && Math.abs(width - memory.width) > 1) draw(memory);
    });
    memory.watch.observe(memory.svg);
    box.querySelector(".play").onclick = () => play(memory);
    memories.set(root, memory);
  }
  memory.data = data;
  memory.box.classList.toggle("large", Boolean(data.large));
  if (!memory.animation) draw(memory);
  return () => { cancelAnimationFrame(memory.animation); memory.watch.disconnect(); memories.delete(root); };
}
