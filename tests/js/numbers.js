// For tests/widgets/test_javascript.py: [[value, digits], …] on stdin, their texts on stdout. Not finite numbers come as text.
import { number } from "../../core/widgets/shared/format.js";

let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(JSON.parse(text).map(([value, digits]) => number(Number(value), digits))));
