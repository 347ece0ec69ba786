/**
 * What the library says about each of its operations: names, descriptions, argument types and ranges.
 * Not here: calling them (operation-arguments.test.ts).
 * Read next: src/native/operation/introspect.ts.
 */
import { describe, expect, test } from "vitest";
import { namedValues, typeNamed } from "../../../src/native/object/gtype.ts";
import { describeType, kindOf } from "../../../src/native/object/gvalue.ts";
import {
  type ArgumentInfo,
  hasOperation,
  introspect,
  type OperationInfo,
  operationNames,
} from "../../../src/native/operation/introspect.ts";
import { libraryHeaders } from "../../support/judge/c-headers.ts";

const kinds = new Set([
  ...["boolean", "int", "uint64", "enum", "flags", "double", "string", "object"],
  ...["VipsArrayDouble", "VipsArrayInt", "VipsArrayImage", "VipsBlob", "VipsRefString"],
]);
const operations = operationNames().map(introspect);

describe("operation names", () => {
  test("are those of libvips' own C functions", () => {
    const { prototypes } = libraryHeaders();
    const strange = operations.filter(({ name }) => !prototypes.has(`vips_${name}`)).map(({ name }) => name);
    // Both are marked as deprecated by libvips.
    expect(strange).toEqual(["avifsave_target", "cache"]);
  });

  test("include operations that share a nickname or have others derived from them, and no abstract class", () => {
    const names = operations.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["crop", "extract_area", "mask_ideal", "mask_ideal_ring"]));
    expect(names).not.toContain("binary");
    expect(hasOperation("crop")).toBe(true);
    expect(hasOperation("binary")).toBe(false);
    expect(hasOperation("no-such-operation")).toBe(false);
  });
});

/** In words, the irregularities of an operation. */
function faults({ name, description, arguments: all }: OperationInfo): string[] {
  const found = all.flatMap((argument) =>
    argumentFaults(argument).map((fault) => `${name}.${argument.name}: ${fault}`),
  );
  if (!/^\w.{3,}/.test(description)) found.push(`${name}: described as "${description}"`);
  if (all.length === 0) found.push(`${name}: no arguments`);
  if (new Set(all.map((argument) => argument.name)).size !== all.length) found.push(`${name}: a name twice`);
  return found;
}

function argumentFaults({ name, type, blurb, range }: ArgumentInfo): string[] {
  const kind = kindOf(type);
  const isNumber = kind === "int" || kind === "double" || kind === "uint64";
  const hasValues = kind === "enum" || kind === "flags";
  return [
    kinds.has(kind) ? "" : `kind ${kind}`,
    /^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? "" : "name",
    /\w{3,}/.test(blurb) ? "" : `blurb "${blurb}"`,
    inWords.test(describeType(type)) ? "" : `type described as "${describeType(type)}"`,
    !hasValues || namedValues(type).length > 0 ? "" : "no values",
    isNumber === (range !== undefined) && (range === undefined || range.minimum < range.maximum) ? "" : "range",
  ].filter((fault) => fault !== "");
}

/** The allowed descriptions of types in messages. */
const inWords = new RegExp(
  `^(?:${[
    "an? (?:image|number|whole number|array of [a-z ]+|string [a-z ]+|Uint8Array|VipsSource|VipsTarget)",
    "an interpolator's name",
    "true or false",
    'one of ".+"',
    'flags of ".+" joined with ":"',
  ].join("|")})$`,
);

test("every operation, some 300 of them, has a description and arguments of known kinds", () => {
  expect(operations.length).toBeGreaterThan(250);
  expect(operations.flatMap(faults)).toEqual([]);
});

describe("one operation in full", () => {
  test("extract_area has its five arguments and its result, in libvips' order", () => {
    const shown = introspect("extract_area").arguments.map(
      ({ name, direction, required, range }) => `${name} ${direction} ${required} ${range?.minimum}`,
    );
    expect(shown).toEqual([
      "input input true undefined",
      "out output true undefined",
      "left input true -100000000",
      "top input true -100000000",
      "width input true 1",
      "height input true 1",
    ]);
  });

  test("draw operations modify their input", () => {
    const modified = operations.flatMap(({ name, arguments: all }) => all.filter((a) => a.modified).map(() => name));
    expect(modified).toEqual(
      ["circle", "flood", "image", "line", "mask", "rect", "smudge"].map((shape) => `draw_${shape}`),
    );
  });

  test("enums and flags have the values of the C headers", () => {
    expect(namedValues(typeNamed("VipsAngle"))).toEqual([
      { name: "d0", value: 0 },
      { name: "d90", value: 1 },
      { name: "d180", value: 2 },
      { name: "d270", value: 3 },
    ]);
    expect(namedValues(typeNamed("VipsForeignKeep"))).toEqual([
      { name: "none", value: 0 },
      { name: "exif", value: 1 },
      { name: "xmp", value: 2 },
      { name: "iptc", value: 4 },
      { name: "icc", value: 8 },
      { name: "other", value: 16 },
      { name: "gainmap", value: 32 },
      { name: "all", value: 63 },
    ]);
  });
});
