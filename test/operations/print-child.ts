/**
 * Calls an operation that writes to stdout, in a process of its own: `print-child.ts <operation> <rows as JSON>`.
 * Not here: judging it.
 * Read next: test/operations/other/other.test.ts, test/operations/foreign/special.test.ts.
 */
import { picture } from "./pictures.ts";
import { runCase } from "./run-case.ts";

const [operation = "", json = "[]"] = process.argv.slice(2);
const rows = JSON.parse(json) as number[][];
const format = operation === "matrixprint" ? "double" : "uchar";
const given = picture([rows[0]?.length ?? 0, rows.length, 1], format, rows.flat(), "b-w");
await runCase({ operation, args: { in: given } });
