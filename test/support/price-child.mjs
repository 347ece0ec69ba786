/**
 * Runs one recipe in a fresh process, warm from tiny images of the same kinds, and tells what it held before.
 * Not here: the peak; whoever started this process samples it from outside.
 * Read next: test/support/price.ts, test/support/price-recipes.mjs.
 */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { configure, Image, isSluiceError, open } from "../../dist/index.js";
import { recipes } from "./price-recipes.mjs";

const task = JSON.parse(process.argv[2]);
const { tiny, files, output, threads, memory = "64GB" } = task;

process.stdout.write(JSON.stringify(await told()));

/** What a run tells, or why there was none. */
async function told() {
  try {
    configure({ memory, threads });
    if (tiny !== undefined) {
      await run(tiny);
      await delay(50);
    }
    const before = unreclaimable();
    const started = performance.now();
    const result = await run(files);
    return { before, elapsedMs: performance.now() - started, ...result };
  } catch (error) {
    if (!isSluiceError(error)) throw error;
    const { tag, message, cure, needed } = error;
    return { error: { tag, message, cure, needed } };
  }
}

async function run(paths) {
  const [image, ...others] = await Promise.all(paths.map((path) => open(path)));
  const result = recipes[task.recipe](image, others, Image);
  if (!(result instanceof Image)) {
    await result;
    return {};
  }
  const { width, height } = result;
  if (output === "pixels") {
    (await result.pixels()).dispose();
    return { width, height };
  }
  const { projected } = await result.save(output, task.options);
  return { projected, width, height };
}

function unreclaimable() {
  const status = readFileSync("/proc/self/status", "latin1");
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]) * 1024;
  return field("RssAnon") + field("RssShmem");
}
