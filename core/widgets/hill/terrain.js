// Takes in a landscape and, after it, its critical points: they take longer to find, and come perhaps before their landscape is here.

import { opened } from "../shared/arrays.js";
import { widget } from "../shared/widget.js";
import { arrivals, Terrain, terrains } from "./terrains.js";

/** @typedef {{ key: string, mark: string, marks: { x: number, y: number, kind: string }[] }} Marks */

/** @type {Map<string, Marks>} */
const found = new Map();

/** @param {string} key */
function putMarks(key) {
  const terrain = terrains.get(key), marks = found.get(key);
  if (!terrain || marks?.mark !== terrain.mark) return;
  terrain.critical = marks.marks;
  arrivals.tell(key);
}

/** @param {any} data */
function take(data) {
  if (data.marks) {
    const known = found.get(data.key);
    found.set(data.key, data);
    if (known?.mark !== data.mark || known?.marks.length !== data.marks.length) putMarks(data.key);
    return;
  }
  if (terrains.get(data.key)?.mark === data.mark) return;
  terrains.set(data.key, new Terrain(data));
  arrivals.tell(data.key);
  putMarks(data.key);
}

export default widget(() => ({ update: (sent) => take(sent instanceof Uint8Array ? opened(sent) : sent) }));
