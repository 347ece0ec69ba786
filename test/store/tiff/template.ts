/**
 * Templates for TIFFs: the output of libvips' tiffsave for a small image, and stores that use it.
 * Not here: judging either.
 * Read next: src/store/tiff/create-tiff.ts.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Image } from "../../../src/index.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { imageOf } from "../../support/picture/stream-pictures.ts";

export interface TemplateOptions {
  readonly compression?: "none" | "deflate";
  readonly bigTiff?: boolean;
  /** A profile that libvips includes. */
  readonly profile?: "srgb" | "cmyk" | undefined;
}

/** libtiff has no predictor for 128 bits. */
export function saveOptions(
  { format, chunk }: Pick<StoredShape, "format" | "chunk">,
  { compression = "none", bigTiff = false, profile }: TemplateOptions,
) {
  const isPredicted = compression === "deflate" && format !== "dpcomplex";
  return {
    ...{ compression, bigtiff: bigTiff, predictor: isPredicted ? ("horizontal" as const) : ("none" as const) },
    ...{ tile: true, tileWidth: chunk.width, tileHeight: chunk.height },
    ...(profile && { profile }),
  };
}

/** A template with one tile; `image` has the metadata. */
export async function templateOf(
  shape: StoredShape,
  options: TemplateOptions = {},
  image: Image = imageOf({ ...shape, width: 3, height: 2 }),
): Promise<Uint8Array> {
  const path = join(tmpdir(), `sluice-template-${randomBytes(6).toString("hex")}.tif`);
  await image.crop(0, 0, 1, 1).tiffsave(path, saveOptions(shape, options));
  try {
    return readFileSync(path);
  } finally {
    rmSync(path);
  }
}
