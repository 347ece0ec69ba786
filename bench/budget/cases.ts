/**
 * The cases of the budget matrix: decoders, encoders, stores, and pictures of unusual size or shape.
 * Not here: operations (bench/budget/operation-cases), loops, kernels and streams (bench/budget/parts), or what the
 * names mean (budget-inputs, price-recipes).
 * Read next: bench/budget/case.ts.
 */
import type { BudgetCase, SizeName } from "./case.ts";
import { type InputKind, inputKinds } from "./inputs.ts";
import { operations } from "./operation-cases.ts";
import { on } from "./rows.ts";

/** Kinds that take too long to decode or to make for more cases. */
const slow = /^(?:avif|gif|webp lossless alpha|jpeg with)/;
const sizeFor = (kind: InputKind): SizeName => {
  if (kind.includes("frames")) return "12 × 1 MP";
  return slow.test(kind) ? "16 MP" : "48 MP";
};

/**
 * All decoders with thumbnails. Also with the whole image, if the decoder's memory and a stream behind it
 * are held together.
 */
const decoders: readonly BudgetCase[] = [
  ...inputKinds.flatMap((kind, index) => on(sizeFor(kind), kind, [["thumbnail 500", "jpeg", 1 + (index % 2)]])),
  ...on("12 × 1 MP", "gif of 12 frames", [["thumbnail 500, all pages", "gif", 1]]),
  ...on("12 × 1 MP", "webp of 12 frames", [["thumbnail 500, all pages", "webp", 1]]),
  ...on("48 MP", "jpeg progressive 4:2:0", [["as it is", "jpeg", 2]]),
  ...on("48 MP", "png", [["as it is", "tiff raw", 2]]),
  ...on("48 MP", "png interlaced", [["as it is", "tiff raw", 2]]),
  ...on("48 MP", "webp lossy", [["as it is", "jpeg", 2]]),
  ...on("16 MP", "avif 4:2:0", [["as it is", "jpeg", 2]]),
  ...on("16 MP", "gif", [["as it is", "png", 1]]),
  ...on("48 MP", "tiff tiles 512", [["as it is", "jpeg", 2]]),
  ...on("48 MP", "tiff planar", [["as it is", "jpeg", 2]]),
  ...on("48 MP", "tiff one strip deflate", [["as it is", "jpeg", 1]]),
  ...on("48 MP", "tiff one strip jpeg", [["as it is", "jpeg", 1]]),
  ...on("48 MP", "tiff pyramid", [["as it is", "jpeg", 2]]),
  ...on("48 MP", "v", [["as it is", "jpeg", 2]]),
  ...on("16 MP", "svg", [["as it is", "png", 1]]),
];

/** From an input that costs nothing to read, whole and as thumbnails. */
const encoders: readonly BudgetCase[] = [
  ...on("48 MP", "tiff strips raw", [
    ["as it is", "jpeg", 2],
    ["as it is", "jpeg interlaced", 1],
    ["as it is", "png", 1],
    ["as it is", "tiff", 2],
    ["as it is", "tiff raw", 8],
    ["as it is", "tiff jpeg", 1],
    ["as it is", "tiff tiles", 1],
    ["as it is", "tiff tiles raw", 2],
    ["as it is", "tiff tiles jpeg", 8],
    ["as it is", "tiff pyramid jpeg", 2],
    ["as it is", "v", 1],
    ["as it is", "dz", 1],
    ["as it is", "iiif", 2],
    ["as it is", "pixels", 2],
    ["as it is", "jpeg bytes", 2],
    ["thumbnail 2000", "png bytes", 1],
    ["thumbnail 4000", "jpeg", 1],
    ["thumbnail 4000", "png interlaced", 1],
    ["thumbnail 2000", "webp effort 4", 1],
    ["thumbnail 2000", "avif", 1],
    ["thumbnail 2000", "gif", 1],
    ["thumbnail 2000", "tiff pyramid", 1],
  ]),
  ...on("16 MP", "tiff strips raw", [
    ["as it is", "jpeg 95", 8],
    ["as it is", "png interlaced", 1],
    ["as it is", "png bytes", 1],
    ["as it is", "webp", 1],
    ["as it is", "webp lossless", 1],
    ["as it is", "tiff lzw", 2],
    ["as it is", "tiff pyramid", 1],
  ]),
  ...on("6 MP", "tiff strips raw", [
    ["as it is", "gif", 1],
    ["as it is", "avif", 2],
    ["as it is", "avif 90", 1],
    ["as it is", "avif lossless", 1],
    ["as it is", "webp effort 4", 2],
    ["as it is", "webp bytes", 2],
  ]),
  ...on("1 MP", "tiff strips raw", [
    ["as it is", "jpeg", 1],
    ["as it is", "avif", 1],
    ["as it is", "gif", 1],
    ["as it is", "png interlaced", 1],
  ]),
  ...on("16 MP", "tiff strips raw rgba", [
    ["as it is", "png", 2],
    ["as it is", "webp", 1],
    ["as it is", "webp lossless", 1],
    ["as it is", "jpeg", 1],
    ["as it is", "tiff tiles", 2],
  ]),
  ...on("6 MP", "tiff strips raw rgba", [["as it is", "avif", 1]]),
  ...on("48 MP", "tiff strips 16 bit", [
    ["as it is", "png", 1],
    ["as it is", "tiff", 2],
    ["as it is", "tiff tiles", 1],
  ]),
  ...on("16 MP", "tiff strips 16 bit", [["as it is", "png interlaced", 1]]),
  ...on("16 MP", "tiff strips float", [
    ["as it is", "tiff raw", 2],
    ["as it is", "v", 1],
  ]),
  ...on("6 MP", "tiff strips float", [
    ["as it is", "tiff", 2],
    ["as it is", "tiff pyramid", 1],
  ]),
  ...on("48 MP", "tiff strips raw grey", [
    ["as it is", "jpeg", 1],
    ["as it is", "png", 8],
    ["as it is", "tiff", 2],
  ]),
];

/** From stores and to stores, with each reader and writer, and parts of them. */
const stores: readonly BudgetCase[] = [
  ...(["hdf5", "hdf5 raw", "hdf5 by bands", "zarr", "zarr 2", "zarr pyramid"] as const).flatMap((kind) =>
    on("48 MP", kind, [
      ["as it is", "jpeg", 2],
      ["extract_area", "pixels", 1],
    ]),
  ),
  ...(["hdf5", "hdf5 raw", "zarr", "zarr 2", "zarr pyramid"] as const).flatMap((output) => [
    ...on("48 MP", "jpeg 4:2:0", [["as it is", output, 2]]),
    ...on("6 MP", "tiff strips float", [["as it is", output, 1]]),
  ]),
  ...on("48 MP", "zarr", [
    ["as it is", "hdf5", 2],
    ["gaussblur 2", "zarr", 2],
    ["rot d90", "hdf5", 1],
  ]),
  ...on("60,000 × 800", "tiff strips raw", [
    ["as it is", "hdf5", 1],
    ["as it is", "zarr pyramid", 1],
  ]),
];

/** Wide and tall images, and one larger than the rest. */
const shapes: readonly BudgetCase[] = [
  ...on("60,000 × 800", "jpeg 4:2:0", [
    ["thumbnail 500", "jpeg", 1],
    ["as it is", "jpeg", 1],
    ["gaussblur 2", "jpeg", 2],
    ["rot d90", "jpeg", 1],
    ["resize 0.5", "jpeg", 2],
  ]),
  ...on("60,000 × 800", "tiff tiles 256", [
    ["thumbnail 500", "jpeg", 2],
    ["gaussblur 2", "tiff tiles jpeg", 1],
  ]),
  ...on("60,000 × 800", "png", [["sharpen", "png", 1]]),
  ...on("800 × 60,000", "jpeg 4:2:0", [
    ["thumbnail 500", "jpeg", 1],
    ["gaussblur 20", "jpeg", 2],
    ["rot d90", "jpeg", 1],
    ["resize 0.5", "jpeg", 1],
  ]),
  ...on("800 × 60,000", "tiff strips raw", [["gaussblur 2", "tiff tiles", 2]]),
  ...on("100 MP", "jpeg 4:2:0", [
    ["thumbnail 500", "jpeg", 2],
    ["as it is", "jpeg", 2],
    ["gaussblur 2 | sobel", "tiff tiles jpeg", 2],
    ["rot d90", "jpeg", 2],
  ]),
  ...on("100 MP", "tiff tiles 256", [["thumbnail 4000", "jpeg", 1]]),
];

/** Each takes ten seconds or more. */
const largest: readonly BudgetCase[] = [
  ...on("100 MP", "jpeg progressive 4:2:0", [["thumbnail 500", "jpeg", 1]]),
  ...on("100 MP", "png", [["resize 0.1", "jpeg", 2]]),
  ...on("268 MP", "jpeg 4:2:0", [
    ["thumbnail 500", "jpeg", 1],
    ["as it is", "jpeg", 2],
    ["gaussblur 2", "tiff tiles jpeg", 2],
    ["rot d90", "tiff tiles jpeg", 2],
    ["flip vertical", "jpeg", 1],
  ]),
  ...on("268 MP", "tiff tiles 512", [["resize 0.1", "jpeg", 2]]),
  ...on("268 MP", "tiff strips raw", [
    ["as it is", "hdf5", 2],
    ["as it is", "zarr pyramid", 2],
  ]),
  ...on("268 MP", "hdf5", [["as it is", "jpeg", 2]]),
  ...on("268 MP", "zarr", [["extract_area", "jpeg", 2]]),
];

export function budgetCases({ large }: { readonly large: boolean }): readonly BudgetCase[] {
  return [...decoders, ...encoders, ...operations, ...stores, ...shapes, ...(large ? largest : [])];
}
