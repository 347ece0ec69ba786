/**
 * The comments of the generated methods: libvips' own words as sentences, ranges, defaults and what it does to memory.
 * Not here: the classes of memory (src/plan/access/operation-memory.ts).
 * Read next: scripts/operation-source.ts.
 */
import { camelCase } from "../src/graph/image/operation-call.ts";
import type { OperationName } from "../src/graph/image/operations.generated.ts";
import { namedValues, typeNamed } from "../src/native/object/gtype.ts";
import type { ArgumentInfo } from "../src/native/operation/introspect.ts";
import { describeMemory, memoryClasses } from "../src/plan/access/operation-memory.ts";
import type { OperationModel, OperationResult } from "./operation-model.ts";
import { acceptsConstant, isComputed } from "./operation-types.ts";

/** Defaults that libvips takes from the image or from elsewhere, whatever it declares; by operation and argument. */
const realDefaults: Readonly<Record<string, string>> = {
  ...each(["Lab2XYZ.temp", "XYZ2Lab.temp"], "D65"),
  "affine.oarea": "all of the result",
  "arrayjoin.across": "all in one row",
  "arrayjoin.hspacing": "the width of the widest",
  "arrayjoin.vspacing": "the height of the highest",
  "bandfold.factor": "the image's width",
  "bandrank.index": "the middle one",
  "bandunfold.factor": "the image's bands",
  "colourspace.source_space": "as the image says",
  ...each(["bands", "coding", "format", "height", "interpretation", "width"].map(of("copy")), "as it is"),
  ...each(["xoffset", "xres", "yoffset", "yres"].map(of("copy")), "as it is"),
  ...each(["composite.x", "composite.y"], "0 for each"),
  "draw_flood.test": "the image itself",
  "find_trim.background": "the pixel at the top left",
  ...each(
    ["flatten.max_alpha", "premultiply.max_alpha", "unpremultiply.max_alpha"],
    "by interpretation: 255, 65535 or 1",
  ),
  ...each(["gaussnoise.seed", "perlin.seed", "worley.seed"], "random"),
  ...each(["hist_equal.band", "hist_find.band", "maplut.band", "msb.band"], "all bands"),
  "icc_export.output_profile": "the image's own",
  "measure.height": "the image's",
  "measure.width": "the image's",
  "resize.vscale": "as scale",
  "sdf.corners": "0",
  "sdf.r": "none; a circle needs one",
  "text.font": '"sans 12"',
  "transpose3d.page_height": "as the image says",
  "unpremultiply.alpha_band": "the last band",
  "wrap.x": "half the width",
  "wrap.y": "half the height",
};

/** What is left out by these names means the same everywhere. */
const commonDefaults: Readonly<Record<string, string>> = { background: "0", interpolate: '"bilinear"' };

function each(keys: readonly string[], text: string): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, text]));
}

function of(operation: string): (argument: string) => string {
  return (argument) => `${operation}.${argument}`;
}

/** Where libvips' own words do not tell one argument from another. */
const meanings: Readonly<Record<string, string>> = {
  "draw_circle.cx": "Horizontal position of the centre",
  "draw_circle.cy": "Vertical position of the centre",
  "draw_flood.x": "Horizontal position of the start",
  "draw_flood.y": "Vertical position of the start",
  "draw_image.x": "Left edge of the sub-image",
  "draw_image.y": "Top edge of the sub-image",
  "draw_line.x1": "Horizontal position of the start",
  "draw_line.y1": "Vertical position of the start",
  "draw_line.x2": "Horizontal position of the end",
  "draw_line.y2": "Vertical position of the end",
  "draw_mask.x": "Left edge of the mask",
  "draw_mask.y": "Top edge of the mask",
  ...rectangle("draw_rect"),
  ...rectangle("draw_smudge"),
  "getpoint.x": "Horizontal position of the point",
  "getpoint.y": "Vertical position of the point",
};

function rectangle(name: string): Record<string, string> {
  const edges = { left: "Left edge", top: "Top edge", width: "Width", height: "Height" };
  return Object.fromEntries(Object.entries(edges).map(([key, text]) => [`${name}.${key}`, `${text} of the rectangle`]));
}

const needsFourier: ReadonlySet<string> = new Set(["fractsurf", "freqmult", "phasecor", "spectrum"]);

/** What has to be known besides. */
function note(name: string): string[] {
  if (needsFourier.has(name)) return ["Needs a libvips with FFTW; the bundled one has none."];
  if (name !== "composite") return [];
  const modes = namedValues(typeNamed("VipsBlendMode")).map(({ name: word, value }) => `${value} ${word}`);
  return [`Modes are ${modes.join(", ")}.`];
}

/** The lines of a comment, wrapped; a paragraph is one string. */
export function comment(paragraphs: readonly string[], indent: string): string {
  const width = 120 - indent.length - 3;
  const lines = paragraphs.flatMap((paragraph) => wrap(paragraph.replaceAll("*/", "* /"), width));
  const [only = ""] = lines;
  if (lines.length === 1 && only.length < width - 4) return `${indent}/** ${only} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** What a loader or a saver holds depends on the codec, not on the pixels' way to it. */
function foreignMemory({ receiver }: OperationModel): string {
  if (receiver === undefined) return "what its decoder holds; open() reads no more of a file than a result needs";
  return "reads the image in order, and holds what its encoder does; save() lets a file appear only when it is complete";
}

/** libvips' words as a sentence: `Gaussian blur.` Its marks for arguments become code. */
function sentence(text: string): string {
  const marked = text.trim().replace(/@(\w+)/g, "`$1`");
  const capital = /^(s?c?[RGB]{2,}|dE)/.test(marked) ? marked : `${marked[0]?.toUpperCase()}${marked.slice(1)}`;
  return capital.endsWith(".") ? capital : `${capital}.`;
}

export function methodComment(model: OperationModel): string {
  const { name, description, receiver, takesOthers, positional, results } = model;
  const memory = memoryClasses[name as OperationName];
  const ordinary = ["in", "input", "left", "image"];
  return comment(
    [
      sentence(description),
      ...(takesOthers ? [`This image is the first of \`${receiver?.name}\`.`] : []),
      ...(receiver === undefined || takesOthers || ordinary.includes(receiver.name)
        ? []
        : [`This image is \`${receiver.name}\`: ${decapitalised(sentence(receiver.blurb))}`]),
      ...note(name),
      `Memory: ${memory === undefined ? foreignMemory(model) : describeMemory(memory)}.`,
      ...(takesOthers && receiver !== undefined ? [`@param others ${othersText(name, receiver)}`] : []),
      ...positional.map((argument) => `@param ${camelCase(argument.name)} ${argumentText(name, argument)}`),
      ...resultsComment(results),
    ],
    "  ",
  );
}

/** Of the overload that gives every result. */
export function allOutputsComment({ results, extraResults }: OperationModel): string {
  return comment(
    ["As without `allOutputs`, and gives every result.", ...resultsComment([...results, ...extraResults])],
    "  ",
  );
}

function resultsComment(results: readonly OperationResult[]): string[] {
  if (results.length === 0) return [];
  if (results.length === 1) {
    const { argument } = results[0] as OperationResult;
    return isComputed(results) ? [`@returns ${sentence(argument.blurb)}`] : [];
  }
  const list = results.map(({ name, argument }) => `\`${camelCase(name)}\`: ${resultText(argument)}`);
  return [`@returns ${list.join("; ")}.`];
}

function resultText({ blurb, modified }: ArgumentInfo): string {
  return modified ? "the image drawn on" : decapitalised(sentence(blurb)).replace(/\.$/, "");
}

export function optionComment(operation: string, argument: ArgumentInfo): string {
  return comment([argumentText(operation, argument)], "  ");
}

/** `Sigma of Gaussian, 0 to 1000. Default: 1.5.` */
function argumentText(operation: string, argument: ArgumentInfo): string {
  const range = rangeText(argument);
  const key = `${operation}.${argument.name}`;
  const meaning = sentence(
    `${(meanings[key] ?? argument.blurb).replace(/\.$/, "")}${range}${constant(operation, argument)}`,
  );
  const standard = realDefaults[key] ?? commonDefaults[argument.name] ?? literal(argument.default);
  return argument.required || standard === undefined ? meaning : `${meaning} Default: ${standard}.`;
}

function othersText(operation: string, receiver: ArgumentInfo): string {
  return acceptsConstant(operation, receiver) ? "The rest of them, each an image or a constant." : "The rest of them.";
}

function constant(operation: string, argument: ArgumentInfo): string {
  return acceptsConstant(operation, argument) ? ", or a constant" : "";
}

function rangeText({ range }: ArgumentInfo): string {
  if (range === undefined) return "";
  const { minimum, maximum } = range;
  const [low, high] = [minimum, maximum].map((bound) => Math.abs(bound) < Number.MAX_VALUE);
  if (low && high) return `, ${figure(minimum)} to ${figure(maximum)}`;
  return low ? `, ${figure(minimum)} or more` : "";
}

function figure(value: number): string {
  return (value === 0 ? 0 : value).toLocaleString("en-US", { maximumFractionDigits: 20 });
}

function literal(value: ArgumentInfo["default"]): string | undefined {
  if (typeof value === "number") return figure(Number(value.toPrecision(6)));
  return value === undefined ? undefined : JSON.stringify(value);
}

function decapitalised(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text[0]?.toLowerCase()}${text.slice(1)}` : text;
}
