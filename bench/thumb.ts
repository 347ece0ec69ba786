/**
 * A folder of photos to 500-pixel thumbnails: Sluice and sharp in turn, as whole processes.
 * Not here: what the thumbnails look like; the tests judge that.
 * Read next: bench/shown/rounds.ts, bench/contenders/sharp-thumb.mjs.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { debianPhotos, gather } from "./pictures/photo-folder.ts";
import { comparisonText, machineText } from "./shown/comparison-table.ts";
import { machineFacts } from "./shown/machine.ts";
import { type Contender, compare } from "./shown/rounds.ts";

export const summary =
  "thumb [FOLDER] [--rounds N] [--memory SIZE] [--json]: a folder of photos, Sluice and sharp in turn";

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "7" },
      memory: { type: "string", default: "160MB" },
      json: { type: "boolean", default: false },
    },
  });
  const given = positionals[0];
  const folder = given ?? gather(await debianPhotos());
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  try {
    const files = readdirSync(folder, { recursive: true }).length;
    const all = contenders(folder, output, values.memory);
    const results = await compare(all, Number(values.rounds));
    const pairs = all.slice(0, -1).map(({ name }): [string, string] => [name, "sharp"]);
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ machine: machineFacts(), files, results })}\n`);
      return;
    }
    process.stdout.write(`${comparisonText(`${files} files to 500 × 500`, results, pairs)}\n${machineText()}`);
  } finally {
    rmSync(output, { recursive: true, force: true });
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Each gets an output folder of its own, which every round overwrites. */
function contenders(folder: string, output: string, memory: string): Contender[] {
  const command = process.execPath;
  const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  const script = fileURLToPath(new URL("contenders/sharp-thumb.mjs", import.meta.url));
  const thumb = (name: string, ...more: string[]): string[] => {
    return [cli, "thumb", folder, "-o", join(output, name), "--size", "500x500", "--overwrite", ...more];
  };
  return [
    { name: "sluice", command, args: thumb("sluice") },
    { name: `sluice ${memory}`, command, args: thumb("sluice-budget", "--memory", memory) },
    { name: "sharp", command, args: [script, folder, join(output, "sharp")] },
  ];
}
