// What the stage shows now. Python sends it to the picture in one message a redraw; the words, the steps and the table beside it take
// it from here, so that all of them always speak of the same run.
const shownNow = () => (window.descentShown ??= { run: null, hosts: new Set() });

function show(run) {
  const now = shownNow();
  now.run = run;
  now.hosts.forEach((draw) => draw(run));
}

// Calls ``draw`` with every run from now on; returns what ends that.
function follow(draw) {
  const now = shownNow();
  now.hosts.add(draw);
  if (now.run) draw(now.run);
  return () => now.hosts.delete(draw);
}

function doubles(text) { return new Float64Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer); }

/* ---- a run: row k is the state after k steps, its columns the point, f, and the slope along each variable ---- */

function decoded(data) {
  const d = data.variables.length, width = 2 * d + 1, numbers = doubles(data.numbers);
  const at = (k, column) => numbers[k * width + column];
  const length = (k) => (k === 0 ? 0 : Math.hypot(...Array.from({ length: d }, (_, i) => at(k, i) - at(k - 1, i))));
  return { ...data, d, at, length, rows: numbers.length / width, k: Math.min(data.k, numbers.length / width - 1) };
}

/* ---- the verdict: words of ours with numbers in the colours of the picture; never HTML ---- */

const TONES = { function: "blue", slope: "violet", rising: "green", falling: "red", flat: "gray", path: "orange" };

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = bound(text);
  return made;
}

// A place such as (x, y) = (3, 2) never breaks over two lines.
function bound(text) { return text.replace(/\([^()]*\)/g, (all) => all.replace(/ /g, "\u00a0")).replace(/ ([=≤]) /g, "\u00a0$1\u00a0").replace(/\//g, "/\u2060"); }

function fillWords(box, { words }) {
  const text = JSON.stringify(words);
  if (box.said === text) return;
  box.said = text;
  const verdict = element("p", "verdict", "");
  const badge = element("span", "badge", words.badge[0]);
  badge.style.setProperty("--c", `var(--st-${words.badge[1]}-color)`);
  verdict.append(badge, bound(` ${words.verdict}`));
  const now = element("p", "now", "");
  for (const [part, tone] of words.now) {
    const piece = tone ? element("b", "", part) : bound(part);
    if (tone) piece.style.color = `var(--st-${TONES[tone]}-text-color)`;
    now.append(piece);
  }
  box.replaceChildren(verdict, now, ...(words.theory ? [element("p", "theory", words.theory)] : []));
}
