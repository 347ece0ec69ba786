/**
 * Starts a process that writes an HDF5 file, kills it without warning, and checks the file that it left.
 * Not here: how often (test/store/hdf5/interrupted.process.test.ts).
 * Read next: test/store/hdf5/write-child.ts.
 */
import { spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenStore } from "../../../src/store/chunks/store.ts";
import { rowsAttribute } from "../../../src/store/hdf5/dataset/dataset-header.ts";
import { openHdf5 } from "../../../src/store/hdf5/open-hdf5.ts";
import { listFolder } from "../../support/machine/temporary-folder.ts";
import { computedRows, computedShape } from "./computed-picture.ts";

export interface ChildRun {
  readonly stdout: string;
  readonly code: number | null;
}

const child = fileURLToPath(new URL("write-child.ts", import.meta.url));

/** Runs the child. `killAtRow` kills it when it reports that it has written that row, or the next. */
export async function runWriter(path: string, words: readonly string[], killAtRow?: number): Promise<ChildRun> {
  const writer = spawn(process.execPath, ["--import", "tsx", child, path, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stdout = "";
  writer.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    const row = Number(/row (\d+)\n$/.exec(stdout)?.[1] ?? -1);
    if (killAtRow !== undefined && row >= killAtRow) writer.kill("SIGKILL");
  });
  return await new Promise((resolve, reject) => {
    writer.on("error", reject);
    writer.on("close", (code) => resolve({ stdout, code }));
  });
}

/** The file that an interrupted run left beside a final name. */
export function leftBehind(path: string): string | undefined {
  const start = `.${basename(path)}.`;
  const found = listFolder(dirname(path)).find((name) => name.startsWith(start) && name.endsWith(".sluice"));
  return found === undefined ? undefined : join(dirname(path), found);
}

/**
 * Writes the first rows again until the unfinished file reports them: the index follows the chunks, and late on a slow
 * machine.
 */
export async function untilTold(store: OpenStore, file: string, pixels: Uint8Array, rows: number): Promise<void> {
  const { width } = store.shape;
  for (let tries = 0; tries < 500; tries += 1) {
    await using read = await openHdf5(file);
    if (Number(read.attributes[rowsAttribute]) >= rows) return;
    await store.write({ left: 0, top: 0, width, height: rows }, pixels);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${file} never told of ${rows} rows`);
}

/** The complete rows according to the file. @throws {Error} when one of them is wrong. */
export async function checkRows(path: string, atLeast = 0): Promise<number> {
  await using store = await openHdf5(path);
  const told = store.attributes[rowsAttribute];
  const rows = typeof told === "number" ? told : computedShape.height;
  if (rows < atLeast) throw new Error(`${rows} rows are complete, and ${atLeast} were`);
  for (let top = 0; top < rows; top += 500) {
    const height = Math.min(500, rows - top);
    const read = await store.read({ left: 0, top, width: computedShape.width, height });
    if (Buffer.compare(read, computedRows(top, height)) !== 0)
      throw new Error(`rows from ${top} on are not what was written`);
  }
  return rows;
}
