// What the descent runs on, curve or level lines: sent once for each function and window, kept for the picture under its name.

import { doubles } from "../shared/arrays.js";
import { Channel } from "../shared/channel.js";
import { Program, runs } from "../shared/program.js";
import { widget } from "../shared/widget.js";

const MOST = 40; // grounds kept

/** @import { Portable } from "../shared/program.js" */
/** @typedef {{ x: Float64Array, y: Float64Array, lines: { length: number, shade: number | null }[], program: Program | null }} Ground */

/** @type {Map<string, Ground>} */
export const grounds = new Map();
/** A ground has come: its name. @type {Channel<string>} */
export const arrivals = new Channel();

/** @param {{ name: string, x: string, y: string, lines: [number, number | null][], program: Portable | null }} data */
function take(data) {
  if (grounds.has(data.name)) return;
  for (const oldest of grounds.keys()) if (grounds.size > MOST) grounds.delete(oldest);
  grounds.set(data.name, { x: doubles(data.x), y: doubles(data.y), lines: data.lines.map(([length, shade]) => ({ length, shade })), program: runs(data.program) ? new Program(data.program) : null });
  arrivals.tell(data.name);
}

export default widget(() => ({ update: take }));
