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
const { tiny, files, output, options, threads, memory = "64GB" } = task;

process.stdout.write(JSON.stringify(await told()));

/** What a run tells, or why there was none. */
async function told() {
  try {
    configure({ memory, threads });
    if (tiny !== undefined) {
      await run(await make(tiny));
      await delay(50);
    }
    const made = await make(files);
    const { projected, process: own, stages, scratch } = await explain(made);
    if (task.plans) return { projected, process: own, scratch };
    const before = unreclaimable();
    const started = performance.now();
    await run(made);
    const elapsedMs = performance.now() - started;
    const { width, height } = made.result instanceof Image ? made.result : {};
    return { before, elapsedMs, projected, process: own, scratch, terms: largestTerms(stages), width, height };
  } catch (error) {
    if (!isSluiceError(error)) throw error;
    const { tag, message, cure, needed } = error;
    return { error: { tag, message, cure, needed } };
  }
}

/** The recipe; where it gives values, its call is put off until it is run. */
async function make(paths) {
  const [image, ...others] = await Promise.all(paths.map((path) => open(path)));
  const find = (of) => recipes[task.recipe](of, others, Image);
  return output === "values" ? { image, find } : { image, result: find(image) };
}

async function run({ image, find, result }) {
  if (find !== undefined) return await find(image);
  if (output === "pixels") return (await result.pixels()).dispose();
  if (output === "bytes") return await result.encode(options.format, options);
  return await result.save(output, options);
}

async function explain({ image, find, result }) {
  if (find !== undefined) return await explainValues(image, find);
  if (output === "pixels") return await result.explain({ format: output });
  return await result.explain(output === "bytes" ? options : { path: output, ...options });
}

/** Values explain nothing of themselves: the call that would find them is caught, and its plan asked for. */
async function explainValues({ engine, recipe }, find) {
  const size = { width: 1, height: 1, bands: 1, pages: 1, format: "double", interpretation: "multiband" };
  const header = { ...size, hasAlpha: false, orientation: 1, interlaced: false, profileBytes: 0 };
  let explained;
  const values = async (name, args) => {
    const node = { kind: "operation", name, args, output: "", headers: () => ({ "": header }) };
    explained = await engine.outputs.explain(node, { format: "pixels" });
    return {};
  };
  await find(new Image(Object.create(engine, { compute: { value: { values } } }), recipe));
  return explained;
}

/** Of the stage that holds most. */
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
