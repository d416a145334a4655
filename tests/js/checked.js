// Runs here and, as text of its own, in the browser.

/** Numbers that JSON has no room for travel as text. */
const plain = (value) => (Number.isFinite(value) ? value : String(value));

export function checked({ Program, runs }, { program, places, slots }) {
  if (!runs(program)) return null;
  const ours = new Program(program);
  return places.map((place, k) => {
    const theirs = slots[k].map(Number);
    const steps = ours.steps.map(({ act, from }) => plain(act(...from.map((slot) => theirs[slot]))));
    ours.run(place.map(Number));
    return { steps, values: ours.outputs.map((_, which) => plain(ours.value(which))) };
  });
}
