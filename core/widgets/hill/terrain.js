// Takes in a landscape and, after it, its critical points: they take longer to find, and come perhaps before their landscape is here.

import { opened } from "../shared/arrays.js";
import { widget } from "../shared/widget.js";
import { arrivals, Terrain, terrains } from "./terrains.js";

/** @import { Critical, Sent } from "./terrains.js" */

/** What hill.py sends after a landscape. @typedef {{ key: string, mark: string, marks: Critical[] }} Marks */

/** @type {Map<string, Marks>} */
const found = new Map();

/** @param {string} key */
function putMarks(key) {
  const terrain = terrains.get(key), marks = found.get(key);
  if (!terrain || marks?.mark !== terrain.mark) return;
  terrain.critical = marks.marks;
  arrivals.tell(key);
}

/** @param {Marks} data */
function takeMarks(data) {
  const known = found.get(data.key);
  found.set(data.key, data);
  if (known?.mark !== data.mark || known?.marks.length !== data.marks.length) putMarks(data.key);
}

/** @param {Sent} data */
function take(data) {
  if (terrains.get(data.key)?.mark === data.mark) return;
  terrains.set(data.key, new Terrain(data));
  arrivals.tell(data.key);
  putMarks(data.key);
}

export default widget(() => ({
  update: (/** @type {Uint8Array | Marks} */ sent) => (sent instanceof Uint8Array ? take(/** @type {Sent} */ (opened(sent))) : takeMarks(sent)),
}));
