/**
 * A hundred calls of every operation leave no object of libvips behind.
 * Not here: what the operations give (the tests beside the tables of cases).
 * Read next: test/operations/all-cases.ts, test/operations/case-tests.ts.
 */
import { describe, expect, test, vi } from "vitest";
import { hasOperation } from "../../src/native/operation/introspect.ts";
import { countsOnceFreed, nativeCounts } from "../support/child/native-counts.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { allCases } from "./all-cases.ts";
import type { OperationCase } from "./case.ts";
import { profileCases } from "./colour/profile-cases.ts";
import { lookupCases } from "./histogram/lookup-cases.ts";
import { mosaicCases } from "./mosaicing/mosaic-cases.ts";
import { thumbnailFileCases } from "./resample/thumbnail-cases.ts";
import { callCase, isPublic } from "./run-public.ts";

const folder = temporaryFolder();
/** Searching for the place of a mosaic takes too long to be done a hundred times. */
const cases = [...(await allCases()), ...thumbnailFileCases(folder)].filter((one) => !mosaicCases.includes(one));
/** Two operations are in two tables each, and are called in two ways. */
const twice = [
  ...lookupCases.filter(({ operation }) => operation === "case"),
  ...profileCases.filter(({ operation }) => operation === "colourspace"),
];

testLeaks(
  "of a table",
  cases.filter((one) => !twice.includes(one)),
);
testLeaks("of another table", twice);

/** Of the first case of each operation. */
function testLeaks(about: string, all: readonly OperationCase[]): void {
  describe.each([...new Set(all.map(({ operation }) => operation))])(`%s ${about}`, (operation) => {
    const missing = hasOperation(operation) ? undefined : `the library has no ${operation}`;
    const group = all.filter((one) => one.operation === operation);
    const first = missing === undefined ? group.find((one) => one.fails === undefined && isPublic(one)) : undefined;
    const without = missing ?? "no case goes through the API: sources and targets are libvips' own";
    test.skipIf(first === undefined)(
      `leaves nothing behind in 100 calls${first === undefined ? ` (SKIPPED: ${without})` : ""}`,
      async () => first && (await expectNoLeak(first)),
    );
  });
}

/**
 * Compares libvips' own count of objects. It starts after the first call, because libvips keeps some
 * objects of that call.
 */
async function expectNoLeak(one: OperationCase): Promise<void> {
  await callCase(one);
  const before = (await countsOnceFreed()).objects;
  for (let call = 0; call < 100; call += 1) await callCase(one);
  // A thread of libvips may hold the last call's buffers for a moment longer.
  await vi.waitFor(() => expect(nativeCounts().objects).toBeLessThanOrEqual(before), { timeout: 5000 });
}
