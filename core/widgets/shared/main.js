// Begins everything, once.

import { open } from "./door.js";
import { watchDoors } from "./leaving.js";
import { watchHands } from "./turns.js";
/** @import { Kind } from "./door.js" */

/**
 * @param {Record<string, Kind>} kinds
 * @param {Record<string, unknown>} modules
 */
export function start(kinds, modules) {
  watchDoors();
  watchHands();
  open(kinds, modules);
}
