/**
 * Runs a plan's first half: from the source to a lazy pipeline, or to a thumbnail whose pixels are in memory.
 * Not here: encoding (run/encode-stage), and asking the budget, which the caller has done.
 * Read next: run/encode-stage.
 */
import type { ImageHeader } from "../graph/header.ts";
import type { FailOn } from "../graph/limits.ts";
import { headerOf, type OpenNode, type RecipeNode, rootOf, type ThumbnailNode } from "../graph/node.ts";
import { thumbnailGeometry } from "../graph/thumbnail-geometry.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import { HandleScope } from "../native/scope.ts";
import { storedSize } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { finishThumbnail } from "./finish-thumbnail.ts";
import { hold } from "./hold.ts";
import { lowerFrames } from "./lower-frames.ts";
import { decodeFailure, load, loadArguments, openBytes } from "./open-source.ts";
import { resample } from "./resample.ts";

/** An image ready for encoding; the scope owns it. @throws {DecodeError} when its file is worse than `failOn` allows. */
export async function decode(
  failOn: FailOn,
  scope: HandleScope,
  recipe: RecipeNode,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<ImageHandle> {
  const root = rootOf(recipe);
  try {
    if (recipe.kind === "open") return await loadWhole(failOn, scope, root, plan, signal);
    return await lower(recipe, failOn, scope, plan, signal);
  } catch (error) {
    throw decodeFailure(root, error);
  }
}

async function loadWhole(
  failOn: FailOn,
  scope: HandleScope,
  root: OpenNode,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<ImageHandle> {
  const source = scope.keep(await openBytes(root.source, plan.load.skip));
  const loaded = await load(root.header.loader, source, loadArguments(plan.load, failOn), signal);
  return withThreads(scope, scope.keep(loaded), plan.threads);
}

async function lower(
  node: ThumbnailNode,
  failOn: FailOn,
  scope: HandleScope,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<ImageHandle> {
  // What is decoded for this thumbnail is released as soon as its pixels are in memory.
  using own = new HandleScope();
  const input =
    node.input.kind === "open"
      ? await loadWhole(failOn, own, node.input, plan, signal)
      : await lower(node.input, failOn, own, plan, signal);
  const header: ImageHeader = headerOf(node.input);
  const { spec } = node;
  const geometry = thumbnailGeometry(header, spec);
  const pages = spec.pages === "all" ? header.pages : 1;
  const wanted = storedSize(node, pages);
  if (pages > 1) return await lowerFrames(scope, input, { wanted, geometry, spec, pages, signal });
  const single = header.pages > 1 && node.input.kind !== "open" ? firstPage(own, input, header) : input;
  const held = scope.keep(await hold(resample(own, single, wanted, spec), signal));
  return await finishThumbnail(scope, held, geometry, spec);
}

/** The first of an image's pages, which lie one below the other. */
function firstPage(scope: HandleScope, image: ImageHandle, { width, height }: ImageHeader): ImageHandle {
  return scope.image("extract_area", { input: image, left: 0, top: 0, width, height });
}

/** The number of threads is set on the image rather than globally: the library may be shared with others. */
function withThreads(scope: HandleScope, image: ImageHandle, threads: number): ImageHandle {
  const own = scope.image("copy", { in: image });
  own.setInt("concurrency", threads);
  return own;
}
