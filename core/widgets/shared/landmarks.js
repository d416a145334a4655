// What a page is made of, for those who go through it by keyboard or by ear: a way past the row of pages, and names for its parts.

import { contents, keyed, scroller } from "./streamlit.js";

const SKIP = "skip-to-the-function";

/** Names the parts of the page that a widget at ``host`` stands on. @param {Element} host */
export function nameParts(host) {
  const row = document.querySelector(keyed("frame")), main = scroller(host);
  row?.setAttribute("role", "navigation");
  row?.setAttribute("aria-label", "Pages");
  main?.setAttribute("role", "main");
  if (!document.getElementById(SKIP)) document.body.prepend(skip(host));
}

/** @param {Element} host */
function skip(host) {
  const link = document.createElement("a");
  link.id = SKIP;
  link.href = "#";
  link.textContent = "Skip to the function";
  Object.assign(link.style, { position: "fixed", zIndex: "9999999", left: "0.5rem", top: "-10rem", padding: "0.5rem 0.9rem", borderRadius: "0.4rem", background: "Canvas", color: "CanvasText", border: "2px solid" });
  link.onfocus = () => { link.style.top = "0.5rem"; };
  link.onblur = () => { link.style.top = "-10rem"; };
  link.onclick = (event) => {
    event.preventDefault();
    const target = /** @type {HTMLElement | null} */ (document.querySelector(`${keyed("first_screen")} input`) ?? contents(host));
    target?.focus();
  };
  return link;
}
