/**
 * Whether docs/reference/operations.md is up to date and has every operation once.
 * Not here: whether what it says is true (test/budget-holds/operation-memory.soak.test.ts).
 * Read next: scripts/operation-page.ts.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operationPage, operationPageFile } from "../../../scripts/operation-page.ts";
import { operationNames } from "../../../src/graph/image/operations.generated.ts";
import { nativeLibrary } from "../../../src/native/library/library.ts";

describe.runIf(nativeLibrary().origin.origin === "bundled")("docs/reference/operations.md", () => {
  const page = readFileSync(operationPageFile, "utf8");

  test("is what the classes of memory say; npm run docs writes it", () => {
    expect(operationPage()).toBe(page);
  });

  test("has a line for every operation, and one only", () => {
    const names = Array.from(page.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name);
    expect(names.sort()).toEqual([...operationNames].sort());
  });
});
