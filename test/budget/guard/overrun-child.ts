/**
 * Holds more memory in JavaScript than the whole budget while images run, and prints the outcome as JSON.
 * Not here: what is expected; run by budget/guard/backstop.process.test in a process of its own.
 * Read next: budget/guard/backstop.process.test.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Overrun } from "../../../src/budget/guard/backstop.ts";
import { compose, configure } from "../../../src/compose.ts";
import { Image } from "../../../src/operations.ts";

const overruns: Overrun[] = [];
const codes: (string | undefined)[] = [];
process.on("warning", (warning) => codes.push((warning as NodeJS.ErrnoException).code));
configure({ memory: "300MB", threads: 1, onOverrun: (overrun) => overruns.push(overrun) });

const pixels = new Uint8Array(6_000_000);
let [running, max, done] = [0, 0, 0];

async function blur(): Promise<void> {
  const image = Image.fromPixels(pixels, { width: 2000, bands: 3 });
  using _result = await image.gaussblur(20).pixels();
  done += 1;
}

const { ledger } = await compose();
const held = Buffer.alloc(320_000_000, 1);
// Busy until the overrun is noticed; from then on it is known.
await Promise.all([blur(), blur(), delay(200)]);
while (overruns.length === 0) await blur();
const before = done;
const watch = setInterval(() => {
  running = ledger.holdings().filter(({ owner }) => owner.tag === "image").length;
  max = Math.max(max, running);
}, 1);
await Promise.all(Array.from({ length: 6 }, blur));
clearInterval(watch);
console.log(JSON.stringify({ overruns, codes, done: done - before, max, held: held.length }));
