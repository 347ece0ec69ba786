/**
 * The part of the picture that `cover` keeps: the centre, or the part that draws attention.
 * Not here: sizes (geometry.test).
 * Read next: src/run/thumbnail/finish.ts.
 */
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { seededRandom } from "../codec/seeded-random.ts";
import { painted } from "../support/picture/pictures.ts";

/** The mean red of a result and its size. */
async function look(
  png: Uint8Array,
): Promise<{ readonly size: string; readonly red: number; readonly deviation: number }> {
  const { channels } = await sharp(png).stats();
  const { width, height } = await sharp(png).metadata();
  return { size: `${width}x${height}`, red: channels[0]?.mean ?? 0, deviation: channels[0]?.stdev ?? 0 };
}

describe("cover", () => {
  test.each([
    ["200x100", "landscape", [0, 1], 127.5],
    ["100x100", "landscape", [0.25, 0.75], 127.5],
  ] as const)("keeps the middle of a ramp: %s of a %s one", async (size, _, [from, to], mean) => {
    const source = await painted(400, 200, (x) => [(x * 255) / 399, 0, 0])
      .png()
      .toBuffer();
    using image = await open(source);
    using thumbnail = image.thumbnail(size, { fit: "cover" });
    const { data, info } = await sharp(await thumbnail.encode("png"))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const first = data[0] ?? -1;
    const last = data[(info.width - 1) * info.channels] ?? -1;
    expect(Math.abs(first - from * 255)).toBeLessThanOrEqual(2);
    expect(Math.abs(last - to * 255)).toBeLessThanOrEqual(2);
    expect(Math.abs((first + last) / 2 - mean)).toBeLessThanOrEqual(1.5);
  });

  test("cuts half of the odd pixel at each end: 3 of 4 columns are the first three", async () => {
    const source = await painted(4, 3, (x) => [x * 60, 0, 0])
      .png()
      .toBuffer();
    using image = await open(source);
    using thumbnail = image.thumbnail("3x3", { fit: "cover" });
    const data = await sharp(await thumbnail.encode("png"))
      .raw()
      .toBuffer();
    expect([data[0], data[3], data[6]]).toEqual([0, 60, 120]);
  });

  test.each(["attention", "entropy"] as const)("--crop %s keeps what stands out, far from the middle", async (crop) => {
    const random = seededRandom(5);
    const source = await painted(900, 300, (x, y) => {
      const inside = Math.hypot(x - 780, y - 150) < 70;
      return inside ? [200 + random() * 55, random() * 120, random() * 60] : [90, 100, 110];
    })
      .png()
      .toBuffer();
    using image = await open(source);
    using kept = image.thumbnail("100x100", { fit: "cover", crop });
    using middle = image.thumbnail("100x100", { fit: "cover" });
    const [found, plain] = [await look(await kept.encode("png")), await look(await middle.encode("png"))];
    expect([found.size, plain.size]).toEqual(["100x100", "100x100"]);
    expect(plain.deviation).toBeLessThan(1);
    expect(found.red).toBeGreaterThan(plain.red + 10);
  });

  test("--crop attention of an animation keeps the middle, in every frame", async () => {
    const pages = await Promise.all(
      [50, 200].map((green) =>
        painted(90, 30, (x) => [x >= 30 && x < 60 ? 250 : 0, green, 0])
          .png()
          .toBuffer(),
      ),
    );
    using image = await open(
      await sharp(pages, { join: { animated: true } })
        .gif()
        .toBuffer(),
    );
    using thumbnail = image.thumbnail("30x30", { fit: "cover", crop: "attention", pages: "all" });
    const {
      width,
      pageHeight,
      pages: count,
    } = await sharp(await thumbnail.encode("gif"), { animated: true }).metadata();
    expect([width, pageHeight, count]).toEqual([30, 30, 2]);
    const { red } = await look(
      await sharp(await thumbnail.encode("gif"))
        .png()
        .toBuffer(),
    );
    expect(red).toBeGreaterThan(240);
  });
});
