/**
 * Computes result headers by rule, for the operations that libvips would run as soon as they are built.
 * Not here: all others, whose headers libvips itself computes (native/operation/header-of).
 * Read next: native/operation/header-of.
 */
import { sampleBytes } from "../../core/pixel-format.ts";
import { type ImageHeader, plainHeader } from "./header.ts";
import { headerOf, isRecipe } from "./node.ts";
import type { OperationArguments } from "./nodes.ts";

type Headers = Readonly<Record<string, ImageHeader>>;
export type HeaderRule = (args: OperationArguments) => Headers;

function inputHeader(args: OperationArguments, name = "in"): ImageHeader {
  const value = args[name];
  if (value === undefined || !isRecipe(value)) throw new TypeError(`argument ${name} is no image`);
  return headerOf(value);
}

function number(args: OperationArguments, name: string, otherwise: number): number {
  const value = args[name];
  return typeof value === "number" ? value : otherwise;
}

const drawn: HeaderRule = (args) => ({ out: inputHeader(args, "image") });
/** Histograms of any format except 8-bit ones have an entry for every value of 16 bits. */
const histogramWidth = ({ format }: ImageHeader): number => (sampleBytes(format) === 1 ? 256 : 65_536);
const matrix = (width: number, height: number): ImageHeader =>
  plainHeader({ width, height, bands: 1, format: "double", interpretation: "matrix" });

/** One value for each column, and one for each row, in all bands. */
function sides(args: OperationArguments, format: ImageHeader["format"]): Headers {
  const { width, height, bands } = inputHeader(args);
  const line = { bands, format, interpretation: "histogram" };
  return { columns: plainHeader({ ...line, width, height: 1 }), rows: plainHeader({ ...line, width: 1, height }) };
}

/** The header of the table that equalises an image: one column of values for each band, or one for the chosen band. */
export function equalisingTable(args: OperationArguments): ImageHeader {
  const header = inputHeader(args);
  const bands = number(args, "band", -1) < 0 ? header.bands : 1;
  const { format } = header;
  return plainHeader({ width: histogramWidth(header), height: 1, bands, format, interpretation: "histogram" });
}

/** Results whose length depends on the pixels: they are padded with zeros to the length in their header. */
export const filledUp: ReadonlySet<string> = new Set(["hist_find", "hist_find_indexed"]);

export const headerRules: Readonly<Record<string, HeaderRule>> = {
  draw_circle: drawn,
  draw_flood: drawn,
  draw_image: drawn,
  draw_line: drawn,
  draw_mask: drawn,
  draw_rect: drawn,
  draw_smudge: drawn,
  stats: (args) => ({ out: matrix(10, inputHeader(args).bands + 1) }),
  measure: (args) => ({ out: matrix(inputHeader(args).bands, number(args, "h", 1) * number(args, "v", 1)) }),
  profile: (args) => sides(args, "int"),
  project: (args) => {
    const { format } = inputHeader(args);
    return sides(args, format === "float" || format === "double" ? "double" : /^u/.test(format) ? "uint" : "int");
  },
  hist_find: (args) => {
    const header = inputHeader(args);
    const bands = number(args, "band", -1) < 0 ? header.bands : 1;
    const width = histogramWidth(header);
    return { out: plainHeader({ width, height: 1, bands, format: "uint", interpretation: "histogram" }) };
  },
  hist_find_indexed: (args) => {
    const { bands } = inputHeader(args);
    const width = histogramWidth(inputHeader(args, "index"));
    return { out: plainHeader({ width, height: 1, bands, format: "double", interpretation: "histogram" }) };
  },
  hist_find_ndim: (args) => {
    const { bands } = inputHeader(args);
    const bins = number(args, "bins", 10);
    const height = bands > 1 ? bins : 1;
    const depth = bands > 2 ? bins : 1;
    return { out: plainHeader({ width: bins, height, bands: depth, format: "uint", interpretation: "histogram" }) };
  },
  hough_line: (args) => {
    const [width, height] = [number(args, "width", 256), number(args, "height", 256)];
    return { out: plainHeader({ width, height, bands: 1, format: "uint", interpretation: "matrix" }) };
  },
  hough_circle: (args) => {
    const { width, height } = inputHeader(args);
    const scale = number(args, "scale", 1);
    const bands = Math.floor((number(args, "max_radius", 20) - number(args, "min_radius", 10)) / scale) + 1;
    const size = { width: Math.floor(width / scale), height: Math.floor(height / scale) };
    return { out: plainHeader({ ...size, bands, format: "uint", interpretation: "matrix" }) };
  },
  labelregions: (args) => {
    const { width, height } = inputHeader(args);
    return { mask: plainHeader({ width, height, bands: 1, format: "int", interpretation: "multiband" }) };
  },
  fill_nearest: (args) => {
    const header = inputHeader(args);
    const { width, height } = header;
    const distance = plainHeader({ width, height, bands: 1, format: "float", interpretation: "multiband" });
    return { out: header, distance };
  },
  scale: (args) => {
    const { width, height, bands, interpretation, hasAlpha, pages } = inputHeader(args);
    return { out: plainHeader({ width, height, bands, format: "uchar", interpretation, hasAlpha, pages }) };
  },
  // Building it copies the image into memory first.
  quadratic: (args) => ({ out: inputHeader(args) }),
  smartcrop: (args) => {
    const header = inputHeader(args, "input");
    if (args["interesting"] === "all") return { out: header };
    const [width, height] = [number(args, "width", header.width), number(args, "height", header.height)];
    return { out: Object.freeze({ ...header, width, height }) };
  },
};
