// For tests/widgets/test_chain_twin.py: [{ lines, chain }, …] on stdin; the lines at the chain's own x and dx on stdout.
import { linesAt, programsOf } from "../../core/widgets/number_lines/chain.js";

let text = "";
for await (const part of process.stdin) text += part;
process.stdout.write(JSON.stringify(JSON.parse(text).map(({ lines, chain }) => linesAt(lines, chain, programsOf(chain), chain.x, chain.dx))));
