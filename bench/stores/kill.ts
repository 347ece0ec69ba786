/**
 * Kills conversions into HDF5 and Zarr at random moments. Other readers judge the partial files, and each
 * conversion is then resumed.
 * Not here: the killing and judging (test/store/killed-conversion); a few such cases run with the tests.
 * Read next: test/store/killed-conversion.ts, docs/explanation/stores.md.
 */
import { parseArgs } from "node:util";
import { seededRandom } from "../../test/codec/seeded-random.ts";
import {
  canJudgeKilled,
  type Killed,
  KilledConversions,
  type KilledLayout,
  killedLayouts,
} from "../../test/store/killed-conversion.ts";
import { inFolder } from "../pictures/in-folder.ts";
import { table } from "../shown/table.ts";

export const summary =
  "kill [hdf5 zarr2 zarr3 pyramid pyramid2 added] [--count 50] [--seed N]: conversions killed at random moments, and gone on with";

/** Some seconds of work: several rows of shards, and several indexes. */
const size = { width: 2500, height: 10_000 };

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { count: { type: "string", default: "50" }, seed: { type: "string" } },
    allowPositionals: true,
  });
  if (!canJudgeKilled)
    throw new Error("h5py, zarr-python 2 and tifffile judge this: install python3-{h5py,zarr,tifffile}");
  const names = positionals.length > 0 ? positionals : [...Object.keys(killedLayouts), "added"];
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  process.stdout.write(`seed ${seed}, ${size.width} × ${size.height} RGB\n`);
  const rows: string[][] = [];
  await inFolder(async (folder) => {
    using conversions = new KilledConversions(folder, size);
    await conversions.makePicture();
    for (const name of names) {
      if (name === "added") {
        rows.push([name, ...(await killAdding(conversions, Number(values.count), seededRandom(seed)))]);
        continue;
      }
      const layout = killedLayouts[name];
      if (layout === undefined) throw new Error(`there is no layout ${name}`);
      rows.push([name, ...(await killMany(conversions, layout, Number(values.count), seededRandom(seed)))]);
    }
  });
  const head = [
    "",
    "killed",
    "had something",
    "chunks named",
    "rows complete",
    "again while resuming",
    "finished equal",
  ];
  process.stdout.write(`\n${table(head, rows)}\n`);
}

/** Spreads the moments over the time of an undisturbed run. Every second one is killed once more, later on. */
async function killMany(
  conversions: KilledConversions,
  layout: KilledLayout,
  count: number,
  random: () => number,
): Promise<string[]> {
  const lastsMs = await conversions.undisturbed(layout);
  const [first, again]: [Killed[], Killed[]] = [[], []];
  let wrong = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const momentMs = ((turn + random()) / count) * lastsMs;
    const moments = turn % 2 === 0 ? [momentMs] : [momentMs, random() * lastsMs];
    const at = moments.map((each) => `${Math.round(each)} ms`).join(" and ");
    try {
      const [one, ...others] = await conversions.turn(layout, moments);
      if (one?.killed) first.push(one);
      again.push(...others);
      const told = [one, ...others].map((each) => `${each?.left.named} of ${each?.left.chunks} chunks`).join(", ");
      process.stdout.write(`${layout.ending} ${turn + 1}: killed at ${at}: ${told}\n`);
    } catch (error) {
      wrong += 1;
      process.exitCode = 1;
      process.stdout.write(`${layout.ending} ${turn + 1}: killed at ${at}: WRONG: ${(error as Error).message}\n`);
    }
  }
  const had = first.filter(({ left }) => left.named > 0).length;
  const named = mean(first.map(({ left }) => left.named / Math.max(1, left.chunks)));
  const complete = mean(first.map(({ left }) => left.rows / size.height));
  return [
    `${first.length} of ${count}`,
    String(had),
    named,
    complete,
    String(again.length),
    `${count - wrong} of ${count}`,
  ];
}

/**
 * Spreads the moments over the time of an undisturbed addition, and a little more: an addition ends
 * with its last bytes.
 */
async function killAdding(conversions: KilledConversions, count: number, random: () => number): Promise<string[]> {
  await conversions.turnOfAdding([]);
  const begun = performance.now();
  await conversions.turnOfAdding([]);
  const lastsMs = performance.now() - begun;
  let [killed, there, wrong] = [0, 0, 0];
  for (let turn = 0; turn < count; turn += 1) {
    const momentMs = ((turn + random()) / count) * lastsMs;
    try {
      const told = await conversions.turnOfAdding([momentMs]);
      killed += told.length;
      there += told.filter((each) => each).length;
      process.stdout.write(`added ${turn + 1}: killed at ${Math.round(momentMs)} ms: ${told.join() || "had ended"}\n`);
    } catch (error) {
      wrong += 1;
      process.exitCode = 1;
      process.stdout.write(
        `added ${turn + 1}: killed at ${Math.round(momentMs)} ms: WRONG: ${(error as Error).message}\n`,
      );
    }
  }
  return [`${killed} of ${count}`, String(there), "all or none", "all or none", "0", `${count - wrong} of ${count}`];
}

function mean(fractions: readonly number[]): string {
  const sum = fractions.reduce((total, each) => total + each, 0);
  return `${Math.round((100 * sum) / Math.max(1, fractions.length))} % in the mean`;
}
