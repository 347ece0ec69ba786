/**
 * Transparency: flattened on white or a chosen colour where the format has none, kept elsewhere, and without bleeding.
 * Not here: the alpha of animations (animation.test) and of drawings (svg.test).
 * Read next: src/run/thumbnail/resample.ts, src/run/output/encode.ts.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type EncodeOptions, open, type ThumbnailOptions } from "../../src/index.ts";
import { sluice } from "../support/child/cli.ts";
import { compareThumbnail, describeFile, type Point, samplesAt, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { flat, painted } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
/** The centres of the left half and the right half. */
const halves: readonly Point[] = [
  [0.25, 0.5],
  [0.75, 0.5],
];

async function save(
  name: string,
  result: string,
  { size = "50", ...options }: ThumbnailOptions & { size?: string } = {},
  encode: EncodeOptions = {},
): Promise<string> {
  using image = await open(at(name));
  using thumbnail = image.thumbnail(size, options);
  await thumbnail.save(at(result), encode);
  return at(result);
}

/** Every value must be within a few levels. */
function expectNear(found: readonly (readonly number[])[], wanted: readonly (readonly number[])[], max = 2): void {
  const far = wanted.some((row, index) =>
    row.some((value, band) => Math.abs(value - (found[index]?.[band] ?? 999)) > max),
  );
  if (far) expect(found).toEqual(wanted);
}

beforeAll(async () => {
  const red = [200, 40, 40];
  // Transparent on the left, over a green that must never show; half transparent red on the right.
  await painted(200, 100, (x) => (x < 100 ? [0, 255, 0, 0] : [...red, 128]))
    .png()
    .toFile(at("half.png"));
  await painted(200, 100, (x) => (x < 100 ? [255, 0] : [60, 128]))
    .toColourspace("b-w")
    .png()
    .toFile(at("grey.png"));
  await painted(200, 100, (x) => (x < 100 ? [0, 255, 0, 0] : [...red, 255]))
    .png({ palette: true, colours: 8, dither: 0 })
    .toFile(at("palette.png"));
  await painted(200, 100, (x) => (x < 100 ? [0, 255, 0, 0] : [...red, 255]))
    .webp({ lossless: true })
    .toFile(at("clear.webp"));
  await painted(200, 100, (x) => (x < 100 ? [0, 255, 0, 0] : [...red, 255]))
    .toColourspace("rgb16")
    .png()
    .toFile(at("deep.png"));
  // Stripes of one pixel: each pixel of the thumbnail mixes transparent green and opaque red.
  await painted(200, 100, (x) => (x % 2 === 0 ? [0, 255, 0, 0] : [...red, 255]))
    .png()
    .toFile(at("stripes.png"));
  await painted(300, 200, (x, y) => [x % 256, y, 255 - (x % 256), (x + y) % 256])
    .png()
    .toFile(at("ramps.png"));
});

describe("JPEG, which has no alpha", () => {
  testByPillow("lies on white", async () => {
    const path = await save("half.png", "white.jpg", {}, { quality: 95 });
    expect((await describeFile(path)).mode).toBe("RGB");
    // 255 · (1 - 128/255) + red · 128/255
    expectNear(
      await samplesAt(path, halves),
      [
        [255, 255, 255],
        [227, 147, 147],
      ],
      3,
    );
  });

  testByPillow.each([
    [[0], [0, 0, 0], [100, 20, 20]],
    [
      [10, 20, 250],
      [10, 20, 250],
      [105, 30, 145],
    ],
  ])("lies on %j", async (background, clear, half) => {
    const path = await save("half.png", `on-${background.length}.jpg`, {}, { background, quality: 95 });
    expectNear(await samplesAt(path, halves), [clear, half], 4);
  });

  testByPillow.each(["#0a14fa", "10,20,250"])("lies on --background %s", async (background) => {
    const output = at(`background-${background}`);
    const words = ["thumb", at("half.png"), "-o", output, "--format", "jpeg", "--quality", "95", "--size", "50"];
    expect(await sluice([...words, "--background", background])).toMatchObject({ code: 0 });
    expectNear(
      await samplesAt(join(output, "half.jpg"), halves),
      [
        [10, 20, 250],
        [105, 30, 145],
      ],
      4,
    );
  });

  testByPillow("grey with alpha lies on white, and on the grey of a colour", async () => {
    const path = await save("grey.png", "grey.jpg", {}, { quality: 95 });
    expect((await describeFile(path)).mode).toBe("L");
    expectNear(await samplesAt(path, halves), [[255], [157]], 3);
    const coloured = await save("grey.png", "grey-on-blue.jpg", {}, { background: [0, 0, 255], quality: 95 });
    // The luma of blue is 0.114 · 255 = 29.
    expectNear(await samplesAt(coloured, halves), [[29], [45]], 3);
  });

  testByPillow.each(["palette.png", "clear.webp", "deep.png"])("%s", async (name) => {
    const path = await save(name, `${name}.jpg`, {}, { quality: 95 });
    expectNear(
      await samplesAt(path, halves),
      [
        [255, 255, 255],
        [200, 40, 40],
      ],
      4,
    );
  });
});

describe("formats with alpha", () => {
  testByPillow.each(["png", "webp", "tif"])("keep it: %s", async (ending) => {
    const path = await save("half.png", `kept.${ending}`, {}, { lossless: ending === "webp" });
    expect((await describeFile(path)).mode).toBe("RGBA");
    const [clear = [], half = []] = await samplesAt(path, halves);
    expect(clear[3]).toBe(0);
    expectNear([half], [[200, 40, 40, 128]]);
  });

  testByPillow("keep it: gif, as clear or not", async () => {
    const path = await save("palette.png", "kept.gif");
    const [clear = [], full = []] = await samplesAt(path, halves);
    expect(clear[3]).toBe(0);
    expectNear([full], [[200, 40, 40, 255]], 4);
  });

  testByPillow("grey with alpha stays so", async () => {
    const path = await save("grey.png", "kept-grey.png");
    expect((await describeFile(path)).mode).toBe("LA");
    expectNear((await samplesAt(path, halves)).slice(1), [[60, 60, 60, 128]]);
  });

  testByPillow.each([0, 255])("look as a full decode does, on a ground of %i", async (ground) => {
    const path = await save("ramps.png", "ramps-thumbnail.png", { size: "100" });
    const background = [ground, ground, ground];
    expect((await compareThumbnail(at("ramps.png"), path, { background })).mean).toBeLessThan(1.5);
  });
});

describe("the colour under what is clear", () => {
  testByPillow("does not bleed", async () => {
    const path = await save("stripes.png", "stripes-thumbnail.png");
    for (const [red = 0, green = 0, , alpha = 0] of await samplesAt(path, halves)) {
      expect(green).toBeLessThanOrEqual(44);
      expect(Math.abs(red - 200)).toBeLessThanOrEqual(4);
      expect(Math.abs(alpha - 128)).toBeLessThanOrEqual(3);
    }
    const edge = await save("palette.png", "edge.png", { size: "7" });
    const middle: readonly Point[] = [[0.5, 0.5]];
    const [[, green = 0] = []] = await samplesAt(edge, middle);
    expect(green).toBeLessThanOrEqual(44);
  });
});

describe("padding", () => {
  const edges: readonly Point[] = [
    [0.5, 0.05],
    [0.5, 0.95],
  ];

  testByPillow("is clear around an image with alpha, and then lies on white or the colour asked for", async () => {
    const contain = { fit: "contain" } as const;
    expect((await samplesAt(await save("half.png", "pad.png", contain), edges)).map((colour) => colour[3])).toEqual([
      0, 0,
    ]);
    expectNear(await samplesAt(await save("half.png", "pad.jpg", contain), edges), [
      [255, 255, 255],
      [255, 255, 255],
    ]);
    const blue = { background: [0, 0, 250] };
    const path = await save("half.png", "pad-blue.png", { ...contain, ...blue });
    expectNear(await samplesAt(path, edges), [
      [0, 0, 250, 255],
      [0, 0, 250, 255],
    ]);
  });

  testByPillow("is white around one without, or the colour asked for", async () => {
    await flat(200, 100, [9, 99, 199]).png().toFile(at("flat.png"));
    await flat(200, 100, [99]).toColourspace("b-w").png().toFile(at("flat-grey.png"));
    const contain = { fit: "contain" } as const;
    const white = [255, 255, 255, 255];
    expect(await samplesAt(await save("flat.png", "p1.png", contain), edges)).toEqual([white, white]);
    expect(await samplesAt(await save("flat-grey.png", "p2.png", contain), edges)).toEqual([white, white]);
    const asked = { ...contain, background: [250, 120, 0] };
    const orange = [250, 120, 0, 255];
    expect(await samplesAt(await save("flat.png", "p3.png", asked), edges)).toEqual([orange, orange]);
  });
});

test("a background that is no colour is refused before anything runs", async () => {
  using image = await open(at("half.png"));
  for (const background of [[], [1, 2], [300], [-1, 0, 0], [Number.NaN]]) {
    expect(() => image.thumbnail(50, { background })).toThrow(expect.objectContaining({ tag: "usage" }));
  }
});
