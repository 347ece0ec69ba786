/**
 * How little of a file is decoded for a result of a given size: scales in the codec, and levels of pyramids.
 * Not here: what that costs (make-plan.test), or that the level is really read (test/thumb/levels.test).
 * Read next: src/plan/load/load-choice.ts.
 */
import { describe, expect, test } from "vitest";
import type { Level, SourceHeader } from "../../../src/graph/recipe/header.ts";
import { chooseLoad, wholeImage } from "../../../src/plan/load/load-choice.ts";

function header(codec: string, width: number, height: number, levels: readonly Level[] = []): SourceHeader {
  return {
    ...{ codec, width, height, levels, bands: 3, format: "uchar", interpretation: "srgb", hasAlpha: false, pages: 1 },
    ...{
      orientation: 1,
      interlaced: false,
      profileBytes: 0,
      loader: `${codec}load_source`,
      sizeBytes: 1,
      facts: undefined,
    },
  };
}

const size = (width: number, height = width): { readonly width: number; readonly height: number } => ({
  width,
  height,
});

describe("a JPEG", () => {
  test.each([
    [8000, 500, 8],
    [6001, 500, 8],
    [6000, 500, 8],
    [5999, 500, 4],
    [3000, 500, 4],
    [2999, 500, 2],
    [1500, 500, 2],
    [1499, 500, 1],
    [500, 500, 1],
    [100, 500, 1],
    [65_535, 1, 8],
  ])("of %i pixels for %i is decoded at 1/%i", (side, wanted, shrink) => {
    const load = chooseLoad(header("jpeg", side, side), size(wanted), 1);
    expect(load).toMatchObject({ shrink, scale: 1, level: undefined, pages: 1 });
    // libjpeg rounds sizes up.
    expect(load.size).toEqual(size(Math.ceil(side / shrink)));
  });

  test("is decoded for the side that shrinks less", () => {
    expect(chooseLoad(header("jpeg", 8000, 2000), size(500, 500), 1).shrink).toBe(2);
    expect(chooseLoad(header("jpeg", 1001, 801), size(101, 81), 1)).toMatchObject({ shrink: 4, size: size(251, 201) });
  });
});

describe("a WebP", () => {
  test("is scaled in the decoder, with room for the resampler", () => {
    const load = chooseLoad(header("webp", 4000, 2000), size(500, 250), 1);
    expect(load.scale).toBeCloseTo(0.1875, 6);
    expect(load.size).toEqual(size(750, 375));
    expect(chooseLoad(header("webp", 700, 700), size(500), 1)).toEqual(wholeImage(header("webp", 700, 700)));
    expect(chooseLoad(header("webp", 4000, 2000), size(500, 250), 9)).toMatchObject({ pages: 9, size: size(750, 375) });
  });
});

describe("a drawing", () => {
  test("is drawn at the size of the result, larger or smaller", () => {
    expect(chooseLoad(header("svg", 100, 50), size(1000, 500), 1)).toMatchObject({ scale: 10, size: size(1000, 500) });
    expect(chooseLoad(header("svg", 1000, 500), size(100, 50), 1)).toMatchObject({ scale: 0.1, size: size(100, 50) });
    expect(chooseLoad(header("pdf", 1000, 500), size(100, 100), 1)).toMatchObject({ scale: 0.2, size: size(200, 100) });
    expect(chooseLoad(header("svg", 10_000, 1), size(10, 1), 1).size.height).toBe(1);
  });
});

describe("a pyramid", () => {
  const levels: readonly Level[] = [
    { page: 1, ...size(2000, 1500) },
    { page: 2, ...size(1000, 750) },
    { subifd: 0, ...size(500, 375) },
  ];
  const tiff = header("tiff", 4000, 3000, levels);

  test.each([
    [100, 500],
    [333, 500],
    [334, 1000],
    [666, 1000],
    [1000, 2000],
    [1400, 4000],
    [4000, 4000],
  ])("for %i pixels is read at the level of %i", (wanted, width) => {
    const load = chooseLoad(tiff, size(wanted, wanted * 0.75), 1);
    expect([load.size.width, load.level?.width]).toEqual([width, width === 4000 ? undefined : width]);
    expect(load.shrink).toBe(1);
  });

  test("is read whole where its pages are asked for", () => {
    expect(chooseLoad(tiff, size(100, 75), 3)).toEqual(wholeImage(tiff, 3));
  });
});

test.each(["png", "gif", "avif", "heif"])("a %s is always decoded whole", (codec) => {
  expect(chooseLoad(header(codec, 4000, 3000), size(10), 1)).toEqual(wholeImage(header(codec, 4000, 3000)));
});

test("a choice covers the result, whatever the sizes", () => {
  for (const codec of ["jpeg", "webp", "tiff", "png", "svg"]) {
    for (let width = 1; width < 5000; width = width * 2 + 1) {
      for (let wanted = 1; wanted <= width; wanted = wanted * 3 + 1) {
        const load = chooseLoad(header(codec, width, width), size(wanted), 1);
        expect([codec, width, wanted, load.size.width >= wanted]).toEqual([codec, width, wanted, true]);
      }
    }
  }
});
