/**
 * Runs one recipe in a fresh process, after a warm-up with tiny images of the same kinds. Prints the
 * memory it held before.
 * Not here: the peak, which the parent process samples from outside.
 * Read next: test/support/price/price.ts, test/support/price/price-recipes.mjs.
 */
import { createReadStream, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { configure, Image, isSluiceError, open } from "../../../dist/index.js";
import { kindOf } from "./price-outputs.mjs";
import { recipes } from "./price-recipes.mjs";

const task = JSON.parse(process.argv[2]);
const { tiny, files, streamed, output, threads, memory = "64GB" } = task;
const kind = kindOf(task);

process.stdout.write(JSON.stringify(await told()));

/** The figures of a run, or the reason why there was none. */
async function told() {
  try {
    configure({ memory, threads });
    if (tiny !== undefined) {
      await kind.run(await make(tiny), task);
      await delay(50);
    }
    const made = await make(files);
    const { projected, process: own, stages, scratch, choices } = await kind.plan(made, task);
    const planned = { projected, process: own, scratch, choices: choices.map(({ step }) => step) };
    // A loop prices its own buffers when it begins.
    const priced = (ran) => ({ ...planned, ...ran, projected: Math.max(projected, ran?.projected ?? 0) });
    if (task.plans) return priced(kind.isLoop ? await kind.run(made, task) : undefined);
    const before = unreclaimable();
    const started = performance.now();
    const ran = await kind.run(made, task);
    const elapsedMs = performance.now() - started;
    const { width, height } = made.result instanceof Image ? made.result : {};
    return { before, elapsedMs, terms: largestTerms(stages), width, height, ...priced(ran) };
  } catch (error) {
    if (!isSluiceError(error)) throw error;
    const { tag, message, cure, needed } = error;
    return { error: { tag, message, cure, needed } };
  }
}

/** The recipe. If it gives values, its call is deferred until the run. */
async function make(paths) {
  const [image, ...others] = await Promise.all(
    paths.map((path) => open(streamed === true ? createReadStream(path) : path)),
  );
  const find = (of) => recipes[task.recipe](of, others, Image);
  return output === "values" ? { image, find } : { image, result: find(image) };
}

/** The terms of the stage that holds most. */
function largestTerms(stages) {
  const [largest] = [...stages].sort((one, other) => other.projected - one.projected);
  const terms = [...largest.terms].sort((one, other) => other.size - one.size).slice(0, 5);
  return terms.map(({ name, size }) => ({ name, size }));
}

function unreclaimable() {
  const status = readFileSync("/proc/self/status", "latin1");
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]) * 1024;
  return field("RssAnon") + field("RssShmem");
}
