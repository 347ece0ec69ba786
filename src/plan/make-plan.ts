/**
 * Makes the plan of a recipe: how it is loaded, on how many threads, in which stages, and what each will hold. Pure.
 * Not here: whether the plan fits, and how to make it fit (plan/fit-plan).
 * Read next: plan/plan, plan/stages/stage-outlines, plan/stages/stage-terms.
 */
import { type Bytes, bytes, sumBytes } from "../core/bytes.ts";
import { type Term, term } from "../core/term.ts";
import { type ImageHeader, imageBytes, pelBytes } from "../graph/recipe/header.ts";
import { headerOf, inputsOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import { chosenOptions, encoderTerms } from "./cost/encoder.ts";
import { windowTerms } from "./cost/kernel.ts";
import { allRows, diskSink, heldPixels, memorySink, stripTerms, threadBetween } from "./cost/pipeline.ts";
import { type Computing, defaultTileHeight } from "./cost/tile-lines.ts";
import { chooseLoads } from "./load/choose-loads.ts";
import { resamplerShare } from "./load/load-choice.ts";
import { type Plan, peakFrom, type Stage, stage } from "./plan.ts";
import type { Output, PlanLimits } from "./request.ts";
import { outlineStages, type StageOutline } from "./stages/stage-outlines.ts";
import {
  besideBytes,
  heldHeader,
  heldImageTerms,
  nameOf,
  type PipelineFacts,
  pipelineTerms,
} from "./stages/stage-terms.ts";
import { turnedEnd, turnedTerms } from "./turned.ts";

/** Plans one output. The same inputs give the same plan. @throws {UnsupportedError} for a codec without a price. */
export function makePlan(output: Output, limits: PlanLimits): Plan {
  const { share = resamplerShare, streaming = false, scratch = false, tileHeight = defaultTileHeight } = limits;
  const loads = chooseLoads([output], share);
  const threads = threadsFor([output], loads, limits.threads);
  const facts = { loads, threads, tileHeight };
  const turned = limits.pieces === true ? turnedEnd(output, tileHeight) : undefined;
  const outlines = outlineStages(turned?.from ?? output.recipe, () => (scratch ? "scratch" : "memory"), tileHeight);
  const result = resultOf(output.recipe, loads);
  const { options, told } = chosenOptions(result, output, streaming);
  const chosen = { ...output, options, turned };
  const stages = outlines.map((outline) => makeStage(outline, facts, chosen, result));
  return Object.freeze({
    ...{ ...facts, stages, options, told, turned, choices: [] },
    projected: peakFrom(stages),
    ...scratchOf(outlines, loads, limits.disk),
  });
}

/** Frames are resampled one by one, and each is too small for several threads. */
export function threadsFor(outputs: readonly Output[], loads: PipelineFacts["loads"], threads: number): number {
  const animated = [...loads].some(
    ([node, { pages }]) => pages > 1 && outputs.some(({ recipe }) => isThumbnailed(node, recipe)),
  );
  return animated ? 1 : threads;
}

/** The header of the encoder's input. For a file or its thumbnails, it has the loaded pages. */
export function resultOf(recipe: RecipeNode, loads: PipelineFacts["loads"]): ImageHeader {
  const pages = pagesKept(recipe, loads);
  return pages === undefined ? headerOf(recipe) : { ...headerOf(recipe), pages };
}

/** Lossless compression leaves more than half of the bytes of photos, and far less of drawings. */
const maxPacking = 4;

/**
 * The disk space of all images in scratch. Where they exceed `disk`, they are compressed into it, if that may be
 * enough.
 */
export function scratchOf(
  outlines: readonly StageOutline[],
  loads: PipelineFacts["loads"],
  disk: Bytes | undefined,
): Pick<Plan, "scratch" | "packed"> {
  const waiting = outlines.filter(({ place }) => place === "scratch");
  const whole = sumBytes(waiting.map(({ node }) => bytes(imageBytes(heldHeader(node, { loads })))));
  if (disk === undefined || whole <= disk || whole > disk * maxPacking) return { scratch: whole };
  return { scratch: disk, packed: whole };
}

/** `output` has the chosen options, and `result` is its header. */
export function makeStage(
  outline: StageOutline,
  facts: PipelineFacts,
  output: Output & Pick<Plan, "turned">,
  result: ImageHeader,
): Stage {
  const { node, place, through, frees } = outline;
  const terms = pipelineTerms(outline, facts);
  const kept = besideBytes(outline, facts);
  if (place === undefined) {
    const reads = through.some(({ kind }) => kind === "open");
    const encoding = reads ? [] : [term("thread buffers", "encoding", 500_000 * facts.threads)];
    const isStream = reads || output.format === "pixels" || output.format === "strips";
    const name = output.turned !== undefined ? "stream, turned" : isStream ? "stream" : "encode";
    return stage(name, [...terms, ...sinkTerms(output, result, facts), ...encoding], { frees, kept });
  }
  const reads = through.some(({ kind }) => kind === "open");
  const decode = reads ? "decode" : "thumbnail";
  const name =
    node.kind === "thumbnail" ? decode : `${nameOf(node)}, ${place === "memory" ? "into memory" : "to disk"}`;
  return stage(name, [...terms, ...heldImageTerms(outline, facts)], { makes: { node, place }, frees, kept });
}

/** The end of the pipeline: a sink and an encoder, or memory. */
function sinkTerms(output: Output & Pick<Plan, "turned">, result: ImageHeader, computing: Computing): Term[] {
  const { format, options, turned } = output;
  const { threads } = computing;
  if (turned !== undefined) return turnedTerms(turned, output, result, computing);
  const pel = pelBytes(result);
  if (format === "pixels") return [heldPixels("result", result, pel, result.pages), memorySink(threads)];
  const sink = diskSink(allRows(result), pel, computing);
  if (format === "strips") {
    const folding = output.fold === undefined ? [] : windowTerms([result], undefined, output.fold, threads);
    return [sink, ...stripTerms(output.assembled), ...folding];
  }
  return [sink, ...encoderTerms(result, format, options, threads), ...encodedBytes(output, result)];
}

function encodedBytes(output: Output, result: ImageHeader): Term[] {
  if (output.streamed === true) return [term("thread buffers", "a thread beside the reader", threadBetween)];
  if (!output.toMemory) return [];
  // Compressed data seldom exceeds its pixels; the buffer doubles as it grows, and is copied once.
  return [term("encoder", "encoded bytes", imageBytes(result) * 2)];
}

/** The loaded pages, for a result that is a file or a chain of thumbnails of one. */
function pagesKept(recipe: RecipeNode, loads: PipelineFacts["loads"]): number | undefined {
  if (recipe.kind === "open") return loads.get(recipe)?.pages;
  return recipe.kind === "thumbnail" ? pagesKept(recipe.input, loads) : undefined;
}

function isThumbnailed(node: RecipeNode, recipe: RecipeNode): boolean {
  if (recipe.kind === "thumbnail" && recipe.input === node) return true;
  return inputsOf(recipe).some((input) => isThumbnailed(node, input));
}
