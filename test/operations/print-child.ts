/**
 * Prints a matrix through libvips in a process of its own, since libvips writes to stdout: `print-child.ts <rows as JSON>`.
 * Not here: judging it.
 * Read next: test/operations/other.test.ts.
 */
import { picture } from "./pictures.ts";
import { runCase } from "./run-case.ts";

const rows = JSON.parse(process.argv[2] ?? "[]") as number[][];
const matrix = picture([rows[0]?.length ?? 0, rows.length, 1], "double", rows.flat(), "matrix");
await runCase({ operation: "matrixprint", args: { in: matrix } });
