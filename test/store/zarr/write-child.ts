/**
 * Writes a Zarr store strip by strip in a process of its own, to be killed, and reports its progress.
 * Not here: the killing (test/store/zarr/interrupted.process.test.ts).
 * Read next: test/store/zarr/interrupted.process.test.ts.
 */
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import { interruptedShape, rowsOf } from "./interrupted-image.ts";

const [path = "", options = "{}", lastRow] = process.argv.slice(2);
await using store = await createZarr(path, interruptedShape, JSON.parse(options));
for (let top = store.storedRows; top < interruptedShape.height; top += 20) {
  const height = Math.min(20, interruptedShape.height - top);
  await store.write({ left: 0, top, width: interruptedShape.width, height }, rowsOf(top, height));
  process.stdout.write(`${top}\n`);
  // Wait here to be killed, unless that happened before.
  if (top >= Number(lastRow)) await new Promise((resolve) => setTimeout(resolve, 20_000));
}
await store.finish();
