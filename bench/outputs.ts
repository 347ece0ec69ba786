/**
 * Five WebP widths of one file of 268 megapixels, and five of each of 40 photos, as JPEG: Sluice from one decode,
 * sharp by pipelines.
 * Not here: one size of each (bench/thumb), or what the files look like; the tests judge that.
 * Read next: bench/shown/rounds.ts, bench/contenders/sharp-outputs.mjs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sizes } from "./budget/case.ts";
import { writeInput } from "./budget/inputs.ts";
import { debianPhotos, gather } from "./pictures/photo-folder.ts";
import { comparisonText, machineText } from "./shown/comparison-table.ts";
import { writeSection } from "./shown/results-section.ts";
import { type Contender, compare } from "./shown/rounds.ts";

export const summary =
  "outputs [--rounds N] [--only large|photos] [--memory 512MB] [--write]: five widths of each image, beside sharp";

const widths = [320, 640, 1280, 1920, 2560];
const maxPhotos = 40;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "5" },
      only: { type: "string" },
      memory: { type: "string", default: "512MB" },
      write: { type: "boolean", default: false },
    },
  });
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  const texts: string[] = [];
  const measure = async (title: string, folder: string, files: readonly string[], format: string): Promise<void> => {
    const job = { folder, files, format, output: join(output, format), memory: values.memory };
    const results = await compare(contenders(job), Number(values.rounds));
    texts.push(comparisonText(title, results, [["sluice", "sharp"]]));
  };
  try {
    if (values.only !== "photos") {
      const large = await writeInput("jpeg 4:2:0", sizes["268 MP"]);
      await measure("five WebP widths of a JPEG of 268 megapixels", dirname(large), [basename(large)], "webp");
    }
    if (values.only !== "large") {
      const photos = (await debianPhotos()).slice(0, maxPhotos);
      const folder = gather(photos);
      try {
        await measure(`five JPEG widths of each of ${photos.length} photos`, folder, [], "jpeg");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    const text = [...texts, machineText()].join("\n");
    process.stdout.write(text);
    if (values.write) writeSection("outputs.md", "outputs", `\`\`\`\n${text.trim()}\n\`\`\``);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

interface Job {
  readonly folder: string;
  /** Files of the folder; all of them if empty. */
  readonly files: readonly string[];
  readonly format: string;
  readonly output: string;
  readonly memory: string;
}

/** Each has an output folder of its own, which every round overwrites. */
function contenders({ folder, files, format, output, memory }: Job): Contender[] {
  const command = process.execPath;
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const inputs = files.length > 0 ? files.map((name) => join(folder, name)) : [folder];
  const size = widths.map((width) => `${width}x`).join(",");
  const more = ["--size", size, "--format", format, "--overwrite", "--quiet", "--memory", memory];
  const thumb = [path("../dist/cli.js"), "thumb", ...inputs, "-o", join(output, "sluice"), ...more];
  const sharp = [path("contenders/sharp-outputs.mjs"), folder, join(output, "sharp"), String(widths), format, ...files];
  return [
    { name: "sluice", command, args: thumb },
    { name: "sharp", command, args: sharp },
  ];
}
