/**
 * An image that can never fit. It fails and names the budget that would suffice, the other images are done, and that
 * budget does suffice.
 * Not here: the numbers themselves (the budget tests), or waiting for room (test/budget/ledger/ledger.unit.test).
 * Read next: src/plan/fit-plan.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type CliOutcome, eventsOf, sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { flat, photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  const small = await (await photo(600, 400)).png().toBuffer();
  writeFileSync(at("small.png"), small);
  const large = sharp(small).resize(6000, 4000, { kernel: "nearest" });
  // 24 megapixels with chroma at half size: 1.5 samples a pixel, 2 bytes each, all held in memory: 72 MB.
  await large.clone().jpeg({ progressive: true }).toFile(at("progressive.jpg"));
  await large.clone().jpeg().toFile(at("baseline.jpg"));
  await flat(10, 10, [90, 60, 30]).resize(5000, 4000).webp({ lossless: true, effort: 0 }).toFile(at("lossless.webp"));
}, 30_000);

interface Refusal {
  readonly tag: string;
  readonly message: string;
  readonly cure: string;
  readonly asked: number;
  readonly free: number;
  readonly needed: number;
  readonly terms: readonly { readonly name: string; readonly size: number }[];
}

const refusals = (outcome: CliOutcome): Refusal[] =>
  eventsOf(outcome)
    .filter(({ kind }) => kind === "failed")
    .map(({ error }) => error as Refusal);

/** The budget in a cure, as an option of the command. */
function budgetIn(cure: string): string {
  const words = /--memory (\d+MB)/.exec(cure)?.[1];
  if (words === undefined) throw new Error(`no budget in ${cure}`);
  return words;
}

describe.each(["progressive.jpg", "lossless.webp"])("%s, too large for the budget", (name) => {
  test("fails with numbers that agree, and the rest is done", async () => {
    const output = at(`out-${name}`);
    const inputs = [at(name), at("baseline.jpg"), at("small.png")];
    const outcome = await sluice(["thumb", ...inputs, "-o", output, "--memory", "90MB", "--json"]);
    expect(outcome.code).toBe(10);
    expect(listFolder(output)).toEqual(["baseline.jpg", "small.png"]);
    const [refusal, ...others] = refusals(outcome);
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({
      tag: "budget",
      path: at(name),
      message: expect.stringMatching(/\d+ × \d+ .*needs [\d.]+ MB/),
    });
    const { asked, free, needed, terms } = refusal as Refusal;
    expect(asked).toBeGreaterThan(free);
    expect(free).toBeLessThan(90e6);
    expect(needed).toBeGreaterThan(90e6);
    expect(needed - asked).toBeCloseTo(90e6 - free, -1);
    expect(terms[0]?.size).toBeGreaterThan(terms[1]?.size ?? 0);
    const { measured, allowed } = eventsOf(outcome).at(-1) as unknown as { measured: number; allowed: number };
    expect(measured).toBeLessThanOrEqual(allowed);
  });

  test("is done inside the budget that its cure names, and not in less", async () => {
    const words = ["thumb", at(name), "-o", at(`cured-${name}`), "--json", "--overwrite"];
    const refused = await sluice([...words, "--memory", "90MB"]);
    const budget = budgetIn(refusals(refused)[0]?.cure ?? "");
    const cured = await sluice([...words, "--memory", budget]);
    expect([budget, cured.code, refusals(cured)]).toEqual([budget, 0, []]);
    const { measured, allowed } = eventsOf(cured).at(-1) as unknown as { measured: number; allowed: number };
    expect(measured).toBeLessThanOrEqual(allowed);
    const less = await sluice([...words, "--memory", `${Math.floor(Number.parseInt(budget, 10) * 0.9)}MB`]);
    expect(less.code).toBe(10);
  });

  test("is one line for people, with the cure at its end", async () => {
    const { lines } = await sluice(["thumb", at(name), "-o", at("lines"), "--memory", "90MB", "--quiet"]);
    expect(lines).toEqual([
      expect.stringMatching(/^failed .* needs [\d.]+ MB .*of 90\.0 MB allowed.* Allow at least \d+ MB/),
    ]);
  });
});
