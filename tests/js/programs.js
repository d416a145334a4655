// For tests/widgets/test_program.py: what our twin makes of programs. stdin: [{ program, places, slots }, …]; stdout: for each of them, place by
// place, the result of each instruction on Python's own slots, and the functions' values.
import { checked } from "./checked.js";
import * as twin from "../../core/widgets/shared/program.js";

let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(JSON.parse(text).map((job) => checked(twin, job))));
