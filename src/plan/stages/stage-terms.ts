/**
 * Adds up the memory of one stage: decoders and caches of its files, buffers of its operations, and images that are
 * held beside it.
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
import type { Computing } from "../cost/tile-lines.ts";
import { type LoadChoice, wholeImage } from "../load/load-choice.ts";
import { storedSize } from "../load/stored-size.ts";
import type { HeldIn, StageOutline } from "./stage-outlines.ts";

/** How the files of a recipe are loaded, and the number of threads. */
export interface PipelineFacts extends Computing {
  readonly loads: ReadonlyMap<OpenNode, LoadChoice>;
}

/** The memory of a stage's pipeline, and of the images of earlier stages beside it; without the sink at its end. */
export function pipelineTerms({ through, beside }: StageOutline, facts: PipelineFacts): Term[] {
  const terms = Array.from(beside, ([node, place]) => waitingTerm(node, place, facts));
  for (const node of through) {
    if (node.kind === "open") terms.push(...loadTerms(node, facts));
    else if (node.kind === "strips") terms.push(...givenStripsTerms(node.header, pelBytes(node.header), facts));
    else if (node.kind === "kernel") terms.push(...kernelTerms(node, facts));
    else if (node.kind === "thumbnail") terms.push(...resamplingTerms(node, facts));
    else terms.push(...operationTerms(node, facts));
  }
  const loaded = (node: RecipeNode): ImageHeader => heldHeader(node, facts);
  return [...terms, ...pumps(through).flatMap((nodes) => threadBuffers(nodes, loaded, facts))];
}

/** The pipelines of a stage that run at the same time: one to each kernel, and one to the stage's end. */
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

/** The memory that earlier stages leave to this one; the rest of theirs is freed. */
export function besideBytes({ beside }: StageOutline, facts: PipelineFacts): Bytes {
  const inMemory = [...beside].filter(([, place]) => place === "memory");
  return sumBytes(inMemory.map(([node]) => heldTerm(node, facts).size));
}

/** The memory at the end of a stage that computes an image for later stages. */
export function heldImageTerms({ node, place }: StageOutline, facts: PipelineFacts): Term[] {
  if (place === "memory") return [heldTerm(node, facts), memorySink(facts.threads)];
  const header = heldHeader(node, facts);
  const pel = pelBytes(header);
  return [diskSink(allRows(header), pel, facts), scratchWriter(header, pel, facts.tileHeight)];
}

/** The memory of an earlier stage's image while it is read. */
function waitingTerm(node: RecipeNode, place: HeldIn, facts: PipelineFacts): Term {
  if (place === "memory") return heldTerm(node, facts);
  const header = heldHeader(node, facts);
  return scratchReader(nameOf(node), header, pelBytes(header), facts.tileHeight);
}

function loadTerms(node: OpenNode, facts: PipelineFacts): Term[] {
  const { header } = node;
  const load = facts.loads.get(node) ?? wholeImage(header);
  const decoder = [...decoderTerms(header, load), ...(waitsForBytes(node, load) ? [waitingThread] : [])];
  // libvips maps files of its own format, and reads them in any order.
  if (header.codec === "vips") return decoder;
  const rows = { width: load.size.width, height: load.size.height * load.pages };
  return [...decoder, lineCache(rows, pelBytes(header), facts, tileHeightOf(header, load))];
}

/** Decoders that need only sequential access read a stream as it arrives, on a thread of their own. */
const waitingThread = term("thread buffers", "a thread that waits for bytes", threadBetween);

function waitsForBytes({ source, header }: OpenNode, { skip }: LoadChoice): boolean {
  if (source.kind !== "stream" || skip.length > 0) return false;
  const { codec, facts, interlaced } = header;
  return codec === "png" ? !interlaced : facts?.codec === "jpeg" && !facts.jpeg.multiScan;
}

function resamplingTerms(node: ThumbnailNode, facts: PipelineFacts): Term[] {
  const { loads, threads } = facts;
  const { input } = node;
  const header = headerOf(input);
  const size = (input.kind === "open" ? loads.get(input) : undefined)?.size ?? header;
  const pel = pelBytes(header);
  // Alpha is premultiplied before resampling, in buffers of its own.
  const buffered = header.hasAlpha ? pel * 2 : pel;
  const rows = storedSize(node, 1).height;
  return [resampleCaches(size, pel, facts, rows), resampleBuffers(size, buffered, threads, rows)];
}

/** The header of the held image: for a file, with the loaded size. */
export function heldHeader(node: RecipeNode, { loads }: Pick<PipelineFacts, "loads">): ImageHeader {
  const load = node.kind === "open" ? loads.get(node) : undefined;
  return load === undefined ? headerOf(node) : { ...headerOf(node), ...load.size, pages: load.pages };
}

/** An image in memory. A thumbnail is held before it is cropped; the frames of an animation are held after it. */
function heldTerm(node: RecipeNode, { loads }: PipelineFacts): Term {
  if (node.kind !== "thumbnail") {
    return term("pixels", `${nameOf(node)}, held`, imageBytes(heldHeader(node, { loads })));
  }
  const header = headerOf(node);
  const pages = (node.input.kind === "open" ? loads.get(node.input)?.pages : undefined) ?? 1;
  const { width, height } = pages > 1 ? header : storedSize(node, pages);
  return term("pixels", "thumbnail", width * height * pages * pelBytes(header));
}

/** The name of an image in terms and stages. */
export function nameOf(node: RecipeNode): string {
  if (node.kind === "kernel") return `map ${kernelName(node.call)}`;
  return node.kind === "operation" ? node.name : node.kind === "open" ? node.header.codec : node.kind;
}
