/**
 * Kills conversions to HDF5 at random moments, and checks what each left: `npx tsx scripts/kill-hdf5.ts [COUNT]`.
 * Not here: the few of these that run with the tests (test/store/hdf5/interrupted.test).
 * Read next: test/store/hdf5/kill-and-check.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interruptedName } from "../src/store/hdf5/interrupted-file.ts";
import { computedShape } from "../test/store/hdf5/computed-picture.ts";
import { checkRows, runWriter } from "../test/store/hdf5/kill-and-check.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-kill-"));
try {
  let [kept, path, before] = [0, join(folder, "0.h5"), 0];
  const count = Number(process.argv[2] ?? 20);
  for (let turn = 0; turn < count; turn += 1) {
    const row = before + Math.floor(Math.random() * (computedShape.height - before));
    const { code } = await runWriter(path, ["true"], row);
    const rows = await checkRows(code === 0 ? path : interruptedName(path), before);
    process.stdout.write(`killed at row ${row}: ${rows} rows are complete and right\n`);
    kept += rows > before ? 1 : 0;
    // Each file is gone on from until it is nearly complete, then the next is begun.
    const isOver = code === 0 || rows > computedShape.height * 0.9;
    [path, before] = isOver ? [join(folder, `${turn + 1}.h5`), 0] : [path, rows];
  }
  process.stdout.write(`${count} killed; ${kept} had got further than those before\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
