/**
 * Recipes as JSON and back, in this process and in another, and their digests.
 * Not here: what the operations compute (test/operations).
 * Read next: src/graph/recipe/json.ts, src/graph/image/from-json.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Image, open } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const path = join(folder, "photo.png");

beforeAll(async () => {
  await (await photo(120, 80)).removeAlpha().png().toFile(path);
});

/** Every kind of node, and every kind of argument. */
async function everything(): Promise<Image> {
  const image = await open(path, { failOn: "error" });
  const mask = Image.matrix([
    [1, 2],
    [3, 4],
  ]);
  const parts = [image.conv(mask, { precision: "integer" }), image.linear([1, 2, 3], [0.5]).cast("uchar")] as const;
  const joined = parts[0].cast("uchar").bandjoin([parts[1]]).extractBand(1, { n: 3 });
  return joined
    .thumbnail("60x", { fit: "fill" })
    .set({ note: "made", orientation: 3 })
    .affine([1, 0.5, 0, 1], { interpolate: "nearest" });
}

async function bytesOf(image: Image): Promise<Buffer> {
  using pixels = await image.pixels();
  // A copy: the pixels are released when this function returns.
  return Buffer.copyBytesFrom(new Uint8Array(pixels.data.buffer, pixels.data.byteOffset, pixels.data.byteLength));
}

describe("a recipe as JSON", () => {
  test("comes back as the same recipe, with the same pixels", async () => {
    const image = await everything();
    const text = JSON.stringify(image);
    const again = await Image.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    expect([again.width, again.height, again.bands, again.format]).toEqual([
      ...[image.width, image.height, image.bands, image.format],
    ]);
    expect(Buffer.compare(await bytesOf(again), await bytesOf(image))).toBe(0);
  });

  test("names operations, arguments and paths, and holds a shared input once", async () => {
    const image = await open(path);
    const json = image.subtract(image.gaussblur(3)).toJSON();
    expect(json).toEqual({
      sluice: 1,
      nodes: [
        { kind: "open", path, failOn: "warning" },
        { kind: "operation", name: "gaussblur", output: "out", args: { in: { node: 0 }, sigma: 3 } },
        { kind: "operation", name: "subtract", output: "out", args: { left: { node: 0 }, right: { node: 1 } } },
      ],
    });
  });

  test("is refused over bytes in memory, and where it is no recipe", async () => {
    const image = await open(new Uint8Array(readFileSync(path)));
    expect(() => image.invert().toJSON()).toThrow(expect.objectContaining({ tag: "usage" }));
    const wrong = [
      {},
      { sluice: 2, nodes: [] },
      { sluice: 1, nodes: [{ kind: "operation", name: "invert", args: { in: { node: 3 } } }] },
    ];
    for (const json of wrong) await expect(Image.fromJSON(json as never)).rejects.toMatchObject({ tag: "usage" });
    const unknown = { sluice: 1, nodes: [{ kind: "operation", name: "no_such", output: "out", args: {} }] };
    await expect(Image.fromJSON(unknown as never)).rejects.toMatchObject({ tag: "unsupported" });
  });
});

describe("the digest", () => {
  test("is the same for the same recipe however it was written, and another for another", async () => {
    const image = await open(path);
    const digest = image.gaussblur(2, { minAmpl: 0.1, precision: "float" }).digest();
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(image.call("gaussblur", { precision: "float", min_ampl: 0.1, sigma: 2 })).toMatchObject({});
    expect((image.call("gaussblur", { precision: "float", min_ampl: 0.1, sigma: 2 }) as Image).digest()).toBe(digest);
    const others = [
      image,
      image.gaussblur(2),
      image.gaussblur(2.5, { minAmpl: 0.1, precision: "float" }),
      image.invert(),
    ];
    expect(new Set([digest, ...others.map((other) => other.digest())]).size).toBe(5);
  });

  test("is of the bytes where an image was opened from bytes", async () => {
    const bytes = new Uint8Array(readFileSync(path));
    const [one, same] = [await open(bytes), await open(bytes.slice())];
    expect(one.invert().digest()).toBe(same.invert().digest());
    const other = bytes.slice();
    other[other.length - 30] = 1;
    expect(Image.fromPixels(bytes, { width: 1 }).digest()).not.toBe(Image.fromPixels(other, { width: 1 }).digest());
  });
});
