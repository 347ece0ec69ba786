/**
 * Blurs an image into a tiled TIFF through the library, within the budget of `SLUICE_MEMORY`.
 * Not here: the other jobs, which the command does.
 * Read next: bench/limits/contenders.ts, bench/blur.ts.
 */
import { open } from "../../dist/index.js";

const [input, output] = process.argv.slice(2);
await (await open(input)).gaussblur(2).save(output, { tile: true });
