/**
 * A lost reservation is reported, with its owner and the place that made it, and is not given back.
 * Not here: when this happens; that is up to the garbage collector, so no program may rely on it.
 * Read next: budget/ledger/leak-child.
 */
import { expect, it } from "vitest";
import { runChild } from "../run-child.ts";

it("warns of the lost reservation only, and keeps its bytes reserved", async () => {
  expect(await runChild("ledger/leak-child.ts", "--expose-gc", "--no-warnings")).toEqual({
    warnings: [
      {
        message: '123 kB reserved for "lost.jpg" (decoder) were never released: hold the reservation with "using"',
        name: "Warning",
        code: "SLUICE_LEAK",
        detail: expect.stringMatching(/^ +at .*loseOne.*leak-child\.ts/),
      },
    ],
    reserved: 123_000,
  });
});
