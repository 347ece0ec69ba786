/**
 * Runs a plan's second half: from an image to a file, or to bytes.
 * Not here: files' names and durability (store/files/atomic-file), or decoding (run/lowering/stages).
 * Read next: run/engine.
 */
import { writeFile } from "node:fs/promises";
import { toBytes } from "../../core/bytes.ts";
import { DecodeError, OperationError, OutputError, UnsupportedError } from "../../core/errors.ts";
import { formatTraits, type OutputFormat, type SaverFormat } from "../../graph/output/encoding.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { greyIf } from "../../graph/recipe/colour.ts";
import type { ImageHeader } from "../../graph/recipe/header.ts";
import { headerOf, onlySourceOf } from "../../graph/recipe/node.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { type ImageSource, pathOf } from "../../graph/recipe/source.ts";
import { memoryTarget, takeTargetBytes } from "../../native/object/byte-source.ts";
import type { Handle } from "../../native/object/handle.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { callInWorker } from "../../native/operation/call.ts";
import type { HandleScope } from "../../native/operation/scope.ts";
import { hold } from "../../native/rows/compute-to-memory.ts";
import { isFitted } from "../../plan/cost/encoder.ts";
import type { ChosenOptions } from "../../plan/cost/tiff.ts";
import { decodesFrom, type Plan } from "../../plan/plan.ts";
import { outputFailure } from "../../store/files/atomic-file.ts";
import { resolutionOf, setFileMetadata } from "./file-metadata.ts";
import { highestFitting } from "./fit-bytes.ts";
import { type ProgressReport, whileEvaluated } from "./progress-report.ts";
import { saverArguments, saverOf } from "./savers.ts";

export interface Encoding<F extends OutputFormat = OutputFormat> {
  /** What the image comes from, where that is one file; it may turn out to be broken only now. */
  readonly source: ImageSource | undefined;
  readonly format: F;
  readonly options: ChosenOptions;
  readonly header: ImageHeader;
  readonly plan: Plan;
  readonly signal: AbortSignal | undefined;
  /** Where somebody listens. */
  readonly progress?: ProgressReport | undefined;
}

/** How an output is encoded. `plan`: where there are several outputs, as this one sees it. */
export function encodingOf<F extends OutputFormat>(
  { recipe, format }: { readonly recipe: RecipeNode; readonly format: F },
  plan: Plan,
  { signal, progress }: Pick<Encoding, "signal" | "progress">,
): Encoding<F> {
  const source = onlySourceOf(recipe)?.source;
  return { source, format, options: plan.options, header: headerOf(recipe), plan, signal, progress };
}

/** Encodes into a file that exists already. @throws {OutputError} @throws {DecodeError} when a streamed input is broken. */
export async function encodeToFile(
  scope: HandleScope,
  image: ImageHandle,
  path: string,
  encoding: Encoding<SaverFormat>,
): Promise<void> {
  const saver = saverOf[encoding.format];
  if (!isFitted(encoding)) return await callSaver(saver, scope, image, { filename: path }, encoding);
  const bytes = await fittingBytes(scope, image, encoding);
  await writeFile(path, bytes).catch((error: unknown) => {
    throw outputFailure(undefined, error);
  });
}

/** Encodes into memory. */
export async function encodeToBytes(
  scope: HandleScope,
  image: ImageHandle,
  encoding: Encoding<SaverFormat>,
): Promise<Uint8Array> {
  return await (isFitted(encoding) ? fittingBytes : encodeOnce)(scope, image, encoding);
}

/** The pixels are computed once, and held while they are encoded several times. */
async function fittingBytes(
  scope: HandleScope,
  image: ImageHandle,
  encoding: Encoding<SaverFormat>,
): Promise<Uint8Array> {
  const { options, plan, source } = encoding;
  const own = scope.ownCopy(image, plan.threads);
  let held: ImageHandle;
  try {
    held = scope.keep(await whileEvaluated(own, encoding, (signal) => hold(own, signal)));
  } catch (error) {
    throw encodeFailure(error, plan, source);
  }
  return await highestFitting(toBytes(options.maxBytes ?? 0), options.quality ?? 100, (quality) =>
    encodeOnce(scope, held, { ...encoding, options: { ...options, quality }, progress: undefined }),
  );
}

async function encodeOnce(
  scope: HandleScope,
  image: ImageHandle,
  encoding: Encoding<SaverFormat>,
): Promise<Uint8Array> {
  using target = memoryTarget();
  await callSaver(`${saverOf[encoding.format]}_target`, scope, image, { target }, encoding);
  return takeTargetBytes(target);
}

/**
 * Encodes into a target. One whose other end this thread reads from has a `stop`, which ends a call that waits for that;
 * the call then takes nobody's turn, and does not keep the process alive.
 */
export async function encodeToTarget(
  scope: HandleScope,
  image: ImageHandle,
  { target, stop }: { readonly target: Handle; readonly stop: (() => void) | undefined },
  encoding: Encoding<SaverFormat>,
): Promise<void> {
  await callSaver(`${saverOf[encoding.format]}_target`, scope, image, { target }, encoding, stop);
}

async function callSaver(
  saver: string,
  scope: HandleScope,
  image: ImageHandle,
  destination: { readonly filename: string } | { readonly target: Handle },
  encoding: Encoding<SaverFormat>,
  stop?: () => void,
): Promise<void> {
  const { source, format, options, header, plan } = encoding;
  const flat = flattenFor(scope, image, format, options);
  const resolution = resolutionOf(options);
  const sized = options.density === undefined ? flat : scope.image("copy", { in: flat, ...resolution });
  const ready = scope.ownCopy(sized, plan.threads);
  // How its rows are read is nothing of the image; libvips' own format would keep it.
  ready.remove("vips-sequential");
  setFileMetadata(ready, options, header.pages);
  const args = { in: ready, ...saverArguments(saver, format, header, options), ...destination };
  const cancel = (): void => {
    ready.kill();
    stop?.();
  };
  try {
    await whileEvaluated(ready, encoding, (signal) =>
      callInWorker(saver, args, { signal, cancel, apart: stop !== undefined }),
    );
  } catch (error) {
    throw encodeFailure(error, plan, source);
  }
}

function flattenFor(
  scope: HandleScope,
  image: ImageHandle,
  format: SaverFormat,
  { background = [255] }: EncodeOptions,
): ImageHandle {
  if (!image.hasAlpha || formatTraits[format].alpha) return image;
  const full = image.format === "ushort" ? 257 : 1;
  const colour = (background.length === 1 ? background : greyIf(background, image.bands - 1)).map(
    (value) => value * full,
  );
  return scope.image("flatten", { in: image, background: colour });
}

/** The system's own words in libvips' error text. Savers add others of their own, whatever it was that failed. */
const systemCodes: readonly (readonly [words: RegExp, code: string])[] = [
  [/no space left/i, "ENOSPC"],
  [/quota/i, "EDQUOT"],
  [/file too large/i, "EFBIG"],
  [/input\/output error/i, "EIO"],
];

/**
 * A thumbnail's pixels are in memory by now, so whatever fails is the output's fault; in a stream it may be either's.
 */
export function encodeFailure(error: unknown, plan: Plan, source: ImageSource | undefined): unknown {
  if (!(error instanceof OperationError)) return error;
  const code = systemCodes.find(([words]) => words.test(error.reason))?.[1];
  if (code !== undefined) return outputFailure(undefined, error, code);
  const missing = /(\w+) compression support is not configured/i.exec(error.reason)?.[1];
  if (missing !== undefined) {
    return new UnsupportedError(`the loaded libvips cannot compress TIFF with ${missing.toLowerCase()}`, {
      cause: error,
      cure: "Choose another compression, or use a libvips that has it through SLUICE_LIBVIPS.",
    });
  }
  const reason = error.reason.replaceAll(/(?:; )?unable to write to target[^;]*/g, "");
  if (!decodesFrom(plan, plan.stages.length - 1) || /write error/i.test(reason)) {
    return new OutputError(`it cannot be encoded or written: ${reason}`, {
      cause: error,
      cure: "Choose another format, a smaller size, or another disk.",
    });
  }
  return new DecodeError(`it is broken, truncated, or cannot be encoded: ${reason}`, {
    path: pathOf(source),
    cause: error,
    cure: "Get a good copy, or choose another format.",
  });
}
