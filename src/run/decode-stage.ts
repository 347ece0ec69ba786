/**
 * Runs a plan's first half: from the source to a lazy pipeline, or to a thumbnail whose pixels are in memory.
 * Not here: encoding (run/encode-stage), and asking the budget, which the caller has done.
 * Read next: run/encode-stage.
 */
import { OperationError } from "../core/errors.ts";
import type { ImageHeader } from "../graph/header.ts";
import type { FailOn } from "../graph/limits.ts";
import { headerOf, type OpenNode, type RecipeNode, rootOf, type ThumbnailNode } from "../graph/node.ts";
import { thumbnailGeometry } from "../graph/thumbnail-geometry.ts";
import { errorLines } from "../native/error-text.ts";
import { ImageHandle } from "../native/image-handle.ts";
import { runInWorker } from "../native/run-in-worker.ts";
import { HandleScope } from "../native/scope.ts";
import { storedSize } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { finishThumbnail } from "./finish-thumbnail.ts";
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
  const source = scope.keep(await openBytes(root.source));
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
  const pages = node.spec.pages === "all" ? header.pages : 1;
  const single = pages === 1 && header.pages > 1 && node.input.kind !== "open" ? firstPage(own, input, header) : input;
  const lazy = resample(own, single, storedSize(node, pages), node.spec, pages);
  const held = scope.keep(await hold(lazy, signal));
  return await finishThumbnail(scope, held, thumbnailGeometry(header, node.spec), node.spec, pages);
}

/** The first of an image's pages, which lie one below the other. */
export function firstPage(scope: HandleScope, image: ImageHandle, { width, height }: ImageHeader): ImageHandle {
  if (image.height === height) return image;
  return scope.image("extract_area", { input: image, left: 0, top: 0, width, height });
}

/** Computes every pixel of an image into memory. */
async function hold(image: ImageHandle, signal: AbortSignal | undefined): Promise<ImageHandle> {
  const { result, errorText } = await runInWorker("vips_image_copy_memory", [image.address], {
    signal,
    cancel: () => image.kill(),
  });
  if (typeof result === "bigint") return new ImageHandle(result);
  throw new OperationError(errorLines(errorText).join("; ") || "libvips gave no reason", {
    operation: "decode",
    cure: "Get a good copy of the file.",
  });
}

/** The number of threads is set on the image rather than globally: the library may be shared with others. */
function withThreads(scope: HandleScope, image: ImageHandle, threads: number): ImageHandle {
  const own = scope.image("copy", { in: image });
  own.setInt("concurrency", threads);
  return own;
}
