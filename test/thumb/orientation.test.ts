/**
 * EXIF orientations 1 to 8: every corner of the picture is where a viewer would show it.
 * Not here: the sizes that follow (geometry.test), or other EXIF fields (metadata.test).
 * Read next: src/run/thumbnail/finish.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { describeFile, samplesAt, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { type Colour, cornerColours, cornerPoints, corners } from "../support/picture/pictures.ts";

const { topLeft, topRight, bottomLeft, bottomRight } = cornerColours;

/** EXIF 2.3, table 6: the stored corner that is seen at the top left, top right, bottom left and bottom right. */
const seen: Readonly<Record<number, readonly Colour[]>> = {
  1: [topLeft, topRight, bottomLeft, bottomRight],
  2: [topRight, topLeft, bottomRight, bottomLeft],
  3: [bottomRight, bottomLeft, topRight, topLeft],
  4: [bottomLeft, bottomRight, topLeft, topRight],
  5: [topLeft, bottomLeft, topRight, bottomRight],
  6: [bottomLeft, topLeft, bottomRight, topRight],
  7: [bottomRight, topRight, bottomLeft, topLeft],
  8: [topRight, bottomRight, topLeft, bottomLeft],
};

const folder = temporaryFolder();

async function stored(orientation: number, ending: "jpg" | "png" | "webp" | "tif"): Promise<string> {
  const path = join(folder, `${orientation}.${ending}`);
  const lossless = ending === "webp" ? { lossless: true } : {};
  const format = ending === "jpg" ? "jpeg" : ending === "tif" ? "tiff" : ending;
  await corners(240, 160).withMetadata({ orientation }).toFormat(format, lossless).toFile(path);
  return path;
}

/** The largest difference of any value from the expected one. */
function distance(found: readonly (readonly number[])[], wanted: readonly Colour[]): number {
  return Math.max(
    ...wanted.flatMap((colour, index) => colour.map((value, band) => Math.abs(value - (found[index]?.[band] ?? 999)))),
  );
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])("orientation %i", (orientation) => {
  const lies = orientation >= 5;

  testByPillow.each(["jpg", "png", "webp", "tif"] as const)("of a %s", async (ending) => {
    using image = await open(await stored(orientation, ending));
    expect(image.orientation).toBe(orientation);
    using thumbnail = image.thumbnail(60);
    const path = join(folder, `${orientation}-${ending}-thumbnail.png`);
    await thumbnail.save(path);
    const facts = await describeFile(path);
    expect([facts.width, facts.height, facts.orientation]).toEqual([lies ? 40 : 60, lies ? 60 : 40, null]);
    expect(distance(await samplesAt(path, cornerPoints), seen[orientation] ?? [])).toBeLessThanOrEqual(8);
  });

  testByPillow("is applied once, even where EXIF is kept", async () => {
    using image = await open(await stored(orientation, "jpg"));
    using thumbnail = image.thumbnail("60x40", { fit: "fill" });
    const path = join(folder, `${orientation}-kept.jpg`);
    await thumbnail.save(path, { keep: ["exif"], quality: 95 });
    expect((await describeFile(path)).orientation ?? 1).toBe(1);
    expect(distance(await samplesAt(path, cornerPoints), seen[orientation] ?? [])).toBeLessThanOrEqual(16);
  });

  testByPillow("of a thumbnail of a thumbnail, and of one cropped and padded", async () => {
    using image = await open(await stored(orientation, "jpg"));
    using first = image.thumbnail(120);
    using second = first.thumbnail("30x30", { fit: "contain", background: [0, 0, 0] });
    const padded = join(folder, `${orientation}-padded.png`);
    await second.save(padded);
    const [edge] = await samplesAt(padded, [lies ? [0.02, 0.5] : [0.5, 0.02]]);
    expect(edge).toEqual([0, 0, 0, 255]);
    expect(distance(await samplesAt(padded, cornerPoints), seen[orientation] ?? [])).toBeLessThanOrEqual(16);

    using cropped = image.thumbnail("20x20", { fit: "cover" });
    const path = join(folder, `${orientation}-cropped.png`);
    await cropped.save(path);
    expect(distance(await samplesAt(path, cornerPoints), seen[orientation] ?? [])).toBeLessThanOrEqual(16);
  });
});

test("an image that is saved without a thumbnail keeps its orientation as a fact", async () => {
  using image = await open(await stored(6, "jpg"));
  using copy = await open(await image.encode("jpeg"));
  expect([copy.width, copy.height, copy.orientation]).toEqual([240, 160, 6]);
});
