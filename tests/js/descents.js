// For tests/widgets/test_descent_twin.py: [{ program, settings, variables }, …] on stdin; the rows of each run and its steps in numbers on stdout.
import { nowOf, stepInNumbers } from "../../core/widgets/descent_run/explain.js";
import { runOf } from "../../core/widgets/descent_run/shown.js";
import { descend } from "../../core/widgets/descent_run/walk.js";
import { Program } from "../../core/widgets/shared/program.js";

let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(JSON.parse(text).map(({ program, settings, variables }) => {
  const numbers = descend(new Program(program), settings), width = 2 * variables.length + 1, rows = numbers.length / width;
  const run = runOf({ variables }, numbers, settings, rows - 1, true);
  const told = Array.from({ length: rows }, (_, k) => [stepInNumbers(run, k), nowOf(run, k).map(([words]) => words).join("")]);
  return { numbers: Array.from({ length: rows }, (_, k) => [...numbers.subarray(k * width, (k + 1) * width)]), told };
})));
