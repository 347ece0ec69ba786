/**
 * Does one kind of work with an image many times at once, within a budget: `at-once-child.mjs KIND COUNT
 * MEMORY INPUT FOLDER`.
 * Not here: its control group, or the expectations (test/budget-holds/at-once.soak.test).
 * Read next: src/plan/stages/stage-terms.ts.
 */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { configure, open } from "../../../dist/index.js";

const [kind, count, memory, input, folder] = process.argv.slice(2);
configure({ memory: Number(memory), threads: 2 });

const kinds = {
  /** For slow readers. */
  async stream() {
    let [bytes, chunks] = [0, 0];
    for await (const chunk of (await open(input)).gaussblur(2).stream("jpeg", { optimise: false })) {
      bytes += chunk.length;
      chunks += 1;
      if (chunks % 8 === 0) await delay(1);
    }
    return bytes;
  },
  async opened(index) {
    const image = await open(createReadStream(input));
    const { sizeBytes } = await image.gaussblur(2).save(join(folder, `${index}.jpg`), { optimise: false });
    image.dispose();
    return sizeBytes;
  },
  async saved(index) {
    const image = (await open(input)).gaussblur(2);
    return (await image.save(join(folder, `${index}.jpg`), { optimise: false })).sizeBytes;
  },
  async strips() {
    let rows = 0;
    for await (const { height } of (await open(input)).gaussblur(2).strips()) {
      rows += height;
      await delay(2);
    }
    return rows;
  },
};

const results = await Promise.all(Array.from({ length: Number(count) }, (_, index) => kinds[kind](index)));
process.stdout.write(JSON.stringify(results));
