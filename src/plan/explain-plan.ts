/**
 * Describes a plan as plain data: the inputs, the steps, the memory of each stage, and the choices to fit the budget.
 * Not here: making the plan (plan/make-plan), or showing the description (report/).
 * Read next: graph/output/explanation.
 */
import type { Bytes } from "../core/bytes.ts";
import type { ExplainedInput, ExplainedOutput, Explanation } from "../graph/output/explanation.ts";
import { kernelName } from "../graph/recipe/kernel-node.ts";
import { headerOf, inputsOf, nodesOf, recipesIn } from "../graph/recipe/node.ts";
import type { KernelNode, OpenNode, RecipeNode } from "../graph/recipe/nodes.ts";
import { sourceName } from "../graph/recipe/source.ts";
import type { LoadChoice } from "./load/load-choice.ts";
import type { Plan, PlannedOutput } from "./plan.ts";
import { outputsOf, type Wanted } from "./plan-outputs.ts";
import type { Output } from "./request.ts";
import { usesOf } from "./stages/shared-nodes.ts";

/** The budget for a plan. */
export interface Room {
  /** The whole budget. */
  readonly allowed: Bytes;
  /** The permanent memory of the process itself. */
  readonly process: Bytes;
  /** The room for scratch files, where it is known. */
  readonly disk?: Bytes | undefined;
}

export interface ExplainedTarget {
  readonly name?: string | undefined;
  readonly refusal?: Explanation["refusal"];
}

export function explainPlan(plan: Plan, wanted: Wanted, room: Room, target: ExplainedTarget = {}): Explanation {
  const outputs = outputsOf(wanted);
  const uses = usesOf(outputs.map(({ recipe }) => recipe));
  const nodes = [...uses.keys()];
  const isSeveral = outputs.length > 1;
  const [first] = outputs as [Output];
  return Object.freeze({
    inputs: nodes.filter((node) => node.kind === "open").map((node) => explainInput(node, plan.loads.get(node))),
    steps: nodes.filter((node) => !isSeveral || (uses.get(node)?.size ?? 0) > 1).flatMap(stepOf),
    output: explainOutput(first, plan.told, target.name ?? first.name),
    ...(isSeveral ? { outputs: explainOutputs(outputs, plan, uses) } : {}),
    threads: plan.threads,
    allowed: room.allowed,
    process: room.process,
    projected: plan.projected,
    scratch: plan.scratch,
    stages: plan.stages.map(({ name, projected, terms }) => ({ name, projected, terms })),
    choices: plan.choices,
    refusal: target.refusal,
  });
}

function explainInput({ header, source }: OpenNode, load: LoadChoice | undefined): ExplainedInput {
  const { codec, width, height, bands, format, pages, sizeBytes } = header;
  const loaded = load === undefined ? undefined : loadWords(load, pages);
  return { name: sourceName(source), codec, width, height, bands, format, pages, sizeBytes, loaded };
}

function loadWords({ shrink, scale, level, region, skip, pages, size }: LoadChoice, of: number): string | undefined {
  const area = `${size.width} × ${size.height}`;
  const words: string[] = [];
  if (shrink > 1) words.push(`at 1/${shrink}: ${area}`);
  if (scale !== 1) words.push(`at a scale of ${Number(scale.toPrecision(3))}: ${area}`);
  if (level !== undefined) words.push(`its level of ${area}`);
  if (region !== undefined) words.push(`only ${area} of it, from ${region.left}, ${region.top}`);
  if (skip.length > 0) words.push(`without ${skip.length} ${skip.length === 1 ? "part" : "parts"} of its scans`);
  if (pages < of) words.push(pages === 1 ? "its first page" : `${pages} of its pages`);
  return words.length === 0 ? undefined : words.join(", ");
}

const madeOf = { pixels: "pixels in memory", strips: "strips of a program", constant: "constant" } as const;

/** A node's work, in the words of `sluice apply`. */
function stepOf(node: RecipeNode): string[] {
  switch (node.kind) {
    case "open":
      return [];
    case "thumbnail": {
      const { width, height } = headerOf(node);
      return [`thumbnail ${width} × ${height}`];
    }
    case "operation": {
      const values = Object.values(node.args).filter((value) => recipesIn(value).length === 0);
      const shown = values.map((value) => (Array.isArray(value) ? `[${value.join(", ")}]` : String(value)));
      const others = inputsOf(node).length - 1;
      return [[node.name, ...shown, ...(others > 0 ? [`(and ${others} more images)`] : [])].join(" ")];
    }
    case "kernel": {
      const others = node.inputs.length - 1;
      return [`${kernelStep(node)}${others > 0 ? ` (and ${others} more images)` : ""}`];
    }
    case "metadata":
      return [`set ${Object.keys(node.fields).join(", ")}`];
    case "pixels":
    case "strips":
    case "constant": {
      const { width, height } = headerOf(node);
      return [`${madeOf[node.kind]} ${width} × ${height}`];
    }
  }
}

function kernelStep({ call }: KernelNode): string {
  return `map ${kernelName(call)}${call.halo > 0 ? `, halo ${call.halo}` : ""}`;
}

function explainOutput({ recipe, format }: Output, told: Plan["told"], name: string | undefined): ExplainedOutput {
  const { width, height, bands, format: pixelFormat, pages } = headerOf(recipe);
  return { name, format, width, height, bands, pixelFormat, pages, told };
}

/** Each output with its own steps, without the shared ones. */
function explainOutputs(
  outputs: readonly Output[],
  { passes = [] }: Plan,
  uses: ReturnType<typeof usesOf>,
): ExplainedOutput[] {
  const planned = new Map<number, PlannedOutput>(
    passes.flatMap((pass) => pass.outputs.map((each) => [each.index, each])),
  );
  return outputs.map((output, index) => {
    const own = [...nodesOf(output.recipe)].filter((node) => uses.get(node)?.size === 1);
    const { told = [] } = planned.get(index) ?? {};
    return { ...explainOutput(output, told, output.name), steps: own.flatMap(stepOf) };
  });
}
