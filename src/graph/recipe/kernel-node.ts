/**
 * Builds and checks the recipe's node for a kernel, and the header of its result.
 * Not here: the kernel's types (graph/recipe/kernel), its cost (plan/cost/kernel), or running it (run/kernel/image).
 * Read next: graph/recipe/node, plan/cost/kernel.
 */
import { toBytes } from "../../core/bytes.ts";
import { UsageError } from "../../core/errors.ts";
import { type PixelFormat, pixelFormats } from "../../core/pixel-format.ts";
import { tileShape } from "../tiles/strip.ts";
import { type ImageHeader, plainHeader } from "./header.ts";
import { type FoldSettings, isModuleKernel, type KernelFormat, type MapKernelOptions } from "./kernel.ts";
import { headerOf } from "./node.ts";
import type { KernelCall, KernelCode, KernelForm, KernelNode, RecipeNode } from "./nodes.ts";
import { defaultInterpretation, hasAlphaBand } from "./pixels-node.ts";

/** The default heap of a kernel in each worker. */
const defaultMemory = "16MB";

/** @throws {UsageError} for options out of range, or images of different sizes. */
export function kernelNode(
  inputs: readonly RecipeNode[],
  code: KernelCode,
  form: KernelForm,
  options: MapKernelOptions,
): KernelNode {
  const headers = inputs.map(headerOf);
  const [first] = headers;
  if (first === undefined) throw new UsageError("a kernel was given no image", { cure: "Give one or more." });
  for (const header of headers) checkInput(header, first);
  const call = kernelCall(code, form, options);
  return Object.freeze({ kind: "kernel", inputs: Object.freeze([...inputs]), call, header: resultOf(first, options) });
}

/** @throws {UsageError} for options out of range, or a kernel that is neither a function nor from a module. */
export function kernelCall(code: KernelCode, form: KernelForm, options: MapKernelOptions | FoldSettings): KernelCall {
  const { workers: max, timeoutMs, memory = defaultMemory } = options;
  const isModule = isModuleKernel(code);
  if (!isModule && typeof code !== "function") {
    throw new UsageError(`a kernel is a function, or made with kernel(url), and not ${String(code)}`, {
      cure: "Pass a function, or kernel(new URL(…)).",
    });
  }
  checkNumber("workers", max, Number.isInteger(max) && (max ?? 0) <= 1024);
  checkNumber("timeoutMs", timeoutMs, Number.isFinite(timeoutMs) && (timeoutMs ?? 0) < 2 ** 31);
  if (!isModule && timeoutMs !== undefined) {
    throw new UsageError("timeoutMs is for kernels of modules: a function on this thread cannot be stopped", {
      cure: "Put the kernel into a module, and name it with kernel(url).",
    });
  }
  const { halo, edge } = tileShape({ size: 1, halo: options.halo, edge: options.edge });
  const workers = Object.freeze({ max, timeoutMs, memory: toBytes(memory) });
  return Object.freeze({ form, code, halo, edge, workers });
}

/** The kernel's name in plans and errors. */
export function kernelName({ code }: Pick<KernelCall, "code">): string {
  if (!isModuleKernel(code)) return code.name === "" ? "kernel" : code.name;
  const file = code.url.startsWith("data:") ? "data:" : (code.url.split("/").at(-1) ?? "");
  return code.name === "default" ? file : `${code.name} of ${file}`;
}

function checkInput({ width, height, pages, coding }: ImageHeader, first: ImageHeader): void {
  if (coding !== undefined) {
    throw new UsageError(`the image is coded as ${coding}, which has no plain samples`, {
      cure: "Convert it first: labq2Lab() or rad2float().",
    });
  }
  if (width === first.width && height * pages === first.height * first.pages) return;
  throw new UsageError(
    `a kernel's images are ${first.width} × ${first.height * first.pages} and ${width} × ${height * pages} pixels`,
    { cure: "Make them the same size first, with resize(), crop() or embed()." },
  );
}

function resultOf(first: ImageHeader, given: KernelFormat): ImageHeader {
  const { format = first.format, bands = first.bands } = given;
  if (!pixelFormats.includes(format)) {
    throw new UsageError(`format is ${String(format)}`, { cure: `Choose one of ${pixelFormats.join(", ")}.` });
  }
  checkNumber("bands", bands, Number.isInteger(bands) && bands <= 10_000);
  const isAlike = bands === first.bands && format === first.format;
  const interpretation =
    given.interpretation ?? (isAlike ? first.interpretation : defaultInterpretation(format, bands));
  const hasAlpha = isAlike ? first.hasAlpha : hasAlphaBand(interpretation, bands);
  const { width, height, pages, orientation } = first;
  const profileBytes = bands === first.bands ? first.profileBytes : 0;
  const fields = { width, height, pages, orientation, profileBytes };
  return plainHeader({ ...fields, bands, format: format as PixelFormat, interpretation, hasAlpha });
}

function checkNumber(name: string, value: number | undefined, isSound: boolean): void {
  if (value === undefined || (isSound && value > 0)) return;
  throw new UsageError(`${name} is ${String(value)} and must be a number from 1 on`, { cure: `Correct ${name}.` });
}
