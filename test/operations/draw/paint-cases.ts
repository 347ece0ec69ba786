/**
 * Cases of drawing a picture on another, of ink through a mask, and of smudging.
 * Not here: shapes in one ink (draw-cases).
 * Read next: test/operations/draw/draw.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  allFormats,
  at,
  castTo,
  expectPicture,
  isComplex,
  isInteger,
  mapPixels,
  noise,
  paint,
  picture,
  realFormats,
} from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";

const places = [
  [0, 0],
  [2, -1],
  [-1, 2],
  [6, 4],
  [9, 9],
] as const;

/** The sample of a picture laid at a place, or undefined outside of it. */
function under(laid: Picture, x: number, y: number, band: number): number | undefined {
  if (x < 0 || y < 0 || x >= laid.width || y >= laid.height) return undefined;
  return at(laid, x, y, Math.min(band, laid.bands - 1));
}

function blended(
  given: Picture,
  laid: Picture,
  [left, top]: readonly [number, number],
  f: (old: number, laid: number, band: number) => number,
): Picture {
  return paint([given.width, given.height, given.bands], given.format, (x, y, band) => {
    const over = under(laid, x - left, y - top, band);
    const old = at(given, x, y, band);
    return over === undefined ? old : f(old, over, band);
  });
}

const pictures = shapes.flatMap((shape) =>
  places.flatMap((place) =>
    (["set", "add"] as const).map((mode): OperationCase => {
      const given = noise(1, ...shape, "uchar");
      const sub = noise(2, 3, 3, shape[2], "uchar");
      const [x, y] = place;
      return {
        operation: "draw_image",
        about: `${mode}, at ${x}, ${y} of ${nameOf(shape)}`,
        args: { image: given, sub, x, y, ...(mode === "add" && { mode }) },
        judge: (results) => {
          const expected = blended(given, sub, place, (old, over) =>
            mode === "set" ? over : Math.min(255, old + over),
          );
          expectPicture(pictureIn(results), expected);
        },
      };
    }),
  ),
);

const picturesOfFormats = realFormats.flatMap((format) =>
  realFormats.map((laid): OperationCase => {
    const given = noise(3, 7, 5, 3, format, { from: 0, to: 100 });
    const sub = noise(4, 3, 2, 1, laid, { from: 0, to: 100 });
    return {
      operation: "draw_image",
      about: `one band of ${laid} on three of ${format}, which it is brought to`,
      args: { image: given, sub, x: 1, y: 2 },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          blended(given, sub, [1, 2], (_old, over) => castTo(over, format)),
        ),
    };
  }),
);

const masked = shapes.flatMap((shape) =>
  places.map((place): OperationCase => {
    const given = noise(5, ...shape, "uchar");
    const mask = paint([4, 3, 1], "uchar", (x, y) => [0, 255, 128, 3][(x + y) % 4] as number);
    const ink = [200, 0, 90, 255].slice(0, shape[2]);
    const [x, y] = place;
    return {
      operation: "draw_mask",
      about: `as much of the ink as the mask has of 255, at ${x}, ${y} of ${nameOf(shape)}`,
      args: { image: given, ink, mask, x, y },
      judge: (results) => {
        const expected = blended(given, mask, place, (old, share, band) =>
          Math.trunc(((ink[band] as number) * share + old * (255 - share)) / 255),
        );
        expectPicture(pictureIn(results), expected);
      },
    };
  }),
);

const maskedFormats = allFormats.map((format): OperationCase => {
  const given = noise(6, 7, 5, 2, format, { from: 0, to: 100 });
  const mask = noise(7, 7, 5, 1, "uchar");
  const step = isComplex(format) ? 2 : 1;
  const numbers = Array.from(given.data, (old, index) => {
    const share = mask.data[Math.floor(index / (2 * step))] as number;
    const ink = index % step === 1 ? 0 : 77;
    const value = (ink * share + old * (255 - share)) / 255;
    return isInteger(format) ? Math.trunc(value) : value;
  });
  return {
    operation: "draw_mask",
    about: `of ${format}`,
    args: { image: given, ink: [77], mask, x: 0, y: 0 },
    judge: (results) =>
      expectPicture(pictureIn(results), picture([7, 5, 2], format, numbers), isInteger(format) ? 0 : 1e-4),
  };
});

/** 16 parts of each pixel and one of all 9 around it, pixel by pixel: earlier pixels are smudged already. */
function smudged(given: Picture, left: number, top: number, width: number, height: number): Picture {
  const data = given.data.slice();
  const index = (x: number, y: number, band: number): number => (y * given.width + x) * given.bands + band;
  for (let y = Math.max(1, top); y < Math.min(given.height - 1, top + height); y += 1) {
    for (let x = Math.max(1, left); x < Math.min(given.width - 1, left + width); x += 1) {
      for (let band = 0; band < given.bands; band += 1) {
        let sum = 0;
        for (let step = 0; step < 9; step += 1) {
          sum += data[index(x - 1 + (step % 3), y - 1 + Math.floor(step / 3), band)] as number;
        }
        // The typed array converts the number to its format as C does.
        data[index(x, y, band)] = (16 * (data[index(x, y, band)] as number) + sum) / 25;
      }
    }
  }
  return { ...given, data };
}

const smudges = [
  [0, 0, 7, 5],
  [2, 1, 3, 2],
  [-5, -5, 50, 50],
  [0, 0, 1, 1],
  [9, 9, 3, 3],
].flatMap(([left, top, width, height]) =>
  shapes.map((shape): OperationCase => {
    const given = noise(8, ...shape, "uchar");
    const box = [left, top, width, height] as [number, number, number, number];
    return {
      operation: "draw_smudge",
      about: `${width} x ${height} at ${left}, ${top} of ${nameOf(shape)}; the outermost pixels stay`,
      args: { image: given, left: box[0], top: box[1], width: box[2], height: box[3] },
      judge: (results) => expectPicture(pictureIn(results), smudged(given, ...box)),
    };
  }),
);

const smudgedFormats = realFormats.map((format): OperationCase => {
  const given = noise(9, 7, 5, 2, format);
  return {
    operation: "draw_smudge",
    about: `of ${format}`,
    args: { image: given, left: 1, top: 1, width: 5, height: 3 },
    judge: (results) =>
      expectPicture(pictureIn(results), smudged(given, 1, 1, 5, 3), isInteger(format) ? 0 : { relative: 1e-6 }),
  };
});

/** Drawing works on a copy: the input picture does not change. */
const untouched: OperationCase = {
  operation: "draw_image",
  about: "of itself, moved by one",
  args: { image: noise(10, 7, 5, 1, "uchar"), sub: noise(10, 7, 5, 1, "uchar"), x: 1, y: 0 },
  judge: (results) => {
    const given = noise(10, 7, 5, 1, "uchar");
    expectPicture(
      pictureIn(results),
      mapPixels(given, (_, x, y) => [at(given, Math.max(0, x - 1), y)]),
    );
  },
};

export const paintCases: readonly OperationCase[] = [
  ...pictures,
  ...picturesOfFormats,
  ...masked,
  ...maskedFormats,
  ...smudges,
  ...smudgedFormats,
  untouched,
];
