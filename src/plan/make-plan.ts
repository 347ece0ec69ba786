/**
 * Makes the plan of a recipe: how it is loaded, on how many threads, and what it will hold. Pure.
 * Not here: whether that fits; the budget says so, with the plan's numbers.
 * Read next: plan/plan, run/run-plan.
 */
import { bytes } from "../core/bytes.ts";
import { sampleBytes } from "../core/pixel-format.ts";
import { type EncodeOptions, formatTraits, type OutputFormat } from "../graph/encoding.ts";
import { type ImageHeader, orientedSize, type Size } from "../graph/header.ts";
import { headerOf, type RecipeNode, rootOf, type ThumbnailNode } from "../graph/node.ts";
import { thumbnailGeometry } from "../graph/thumbnail-geometry.ts";
import { decoderTerms, tileHeightOf } from "./decoder-cost.ts";
import { encoderTerms } from "./encoder-cost.ts";
import { chooseLoad, type LoadChoice, wholeImage } from "./load-choice.ts";
import { diskSink, heldPixels, lineCache, resampleBuffers, resampleCaches } from "./pipeline-cost.ts";
import { type Plan, stage } from "./plan.ts";
import { type Term, term } from "./term.ts";

/** What is wanted of a recipe. */
export interface Output {
  readonly recipe: RecipeNode;
  readonly format: OutputFormat;
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
  const root = rootOf(recipe);
  const first = firstThumbnail(recipe);
  const keepsPages = formatTraits[output.format].pages && (first === undefined || first.spec.pages === "all");
  const pages = keepsPages ? root.header.pages : 1;
  const result: ImageHeader = { ...headerOf(recipe), pages };
  const wanted = first === undefined ? undefined : storedSize(first, pages);
  const load = wanted === undefined ? wholeImage(root.header, pages) : chooseLoad(root.header, wanted, pages);
  const threads = pages > 1 ? 1 : limits.threads;

  const pel = root.header.bands * sampleBytes(root.header.format);
  const decode = [
    ...decoderTerms(root.header, load),
    lineCache(load.size, pel, threads, tileHeightOf(root.header, load)),
  ];
  if (wanted !== undefined) decode.push(...resampling(load, root.header, threads));
  const encode = [...encoderTerms(result, output.format, output.options), ...encodedBytes(output, result)];

  if (wanted === undefined) {
    const streamed = stage("stream", [...decode, diskSink(result, pel, threads), ...encode]);
    return freeze(load, threads, false, [streamed]);
  }
  // Frames of an animation are cropped and padded before they are kept.
  const held = heldPixels("thumbnail", pages > 1 ? result : wanted, pel, pages);
  const sink = diskSink(result, result.bands * sampleBytes(result.format), threads);
  return freeze(load, threads, true, [
    stage("decode", [...decode, held]),
    stage("encode", [held, sink, ...encode, term("thread buffers", "encoding", 500_000 * threads)]),
  ]);
}

/** The thumbnail nearest to the source: it alone decides how the source is loaded. */
export function firstThumbnail(recipe: RecipeNode): ThumbnailNode | undefined {
  if (recipe.kind === "open") return undefined;
  return recipe.input.kind === "open" ? recipe : firstThumbnail(recipe.input);
}

/** What a thumbnail is resampled to before its orientation is applied, which happens last. */
export function storedSize(node: ThumbnailNode, pages: number): Size {
  const header = headerOf(node.input);
  return orientedSize(thumbnailGeometry(header, node.spec).resized, pages > 1 ? 1 : header.orientation);
}

function resampling(load: LoadChoice, header: ImageHeader, threads: number): Term[] {
  const pel = header.bands * sampleBytes(header.format);
  // Alpha is multiplied in before the resampling, over buffers of its own.
  const buffered = header.hasAlpha ? pel * 2 : pel;
  return [resampleCaches(load.size, pel, threads), resampleBuffers(load.size, buffered, threads)];
}

function encodedBytes(output: Output, result: ImageHeader): Term[] {
  if (!output.toMemory) return [];
  // Compressed data seldom exceeds its pixels; the buffer doubles as it grows, and is copied once.
  return [term("encoder", "encoded bytes", result.width * result.height * result.pages * result.bands * 2)];
}

function freeze(load: LoadChoice, threads: number, hold: boolean, stages: Plan["stages"]): Plan {
  const projected = bytes(Math.max(...stages.map((each) => each.projected)));
  return Object.freeze({ load, threads, hold, stages, projected });
}
