/**
 * Whether the generated methods are those of the bundled library, whole and up to date, each with a class of memory.
 * Not here: what the types refuse (test/graph/image/operations-types.test.ts), or calling them (test/operations).
 * Read next: scripts/generate-operations.ts.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { generatedFile, operationsSource } from "../../../scripts/operation-source.ts";
import { foreignNames, leftOut } from "../../../scripts/operations-left-out.ts";
import { camelCase } from "../../../src/graph/image/operation-call.ts";
import { foreignNames as foreign, operationNames } from "../../../src/graph/image/operations.generated.ts";
import { nativeLibrary } from "../../../src/native/library/library.ts";
import {
  introspect,
  hasOperation as introspectable,
  operationNames as libraryNames,
} from "../../../src/native/operation/introspect.ts";
import { describeMemory, memoryClasses, memoryClassOf } from "../../../src/plan/access/operation-memory.ts";

const isBundled = nativeLibrary().origin.origin === "bundled";
const source = readFileSync(generatedFile, "utf8");

describe.runIf(isBundled)("the generated file", () => {
  test("is what the bundled library says; npm run generate writes it", () => {
    expect(operationsSource()).toBe(source);
  });

  test("leaves out nothing but loaders, savers, what is deprecated, and a few with reasons", () => {
    const foreign = foreignNames();
    const missing = libraryNames().filter((name) => !operationNames.some((known) => known === name));
    const unexplained = missing.filter((name) => !foreign.has(name) && !introspect(name).deprecated);
    expect(unexplained).toEqual(Object.keys(leftOut));
    expect(missing).toEqual(expect.arrayContaining(["cache", "jpegload_source", "matrixprint", "webpsave_target"]));
  });

  test("has the loaders and savers of files and bytes, and leaves out those of sources and targets", () => {
    const missing = [...foreignNames()].filter((name) => {
      return introspectable(name) && !foreign.some((known) => known === name) && !introspect(name).deprecated;
    });
    const unexplained = missing.filter((name) => !/_(?:source|target)$/.test(name));
    expect(unexplained).toEqual(["matrixprint"]);
    expect(foreign).toEqual(expect.arrayContaining(["jpegload", "jpegload_buffer", "tiffsave", "webpsave_buffer"]));
  });

  test("names nothing that the library lacks, or that is left out", () => {
    const library = new Set(libraryNames());
    expect(operationNames.filter((name) => !library.has(name) || name in leftOut)).toEqual([]);
    expect(operationNames).toHaveLength(new Set(operationNames).size);
  });
});

describe("every operation", () => {
  test("has one documented method, with its class of memory in the comment", () => {
    const found = operationNames.filter((name) => {
      const comment = new RegExp(`Memory: (?:(?!\\*/)[^])*\\*/\\s+${camelCase(name)}\\(`);
      return comment.test(source);
    });
    expect(found).toEqual(operationNames);
  });

  test("has a class of memory, and no other name has", () => {
    expect(Object.keys(memoryClasses).sort()).toEqual([...operationNames].sort());
    for (const memory of Object.values(memoryClasses)) expect(describeMemory(memory)).toMatch(/^[a-z].*\w$/);
  });

  test("creates exactly where it takes no image, unless it holds what it makes", () => {
    const creators = operationNames.filter((name) => memoryClasses[name].kind === "creates");
    const withoutInput = source.slice(source.indexOf("export interface ImageCreators"));
    const methods = Array.from(withoutInput.matchAll(/^ {2}(\w+)\(/gm), ([, method]) => method as string);
    const known = [...creators, ...foreign].map(camelCase);
    const others = [...new Set(methods)].filter((method) => !known.includes(method));
    expect(others).toEqual(["fractsurf", "text"]);
    expect(methods).toEqual(expect.arrayContaining(creators.map(camelCase)));
  });
});

describe("arguments that change the class", () => {
  test.each([
    ["flip", { direction: "horizontal" }, "streams"],
    ["flip", { direction: "vertical" }, "random access"],
    ["rot", { angle: "d0" }, "streams"],
    ["rot", { angle: "d90" }, "random access"],
    ["embed", {}, "streams"],
    ["embed", { extend: "copy" }, "streams"],
    ["embed", { extend: "mirror" }, "random access"],
    ["gravity", { extend: "repeat" }, "random access"],
    ["affine", { matrix: [2, 0, 0, 2] }, "streams"],
    ["affine", { matrix: [0.5, 0, 0, 0.5] }, "random access"],
    ["affine", { matrix: [1, 0.5, 0, 1] }, "random access"],
    ["affine", { matrix: [1, 0, 0, -1] }, "random access"],
    ["similarity", {}, "streams"],
    ["similarity", { angle: 10 }, "random access"],
    ["similarity", { scale: 0.5 }, "random access"],
    ["smartcrop", {}, "random access"],
    ["smartcrop", { interesting: "centre" }, "streams"],
    ["smartcrop", { interesting: "entropy" }, "random access"],
    ["replicate", { across: 2, down: 1 }, "streams"],
    ["replicate", { across: 2, down: 2 }, "random access"],
    ["wrap", { x: 10, y: 0 }, "streams"],
    ["wrap", { x: 10 }, "random access"],
    ["tilecache", {}, "streams"],
    ["tilecache", { max_tiles: -1 }, "whole image"],
  ] as const)("%s %j: %s", (name, args, kind) => {
    expect(memoryClassOf(name, args).kind).toBe(kind);
  });
});
