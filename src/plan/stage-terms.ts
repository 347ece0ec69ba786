/**
 * Adds up what one stage holds: decoders and caches of what it loads, buffers of what it computes, and what is held
 * beside it.
 * Not here: each price (plan/decoder-cost, plan/pipeline-cost, plan/operation-cost), or which stages there are.
 * Read next: plan/make-plan.
 */
import { imageBytes, pelBytes } from "../graph/header.ts";
import { headerOf, type OpenNode, type RecipeNode, type ThumbnailNode } from "../graph/node.ts";
import { decoderTerms, tileHeightOf } from "./decoder-cost.ts";
import { type LoadChoice, wholeImage } from "./load-choice.ts";
import { operationTerms, seesNeighbours } from "./operation-cost.ts";
import { allRows, diskSink, lineCache, memorySink, resampleBuffers, resampleCaches } from "./pipeline-cost.ts";
import type { StageOutline } from "./place-images.ts";
import { storedSize } from "./stored-size.ts";
import { type Term, term } from "./term.ts";

/** How the files of a recipe are loaded, and on how many threads everything runs. */
export interface PipelineFacts {
  readonly loads: ReadonlyMap<OpenNode, LoadChoice>;
  readonly threads: number;
}

/** What the pipeline of a stage holds, and the images of earlier stages beside it; without the sink at its end. */
export function pipelineTerms({ through, beside }: StageOutline, facts: PipelineFacts): Term[] {
  const stream = through.filter((node) => node.kind === "operation");
  const isRowByRow = !stream.some((node) => seesNeighbours(node));
  const terms = [...beside].filter(([, place]) => place === "memory").map(([node]) => heldTerm(node, facts));
  for (const node of through) {
    if (node.kind === "open") terms.push(...loadTerms(node, facts));
    else if (node.kind === "thumbnail") terms.push(...resamplingTerms(node, facts));
    else terms.push(...operationTerms(node, facts.threads, isRowByRow));
  }
  return terms;
}

/** What the end of a stage holds that computes an image for later stages. */
export function heldImageTerms({ node, place }: StageOutline, facts: PipelineFacts): Term[] {
  if (place === "memory") return [heldTerm(node, facts), memorySink(facts.threads)];
  const header = headerOf(node);
  return [diskSink(allRows(header), pelBytes(header), facts.threads), term("scratch index", "scratch file", 100_000)];
}

function loadTerms(node: OpenNode, { loads, threads }: PipelineFacts): Term[] {
  const { header } = node;
  const load = loads.get(node) ?? wholeImage(header);
  const rows = { width: load.size.width, height: load.size.height * load.pages };
  return [...decoderTerms(header, load), lineCache(rows, pelBytes(header), threads, tileHeightOf(header, load))];
}

function resamplingTerms({ input }: ThumbnailNode, { loads, threads }: PipelineFacts): Term[] {
  const header = headerOf(input);
  const size = (input.kind === "open" ? loads.get(input) : undefined)?.size ?? header;
  const pel = pelBytes(header);
  // Alpha is multiplied in before the resampling, over buffers of its own.
  const buffered = header.hasAlpha ? pel * 2 : pel;
  return [resampleCaches(size, pel, threads), resampleBuffers(size, buffered, threads)];
}

/** An image in memory. A thumbnail is held before it is cropped, the frames of an animation afterwards. */
function heldTerm(node: RecipeNode, { loads }: PipelineFacts): Term {
  if (node.kind !== "thumbnail") {
    const name = node.kind === "operation" ? node.name : node.kind === "open" ? node.header.codec : node.kind;
    return term("pixels", `${name}, held`, imageBytes(headerOf(node)));
  }
  const header = headerOf(node);
  const pages = (node.input.kind === "open" ? loads.get(node.input)?.pages : undefined) ?? 1;
  const { width, height } = pages > 1 ? header : storedSize(node, pages);
  return term("pixels", "thumbnail", width * height * pages * pelBytes(header));
}
