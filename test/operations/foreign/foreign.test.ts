/**
 * Round trips through every format of the bundled library, by every way in and out.
 * Not here: other programs' opinion of the files (foreign-other-judges.test.ts).
 * Read next: test/operations/foreign/photo-formats.ts, test/operations/foreign/data-formats.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { memoryTarget } from "../../../src/native/object/byte-source.ts";
import { call, callForImage } from "../../../src/native/operation/call.ts";
import { introspect, operationNames } from "../../../src/native/operation/introspect.ts";
import { expectPicture, noise } from "../pictures.ts";
import { load, save } from "./calls.ts";
import { dataFormats } from "./data-formats.ts";
import { photoFormats } from "./photo-formats.ts";

const formats = [...photoFormats, ...dataFormats];
const folder = mkdtempSync(join(tmpdir(), "sluice-foreign-"));
afterAll(() => rmSync(folder, { recursive: true }));

for (const { saver, saves, loader, loads, kept } of formats) {
  describe(`${saver} and ${loader}`, () => {
    for (const { about, given, save: saving = {}, load: loading = {}, expected = given, within = 0 } of kept) {
      test(about, () => {
        for (const [index, way] of saves.entries()) {
          const bytes = save(saver, way, given, saving, folder);
          // Each way to save is combined with another way to load, and the first one with all.
          const readBy = index === 0 ? loads : [loads[index % loads.length] ?? ""];
          for (const back of readBy) expectPicture(load(loader, back, bytes, loading, folder), expected, within);
        }
      });
    }
  });
}

test("libvips writes its own format to a target only where that is a file", () => {
  using image = callForImage("black", { width: 7, height: 5 });
  using target = memoryTarget();
  expect(() => call("vipssave_target", { in: image, target })).toThrow("no filename associated with target");
});

test("a TIFF of doubles is written, but libvips 8.18 does not read it back", () => {
  const bytes = save("tiffsave", "_buffer", noise(1, 7, 5, 1, "double"), {}, folder);
  expect(() => load("tiffload", "_buffer", bytes, {}, folder)).toThrow("samples out of range");
});

/** Operations that other tests cover. */
const elsewhere = [
  ...["svgload", "svgload_buffer", "svgload_source", "dzsave", "dzsave_buffer", "dzsave_target"],
  ...["uhdrload", "uhdrload_buffer", "uhdrload_source", "uhdrsave", "uhdrsave_buffer", "uhdrsave_target"],
  ...["jpegsave_mime", "webpsave_mime", "profile_load"],
];

test("no loader and no saver of the library is left out", () => {
  const tested = formats.flatMap(({ saver, saves, loader, loads }) => [
    ...saves.map((way) => saver + way),
    ...loads.map((way) => loader + way),
  ]);
  const present = operationNames().filter((name) => /load|save/.test(name) && !introspect(name).deprecated);
  expect([...tested, ...elsewhere].toSorted()).toEqual(present);
});
