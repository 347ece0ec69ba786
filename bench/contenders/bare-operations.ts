/**
 * A few of libvips' C functions through koffi and nothing else: the cost of the same work without Sluice.
 * Not here: Sluice's own table of functions, which this must not use.
 * Read next: bench/contenders/overhead.ts.
 */
import koffi from "koffi";

type Address = bigint;

/** Makes an image from another. */
export type BareStep = (input: Address, out: (Address | null)[]) => number;

/** The operations that the jobs of bench/contenders/overhead consist of. */
export interface BareOperations {
  readonly blur: (sigma: number) => BareStep;
  readonly sobel: BareStep;
  readonly sharpen: BareStep;
  readonly median: BareStep;
  readonly resize: (scale: number) => BareStep;
  readonly bytes: BareStep;
  /** Loads or wraps an image, runs the steps, and returns the last image's pixels. Then releases everything. */
  pixels(data: Uint8Array, shape: BareShape, steps: readonly BareStep[]): Uint8Array;
  file(input: string, steps: readonly BareStep[], output: string): void;
}

export interface BareShape {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
}

/** Binds the library a second time. It is loaded already, so both use the same one. */
export function bareOperations(library: string): BareOperations {
  const vips = koffi.load(library);
  const end = ["void *", null] as const;
  const step = (name: string, types: string, ...args: readonly number[]): BareStep => {
    const call = vips.func(`int ${name}(void *, _Out_ void **${types}, ...)`);
    return (input, out) => call(input, out, ...args, ...end) as number;
  };
  const fromMemory = vips.func("void *vips_image_new_from_memory(void *, size_t, int, int, int, int)");
  const fromFile = vips.func("void *vips_image_new_from_file(const char *, ...)");
  const toFile = vips.func("int vips_image_write_to_file(void *, const char *, ...)");
  const compute = vips.func("void *vips_image_copy_memory(void *)");
  const dataOf = vips.func("void *vips_image_get_data(void *)");
  const release = vips.func("void g_object_unref(void *)");
  const run = <T>(input: Address | null, steps: readonly BareStep[], finish: (images: Address[]) => T): T => {
    if (input === null) throw new Error("it cannot be opened");
    const images = [input];
    for (const make of steps) {
      const out: (Address | null)[] = [null];
      if (make(images.at(-1) as Address, out) !== 0 || !out[0]) throw new Error("it failed");
      images.push(out[0]);
    }
    const result = finish(images);
    for (const image of images.reverse()) release(image);
    return result;
  };
  return {
    blur: (sigma) => step("vips_gaussblur", ", double", sigma),
    sobel: step("vips_sobel", ""),
    sharpen: step("vips_sharpen", ""),
    median: step("vips_rank", ", int, int, int", 3, 3, 4),
    resize: (scale) => step("vips_resize", ", double", scale),
    bytes: step("vips_cast", ", int", 0),
    pixels: (data, { width, height, bands }, steps) =>
      run(fromMemory(data, data.length, width, height, bands, 0), steps, (images) => {
        const done = compute(images.at(-1)) as Address;
        images.push(done);
        return new Uint8Array(koffi.view(dataOf(done) as bigint, width * height * bands)).slice();
      }),
    file: (input, steps, output) =>
      run(fromFile(input, "const char *", "access", "int", 1, ...end) as Address, steps, (images) => {
        if (toFile(images.at(-1), output, ...end) !== 0) throw new Error("it cannot be written");
      }),
  };
}
