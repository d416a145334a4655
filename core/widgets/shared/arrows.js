// The arrow keys as directions.

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Where an arrow key points, right and up; [0, 0] for any other key. @param {KeyboardEvent} event @returns {[number, number]} */
export const wayOf = (event) => WAYS[event.key] ?? [0, 0];
