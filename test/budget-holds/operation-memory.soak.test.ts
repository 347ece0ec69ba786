/**
 * Checks every operation's memory against its class, by the kernel's figures, on a tall picture that is read in order.
 * Not here: the operations' arguments (streaming-arguments), or whole images through the public API (test/run).
 * Read next: test/budget-holds/operation-memory-child.ts.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { measuredPerPixel } from "../../scripts/operation-page.ts";
import { operationNames } from "../../src/graph/image/operations.generated.ts";
import { memoryClasses } from "../../src/plan/access/operation-memory.ts";
import { runChild } from "../support/child/run-child.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import type { CaseOutcome } from "./operation-memory-child.ts";
import { pictureSize, squareSide, topRows, writePicture } from "./ordered-picture.ts";
import { type CaseGroup, groups, notRun } from "./streaming-arguments.ts";

const picture = join(temporaryFolder(), "ordered.tif");
const pictureBytes = 3 * pictureSize.width * pictureSize.height;

/**
 * The maximum memory of streaming with two threads: half of the smallest streamed image. Most operations need a tenth.
 */
const max = 16_000_000;

/** The memory of operations that hold their image; 30 MB unless listed here. */
const held: Readonly<Record<string, number>> = {
  fill_nearest: measuredPerPixel.fill_nearest * pictureSize.width * topRows,
  labelregions: measuredPerPixel.labelregions * pictureSize.width * topRows,
  rot45: 2 * 3 * squareSide ** 2,
};

const all = Object.entries<CaseGroup>(groups).map(([group, rest]) => ({ group, ...rest }));
const caseNames = all.flatMap(({ cases }) => Object.keys(cases));
const operationOf = (name: string): string => name.replace(/ .*/, "");

describe("the cases", () => {
  test("are of every operation that takes an image, or there is a reason why not", () => {
    const run = new Set(caseNames.map(operationOf));
    const created = operationNames.filter((name) => memoryClasses[name].kind === "creates");
    expect([...run, ...created, ...Object.keys(notRun)].sort()).toEqual([...operationNames].sort());
  });

  test("are several where arguments change the class", () => {
    const changing = operationNames.filter((name) => memoryClasses[name].except !== undefined);
    const once = changing.filter((name) => caseNames.filter((known) => operationOf(known) === name).length < 2);
    expect(once).toEqual([]);
  });
});

describe.skipIf(process.platform !== "linux")("a picture of 500 × 20,000 (measured on Linux only)", () => {
  beforeAll(() => writePicture(picture));

  test.each(all)("$about: as the classes say", async ({ group, threads, cases }) => {
    const variables = { VIPS_CONCURRENCY: String(threads), NODE_OPTIONS: "--expose-gc" };
    const child = await runChild("../../budget-holds/operation-memory-child.ts", [picture, group], variables);
    expect(child).toMatchObject({ code: 0, signal: null });
    const outcomes = child.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as CaseOutcome);
    expect(outcomes.map(({ name }) => name)).toEqual(Object.keys(cases));
    expect(outcomes.flatMap(complaints)).toEqual([]);
  });
});

function complaints({ name, kind, grown, error = "nothing" }: CaseOutcome): string[] {
  const took = `${name}: took ${(grown / 1e6).toFixed(1)} MB`;
  switch (kind) {
    case "streams":
    case "reduces":
      return [...unless(error === "nothing", `${name}: ${error}`), ...unless(grown <= max, took)];
    case "random access":
      return unless(error.includes("out of order read"), `${name}: went on in order (error: ${error})`);
    case "whole image": {
      const holds = held[name] ?? pictureBytes;
      const rightly = grown >= 0.9 * holds && grown <= holds + max;
      return [...unless(error === "nothing", `${name}: ${error}`), ...unless(rightly, `${took}, not ${holds / 1e6}`)];
    }
    case "creates":
      return [`${name}: takes no image`];
  }
}

function unless(holds: boolean, complaint: string): string[] {
  return holds ? [] : [complaint];
}
