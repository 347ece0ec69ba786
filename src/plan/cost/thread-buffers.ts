/**
 * The pipeline buffers of each thread: strips or squares of every image on the way. libvips works in squares where a
 * pixel needs its neighbours, and in whole rows elsewhere.
 * Not here: caches and sinks, which threads share (plan/cost/pipeline).
 * Read next: plan/stages/stage-terms. docs/explanation/memory.md has the measurements behind each number of rows.
 */
import { sampleBytes } from "../../core/pixel-format.ts";
import { type Term, term } from "../../core/term.ts";
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import { headerOf, inputsOf } from "../../graph/recipe/node.ts";
import type { OperationNode, RecipeNode } from "../../graph/recipe/nodes.ts";
import { classOf } from "../access/held-images.ts";
import { resamples } from "../access/rows-around.ts";
import { type Computing, defaultTileHeight } from "./tile-lines.ts";

/**
 * Rows of the source, and of each operation's result, for a thread where rows stream. With many threads, they drift
 * apart.
 */
const strips = {
  alone: { source: 100, operation: 26 },
  two: { source: 130, operation: 40 },
  many: { source: 230, operation: 56 },
};

/** Rows that resampling needs of the operation before it, at full width even where that operation works in squares. */
const resampledRows = 27;

/** The side of a square that libvips computes at a time. */
const square = 128;

/** Operations that consist of several, and so have several buffers; other operations have two. */
const buffersOf: Readonly<Record<string, number>> = {
  ...{ compass: 32, canny: 12, affine: 12, similarity: 12, rotate: 12, resize: 12, stdif: 20, sharpen: 8 },
};

type Loaded = (node: RecipeNode) => ImageHeader;

/**
 * `through` are the nodes of one pipeline, sources first. `loaded` gives the header of a node; for a source, the header
 * after loading.
 */
export function threadBuffers(through: readonly RecipeNode[], loaded: Loaded, computing: Computing): Term[] {
  const { threads } = computing;
  const [source] = through;
  if (source === undefined || through.some(({ kind }) => kind === "thumbnail")) return [];
  const operations = through.filter((node) => node.kind === "operation");
  const resampled = operations.some((node) => resamples(node));
  if (!operations.some((node) => seesNeighbours(node))) return [stripTerm(through, loaded, computing)];
  const sizes = operations.map((node) => {
    // Operations that resample have buffers of their own (plan/cost/operation).
    if (resampled) return resamples(node) ? 0 : resampledStrip(node);
    return squares(node);
  });
  const terms = operations.map(({ name }, index) =>
    term("thread buffers", `${name}, ${text(threads)}`, threads * (sizes[index] ?? 0)),
  );
  const last = headerOf(operations.at(-1) as OperationNode);
  // Wide samples take longer to reach a file, so more rows wait for it.
  const waiting = sampleBytes(last.format) >= 4 ? rowBytes(last) * 48 : 0;
  return waiting > 0 ? [...terms, term("thread buffers", "rows of wide samples", waiting)] : terms;
}

/** Whether a pixel needs its neighbours, or pixels from elsewhere. */
function seesNeighbours(node: OperationNode): boolean {
  // Merging works in whole rows.
  if (node.name === "merge") return false;
  const memory = classOf(node);
  return memory.kind === "random access" || (memory.kind === "streams" && memory.halo !== "none");
}

function stripTerm(through: readonly RecipeNode[], loaded: Loaded, { threads, tileHeight }: Computing): Term {
  const nodes = through.filter(({ kind }) => kind !== "constant");
  const [first, ...others] = nodes.map(loaded);
  if (first === undefined) return term("thread buffers", "strips", 0);
  const within = (header: ImageHeader, rows: number): number =>
    rowBytes(header) * Math.min(header.height * header.pages, rows);
  const { operation, ...of } = strips[threads === 1 ? "alone" : threads === 2 ? "two" : "many"];
  // Rows from JavaScript come one batch after the other, and no thread is far ahead of another.
  const isGiven = nodes[0]?.kind === "strips" || nodes[0]?.kind === "kernel";
  const source = ((isGiven ? strips.alone : of).source * tileHeight) / defaultTileHeight;
  const each = within(first, source) + others.reduce((sum, header) => sum + within(header, operation), 0);
  return term("thread buffers", `strips of ${text(threads)}`, threads * each);
}

function squares(node: OperationNode): number {
  const side = square + 2 * haloOf(node);
  return (buffersOf[node.name] ?? 2) * (side * side * widestPel(node) + 50_000);
}

function resampledStrip(node: OperationNode): number {
  return headerOf(node).width * resampledRows * widestPel(node);
}

/** Samples may be floats on the way, even where the result has none. */
function widestPel(node: OperationNode): number {
  return Math.max(
    ...[node, ...inputsOf(node)].map(headerOf).map((header) => Math.max(pelBytes(header), header.bands * 4)),
  );
}

/** The pixels that an operation needs in each direction, from its arguments. */
function haloOf({ name, args }: OperationNode): number {
  const number = (argument: string, preset: number): number => {
    const value = args[argument];
    return typeof value === "number" ? value : preset;
  };
  if (/^(?:gaussblur|canny|sharpen)$/.test(name)) return Math.ceil(3 * number("sigma", 1.5));
  if (/^(?:rank|stdif)$/.test(name)) return Math.ceil(Math.max(number("width", 3), number("height", 3)) / 2);
  const mask = args["mask"];
  if (mask === undefined || typeof mask !== "object" || !("kind" in mask)) return 2;
  const { width, height } = headerOf(mask);
  return Math.ceil(Math.max(width, height) / 2);
}

function rowBytes(header: ImageHeader): number {
  return header.width * pelBytes(header);
}

function text(threads: number): string {
  return `${threads} ${threads === 1 ? "thread" : "threads"}`;
}
