/**
 * One contender of the store benches: writes a raw picture by strips, or reads by strips or regions. The ending decides
 * between HDF5 and Zarr.
 * Not here: measuring it (bench/stores/hdf5, bench/stores/zarr).
 * Read next: bench/stores/hdf5.ts, bench/stores/zarr.ts, and the peers beside this file.
 */
import { open } from "node:fs/promises";
import { openHdf5 } from "../../src/store/hdf5/open-hdf5.ts";
import { createHdf5 } from "../../src/store/hdf5/write/create-hdf5.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { createZarr } from "../../src/store/zarr/write/create.ts";

const [what = "", path = "", picture = "", size = "0", options = "{}"] = process.argv.slice(2);
const side = Number(size);
const rows = 256;
const [create, openStore] = path.endsWith(".zarr") ? [createZarr, openZarr] : [createHdf5, openHdf5];

const works: Readonly<Record<string, () => Promise<unknown>>> = {
  write: async () => {
    const shape = { width: side, height: side, bands: 3, format: "uchar", chunk: { width: 256, height: 256 } } as const;
    await using input = await open(picture, "r");
    await using store = await create(path, shape, { overwrite: true, ...JSON.parse(options) });
    const strip = new Uint8Array(side * 3 * rows);
    for (let top = 0; top < side; top += rows) {
      const height = Math.min(rows, side - top);
      await input.read(strip, 0, height * side * 3, top * side * 3);
      await store.write({ left: 0, top, width: side, height }, strip.subarray(0, height * side * 3));
    }
    await store.finish();
  },
  strips: async () => {
    await using store = await openStore(path);
    const strip = new Uint8Array(side * 3 * rows);
    for (let top = 0; top < side; top += rows) {
      const height = Math.min(rows, side - top);
      await store.read({ left: 0, top, width: side, height }, strip.subarray(0, height * side * 3));
    }
  },
  regions: async () => {
    await using store = await openStore(path);
    const region = new Uint8Array(3_000_000);
    let state = 1;
    const next = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % (side - 1000);
    };
    for (let count = 0; count < 200; count += 1) {
      await store.read({ left: next(), top: next(), width: 1000, height: 1000 }, region);
    }
  },
};

await works[what]?.();
