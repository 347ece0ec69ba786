/**
 * The kinds of outputs of the budget matrix: every format, with each option that decides its encoder's memory.
 * Not here: the cases (bench/budget/cases), or how a format is written (src/run/output/savers).
 * Read next: bench/budget/cases.ts, src/plan/cost/encoder.ts.
 */

export interface OutputKind {
  /** The file's ending; it decides the format. */
  readonly ending?: string;
  /** Another form of the result: a kind of test/support/price/price-outputs.mjs. */
  readonly into?: "bytes" | "pixels" | "values" | "files" | "stream" | "strips" | "tiles";
  /** Options of `Image.save`, `strips` and so on. An older version may not know some of the formats. */
  readonly options: Readonly<Record<string, unknown>>;
}

const to = (ending: string, options: OutputKind["options"] = {}): OutputKind => ({ ending, options });

const inMemory = (into: NonNullable<OutputKind["into"]>, options: OutputKind["options"] = {}): OutputKind => {
  return { into, options };
};

/**
 * Several files, from one `write()`. Each may have a recipe of its own, by its name in
 * test/support/price/price-recipes.mjs.
 */
const files = (...described: { readonly name: string; readonly [option: string]: unknown }[]): OutputKind => {
  return inMemory("files", { files: described });
};

export const outputKinds = {
  jpeg: to("jpg"),
  "jpeg 95": to("jpg", { quality: 95 }),
  "jpeg interlaced": to("jpg", { interlace: true }),
  png: to("png", { effort: 1 }),
  "png interlaced": to("png", { effort: 1, interlace: true }),
  webp: to("webp", { effort: 1 }),
  "webp effort 4": to("webp"),
  "webp lossless": to("webp", { lossless: true, effort: 0 }),
  avif: to("avif", { effort: 0 }),
  "avif 90": to("avif", { effort: 0, quality: 90 }),
  "avif lossless": to("avif", { effort: 0, lossless: true }),
  gif: to("gif", { effort: 1 }),
  tiff: to("tif"),
  "tiff raw": to("tif", { compression: "none" }),
  "tiff lzw": to("tif", { compression: "lzw" }),
  "tiff jpeg": to("tif", { compression: "jpeg" }),
  "tiff tiles": to("tif", { tile: true }),
  "tiff tiles raw": to("tif", { tile: true, compression: "none" }),
  "tiff tiles jpeg": to("tif", { tile: true, compression: "jpeg" }),
  "tiff pyramid": to("tif", { tile: true, pyramid: true }),
  "tiff pyramid jpeg": to("tif", { tile: true, pyramid: true, compression: "jpeg" }),
  v: to("v"),
  dz: to("dzi"),
  iiif: to("iiif"),
  hdf5: to("h5"),
  "hdf5 raw": to("h5", { compression: "none" }),
  zarr: to("zarr"),
  "zarr 2": to("zarr", { version: 2 }),
  "zarr pyramid": to("zarr", { pyramid: true }),
  "jpeg bytes": inMemory("bytes", { format: "jpeg" }),
  "png bytes": inMemory("bytes", { format: "png", effort: 1 }),
  "webp bytes": inMemory("bytes", { format: "webp", effort: 1 }),
  /** A typed array. */
  pixels: inMemory("pixels"),
  /** Numbers. */
  values: inMemory("values"),
  /** A loop that holds each strip for a short time. */
  strips: inMemory("strips"),
  "strips of 100 rows": inMemory("strips", { height: 100 }),
  "tiles 512": inMemory("tiles", { size: 512 }),
  "tiles 512, halo 8": inMemory("tiles", { size: 512, halo: 8 }),
  /** Encoded bytes, for a slow reader. */
  "jpeg stream": inMemory("stream", { format: "jpeg", optimise: false }),
  "png stream": inMemory("stream", { format: "png", effort: 1 }),
  "webp stream": inMemory("stream", { format: "webp", effort: 1 }),
  "tiff stream": inMemory("stream", { format: "tiff", compression: "none" }),
  "two files": files({ name: "a.jpg", optimise: false }, { name: "b.tif", compression: "none", tile: true }),
  "a copy and two sizes": files(
    { name: "copy.jpg", optimise: false },
    { name: "half.jpg", recipe: "resize 0.5", optimise: false },
    { name: "small.webp", recipe: "thumbnail 500", effort: 1 },
  ),
  "three sizes": files(
    { name: "2000.webp", recipe: "thumbnail 2000", effort: 1 },
    { name: "1000.jpg", recipe: "thumbnail 1000" },
    { name: "500.png", recipe: "thumbnail 500", effort: 1 },
  ),
} satisfies Readonly<Record<string, OutputKind>>;

export type OutputKindName = keyof typeof outputKinds;
