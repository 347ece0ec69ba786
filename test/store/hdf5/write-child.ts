/**
 * Writes a computed picture into an HDF5 file, strip by strip, with an index every few milliseconds.
 * Not here: who kills it (test/store/hdf5/interrupted.process.test.ts).
 * Read next: test/store/hdf5/interrupted.process.test.ts.
 */
import { createHdf5 } from "../../../src/store/hdf5/write/create-hdf5.ts";
import { computedRows, computedShape } from "./computed-picture.ts";

const [path = "", resume = "false", overwrite = "false"] = process.argv.slice(2);
const { width, height } = computedShape;
await using store = await createHdf5(path, computedShape, {
  checkpointSeconds: 0.02,
  resume: resume === "true",
  overwrite: overwrite === "true",
});
process.stdout.write(`begins at ${store.storedRows}\n`);
// Strips that do not match the chunks, so that some chunks are open whenever it ends.
for (let top = store.storedRows; top < height; top += 50) {
  const rows = Math.min(50, height - top);
  await store.write({ left: 0, top, width, height: rows }, computedRows(top, rows));
  process.stdout.write(`row ${top}\n`);
}
await store.finish();
process.stdout.write("finished\n");
