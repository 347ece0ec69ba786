/**
 * Makes a test of each case, and checks that a table of cases covers every operation that it should.
 * Not here: the cases, or the calls of libvips (run-case).
 * Read next: test/operations/case.ts.
 */
import { describe, expect, test } from "vitest";
import { hasOperation } from "../../src/native/operation/introspect.ts";
import { hasVipsCommand, python } from "../support/judge/judge.ts";
import type { OperationCase } from "./case.ts";
import { runCase } from "./run-case.ts";
import { expectSameInPublic, isPublic } from "./run-public.ts";

const present = { vips: hasVipsCommand, python: python !== undefined };
const packages = { vips: "libvips-tools", python: "python3-numpy python3-pil" };

/**
 * One test a case, in a group for each operation. An operation that the loaded library lacks has its cases skipped,
 * unless the library is meant to have it: see {@link testCoverage}.
 */
export function testCases(cases: readonly OperationCase[]): void {
  for (const operation of new Set(cases.map((one) => one.operation))) {
    const group = cases.filter((one) => one.operation === operation);
    const missing = hasOperation(operation) ? undefined : `the library has no ${operation}`;
    describe(operation, () => {
      for (const one of group) {
        const reason = missing ?? (one.needs === undefined || present[one.needs] ? undefined : needed(one.needs));
        test.skipIf(reason !== undefined)(reason === undefined ? one.about : `${one.about} (${reason})`, () =>
          run(one),
        );
      }
    });
  }
}

function needed(judge: "vips" | "python"): string {
  return `SKIPPED: apt-get install ${packages[judge]}`;
}

async function run(one: OperationCase): Promise<void> {
  if (one.fails !== undefined) return await expect(runCase(one)).rejects.toThrow(one.fails);
  const results = await runCase(one);
  await one.judge(results);
  if (isPublic(one)) await expectSameInPublic(one, results);
}

/** A test that each of these operations has a case; ones that the loaded library lacks have to be named in `lacking`. */
export function testCoverage(
  cases: readonly OperationCase[],
  names: readonly string[],
  lacking: readonly string[] = [],
): void {
  test("every operation has a case", () => {
    const judged = new Set(cases.map(({ operation }) => operation));
    expect(names.filter((name) => !judged.has(name))).toEqual([]);
  });
  test("the library has every operation that should be there", () => {
    expect(names.filter((name) => !hasOperation(name) && !lacking.includes(name))).toEqual([]);
  });
}
