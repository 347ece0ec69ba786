/**
 * The largest addends of a case's projection, so that a figure that is off can be traced to a price.
 * Not here: the projection itself, which the measured process tells (test/support/price-child).
 * Read next: src/plan/plan.ts.
 */
import { extname } from "node:path";
import { type OutputFormat, outputFormat } from "../src/graph/encoding.ts";
import { Image, open } from "../src/index.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import { largestTerms } from "../src/plan/plan.ts";
import type { PriceTask } from "../test/support/price.ts";
import { recipes } from "../test/support/price-recipes.mjs";

/** As text, in megabytes, the largest first; empty where the result is no image. */
export async function termsOf({ files, recipe, output, options, threads }: PriceTask): Promise<string> {
  const [image, ...others] = await Promise.all(files.map((file) => open(file)));
  const make = recipes[recipe];
  if (image === undefined || make === undefined) throw new Error(`there is no recipe "${recipe}"`);
  const toMemory = output === "pixels";
  if (toMemory) return "";
  const result = make(image, others, Image);
  if (!(result instanceof Image)) return "";
  const format: OutputFormat = outputFormat(extname(output));
  const plan = makePlan({ recipe: result.recipe, format, options: options ?? {}, toMemory }, { threads });
  return largestTerms(plan, 4)
    .map(({ name, size }) => `${name} ${(size / 1e6).toFixed(1)}`)
    .join(", ");
}
