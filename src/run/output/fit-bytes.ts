/**
 * Finds the highest quality whose bytes fit into a limit, by halving.
 * Not here: encoding (run/output/encode), or the pixels that are held meanwhile (plan/cost/encoder).
 * Read next: run/output/encode.
 */
import { formatBytes } from "../../core/bytes.ts";
import { OutputError } from "../../core/errors.ts";

/**
 * Encodes once where the highest quality fits, and eight times at most.
 * @throws {OutputError} where the lowest quality is too large, too.
 */
export async function highestFitting(
  limit: number,
  highest: number,
  encode: (quality: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  let best = await encode(highest);
  if (best.length <= limit) return best;
  let smallest = best.length;
  let [low, high] = [1, highest - 1];
  while (low <= high) {
    const quality = Math.ceil((low + high) / 2);
    const bytes = await encode(quality);
    smallest = Math.min(smallest, bytes.length);
    if (bytes.length <= limit) {
      best = bytes;
      low = quality + 1;
    } else high = quality - 1;
  }
  if (best.length <= limit) return best;
  throw new OutputError(`it takes ${formatBytes(smallest)} at the lowest quality, and may take ${formatBytes(limit)}`, {
    cure: "Allow more with maxBytes, or make the image smaller.",
  });
}
