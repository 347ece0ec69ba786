/**
 * Cases of the look-up tables that libvips makes: from points, as the inverse of measured values, and tone curves.
 * Not here: using a table (lookup-cases).
 * Read next: test/operations/create/create.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { expectPicture, paint, picture } from "../pictures.ts";

const identities = [1, 2, 3, 4].flatMap((bands): OperationCase[] => [
  {
    operation: "identity",
    about: `of bytes, bands ${bands}`,
    args: bands === 1 ? {} : { bands },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        paint([256, 1, bands], "uchar", (x) => x, "histogram"),
      ),
  },
  {
    operation: "identity",
    about: `of two bytes, all of them, bands ${bands}`,
    args: { bands, ushort: true },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        paint([65536, 1, bands], "ushort", (x) => x, "histogram"),
      ),
  },
  {
    operation: "identity",
    about: `of two bytes, 300 of them, bands ${bands}`,
    args: { bands, ushort: true, size: 300 },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        paint([300, 1, bands], "ushort", (x) => x, "histogram"),
      ),
  },
]);

type Points = readonly (readonly number[])[];

const matrix = (rows: Points): Picture =>
  picture([rows[0]?.length ?? 0, rows.length, 1], "double", rows.flat(), "matrix");
const byFirst = (points: Points): Points => points.toSorted((a, b) => (a[0] as number) - (b[0] as number));

/** A point on the straight line through two points. */
const between = (x: number, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number =>
  y1 + ((x - x1) * (y2 - y1)) / (x2 - x1);

function tableOf(points: Points): Picture {
  const sorted = byFirst(points);
  const [first, last] = [sorted[0]?.[0] as number, sorted.at(-1)?.[0] as number];
  const bands = (points[0]?.length ?? 0) - 1;
  return paint(
    [last - first + 1, 1, bands],
    "double",
    (index, _y, band) => {
      const x = first + index;
      const next = Math.max(
        1,
        sorted.findIndex(([at]) => (at as number) >= x),
      );
      const [low, high] = [sorted[next - 1], sorted[next] ?? sorted[next - 1]] as [number[], number[]];
      const [from, to] = [low[band + 1] as number, high[band + 1] as number];
      return low === high ? from : between(x, [low[0] as number, from], [high[0] as number, to]);
    },
    "histogram",
  );
}

const built = [
  {
    name: "two points: a straight line",
    points: [
      [0, 0],
      [255, 100],
    ],
  },
  {
    name: "points in no order, two tables",
    points: [
      [0, 10, 5],
      [4, 50, 1],
      [2, 20, 2],
    ],
  },
  {
    name: "not from 0, and below",
    points: [
      [-3, 7],
      [5, -9],
      [1, 0.5],
    ],
  },
  { name: "one point", points: [[3, 8]] },
  {
    name: "four tables",
    points: [
      [0, 1, 2, 3, 4],
      [7, 4, 3, 2, 1],
    ],
  },
].map(
  ({ name, points }): OperationCase => ({
    operation: "buildlut",
    about: name,
    args: { in: matrix(points) },
    judge: (results) => expectPicture(pictureIn(results), tableOf(points), 1e-9),
  }),
);

const builtOfFraction: OperationCase = {
  operation: "buildlut",
  about: "refuses a place that is not a whole number",
  args: {
    in: matrix([
      [0, 1],
      [2.5, 3],
    ]),
  },
  fails: "not an int",
  judge: () => {},
};

/**
 * Inverts each table of measured values by straight lines, which continue before the first and after the last value.
 */
function inverted(points: Points, size: number): Picture {
  const sorted = byFirst(points);
  return paint(
    [size, 1, (points[0]?.length ?? 0) - 1],
    "double",
    (index, _y, band) => {
      const measured = sorted.map((row) => [row[band + 1] as number, row[0] as number] as const);
      const [first, last] = [measured[0], measured.at(-1)] as [readonly [number, number], readonly [number, number]];
      const place = (at: number): number => Math.trunc(at * (size - 1));
      if (index < place(first[0])) return (index * first[1]) / place(first[0]);
      if (index > place(last[0])) return between(index, [place(last[0]), last[1]], [size - 1, 1]);
      const value = index / (size - 1);
      const before = Math.max(
        0,
        measured.findLastIndex(([at]) => at < value),
      );
      const [low, high] = [measured[before], measured[before + 1]] as [
        readonly [number, number],
        readonly [number, number],
      ];
      return between(value, low, high);
    },
    "histogram",
  );
}

const inversions = [
  {
    name: "one table",
    points: [
      [0.2, 0.1],
      [0.5, 0.4],
      [0.9, 0.8],
    ],
    size: 11,
  },
  {
    name: "as many entries as bytes have values, three tables",
    points: [
      [0.1, 0.2, 0.3, 0.1],
      [0.2, 0.4, 0.4, 0.2],
      [0.7, 0.5, 0.6, 0.3],
    ],
    size: 256,
  },
].map(
  ({ name, points, size }): OperationCase => ({
    operation: "invertlut",
    about: name,
    args: { in: matrix(points), ...(size !== 256 && { size }) },
    judge: (results) => expectPicture(pictureIn(results), inverted(points, size), 1e-9),
  }),
);

const beyondOne: OperationCase = {
  operation: "invertlut",
  about: "refuses what is not from 0 to 1",
  args: {
    in: matrix([
      [0, 0],
      [2, 1],
    ]),
  },
  fails: "outside range",
  judge: () => {},
};

interface Tone {
  readonly Lb: number;
  readonly Lw: number;
  readonly Ps: number;
  readonly Pm: number;
  readonly Ph: number;
  readonly S: number;
  readonly M: number;
  readonly H: number;
}

const even: Tone = { Lb: 0, Lw: 100, Ps: 0.2, Pm: 0.5, Ph: 0.8, S: 0, M: 0, H: 0 };

/** A bump from 0 over 1 at its middle to 0, smooth at all three. */
function bump(x: number, from: number, middle: number, to: number): number {
  if (x < from || x >= to) return 0;
  const share = x < middle ? (x - from) / (middle - from) : (to - x) / (to - middle);
  return share * share * (3 - 2 * share);
}

function toneCurve({ Lb, Lw, Ps, Pm, Ph, S, M, H }: Tone, max: number, highest: number): Picture {
  const [shadow, middle, light] = [Ps, Pm, Ph].map((part) => Lb + part * (Lw - Lb)) as [number, number, number];
  return paint(
    [max + 1, 1, 1],
    "ushort",
    (index) => {
      const x = (100 * index) / max;
      const tone =
        x + S * bump(x, Lb, shadow, middle) + M * bump(x, shadow, middle, light) + H * bump(x, middle, light, Lw);
      return Math.min(highest, Math.max(0, Math.trunc((highest / 100) * tone)));
    },
    "histogram",
  );
}

const tones = [
  { name: "unchanged", tone: {}, max: 32767, highest: 32767 },
  { name: "shadows up, the middle down, lights up", tone: { S: 10, M: -5, H: 3 }, max: 1000, highest: 255 },
  {
    name: "all that there is",
    tone: { Lb: 10, Lw: 90, Ps: 0.1, Pm: 0.4, Ph: 0.7, S: -30, M: 30, H: 30 },
    max: 255,
    highest: 65535,
  },
  { name: "one entry more than none", tone: {}, max: 1, highest: 7 },
].map(
  ({ name, tone, max, highest }): OperationCase => ({
    operation: "tonelut",
    about: name,
    args: { ...(max !== 32767 && { in_max: max, out_max: highest }), ...tone },
    judge: (results) => expectPicture(pictureIn(results), toneCurve({ ...even, ...tone }, max, highest), 1),
  }),
);

export const tableCases: readonly OperationCase[] = [
  ...identities,
  ...built,
  builtOfFraction,
  ...inversions,
  beyondOne,
  ...tones,
];
