/**
 * Independent instances in one process: settings and budgets of their own, the sum of which the process bounds.
 * Not here: the ledger within a ledger by itself (test/budget/ledger/sub-budget.unit.test).
 * Read next: src/sluice.ts.
 */
import { describe, expect, test } from "vitest";
import { budget, configure, createSluice, Image, open } from "../src/index.ts";

configure({ memory: "600MB" });

/** Its pixels are 3 MB in memory. */
const size = [1000, 1000] as const;

describe("two instances", () => {
  const small = createSluice({ memory: "2MB", threads: 1 });
  const large = createSluice({ memory: "100MB", threads: 2 });

  test("have different budgets at once, and a refusal tells the instance's own", async () => {
    const refused = small.Image.black(...size, { bands: 3 }).pixels();
    await expect(refused).rejects.toMatchObject({
      tag: "budget",
      message: expect.stringContaining("of 2.00 MB allowed"),
    });
    using pixels = await large.Image.black(...size, { bands: 3 }).pixels();
    expect(pixels.data.length).toBe(3_000_000);
  });

  test("count what they hold in their own budget and in the process's", async () => {
    const before = await budget();
    using pixels = await large.Image.black(...size, { bands: 3 }).pixels();
    const [own, other, whole] = [await large.budget(), await small.budget(), await budget()];
    expect([own.allowed, other.allowed]).toEqual([100_000_000, 2_000_000]);
    expect(own.reserved).toBeGreaterThanOrEqual(pixels.data.length);
    expect(whole.reserved - before.reserved).toBe(own.reserved);
    expect(other.reserved).toBe(0);
    pixels.dispose();
    expect([(await large.budget()).reserved, (await budget()).reserved]).toEqual([0, before.reserved]);
  });

  test("keep their threads", async () => {
    const image = (sluice: typeof small) => sluice.Image.black(...size);
    expect((await image(createSluice({ threads: 1 })).explain()).threads).toBe(1);
    expect((await image(createSluice({ threads: 2 })).explain()).threads).toBe(2);
  });

  test("open images that stay theirs, whatever is made of them", async () => {
    const bytes = await Image.black(...size, { bands: 3 }).encode("png");
    using opened = await small.open(bytes);
    await expect(opened.invert().rot("d90").pixels()).rejects.toMatchObject({ tag: "budget" });
    using same = await open(bytes);
    using pixels = await same.invert().rot("d90").pixels();
    expect(pixels.data[0]).toBe(255);
  });
});

test("an instance without a budget of its own has the process's", async () => {
  expect((await createSluice().budget()).allowed).toBe(600_000_000);
});

test("an instance with more than the process has is bounded by the process", async () => {
  const greedy = createSluice({ memory: "100GB" });
  expect((await greedy.budget()).allowed).toBe(600_000_000);
  const refused = greedy.Image.black(30_000, 30_000).pixels();
  await expect(refused).rejects.toMatchObject({ message: expect.stringContaining("of 600 MB allowed") });
});

test("work that has begun is no matter to a new instance, and wrong settings are refused", () => {
  expect(() => configure({ memory: "1GB" })).toThrow("after the first image");
  expect(() => createSluice({ memory: "1GB" })).not.toThrow();
  expect(() => createSluice({ memory: "much" })).toThrow(expect.objectContaining({ tag: "usage" }));
  expect(() => createSluice({ threads: 0 })).toThrow(expect.objectContaining({ tag: "usage" }));
});

test("the loaders of one are not those of another", async () => {
  const careful = createSluice({ untrusted: false });
  expect(() => careful.Image.call("rawload", { filename: "x", width: 1, height: 1, bands: 1 })).toThrow(
    expect.objectContaining({ tag: "unsupported" }),
  );
});
