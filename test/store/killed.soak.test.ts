/**
 * Conversions that are killed at any moment: the rest is right, and resuming it gives the same pixels.
 * Not here: fifty of each, which are `npm run bench -- kill`.
 * Read next: test/store/killed-conversion.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../codec/seeded-random.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { canJudgeKilled, KilledConversions, type KilledLayout, killedLayouts } from "./killed-conversion.ts";

const conversions = new KilledConversions(temporaryFolder(), { width: 900, height: 4300 });
const seed = Date.now() % 100_000;
const random = seededRandom(seed);

if (!canJudgeKilled) {
  process.stderr.write("SKIPPED: killed conversions; apt-get install python3-h5py python3-zarr python3-tifffile\n");
}
afterAll(() => conversions[Symbol.dispose]());

describe.skipIf(!canJudgeKilled)(`a conversion that is killed (seed ${seed})`, () => {
  beforeAll(() => conversions.makePicture());

  test.each(Object.keys(killedLayouts))("leaves what h5py, zarr-python or arithmetic find right: %s", async (name) => {
    const layout = killedLayouts[name] as KilledLayout;
    const lastsMs = await conversions.undisturbed(layout);
    const killed = await conversions.turn(layout, [lastsMs * (0.5 + random() / 2), lastsMs * random()]);
    expect(killed.length).toBeGreaterThan(0);
  });

  test("leaves a file as it was to which it adds a dataset, and the next one adds it", async () => {
    const moments = [random(), 0.5 + random() / 2, 0.8 + random() / 5].map((part) => part * 2500);
    expect((await conversions.turnOfAdding(moments)).length).toBeLessThanOrEqual(3);
  });
});
