/**
 * Lowers a thumbnail of an animation: every frame is resampled, cropped and padded by itself, so that none bleeds into
 * the next, a few at a time.
 * Not here: single images (run/thumbnail/resample, run/thumbnail/finish).
 * Read next: run/thumbnail/resample.
 */
import type { Size } from "../../core/rect.ts";
import type { ThumbnailSpec } from "../../graph/recipe/thumbnail.ts";
import type { ThumbnailGeometry } from "../../graph/recipe/thumbnail-geometry.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { hold } from "../../native/rows/compute-to-memory.ts";
import { finishFrame } from "./finish.ts";
import { resample } from "./resample.ts";

/** A frame's chain of operations holds some 160 kB while it runs: all of a long animation's at once held gigabytes. */
const framesAtOnce = 16;

export interface FramesJob {
  /** What a frame is resampled to. */
  readonly wanted: Size;
  readonly geometry: ThumbnailGeometry;
  readonly spec: ThumbnailSpec;
  readonly pages: number;
  readonly signal: AbortSignal | undefined;
}

/** `image` has its frames one below the other, and so has the result, which is in memory. The scope owns it. */
export async function lowerFrames(scope: HandleScope, image: ImageHandle, job: FramesJob): Promise<ImageHandle> {
  const { geometry, pages, signal } = job;
  const groups: ImageHandle[] = [];
  for (let first = 0; first < pages; first += framesAtOnce) {
    using own = new HandleScope();
    const count = Math.min(framesAtOnce, pages - first);
    const frames = Array.from({ length: count }, (_, index) => lowerFrame(own, image, first + index, job));
    groups.push(scope.keep(await hold(own.image("arrayjoin", { in: frames, across: 1 }), signal)));
  }
  const { width, height } = geometry.result;
  const joined = scope.image("arrayjoin", { in: groups, across: 1 });
  // Every group gets the room of the largest, so that a short last one leaves some over.
  const exact = scope.image("extract_area", { input: joined, left: 0, top: 0, width, height: height * pages });
  exact.setInt("page-height", height);
  exact.setInt("n-pages", pages);
  return exact;
}

function lowerFrame(
  scope: HandleScope,
  image: ImageHandle,
  page: number,
  { wanted, geometry, spec, pages }: FramesJob,
): ImageHandle {
  const height = image.height / pages;
  const area = { left: 0, top: page * height, width: image.width, height };
  const frame = scope.image("extract_area", { input: image, ...area });
  return finishFrame(scope, resample(scope, frame, wanted, spec), geometry, spec);
}
