/**
 * Estimates roughly how long the stages of a plan take, to compare two ways to the same files.
 * Not here: encoding, which takes the same time either way, or memory (plan/stages/stage-terms).
 * Read next: plan/choose-passes.
 */
import { imageBytes, type SourceHeader } from "../graph/recipe/header.ts";
import { headerOf, inputsOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import { type LoadChoice, wholeImage } from "./load/load-choice.ts";
import type { StageOutline } from "./stages/stage-outlines.ts";
import { heldHeader, type PipelineFacts } from "./stages/stage-terms.ts";

/** Nanoseconds of one processor: the sum over all computed images, and the cost of holding images. */
export function workOf(outlines: readonly StageOutline[], facts: PipelineFacts): number {
  const stages = outlines.map(({ node, place, through }) => {
    const computed = through.reduce((sum, each) => sum + nodeWork(each, facts), 0);
    const bytes = place === undefined ? 0 : imageBytes(heldHeader(node, facts));
    return computed + bytes * (place === "scratch" ? perByte.scratch : perByte.memory);
  });
  return stages.reduce((sum, each) => sum + each, 0);
}

/** Per byte of a held image: faulting pages in, or writing them out and mapping them again. */
const perByte = { memory: 0.4, scratch: 2 };

/** Per pixel of the inputs, and of the result; measured for resampling: 1.0 to 5.1 a pixel at 1/30 to 1/1.4. */
const perPixel = { resampled: 1.8, result: 6, operation: 8, kernel: 40 };

function nodeWork(node: RecipeNode, facts: PipelineFacts): number {
  switch (node.kind) {
    case "open":
      return decodeWork(node.header, facts.loads.get(node) ?? wholeImage(node.header));
    case "thumbnail":
      return pixelsOf(node.input, facts) * perPixel.resampled + pixelsOf(node, facts) * perPixel.result;
    case "operation": {
      const inputs = inputsOf(node).map((input) => pixelsOf(input, facts));
      return (Math.max(0, ...inputs) + pixelsOf(node, facts)) * perPixel.operation;
    }
    case "kernel":
      return pixelsOf(node, facts) * perPixel.kernel;
    default:
      return 0;
  }
}

function pixelsOf(node: RecipeNode, facts: PipelineFacts): number {
  const { width, height, pages } = node.kind === "open" ? heldHeader(node, facts) : headerOf(node);
  return width * height * pages;
}

/** Nanoseconds per stored pixel, where the whole file is decoded at any scale. */
const perStoredPixel: Readonly<Record<string, number | undefined>> = { png: 12, webp: 10, avif: 25, heif: 25, gif: 8 };

/**
 * A JPEG's coefficients are read at any scale, and take their time by the byte. A TIFF's level, a drawing, and a
 * store's level or part take time by the loaded size. Measured on 48 megapixels: 5.9 ns a pixel whole, 2.2 at 1/8, and
 * progressive 13 and 5.
 */
function decodeWork(header: SourceHeader, { shrink, size, pages, skip }: LoadChoice): number {
  const { codec, width, height, facts, sizeBytes } = header;
  const [stored, loaded] = [width * height * pages, size.width * size.height * pages];
  if (codec === "jpeg") {
    const read = skip.reduce((left, { start, end }) => left - (end - start), sizeBytes);
    const isMultiScan = facts?.codec === "jpeg" && facts.jpeg.multiScan;
    const [byte, pixel] = isMultiScan ? [20, 2] : [8, 0.7];
    return read * byte + stored * (pixel + 4 / shrink ** 2);
  }
  if (codec === "svg" || codec === "pdf") return loaded * 30;
  if (codec === "hdf5" || codec === "zarr") return loaded * 20;
  return codec === "tiff" ? loaded * 6 : stored * (perStoredPixel[codec] ?? 10);
}
