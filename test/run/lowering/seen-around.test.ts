/**
 * Operations that need many rows around their own, over files that are read in order: no thread finds its rows evicted.
 * Not here: how many rows are too many (test/plan/access/held-images.unit.test.ts).
 * Read next: src/plan/access/held-images.ts, src/plan/access/rows-around.ts.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { configure, Image, open } from "../../../src/index.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../../store/plain-array.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

// With four threads, every sequential run that needed 140 rows around failed.
configure({ memory: "2GB", threads: 4 });
const size = { width: 40, height: 3000 };
const samples = Uint8Array.from(randomBytesOf(seededRandom(8), size.width * size.height));
const inMemory = Image.fromPixels(samples, { ...size, bands: 1 });
const path = join(temporaryFolder(), "tall.tif");
await inMemory.save(path);

const column = (height: number): Image => Image.matrix(Array.from({ length: height }, () => [1]));
const averaged = (image: Image, rows: number): Image => image.conv(column(rows), { precision: "float" }).cast("uchar");

const cases: Readonly<Record<string, (image: Image) => Image>> = {
  "100 rows": (image) => averaged(image, 201),
  "140 rows": (image) => averaged(image, 281),
  "twice 100 rows": (image) => averaged(averaged(image, 201), 201),
  "two images merged, 1000 rows of which lie over each other": (image) => image.merge(image, "vertical", 0, -2000),
};

test.each(Object.keys(cases))("%s: as from memory", async (name) => {
  const make = cases[name] as (image: Image) => Image;
  const image = await open(path);
  using expected = await make(inMemory).pixels();
  for (let turn = 0; turn < 3; turn += 1) {
    using found = await make(image).pixels();
    expect(Buffer.compare(Buffer.from(found.data.buffer), Buffer.from(expected.data.buffer))).toBe(0);
  }
});
