// Of all that can be played on the page, only what is nearest the middle of the screen listens to the keys.
const playable = (globalThis.playableOnPage ??= new Set());
function hasTheKeys(box) {
  const off = (other) => {
    const { top, bottom } = other.getBoundingClientRect();
    return bottom < 0 || top > innerHeight ? Infinity : Math.abs((top + bottom - innerHeight) / 2);
  };
  return off(box) < Infinity && [...playable].every((other) => off(box) <= off(other));
}
