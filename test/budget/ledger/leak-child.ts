/**
 * Loses one reservation and disposes of another, collects garbage, and prints the resulting warnings as JSON.
 * Not here: what is expected; run by budget/ledger/leak.process.test in a process of its own, with --expose-gc.
 * Read next: budget/ledger/leak.process.test.
 */
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import { bytes } from "../../../src/core/bytes.ts";

const ledger = new Ledger(bytes(1e6));
const warnings: { code?: string; message: string; detail?: string }[] = [];
process.on("warning", ({ message, ...rest }) => warnings.push({ message, ...rest }));

async function loseOne(): Promise<void> {
  const held = await ledger.reserve({ name: "in the way.jpg", tag: "sink" }, bytes(900_000));
  const waiting = ledger.reserve({ name: "lost.jpg", tag: "decoder" }, bytes(123_000));
  held.dispose();
  await waiting;
}

async function disposeOne(): Promise<void> {
  using _kept = await ledger.reserve({ name: "kept.jpg", tag: "sink" }, bytes(1000));
}

await loseOne();
await disposeOne();
const collect = globalThis.gc;
for (let turns = 0; collect !== undefined && turns < 100 && warnings.length === 0; turns += 1) {
  collect();
  await new Promise((resolve) => setTimeout(resolve, 1));
}
collect?.();
await new Promise((resolve) => setTimeout(resolve, 1));
console.log(JSON.stringify({ warnings, reserved: ledger.reserved }));
