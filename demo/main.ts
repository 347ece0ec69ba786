/**
 * The demo: makes a folder of pictures, runs `sluice` over it as a user would, and checks and shows what came of it.
 * Not here: the pictures (demo/photos), or the contact sheet (demo/contact-sheet).
 * Read next: demo/photos, demo/command. Run it with `npm run demo`; `--small` is quicker, `--folder` works elsewhere.
 */
import { readdir, rm } from "node:fs/promises";
import { join, parse, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { SourceHeader } from "../src/graph/recipe/header.ts";
import { type Outcome, sluice } from "./command.ts";
import { type Card, writeContactSheet } from "./contact-sheet.ts";
import { plannedFailures } from "./photo-list.ts";
import { makePhotos } from "./photos.ts";
import { heading, say, secondsSince } from "./say.ts";

/** The exit code of a command that did its work, but for some files. */
const someFailed = 10;

const { values } = parseArgs({ options: { small: { type: "boolean", default: false }, folder: { type: "string" } } });
const base = relative(process.cwd(), values.folder ?? fileURLToPath(new URL(".", import.meta.url))) || ".";
const photos = join(base, "photos");
const out = join(base, "out");
const thumbs = join(out, "thumbs");
/** Smaller for smaller pictures, so that one of them is still too large. */
const memory = values.small ? "100MB" : "160MB";
const started = performance.now();

for (const folder of [photos, out]) await rm(folder, { recursive: true, force: true });

heading(`1. Pictures, painted by arithmetic, in ${photos}`);
await makePhotos({ folder: photos, small: values.small });
const files = (await readdir(photos)).sort();

heading("2. What their headers say; one file is no picture, so the exit code is 10");
expect((await sluice(["info", photos])).code === someFailed, "sluice info ended with another exit code than 10");

heading(`3. Thumbnails of all of them in ${memory}, Node.js and libvips included`);
const run = await sluice(["thumb", photos, "-o", thumbs, "--size", "500x500", "--memory", memory, "--overwrite"]);
const failures = judge(run);
const made = (await readdir(thumbs)).sort();
const wanted = files.filter((file) => !(file in plannedFailures)).map((file) => parse(file).name);
expect(made.map((file) => parse(file).name).join() === wanted.join(), `the thumbnails are ${made.join(", ")}`);
say(`  Exit code 10: ${made.length} thumbnails, and exactly the ${failures.size} failures that were planned:`);
for (const [file, { why }] of Object.entries(plannedFailures)) say(`    ${file}: ${why}`);

heading("4. A contact sheet");
const sheet = join(out, "contact-sheet.png");
const headers = await readHeaders();
const { width, height } = await writeContactSheet(sheet, run.stderr.at(-1) ?? "", files.map(cardOf));
say(`  ${sheet}, ${width} × ${height}`);
heading(`All as expected, in ${secondsSince(started)}.`);

/** Every failure that was planned and no other, each for its own reason. @returns its line by its file. */
function judge({ code, stderr }: Outcome): Map<string, string> {
  expect(code === someFailed, `sluice thumb ended with exit code ${code} instead of ${someFailed}`);
  const found = new Map<string, string>();
  for (const line of stderr) {
    const [, file, reason] = /^failed {3}.*?([^/\\:]+): (.*)$/.exec(line) ?? [];
    if (file !== undefined && reason !== undefined) found.set(file, reason);
  }
  for (const [file, { words }] of Object.entries(plannedFailures)) {
    expect(words.test(found.get(file) ?? ""), `${file} should have failed with ${words}`);
  }
  for (const file of found.keys()) expect(file in plannedFailures, `${file} should not have failed`);
  return found;
}

async function readHeaders(): Promise<Map<string, SourceHeader>> {
  const { stdout } = await sluice(["info", photos, "--json"], { quiet: true });
  const records = stdout.map((line) => JSON.parse(line) as SourceHeader & { path: string; error?: object });
  return new Map(records.filter(({ error }) => error === undefined).map((record) => [parse(record.path).base, record]));
}

function cardOf(name: string): Card {
  const thumbnail = made.find((file) => parse(file).name === parse(name).name);
  if (thumbnail !== undefined)
    return { name, header: headers.get(name), result: { thumbnail: join(thumbs, thumbnail) } };
  const failure = plannedFailures[name]?.why ?? "failed";
  return { name, header: headers.get(name), result: { failure, reason: failures.get(name) ?? "" } };
}

function expect(condition: boolean, otherwise: string): void {
  if (condition) return;
  say(`\nUnexpected: ${otherwise}`);
  process.exit(1);
}
