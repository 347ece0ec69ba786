/**
 * The file of `--report`. It is started before any work, so that an error with its name comes first, and
 * written at the end.
 * Not here: what the page says (report/html/page), or gathering it (report/html/page-collector).
 * Read next: report/html/page-collector, store/files/atomic-file.
 */
import { mkdir, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, resolve } from "node:path";
import { InputGuard } from "../../batch/input-guard.ts";
import type { Composition } from "../../compose.ts";
import { OutputError } from "../../core/errors.ts";
import { nativeLibrary } from "../../native/library/library.ts";
import { reportPage } from "../../report/html/page.ts";
import type { PageCollector } from "../../report/html/page-collector.ts";
import { type AtomicFile, atomicFile, outputFailure } from "../../store/files/atomic-file.ts";

export interface PageFiles {
  /** Every file that the run reads. */
  readonly inputs: readonly string[];
  /** Every file that the run would write. */
  readonly outputs: Iterable<string>;
}

/** Starts the file. @throws {OutputError} if it would replace an input or a result, or cannot be written. */
export async function beginPage(path: string, { inputs, outputs }: PageFiles): Promise<AtomicFile> {
  await new InputGuard(inputs).check(path);
  for (const output of outputs) {
    if (resolve(output) !== resolve(path)) continue;
    throw new OutputError("it is also the name of a result", { path, cure: "Choose another name for the report." });
  }
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory() === true) throw outputFailure(path, { code: "EISDIR" });
  const folder = dirname(path);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw outputFailure(folder, error);
  });
  return await atomicFile(path, true);
}

/** Writes the page and gives the file its final name. */
export async function finishPage(
  file: AtomicFile,
  { images, samples }: PageCollector,
  { limit, ledger }: Composition,
): Promise<void> {
  const { version } = createRequire(import.meta.url)("sluice/package.json") as { version: string };
  const words = process.argv.slice(2).map(shellWord);
  const page = reportPage({
    title: `sluice ${words[0] ?? ""}: ${images.length === 1 ? images[0]?.input : `${images.length} images`}`,
    facts: [
      ["command", ["sluice", ...words].join(" ")],
      ["sluice", `${version}, libvips ${nativeLibrary().version}, Node.js ${process.versions.node}`],
      ["machine", `${process.platform} ${process.arch}, ${availableParallelism()} processors`],
      ["time", new Date().toISOString().replace(/\.\d+Z$/, "Z")],
    ],
    allowed: limit.allowed,
    process: ledger.permanent,
    samples,
    images,
  });
  await writeFile(file.temporaryPath, page);
  await file.finish();
}

/** Quotes a word if a shell would need it. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
