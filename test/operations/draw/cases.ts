/**
 * Cases of drawing with one ink: circles, lines, rectangles and floods, judged by the pixels that they set.
 * Not here: drawing a picture or through a mask, and smudging (paint-cases).
 * Read next: test/operations/draw/draw.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { allFormats, at, expectPicture, isComplex, noise, paint, picture } from "../pictures.ts";
import { nameOf, type Shape, shapes } from "../shapes.ts";

type Place = readonly [x: number, y: number];

/** The ink at the drawn places, and the original pixels elsewhere. */
function inked(given: Picture, ink: readonly number[], places: readonly Place[]): Picture {
  const drawn = new Set(places.map(([x, y]) => y * given.width + x));
  const inside = ([x, y]: Place): boolean => x >= 0 && y >= 0 && x < given.width && y < given.height;
  if (!places.some(inside)) return given;
  const step = isComplex(given.format) ? 2 : 1;
  const numbers = Array.from(given.data, (value, index) => {
    const number = Math.floor(index / step);
    const pixel = Math.floor(number / given.bands);
    const row = Math.floor(pixel / given.width);
    if (!drawn.has(pixel) || !places.some(([x, y]) => y === row && x === pixel % given.width)) return value;
    return index % step === 1 ? 0 : (ink[Math.min(ink.length - 1, number % given.bands)] as number);
  });
  return picture([given.width, given.height, given.bands], given.format, numbers);
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/**
 * For each column, the nearest place to the circle, while the circle is flatter than it is steep. The rest
 * follows by symmetry.
 */
function circle(cx: number, cy: number, radius: number, fill: boolean): Place[] {
  const eighth = range(0, radius)
    .map((x) => [x, Math.round(Math.sqrt(radius ** 2 - x ** 2))] as const)
    .filter(([x, y]) => x <= y);
  return eighth.flatMap(([a, b]) =>
    [
      [a, b],
      [b, a],
    ].flatMap(([x, y]) => {
      const [dx, dy] = [x as number, y as number];
      const across = fill ? range(cx - dx, cx + dx) : [cx - dx, cx + dx];
      return across.flatMap((place) => [[place, cy - dy] as const, [place, cy + dy] as const]);
    }),
  );
}

/**
 * One place per step along the longer direction, from the left or the top. Across it, libvips cuts off
 * instead of rounding.
 */
function line([x1, y1]: Place, [x2, y2]: Place): Place[] {
  const flat = Math.abs(x2 - x1) >= Math.abs(y2 - y1);
  if (flat ? x2 < x1 : y2 < y1) return line([x2, y2], [x1, y1]);
  const [length, across] = flat ? [x2 - x1, y2 - y1] : [y2 - y1, x2 - x1];
  return range(0, length).map((step) => {
    const aside = Math.sign(across) * Math.floor(length === 0 ? 0 : (Math.abs(across) * step) / length);
    return flat ? [x1 + step, y1 + aside] : [x1 + aside, y1 + step];
  });
}

function rectangle(left: number, top: number, width: number, height: number, fill: boolean): Place[] {
  return range(top, top + height - 1).flatMap((y) =>
    range(left, left + width - 1)
      .filter((x) => fill || x === left || x === left + width - 1 || y === top || y === top + height - 1)
      .map((x) => [x, y] as const),
  );
}

interface Drawing {
  readonly operation: string;
  readonly about: string;
  readonly args: Readonly<Record<string, number | boolean>>;
  readonly places: readonly Place[];
}

const circles = [
  [3, 2, 2],
  [3, 2, 0],
  [6, 2, 3],
  [3, 2, 20],
  [20, 2, 3],
  [-9, -9, 12],
].flatMap(([cx, cy, radius]) =>
  [false, true].map(
    (fill): Drawing => ({
      operation: "draw_circle",
      about: `round ${cx}, ${cy}, radius ${radius}${fill ? ", filled" : ""}`,
      args: { cx: cx as number, cy: cy as number, radius: radius as number, ...(fill && { fill }) },
      places: circle(cx as number, cy as number, radius as number, fill),
    }),
  ),
);

const lines = [
  [0, 0, 6, 4],
  [6, 4, 0, 0],
  [0, 4, 6, 0],
  [2, 0, 3, 4],
  [3, 4, 2, 0],
  [0, 2, 6, 3],
  [5, 0, 5, 9],
  [0, 1, 9, 1],
  [4, 4, 4, 4],
  [-2, -2, 9, 3],
  [20, 20, 30, 30],
].map(
  ([x1, y1, x2, y2]): Drawing => ({
    operation: "draw_line",
    about: `${x1}, ${y1} to ${x2}, ${y2}`,
    args: { x1: x1 as number, y1: y1 as number, x2: x2 as number, y2: y2 as number },
    places: line([x1 as number, y1 as number], [x2 as number, y2 as number]),
  }),
);

const rectangles = [
  [1, 1, 4, 3],
  [0, 0, 1, 1],
  [-1, 1, 4, 30],
  [-5, -5, 50, 50],
  [3, 1, -2, 2],
  [3, 1, 0, 2],
  [20, 20, 3, 3],
].flatMap(([left, top, width, height]) =>
  [false, true].map(
    (fill): Drawing => ({
      operation: "draw_rect",
      about: `${width} x ${height} at ${left}, ${top}${fill ? ", filled" : ""}`,
      args: {
        left: left as number,
        top: top as number,
        width: width as number,
        height: height as number,
        ...(fill && { fill }),
      },
      places: rectangle(left as number, top as number, width as number, height as number, fill),
    }),
  ),
);

const drawings = [...circles, ...lines, ...rectangles];

/** Ink for every band, and one number for all. */
const inks = ([, , bands]: Shape): readonly (readonly number[])[] =>
  bands === 1 ? [[100]] : [[100], [100, 50, 7, 80].slice(0, bands)];

const ofShapes = drawings.flatMap(({ operation, about, args, places }) =>
  shapes.flatMap((shape) =>
    inks(shape).map((ink): OperationCase => {
      const given = noise(1, ...shape, "uchar");
      return {
        operation,
        about: `${about}, on ${nameOf(shape)}, ink of ${ink.length}`,
        args: { image: given, ink, ...args },
        judge: (results) => expectPicture(pictureIn(results), inked(given, ink, places)),
      };
    }),
  ),
);

const ofFormats = [circles[0], lines[0], rectangles[0]].flatMap((drawing) =>
  allFormats.map((format): OperationCase => {
    const { operation, args, places } = drawing as Drawing;
    const given = noise(2, 7, 5, 2, format);
    return {
      operation,
      about: `on ${format}; a complex ink is real`,
      args: { image: given, ink: [100, 7], ...args },
      judge: (results) => expectPicture(pictureIn(results), inked(given, [100, 7], places)),
    };
  }),
);

const largeCircles = [5, 10, 17, 30].flatMap((radius) =>
  [false, true].map((fill): OperationCase => {
    const given = paint([67, 65, 1], "uchar", () => 0);
    return {
      operation: "draw_circle",
      about: `radius ${radius}${fill ? ", filled" : ""}, no pixel more than 0.7 off`,
      args: { image: given, ink: [255], cx: 33, cy: 32, radius, fill },
      judge: (results) => {
        const out = pictureIn(results);
        expectPicture(out, inked(given, [255], circle(33, 32, radius, fill)));
        for (const [index, value] of out.data.entries()) {
          const away = Math.hypot((index % 67) - 33, Math.floor(index / 67) - 32) - radius;
          const off = fill ? (value === 0 ? -away : away) : value === 0 ? 0 : Math.abs(away);
          if (off > 0.7) throw new Error(`a pixel is ${off} off`);
        }
      },
    };
  }),
);

const unfitInk: OperationCase = {
  operation: "draw_rect",
  about: "refuses two numbers for three bands",
  args: { image: noise(3, 7, 5, 3, "uchar"), ink: [1, 2], left: 0, top: 0, width: 2, height: 2 },
  fails: "vector must have 1 or 3 elements",
  judge: () => {},
};

const clippedInk: OperationCase = {
  operation: "draw_rect",
  about: "ink is brought to the picture's format",
  args: { image: noise(3, 3, 1, 1, "uchar"), ink: [300.7], left: 1, top: 0, width: 1, height: 1 },
  judge: (results) => expectPicture(pictureIn(results), inked(noise(3, 3, 1, 1, "uchar"), [255], [[1, 0]])),
};

/** Floods from a place, across the sides of pixels, as long as the test holds. */
function flooded(test: Picture, start: Place, goesOn: (pixel: readonly number[]) => boolean): Place[] {
  const found = new Map<number, Place>();
  const waiting: Place[] = [start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const [x, y] = place;
    if (x < 0 || y < 0 || x >= test.width || y >= test.height || found.has(y * test.width + x)) continue;
    if (!goesOn(range(0, test.bands - 1).map((band) => at(test, x, y, band)))) continue;
    found.set(y * test.width + x, place);
    waiting.push([x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]);
  }
  return [...found.values()];
}

const floods = shapes.flatMap((shape) =>
  (["uchar", "short", "float"] as const).flatMap((format) =>
    [true, false].flatMap((equal) =>
      [true, false].map((apart): OperationCase => {
        const [width, height, bands] = shape;
        const map = noise(4, width, height, 1, "uchar", { from: 0, to: 2 });
        const areas = paint(shape, format, (x, y) => (at(map, x, y) === 2 ? 9 : 1));
        const given = apart ? noise(5, ...shape, format) : areas;
        const start: Place = [Math.floor(width / 2), Math.floor(height / 2)];
        const first = at(areas, ...start);
        // Up to the ink, or as far as pixels equal the start.
        const ink = equal ? 77 : first === 9 ? 1 : 9;
        const places = flooded(areas, start, (pixel) => (equal ? pixel[0] === first : pixel[0] !== ink));
        return {
          operation: "draw_flood",
          about: `${equal ? "what is like the start" : "up to what has the ink"}${apart ? " in another picture" : ""}, ${format}, ${nameOf(shape)}`,
          args: {
            image: given,
            ink: new Array(bands).fill(ink),
            x: start[0],
            y: start[1],
            equal,
            ...(apart && { test: areas }),
          },
          judge: ({ left, top, width: wide, height: high, ...results }) => {
            expectPicture(pictureIn(results), inked(given, [ink], places));
            const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
            const [right, bottom] = [Math.max(...xs), Math.max(...ys)];
            const box = [Math.min(...xs), Math.min(...ys), right - Math.min(...xs) + 1, bottom - Math.min(...ys) + 1];
            if (`${[left, top, wide, high]}` !== `${box}`)
              throw new Error(`${[left, top, wide, high]}, expected ${box}`);
          },
        };
      }),
    ),
  ),
);

const floodOutside: OperationCase = {
  operation: "draw_flood",
  about: "refuses a start outside",
  args: { image: noise(6, 7, 5, 1, "uchar"), ink: [5], x: 9, y: 1 },
  fails: "out of image",
  judge: () => {},
};

export const drawCases: readonly OperationCase[] = [
  ...ofShapes,
  ...ofFormats,
  ...largeCircles,
  unfitInk,
  clippedInk,
  ...floods,
  floodOutside,
];
