/**
 * A few of libvips' C functions through koffi and nothing else: what the same work costs without Sluice.
 * Not here: Sluice's own table of functions, which this must not use.
 * Read next: bench/operations.ts.
 */
import koffi from "koffi";

/** Blurs, finds edges, and casts to bytes. @returns the pixels, copied. */
export type BareJob = (pixels: Uint8Array, width: number, height: number, bands: number) => Uint8Array;

/** Binds the library again; it is loaded already, so that both use the very same. */
export function bareJob(library: string): BareJob {
  const vips = koffi.load(library);
  const fromMemory = vips.func("void *vips_image_new_from_memory(void *, size_t, int, int, int, int)");
  const blur = vips.func("int vips_gaussblur(void *, _Out_ void **, double, ...)");
  const sobel = vips.func("int vips_sobel(void *, _Out_ void **, ...)");
  const cast = vips.func("int vips_cast(void *, _Out_ void **, int, ...)");
  const compute = vips.func("void *vips_image_copy_memory(void *)");
  const dataOf = vips.func("void *vips_image_get_data(void *)");
  const release = vips.func("void g_object_unref(void *)");
  return (pixels, width, height, bands) => {
    const input = fromMemory(pixels, pixels.length, width, height, bands, 0) as bigint;
    const images = [input];
    const next = (call: (input: bigint, out: (bigint | null)[]) => number): void => {
      const out: (bigint | null)[] = [null];
      if (call(images.at(-1) as bigint, out) !== 0 || out[0] === null || out[0] === undefined)
        throw new Error("it failed");
      images.push(out[0]);
    };
    next((image, out) => blur(image, out, 2, "void *", null) as number);
    next((image, out) => sobel(image, out, "void *", null) as number);
    next((image, out) => cast(image, out, 0, "void *", null) as number);
    const done = compute(images.at(-1)) as bigint;
    const result = new Uint8Array(koffi.view(dataOf(done) as bigint, width * height * bands)).slice();
    for (const image of [done, ...images.reverse()]) release(image);
    return result;
  };
}
