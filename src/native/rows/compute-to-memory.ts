/**
 * Computes an image into memory, in a worker thread.
 * Not here: whether there is room for it; the caller has reserved it in the budget.
 * Read next: run/lowering/stages.
 */
import { OperationError } from "../../core/errors.ts";
import { errorLines } from "../library/error-text.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { runInWorker } from "../thread/run-in-worker.ts";

/** Computes every pixel of `image`. The caller owns the returned handle. */
export async function hold(image: ImageHandle, signal: AbortSignal | undefined): Promise<ImageHandle> {
  const { result, errorText } = await runInWorker("vips_image_copy_memory", [image.address], {
    signal,
    cancel: () => image.kill(),
    discard: ({ result: late }) => {
      if (typeof late === "bigint") new ImageHandle(late).dispose();
    },
  });
  if (typeof result === "bigint") {
    const held = new ImageHandle(result);
    // Importing from CMYK leaves a profile in the header that belongs to the operation and is freed with it. The
    // computed image outlives the operation, so it gets its own copy. (libvips 8.18.)
    held.ownBlob("icc-profile-data");
    return held;
  }
  throw new OperationError(errorLines(errorText).join("; ") || "libvips gave no reason", {
    operation: "decode",
    cure: "Get a good copy of the file.",
  });
}
