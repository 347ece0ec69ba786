/**
 * Saves pictures and loads them again, in each of libvips' ways: a file, bytes, and a stream (its source or target).
 * Not here: which formats there are, and what they preserve (foreign-photo-formats, foreign-data-formats).
 * Read next: test/operations/foreign/foreign.test.ts.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pointer } from "../../../src/native/library/declarations.ts";
import { native } from "../../../src/native/library/library.ts";
import {
  memoryTarget,
  sourceFromBytes,
  sourceFromFile,
  takeTargetBytes,
} from "../../../src/native/object/byte-source.ts";
import { Handle } from "../../../src/native/object/handle.ts";
import { call, callForImage } from "../../../src/native/operation/call.ts";
import type { CaseArguments, CaseValue, Picture } from "../case.ts";
import { imageOf, pictureOf } from "../run-case.ts";

/** How an operation's name ends: nothing for a file. */
export type Way = "" | "_buffer" | "_target" | "_source";
export type Options = Readonly<Record<string, Exclude<CaseValue, object>>>;

/** The bytes that a saver makes. A saver that needs a file gets one in this folder. */
export function save(saver: string, way: Way, given: Picture, options: Options, folder: string): Uint8Array {
  using image = imageOf(given);
  const args = { in: image, ...options };
  if (way === "_buffer") return call(`${saver}_buffer`, args)["buffer"] as Uint8Array;
  // libvips writes its own format only to files, even through a target. It recognises such a file by its name.
  const own = saver === "vipssave";
  const filename = join(folder, own ? "saved.v" : "saved.bin");
  if (way === "_target") {
    using target = own ? fileTarget(filename) : memoryTarget();
    call(`${saver}_target`, { ...args, target });
    if (!own) return takeTargetBytes(target);
  } else call(saver, { ...args, filename });
  const bytes = readFileSync(filename);
  rmSync(filename);
  return bytes;
}

const fileTarget = (path: string): Handle => new Handle(native().vips_target_new_to_file(path) as Pointer, "target");

/** The picture that a loader makes of bytes. A loader that needs a file gets one in this folder. */
export function load(loader: string, way: Way, bytes: Uint8Array, options: Options, folder: string): Picture {
  if (way === "_buffer") {
    using out = callForImage(`${loader}_buffer`, { buffer: bytes, ...options });
    return pictureOf(out);
  }
  const filename = join(folder, "to-load.bin");
  writeFileSync(filename, bytes);
  // libvips reads its own format from a source only if the source is a file.
  using source = loader === "vipsload" ? sourceFromFile(filename) : sourceFromBytes(bytes);
  const args = way === "_source" ? { source } : { filename };
  using out = callForImage(loader + way, { ...args, ...options });
  const loaded = pictureOf(out);
  rmSync(filename);
  return loaded;
}

/** The arguments of a case whose bytes another operation saves first. */
export const savedFirst = (saver: string, given: Picture, options: Options): CaseArguments => ({
  buffer: { operation: `${saver}_buffer`, args: { in: given, ...options }, result: "buffer" },
});
