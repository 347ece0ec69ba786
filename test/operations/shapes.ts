/**
 * The sizes and band counts for the tests of each operation, and libvips' rules for the format of a result.
 * Not here: the results of single operations, which are in the tables of cases.
 * Read next: test/operations/pictures.ts.
 */
import type { PixelFormat } from "../../src/core/pixel-format.ts";
import { integerFormats, isComplex } from "./pictures.ts";

export type Shape = readonly [width: number, height: number, bands: number];

/** One pixel, odd widths that no vector of samples divides, and each number of bands from 1 to 4. */
export const shapes: readonly Shape[] = [
  [1, 1, 1],
  [7, 5, 1],
  [7, 5, 2],
  [7, 5, 3],
  [7, 5, 4],
  [67, 3, 1],
];

/** One picture of each number of bands, and one of a single pixel. */
export const fewShapes: readonly Shape[] = [
  [1, 1, 3],
  [7, 5, 1],
  [5, 3, 2],
  [7, 3, 3],
  [3, 5, 4],
];

export const nameOf = ([width, height, bands]: Shape): string =>
  `${width} x ${height}, ${bands} ${bands === 1 ? "band" : "bands"}`;

/** A value for each of some formats and shapes. With `few`, each format gets one of the shapes in turn. */
export function forEachShape<T>(
  formats: readonly PixelFormat[],
  make: (format: PixelFormat, shape: Shape) => T,
  few = false,
): T[] {
  if (!few) return formats.flatMap((format) => shapes.map((shape) => make(format, shape)));
  return formats.map((format, index) => make(format, fewShapes[index % fewShapes.length] as Shape));
}

type FormatTable = Readonly<Record<PixelFormat, PixelFormat>>;

const same: FormatTable = {
  uchar: "uchar",
  char: "char",
  ushort: "ushort",
  short: "short",
  uint: "uint",
  int: "int",
  float: "float",
  complex: "complex",
  double: "double",
  dpcomplex: "dpcomplex",
};
const wholeTo = (format: PixelFormat): Partial<FormatTable> =>
  Object.fromEntries(integerFormats.map((whole) => [whole, format]));

/** The format of a result for an input of each format, as in libvips' documentation of the operations. */
export const resultFormats = {
  same,
  /** For sums and products of two, which need twice the bits. */
  wider: { ...same, uchar: "ushort", char: "short", ushort: "uint", short: "int" },
  /** For sums of any number of pictures. */
  widest: { ...same, uchar: "uint", char: "int", ushort: "uint", short: "int" },
  /** For differences, which also need a sign. */
  widerSigned: { ...same, uchar: "short", char: "short", ushort: "int", short: "int", uint: "int" },
  /** For fractions of whole numbers. */
  fraction: { ...same, ...wholeTo("float") },
  /** For operations on bits, which only whole numbers have. */
  bits: { ...same, float: "int", double: "int" },
  /** For one number of a complex one. */
  part: { ...same, complex: "float", dpcomplex: "double" },
  /** For two numbers from a real one. */
  complex: { ...same, ...wholeTo("complex"), float: "complex", double: "dpcomplex" },
} satisfies Record<string, FormatTable>;

/** A format that can hold the numbers of two formats, as libvips chooses it. */
export function commonFormat(a: PixelFormat, b: PixelFormat): PixelFormat {
  const both = [a, b];
  const double = both.includes("double") || both.includes("dpcomplex");
  if (isComplex(a) || isComplex(b)) return double && both.includes("dpcomplex") ? "dpcomplex" : "complex";
  if (double) return "double";
  if (both.includes("float")) return "float";
  if (a === b) return a;
  const signed = both.some((format) => !format.startsWith("u"));
  const bits = both.map((format) => bitsOf(format) * (signed && format.startsWith("u") ? 2 : 1));
  const needed = Math.min(32, Math.max(...bits));
  const name = ({ 8: "char", 16: "short", 32: "int" } as const)[needed as 8 | 16 | 32];
  return signed ? name : `u${name}`;
}

function bitsOf(format: PixelFormat): number {
  if (format.endsWith("char")) return 8;
  return format.endsWith("short") ? 16 : 32;
}
