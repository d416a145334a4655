// What a descent needs beside the rules that Python sends (rules.js): Newton's step, the line search's constants, the schedules.
// The twin of the end of core/descent/optimisers.py and of schedules.py; tests/widgets/test_descent_twin.py holds the two against each other.

/** H⁻¹·∇f for one or two variables; the Hessian by rows without repetition. @param {number[]} gradient @param {number[]} hessian @returns {number[]} */
export function newtonStep(gradient, hessian) {
  if (gradient.length === 1) return [gradient[0] / hessian[0]];
  const [gx, gy] = gradient, [a, b, c] = hessian, determinant = a * c - b * b;
  return [(c * gx - b * gy) / determinant, (a * gy - b * gx) / determinant];
}

export const ARMIJO = 1e-4, SHRINK = 0.5, MOST_HALVINGS = 60;

/** What η is multiplied by at a step. @type {Record<string, (step: number, steps: number) => number>} */
export const SCHEDULES = {
  constant: () => 1,
  step: (step, steps) => 0.1 ** Math.floor(step / Math.max(1, Math.ceil(steps / 3))),
  cosine: (step, steps) => (1 + Math.cos((Math.PI * step) / Math.max(1, steps))) / 2,
  "warm-up": (step, steps) => Math.min(1, (step + 1) / Math.max(5, Math.floor(steps / 10))),
};
