// The verdict in a place of its own: on the projector, where it stands beside the picture under the sliders.
const places = new WeakMap();

export default function ({ parentElement: root }) {
  if (!places.has(root)) places.set(root, follow((run) => fillWords(root.querySelector(".words"), run)));
  return () => { places.get(root)?.(); places.delete(root); };
}
