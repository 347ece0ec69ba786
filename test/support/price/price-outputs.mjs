/**
 * The kinds of results in the budget matrix: how each is run, and how its plan is obtained.
 * Not here: the recipes (price-recipes.mjs), or measuring (test/support/price/price).
 * Read next: test/support/price/price-child.mjs.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { budget, explain, Image, write } from "../../../dist/index.js";
import { engineOf, imageOf, recipeOf } from "../../../dist/internals.js";
import { recipes } from "./price-recipes.mjs";

/** Each takes the task's result and the task. The return value of `run` is reported beside the plan. */
const kinds = {
  file: {
    run: async ({ result }, { output, options }) => void (await result.save(output, options)),
    plan: ({ result }, { output, options }) => result.explain({ path: output, ...options }),
  },
  bytes: {
    run: async ({ result }, { options }) => void (await result.encode(options.format, options)),
    plan: ({ result }, { options }) => result.explain(options),
  },
  pixels: {
    run: async ({ result }) => (await result.pixels()).dispose(),
    plan: ({ result }) => result.explain({ format: "pixels" }),
  },
  values: {
    run: async ({ image, find }) => void (await find(image)),
    plan: ({ image, find }) => explainValues(image, find),
  },
  /** Several files below a folder. Each has a name, and may have a recipe of its own after the common one. */
  files: {
    run: async (made, task) => {
      const written = await write(described(made, task));
      return { written: written.map(({ path, width, height }) => ({ path, width, height })) };
    },
    plan: (made, task) => explain(described(made, task)),
  },
  /** Encoded bytes, for a slow reader. */
  stream: {
    run: ({ result }, { options, plans }) => looped(result.stream(options.format, options), plans, 16),
    plan: ({ result }, { options }) => result.explain({ path: `x.${options.format}`, ...options }),
    isLoop: true,
  },
  strips: {
    run: ({ result }, { options, plans }) => looped(result.strips(options), plans),
    plan: ({ result }) => result.explain({ format: "strips" }),
    isLoop: true,
  },
  tiles: {
    run: ({ result }, { options, plans }) => looped(result.tiles(options), plans),
    plan: ({ result }) => result.explain({ format: "strips" }),
    isLoop: true,
  },
};

/** The kind of a task's output; a path means a file. */
export function kindOf({ output, options }) {
  return options?.files === undefined ? (kinds[output] ?? kinds.file) : kinds.files;
}

/**
 * Reads samples or bytes, and holds every n-th part for a short time.
 * @returns the bytes that the loop had reserved, and keeps until its end.
 */
async function looped(loop, onlyFirst = false, heldEvery = 1) {
  let [projected, sum, turns] = [0, 0, 0];
  for await (const part of loop) {
    if (projected === 0) projected = (await budget()).reserved;
    if (onlyFirst) break;
    const data = part.data ?? part;
    for (let at = 0; at < data.length; at += 16) sum += data[at];
    turns += 1;
    if (turns % heldEvery === 0) await delay(2);
  }
  if (Number.isNaN(sum)) throw new Error("the samples are no numbers");
  return { projected };
}

function described({ result }, { output, options }) {
  return options.files.map(({ name, recipe = "as it is", ...encode }) =>
    recipes[recipe](result, [], Image).to(join(output, name), encode),
  );
}

/** A call for values has no explanation. This intercepts the call, and asks for the plan of what it would compute. */
async function explainValues(image, find) {
  const engine = engineOf(image);
  const size = { width: 1, height: 1, bands: 1, pages: 1, format: "double", interpretation: "multiband" };
  const header = { ...size, hasAlpha: false, orientation: 1, interlaced: false, profileBytes: 0 };
  let explained;
  const values = async (name, args) => {
    const node = { kind: "operation", name, args, output: "", headers: () => ({ "": header }) };
    explained = await engine.outputs.explain(node, { format: "pixels" });
    return {};
  };
  await find(imageOf(Object.create(engine, { compute: { value: { values } } }), recipeOf(image)));
  return explained;
}
