/**
 * Templates for TIFFs: what libvips' tiffsave makes of one small image, and stores that go by them.
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
  /** One that libvips brings along. */
  readonly profile?: "srgb" | "cmyk" | undefined;
}

/** libtiff has no differences of 128 bits. */
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

/** A template of one tile; `image` has the metadata. */
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
