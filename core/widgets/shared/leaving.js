// From the click on another page until that page is there, components of the old page are silent. Streamlit takes what arrives
// meanwhile for news of the page that is being left, and goes back to it. Each component says whose page it is on (data.page).

import { pageOf } from "./streamlit.js";
/** @import { Component } from "./widget.js" */

const GIVEN_UP = 3000; // ms after which the other page is not expected any more
const doors = {
  /** @type {string | null} */
  here: null,
  /** @type {string | null} */
  left: null,
  leftAt: 0,
  path: "",
};

/** @param {string} path */
function leave(path) {
  if (path !== doors.path) Object.assign(doors, { path, left: doors.here, leftAt: performance.now() });
}

/** From now on the page notices when it is being left. */
export function watchDoors() {
  doors.path = location.pathname;
  window.addEventListener("popstate", () => leave(location.pathname), true);
  window.addEventListener("click", (event) => {
    const path = pageOf(event);
    if (path !== null) leave(path);
  }, true);
}

/**
 * ``setStateValue``, silent while the component's page is being left.
 * @param {Component} component
 * @returns {(name: string, value: unknown) => void}
 */
export function whileHere({ parentElement: root, data, setStateValue }) {
  doors.here = data?.page ?? doors.here; // bytes cannot say it
  return (name, value) => {
    const leaving = data?.page === doors.left && performance.now() - doors.leftAt < GIVEN_UP;
    if (root.isConnected && !leaving) setStateValue(name, value);
  };
}
