/**
 * Calls operations one after the other, writes each result away in order, and tells what the process held at most.
 * Not here: judging it; a line of JSON for each goes to stdout.
 * Read next: test/budget-holds/operation-memory.test.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { isSluiceError } from "../../src/core/errors.ts";
import { nativeAllocator } from "../../src/native/allocator.ts";
import { Handle } from "../../src/native/handle.ts";
import { ImageHandle } from "../../src/native/image-handle.ts";
import { native } from "../../src/native/library.ts";
import { type Arguments, call } from "../../src/native/operation.ts";
import { OrderedPicture } from "./ordered-picture.ts";
import { streamingArguments } from "./streaming-arguments.ts";

/** What came of one case. */
export interface CaseOutcome {
  readonly name: string;
  /** In bytes: the process's peak, less what it held before the first case. */
  readonly grown: number;
  /** What libvips said, where it refused. */
  readonly error?: string;
  readonly ms: number;
}

const [file = "", group = "", ...only] = process.argv.slice(2);
const allocator = nativeAllocator();
allocator.tune();
native().vips_cache_set_max(0);

run("copy", (picture) => ({ in: picture.photo() }));
let before = Number.POSITIVE_INFINITY;
for (const [name, make] of Object.entries(streamingArguments[group] ?? {})) {
  if (only.length > 0 && !only.includes(name)) continue;
  globalThis.gc?.();
  allocator.trim();
  // Not what it holds now: what the case before did not give back would be hidden.
  before = Math.min(before, residentBytes("VmRSS"));
  // From here on the kernel's high-water mark is that of this case.
  writeFileSync("/proc/self/clear_refs", "5");
  const started = performance.now();
  const error = run(name.replace(/ .*/, ""), make);
  const grown = residentBytes("VmHWM") - before;
  const outcome: CaseOutcome = { name, grown, ms: performance.now() - started, ...(error === undefined ? {} : { error }) };
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

/** Gives libvips' words where it refuses, and nothing where all went well. */
function run(operation: string, make: (picture: OrderedPicture) => Arguments): string | undefined {
  using picture = new OrderedPicture(file);
  const args = make(picture);
  const handles: Handle[] = [];
  try {
    const results = Object.values(call(operation, args));
    handles.push(...results.filter((result) => result instanceof Handle));
    const image = results.find((result) => result instanceof ImageHandle);
    if (image !== undefined) call("rawsave", { in: image, filename: devNull });
    return undefined;
  } catch (error) {
    if (!isSluiceError(error, "operation")) throw error;
    return error.message;
  } finally {
    for (const handle of handles) handle.dispose();
  }
}

/** In bytes. Pages of files count too; there are few, since the picture is read and not mapped. */
function residentBytes(field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync("/proc/self/status", "latin1");
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]) * 1024;
}
