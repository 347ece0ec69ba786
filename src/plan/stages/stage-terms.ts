/**
 * Adds up what one stage holds: decoders and caches of what it loads, buffers of what it computes, and what is held
 * beside it.
 * Not here: each price (plan/cost/decoder, plan/cost/pipeline, plan/cost/operation), or which stages there are.
 * Read next: plan/make-plan.
 */
import { type Bytes, sumBytes } from "../../core/bytes.ts";
import { type Term, term } from "../../core/term.ts";
import { type ImageHeader, imageBytes, pelBytes } from "../../graph/recipe/header.ts";
import { kernelName } from "../../graph/recipe/kernel-node.ts";
import { headerOf, inputsOf } from "../../graph/recipe/node.ts";
import type { OpenNode, RecipeNode, ThumbnailNode } from "../../graph/recipe/nodes.ts";
import { decoderTerms, tileHeightOf } from "../cost/decoder.ts";
import { kernelTerms } from "../cost/kernel.ts";
import { operationTerms } from "../cost/operation.ts";
import {
  allRows,
  diskSink,
  givenStripsTerms,
  lineCache,
  memorySink,
  resampleBuffers,
  resampleCaches,
  scratchReader,
  scratchWriter,
  threadBetween,
} from "../cost/pipeline.ts";
import { threadBuffers } from "../cost/thread-buffers.ts";
import { type LoadChoice, wholeImage } from "../load/load-choice.ts";
import { storedSize } from "../load/stored-size.ts";
import type { Place, StageOutline } from "./stage-outlines.ts";

/** How the files of a recipe are loaded, and on how many threads everything runs. */
export interface PipelineFacts {
  readonly loads: ReadonlyMap<OpenNode, LoadChoice>;
  readonly threads: number;
}

/** What the pipeline of a stage holds, and the images of earlier stages beside it; without the sink at its end. */
export function pipelineTerms({ through, beside }: StageOutline, facts: PipelineFacts): Term[] {
  const terms = Array.from(beside, ([node, place]) => waitingTerm(node, place, facts));
  for (const node of through) {
    if (node.kind === "open") terms.push(...loadTerms(node, facts));
    else if (node.kind === "strips") terms.push(...givenStripsTerms(node.header, pelBytes(node.header), facts.threads));
    else if (node.kind === "kernel") terms.push(...kernelTerms(node, facts.threads));
    else if (node.kind === "thumbnail") terms.push(...resamplingTerms(node, facts));
    else terms.push(...operationTerms(node, facts.threads));
  }
  const loaded = (node: RecipeNode): ImageHeader => heldHeader(node, facts);
  return [...terms, ...pumps(through).flatMap((nodes) => threadBuffers(nodes, loaded, facts.threads))];
}

/** The pipelines of a stage that are computed at the same time: one to each kernel, and one to the stage's end. */
function pumps(through: readonly RecipeNode[]): (readonly RecipeNode[])[] {
  const kernels = through.filter((node) => node.kind === "kernel");
  if (kernels.length === 0) return [through];
  const within = new Set(through);
  const upTo = (end: RecipeNode, nodes = new Set<RecipeNode>()): ReadonlySet<RecipeNode> => {
    if (!within.has(end) || nodes.has(end)) return nodes;
    if (end.kind !== "kernel") for (const input of inputsOf(end)) upTo(input, nodes);
    return nodes.add(end);
  };
  const found = kernels.map(({ inputs }) => {
    const nodes = new Set<RecipeNode>();
    for (const input of inputs) upTo(input, nodes);
    return nodes;
  });
  return [...found, upTo(through.at(-1) as RecipeNode)].map((nodes) => [...nodes]);
}

/** What earlier stages leave to this one; the rest of what they held is freed. */
export function besideBytes({ beside }: StageOutline, facts: PipelineFacts): Bytes {
  const inMemory = [...beside].filter(([, place]) => place === "memory");
  return sumBytes(inMemory.map(([node]) => heldTerm(node, facts).size));
}

/** What the end of a stage holds that computes an image for later stages. */
export function heldImageTerms({ node, place }: StageOutline, facts: PipelineFacts): Term[] {
  if (place === "memory") return [heldTerm(node, facts), memorySink(facts.threads)];
  const header = heldHeader(node, facts);
  return [diskSink(allRows(header), pelBytes(header), facts.threads), scratchWriter(header, pelBytes(header))];
}

/** What an image of an earlier stage holds while it is read. */
function waitingTerm(node: RecipeNode, place: Place, facts: PipelineFacts): Term {
  if (place === "memory") return heldTerm(node, facts);
  const header = heldHeader(node, facts);
  return scratchReader(nameOf(node), header, pelBytes(header));
}

function loadTerms(node: OpenNode, { loads, threads }: PipelineFacts): Term[] {
  const { header } = node;
  const load = loads.get(node) ?? wholeImage(header);
  const decoder = [...decoderTerms(header, load), ...(waitsForBytes(node, load) ? [waitingThread] : [])];
  // libvips maps its own format, and reads it where it likes.
  if (header.codec === "vips") return decoder;
  const rows = { width: load.size.width, height: load.size.height * load.pages };
  return [...decoder, lineCache(rows, pelBytes(header), threads, tileHeightOf(header, load))];
}

/** Decoders that can do with bytes that come once read them as they come, on a thread that does nothing else. */
const waitingThread = term("thread buffers", "a thread that waits for bytes", threadBetween);

function waitsForBytes({ source, header }: OpenNode, { skip }: LoadChoice): boolean {
  if (source.kind !== "stream" || skip.length > 0) return false;
  const { codec, facts, interlaced } = header;
  return codec === "png" ? !interlaced : facts?.codec === "jpeg" && !facts.jpeg.multiScan;
}

function resamplingTerms(node: ThumbnailNode, { loads, threads }: PipelineFacts): Term[] {
  const { input } = node;
  const header = headerOf(input);
  const size = (input.kind === "open" ? loads.get(input) : undefined)?.size ?? header;
  const pel = pelBytes(header);
  // Alpha is multiplied in before the resampling, over buffers of its own.
  const buffered = header.hasAlpha ? pel * 2 : pel;
  const rows = storedSize(node, 1).height;
  return [resampleCaches(size, pel, threads, rows), resampleBuffers(size, buffered, threads, rows)];
}

/** What is held of an image: of a file as much as is loaded. */
export function heldHeader(node: RecipeNode, { loads }: Pick<PipelineFacts, "loads">): ImageHeader {
  const load = node.kind === "open" ? loads.get(node) : undefined;
  return load === undefined ? headerOf(node) : { ...headerOf(node), ...load.size, pages: load.pages };
}

/** An image in memory. A thumbnail is held before it is cropped, the frames of an animation afterwards. */
function heldTerm(node: RecipeNode, { loads }: PipelineFacts): Term {
  if (node.kind !== "thumbnail") {
    return term("pixels", `${nameOf(node)}, held`, imageBytes(heldHeader(node, { loads })));
  }
  const header = headerOf(node);
  const pages = (node.input.kind === "open" ? loads.get(node.input)?.pages : undefined) ?? 1;
  const { width, height } = pages > 1 ? header : storedSize(node, pages);
  return term("pixels", "thumbnail", width * height * pages * pelBytes(header));
}

/** What an image is called in terms and stages. */
export function nameOf(node: RecipeNode): string {
  if (node.kind === "kernel") return `map ${kernelName(node.call)}`;
  return node.kind === "operation" ? node.name : node.kind === "open" ? node.header.codec : node.kind;
}
