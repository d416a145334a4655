// What the descent runs on, curve or level lines: sent once for each function and window, kept for the picture under its name.
export default function ({ data }) {
  const grounds = (window.descentGrounds ??= new Map());
  if (grounds.has(data.name)) return;
  if (grounds.size > 40) grounds.delete(grounds.keys().next().value);
  grounds.set(data.name, { x: doubles(data.x), y: doubles(data.y), lines: data.lines.map(([length, shade]) => ({ length, shade })) });
  window.dispatchEvent(new CustomEvent("descent-ground"));
}
