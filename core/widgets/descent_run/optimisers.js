// One step of each optimiser: the twin of core/descent/optimisers.py and schedules.py, whose formulas are those of torch.optim.
// tests/widgets/test_descent_twin.py holds the two against each other.

/** @typedef {{ velocity: number, squares: number, count: number }} State what an optimiser remembers of one coordinate */
/** @typedef {Record<string, number>} Constants */
/** @typedef {(x: number, gradient: number, rate: number, state: State, constants: Constants) => [number, State]} Update */

/** @type {State} */
export const START = { velocity: 0, squares: 0, count: 0 };

/** @type {Update} */
const momentum = (x, g, rate, state, { momentum: mu }) => {
  const velocity = mu * state.velocity + g;
  return [x - rate * velocity, { ...START, velocity }];
};

/** @type {Update} */
const nesterov = (x, g, rate, state, { momentum: mu }) => {
  const velocity = mu * state.velocity + g;
  return [x - rate * (g + mu * velocity), { ...START, velocity }];
};

/** @type {Update} */
const adagrad = (x, g, rate, state, { eps }) => {
  const squares = state.squares + g * g;
  return [x - (rate * g) / (Math.sqrt(squares) + eps), { ...START, squares }];
};

/** @type {Update} */
const rmsprop = (x, g, rate, state, { alpha, eps }) => {
  const squares = alpha * state.squares + (1 - alpha) * g * g;
  return [x - (rate * g) / (Math.sqrt(squares) + eps), { ...START, squares }];
};

/** @type {Update} */
const adam = (x, g, rate, state, { beta1, beta2, eps }) => {
  const count = state.count + 1;
  const velocity = beta1 * state.velocity + (1 - beta1) * g;
  const squares = beta2 * state.squares + (1 - beta2) * g * g;
  const mean = velocity / (1 - beta1 ** count), size = Math.sqrt(squares / (1 - beta2 ** count));
  return [x - (rate * mean) / (size + eps), { velocity, squares, count }];
};

/** @type {Update} */
const adamw = (x, g, rate, state, constants) => adam(x * (1 - rate * constants.weight_decay), g, rate, state, constants);

/** Those that see the gradient and no more. @type {Record<string, Update>} */
export const UPDATES = { gd: (x, g, rate, state) => [x - rate * g, state], momentum, nesterov, adagrad, rmsprop, adam, adamw };

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
