/**
 * Lowers a thumbnail of an animation. Resamples, crops and pads every frame separately, so that none bleeds into the
 * next. Works on a few frames at a time.
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

/**
 * A frame's chain of operations holds some 160 kB while it runs: all frames of a long animation at once held gigabytes.
 */
const framesAtOnce = 16;

export interface FramesJob {
  /** The size to resample a frame to. */
  readonly wanted: Size;
  readonly geometry: ThumbnailGeometry;
  readonly spec: ThumbnailSpec;
  readonly pages: number;
  readonly signal: AbortSignal | undefined;
}

/** `image` has its frames one below the other, and so has the result, which is in memory. The scope owns the result. */
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
  // Every group takes as much room as the largest one, so the end after a short last group is cut off.
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
