/**
 * One case of the budget matrix: an input, a recipe, an output and a number of threads, all by their names.
 * Not here: the list of cases (bench/budget/cases), or running one (bench/budget/budget).
 * Read next: bench/budget/cases.ts.
 */
import { join } from "node:path";
import type { Size } from "../../src/core/rect.ts";
import type { PriceTask } from "../../test/support/price/price.ts";
import { type InputKind, tinySize, writeInput } from "./inputs.ts";
import { type OutputKind, type OutputKindName, outputKinds } from "./outputs.ts";

export const sizes = {
  "1 MP": { width: 1224, height: 816 },
  "6 MP": { width: 3000, height: 2000 },
  "16 MP": { width: 4896, height: 3264 },
  "24 MP": { width: 6000, height: 4000 },
  "48 MP": { width: 8448, height: 5632 },
  "100 MP": { width: 12_288, height: 8192 },
  "268 MP": { width: 16_384, height: 16_384 },
  "60,000 × 800": { width: 60_000, height: 800 },
  "800 × 60,000": { width: 800, height: 60_000 },
  /** An animation's size: all frames, one below the other. */
  "12 × 1 MP": { width: 1200, height: 9600 },
} as const satisfies Readonly<Record<string, Size>>;

export type SizeName = keyof typeof sizes;

export interface BudgetCase {
  readonly input: InputKind;
  readonly size: SizeName;
  /** The second image, for recipes that take one. */
  readonly other?: InputKind | undefined;
  /** A name in test/support/price/price-recipes.mjs. */
  readonly recipe: string;
  readonly output: OutputKindName;
  readonly threads: number;
  /** Whether the input is opened as a stream of its bytes. Default false. */
  readonly streamed?: boolean | undefined;
  /** The budget. Without it, as much as the recipe would like. */
  readonly memory?: string | undefined;
}

/** A line that is unique among the cases. `--only` searches it, and earlier results are found by it. */
export function caseName(each: BudgetCase): string {
  const { size, recipe, output, threads, memory } = each;
  const within = memory === undefined ? "" : `, in ${memory}`;
  return `${inputName(each)}, ${size}: ${recipe} → ${output}, ${threads} ${threads === 1 ? "thread" : "threads"}${within}`;
}

/** The kind of the input, or of both, and whether it is streamed. */
export function inputName({ input, other, streamed }: BudgetCase): string {
  const inputs = other === undefined ? input : `${input} and ${other}`;
  return streamed === true ? `${inputs}, a stream` : inputs;
}

/** Makes the inputs and the task to run. The output goes into `folder`; the inputs are kept after the run. */
export async function taskOf(
  each: BudgetCase,
  folder: string,
  inputs?: string,
): Promise<PriceTask & { readonly tiny: readonly string[] }> {
  const { input, size, other, recipe, output, threads, streamed, memory } = each;
  const { ending, into, options }: OutputKind = outputKinds[output];
  const kinds = other === undefined ? [input] : [input, other];
  const files: string[] = [];
  const tiny: string[] = [];
  for (const kind of kinds) {
    files.push(await writeInput(kind, sizes[size], inputs));
    tiny.push(await writeInput(kind, tinySize, inputs));
  }
  const place = into === "files" ? folder : (into ?? join(folder, `out.${ending}`));
  return { tiny, files, recipe, output: place, threads, options, streamed, memory };
}
