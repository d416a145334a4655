// The lines of a chain x → u → … → f while a hand moves: the twin of ``number_lines`` in core/sections/chain_rule/stage.py and of ``halves`` in
// number_lines.py. At rest Python's lines take their place; only they know of corners.

import { number } from "../shared/format.js";
import { Program } from "../shared/program.js";
/** @import { Portable } from "../shared/program.js" */

const LONGEST_ARROW = 0.8; // share of half a line that the largest nudge may take
const LARGEST_RATIO = 8; // of the longest arrow to the shortest
const SHOWN_NUDGE = 0.5; // nudges up to this fit on the lines without a change of their scale

/** @typedef {{ name: string, formula: string, value: number | null, guess: number | null, tip: number | null, half: number, move: string, shown: string, rate: string }} Line */
/** A link: its value and its rate as a program of ``inner`` and letters. @typedef {{ inner: string, program: Portable }} Link */
/** @typedef {{ x: number, dx: number, links: Link[], letters: Record<string, number> }} Chain */

/**
 * Values along the chain at ``x`` (one more than there are rates) and the rates of its links, NaN where there are none.
 * @param {Chain} chain
 * @param {Program[]} programs
 * @param {number} x
 */
export function reading({ links, letters }, programs, x) {
  const values = [x], rates = programs.map((program, i) => {
    program.run(program.inputs.map((name) => (name === links[i].inner ? values[i] : letters[name])));
    values.push(program.value(0));
    return program.value(1);
  });
  return { values, rates };
}

/**
 * How much of each line to show. All in one scale would be best; where the ratios are too large they are drawn closer together, in their order.
 * @param {number[]} stretches
 * @param {number[]} moves
 * @param {number} reach the longest nudge of x
 */
export function halves(stretches, moves, reach) {
  const real = stretches.filter((stretch) => Number.isFinite(stretch) && stretch !== 0).map(Math.abs), sizes = real.length ? real : [1];
  const most = Math.max(...sizes), ratio = most / Math.min(...sizes);
  const power = ratio <= LARGEST_RATIO ? 1 : Math.log(LARGEST_RATIO) / Math.log(ratio);
  return stretches.map((stretch, i) => {
    const half = Number.isFinite(stretch) && stretch !== 0
      ? (Math.abs(stretch) * reach) / (LONGEST_ARROW * (Math.abs(stretch) / most) ** power)
      : Number.isFinite(moves[i]) ? Math.max(1.6 * Math.abs(moves[i]), reach) : reach;
    return Number.isFinite(half) && half > 0 ? half : reach;
  });
}

/**
 * The lines at another x and dx; ``lines`` are Python's, which know the names.
 * @param {Line[]} lines
 * @param {Chain} chain
 * @param {Program[]} programs
 * @param {number} x
 * @param {number} dx
 * @returns {Line[]}
 */
export function linesAt(lines, chain, programs, x, dx) {
  const here = reading(chain, programs, x), there = reading(chain, programs, x + dx);
  const stretches = here.rates.reduce((all, rate) => [...all, all[all.length - 1] * rate], [1]);
  const moves = here.values.map((value, i) => there.values[i] - value), half = halves(stretches, moves, Math.max(SHOWN_NUDGE, 1.15 * Math.abs(dx)));
  const sent = (/** @type {number} */ value) => (Number.isFinite(value) ? value : null);
  return lines.map((line, i) => {
    const value = here.values[i], guess = stretches[i] * dx, rate = here.rates[i - 1];
    return {
      ...line, half: half[i], value: sent(value), guess: sent(value + guess), tip: sent(there.values[i]),
      move: moveOf(line.name, guess, moves[i], i), shown: number(value, 4, "no value"),
      rate: i === 0 || !Number.isFinite(value) ? "" : Number.isFinite(rate) ? `× ${number(rate)}` : "no rate",
    };
  });
}

/** ``du ≈ 0.75``, and what it really is where that is something else. @param {string} name @param {number} guess @param {number} move @param {number} place */
function moveOf(name, guess, move, place) {
  if (!Number.isFinite(guess)) return "";
  if (place === 0) return `d${name} = ${number(guess, 3)}`;
  const about = `d${name} ≈ ${number(guess, 3)}`;
  return !Number.isFinite(move) || number(move, 3) === number(guess, 3) ? about : `${about}, really ${number(move, 3)}`;
}

/** The programs of a chain's links. @param {Chain} chain */
export const programsOf = (chain) => chain.links.map((link) => new Program(link.program));
