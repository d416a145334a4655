// Two things the browser's address needs: a button that copies it, and calm. Streamlit adds an entry to the history each time a
// value in the address changes, so that "back" would walk through every value; here a change on the same page replaces the entry.
// Browsers also refuse more than about a hundred changes in half a minute: past that, only the latest is kept and written later.
// And when a page is entered, its values may arrive before its path has changed; so a change waits a moment, and is dropped if
// the path changes meanwhile (Streamlit then brings both together).

import { nameParts } from "../shared/landmarks.js";
import { widget } from "../shared/widget.js";

const BUSIEST = 60, SPAN = 30000, SOON = 60, LATER = 1000;

let calmed = false;

/** @param {History} history */
function calm(history) {
  if (calmed) return;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  /** @type {number[]} */
  let times = [];
  /** @type {string | URL | null} */
  let pending = null;
  let timer = 0;

  const forget = () => { clearTimeout(timer); timer = 0; pending = null; };
  const flush = () => {
    const url = pending;
    forget();
    times.push(performance.now());
    replace({}, "", url);
  };
  history.pushState = (state, title, url) => {
    if (new URL(url ?? "", location.href).pathname !== location.pathname) {
      forget();
      push(state, title, url);
      return;
    }
    times = times.filter((time) => performance.now() - time < SPAN);
    pending = url ?? "";
    timer ||= window.setTimeout(flush, times.length < BUSIEST ? SOON : LATER);
  };
  window.addEventListener("popstate", forget, true);
  calmed = true;
}

export default widget((place) => {
  calm(window.history);
  const button = place.find(".share"), word = place.find(".share span");
  const field = /** @type {HTMLInputElement} */ (place.find(".address"));
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      word.textContent = "Link copied";
    } catch {
      // No clipboard without https: show the address to copy by hand.
      field.hidden = false;
      field.value = location.href;
      field.select();
    }
    setTimeout(() => { word.textContent = "Share"; }, 2000);
  };
  return {
    update: (/** @type {{ large: boolean }} */ { large }) => {
      button.classList.toggle("large", large);
      nameParts(place.host);
    },
  };
});
