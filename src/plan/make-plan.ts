/**
 * Makes the plan of a recipe: how it is loaded, on how many threads, and what it will hold. Pure.
 * Not here: whether that fits; the budget says so, with the plan's numbers.
 * Read next: plan/plan, run/run-plan.
 */
import { bytes } from "../core/bytes.ts";
import { type EncodeOptions, formatTraits, type OutputFormat } from "../graph/encoding.ts";
import { type ImageHeader, orientedSize, pelBytes, type Size } from "../graph/header.ts";
import { headerOf, inputsOf, nodesOf, type OpenNode, type RecipeNode, type ThumbnailNode } from "../graph/node.ts";
import { thumbnailGeometry } from "../graph/thumbnail-geometry.ts";
import { decoderTerms, tileHeightOf } from "./decoder-cost.ts";
import { encoderTerms } from "./encoder-cost.ts";
import { chooseLoad, type LoadChoice, wholeImage } from "./load-choice.ts";
import { heldTerm, operationTerms } from "./operation-cost.ts";
import { diskSink, heldPixels, lineCache, resampleBuffers, resampleCaches } from "./pipeline-cost.ts";
import { heldNodes } from "./placement.ts";
import { type Plan, stage } from "./plan.ts";
import { type Term, term } from "./term.ts";

/** What is wanted of a recipe. */
export interface Output {
  readonly recipe: RecipeNode;
  /** `pixels`: memory. */
  readonly format: OutputFormat | "pixels";
  readonly options: EncodeOptions;
  /** Whether the encoded bytes stay in memory instead of going to a file. */
  readonly toMemory: boolean;
}

export interface PlanLimits {
  readonly threads: number;
}

/** Plans one output. Same inputs, same plan. @throws {UnsupportedError} for what has no price. */
export function makePlan(output: Output, limits: PlanLimits): Plan {
  const { recipe } = output;
  const root = onlySource(recipe);
  if (root === undefined) return planOperations(output, limits);
  const first = firstThumbnail(recipe);
  const pages = keepsPages(output, root, first) ? root.header.pages : 1;
  const result: ImageHeader = { ...headerOf(recipe), pages };
  const wanted = first === undefined ? undefined : storedSize(first, pages);
  const load = wanted === undefined ? wholeImage(root.header, pages) : chooseLoad(root.header, wanted, pages);
  const threads = pages > 1 ? 1 : limits.threads;
  const pel = pelBytes(root.header);
  const decode = loadTerms(root, load, threads);
  if (wanted !== undefined) decode.push(...resampling(load, root.header, threads));
  const encode = sinkTerms(output, result, threads);
  const loads = new Map([[root, load]]);

  if (wanted === undefined) {
    return freeze({ loads, held: new Set(), threads, hold: false, stages: [stage("stream", [...decode, ...encode])] });
  }
  // Frames of an animation are cropped and padded before they are kept.
  const held = heldPixels("thumbnail", pages > 1 ? result : wanted, pel, pages);
  const stages = [
    stage("decode", [...decode, held]),
    stage("encode", [held, ...encode, term("thread buffers", "encoding", 500_000 * threads)]),
  ];
  return freeze({ loads, held: new Set(), threads, hold: true, stages });
}

/** A thumbnail says whether it keeps them; without one a file's format holds what it can, and memory what was opened. */
function keepsPages({ format }: Output, root: OpenNode, first: ThumbnailNode | undefined): boolean {
  if (format !== "pixels" && !formatTraits[format].pages) return false;
  return first === undefined ? format !== "pixels" || root.allPages === true : first.spec.pages === "all";
}

/**
 * A recipe with operations, as one stage: everything that is held is taken to be held at once. An upper bound; what is
 * computed into memory on the way is in fact done one after the other.
 */
function planOperations(output: Output, { threads }: PlanLimits): Plan {
  const { recipe } = output;
  const held = heldNodes(recipe);
  const nodes = [...nodesOf(recipe)];
  const loads = new Map<OpenNode, LoadChoice>();
  const terms: Term[] = [];
  for (const node of nodes) {
    if (held.has(node)) terms.push(heldTerm(node));
    if (node.kind === "open") {
      const load = loadFor(node, nodes);
      loads.set(node, load);
      terms.push(...loadTerms(node, load, threads));
    } else if (node.kind === "thumbnail") {
      const load = node.input.kind === "open" ? loads.get(node.input) : undefined;
      const wanted = storedSize(node, 1);
      terms.push(...resampling(load ?? wholeImage(headerOf(node.input)), headerOf(node.input), threads));
      terms.push(heldPixels("thumbnail", wanted, pelBytes(headerOf(node.input))));
    } else {
      terms.push(...operationTerms(node, threads));
    }
  }
  terms.push(...sinkTerms(output, headerOf(recipe), threads));
  return freeze({ loads, held, threads, hold: false, stages: [stage("stream", terms)] });
}

/** A file that only one thumbnail reads is loaded as small as that needs, any other whole. */
function loadFor(node: OpenNode, nodes: readonly RecipeNode[]): LoadChoice {
  const [reader, ...others] = nodes.filter((each) => inputsOf(each).includes(node));
  const pages = node.header.pages;
  if (reader?.kind !== "thumbnail" || others.length > 0) return wholeImage(node.header, pages);
  return chooseLoad(node.header, storedSize(reader, 1), 1);
}

function loadTerms({ header }: OpenNode, load: LoadChoice, threads: number): Term[] {
  return [...decoderTerms(header, load), lineCache(load.size, pelBytes(header), threads, tileHeightOf(header, load))];
}

/** What takes the result: an encoder and the sink in front of it, or memory. */
function sinkTerms(output: Output, result: ImageHeader, threads: number): Term[] {
  const pel = pelBytes(result);
  if (output.format === "pixels") return [heldPixels("result", result, pel, result.pages)];
  return [
    diskSink(result, pel, threads),
    ...encoderTerms(result, output.format, output.options),
    ...encodedBytes(output, result),
  ];
}

/** The file at the root of a recipe of thumbnails and nothing else. */
function onlySource(recipe: RecipeNode): OpenNode | undefined {
  if (recipe.kind === "open") return recipe;
  return recipe.kind === "thumbnail" ? onlySource(recipe.input) : undefined;
}

/** The thumbnail nearest to the source: it alone decides how the source is loaded. */
export function firstThumbnail(recipe: RecipeNode): ThumbnailNode | undefined {
  if (recipe.kind !== "thumbnail") return undefined;
  return recipe.input.kind === "open" ? recipe : firstThumbnail(recipe.input);
}

/** What a thumbnail is resampled to before its orientation is applied, which happens last. */
export function storedSize(node: ThumbnailNode, pages: number): Size {
  const header = headerOf(node.input);
  return orientedSize(thumbnailGeometry(header, node.spec).resized, pages > 1 ? 1 : header.orientation);
}

function resampling(load: LoadChoice, header: ImageHeader, threads: number): Term[] {
  const pel = pelBytes(header);
  // Alpha is multiplied in before the resampling, over buffers of its own.
  const buffered = header.hasAlpha ? pel * 2 : pel;
  return [resampleCaches(load.size, pel, threads), resampleBuffers(load.size, buffered, threads)];
}

function encodedBytes(output: Output, result: ImageHeader): Term[] {
  if (!output.toMemory) return [];
  // Compressed data seldom exceeds its pixels; the buffer doubles as it grows, and is copied once.
  return [term("encoder", "encoded bytes", result.width * result.height * result.pages * result.bands * 2)];
}

function freeze(plan: Omit<Plan, "projected">): Plan {
  const projected = bytes(Math.max(...plan.stages.map((each) => each.projected)));
  return Object.freeze({ ...plan, projected });
}
