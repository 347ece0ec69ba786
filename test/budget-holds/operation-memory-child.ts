/**
 * Calls operations one after the other, writes each result out in order, and reports the peak memory of the process.
 * Not here: judging it; it prints a line of JSON for each.
 * Read next: test/budget-holds/operation-memory.soak.test.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { parseBytes } from "../../src/core/bytes.ts";
import { isSluiceError } from "../../src/core/errors.ts";
import type { OperationName } from "../../src/graph/image/operations.generated.ts";
import type { OperationArguments } from "../../src/graph/recipe/nodes.ts";
import { nativeAllocator } from "../../src/native/library/allocator.ts";
import { native } from "../../src/native/library/library.ts";
import type { NativeValue } from "../../src/native/object/gvalue.ts";
import { Handle } from "../../src/native/object/handle.ts";
import { ImageHandle } from "../../src/native/object/image-handle.ts";
import { type Arguments, call } from "../../src/native/operation/call.ts";
import { type MemoryClass, memoryClassOf } from "../../src/plan/access/operation-memory.ts";
import { OrderedPicture } from "./ordered-picture.ts";
import { type CaseGroup, groups, type MakeArguments } from "./streaming-arguments.ts";

/** The outcome of one case. */
export interface CaseOutcome {
  readonly name: string;
  /** The operation's memory class for these arguments. */
  readonly kind: MemoryClass["kind"];
  /** In bytes: the peak of the process, minus its lowest memory before. */
  readonly grown: number;
  /** libvips' error, where it refused. */
  readonly error?: string | undefined;
}

const [file = "", group = ""] = process.argv.slice(2);
const { cases } = groups[group as keyof typeof groups] as CaseGroup;
const allocator = nativeAllocator();
allocator.tune(parseBytes("1GB"));
native().vips_cache_set_max(0);

let min = Number.POSITIVE_INFINITY;
run("copy", (picture) => ({ in: picture.photo() }));
for (const [name, make] of Object.entries(cases)) {
  globalThis.gc?.();
  allocator.trim();
  // Not the present memory: that would hide memory that the case before did not free.
  min = Math.min(min, residentBytes("VmRSS"));
  // From here on, the kernel's high-water mark belongs to this case.
  writeFileSync("/proc/self/clear_refs", "5");
  const { kind, error } = run(name.replace(/ .*/, "") as OperationName, make);
  const grown = residentBytes("VmHWM") - min;
  const outcome: CaseOutcome = { name, kind, grown, error };
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

function run(name: OperationName, make: MakeArguments): Pick<CaseOutcome, "kind" | "error"> {
  using picture = new OrderedPicture(file);
  const args = make(picture);
  // The class depends only on the numbers and words among the arguments.
  const { kind } = memoryClassOf(name, args as OperationArguments);
  return { kind, error: refusalOf(name, args) };
}

/** libvips' error where it refuses; undefined otherwise. */
function refusalOf(name: string, args: Arguments): string | undefined {
  let results: readonly NativeValue[] = [];
  try {
    results = Object.values(call(name, args));
    const image = results.find((result) => result instanceof ImageHandle);
    if (image !== undefined) call("rawsave", { in: image, filename: devNull });
    return undefined;
  } catch (error) {
    if (!isSluiceError(error, "operation")) throw error;
    return error.message;
  } finally {
    for (const result of results) if (result instanceof Handle) result.dispose();
  }
}

/** In bytes. File pages count too; there are few, since the picture is read and not mapped. */
function residentBytes(field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync("/proc/self/status", "latin1");
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1]) * 1024;
}
