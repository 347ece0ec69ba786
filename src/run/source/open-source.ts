/**
 * Opens an image's bytes with libvips, as much of them as a plan needs.
 * Not here: reading the facts of a header (run/source/read-header), or choosing what to load (plan/load/load-choice).
 * Read next: run/thumbnail/resample.
 */
import type { ByteRange } from "../../codec/jpeg-scans.ts";
import { DecodeError, OperationError, UnreadableError, UnsupportedError } from "../../core/errors.ts";
import type { FailOn } from "../../graph/recipe/limits.ts";
import { onlySourceOf } from "../../graph/recipe/node.ts";
import type { OpenNode, RecipeNode } from "../../graph/recipe/nodes.ts";
import { pathOf } from "../../graph/recipe/source.ts";
import { sourceFromBytes, sourceFromDescriptor, sourceFromFile } from "../../native/object/byte-source.ts";
import type { Handle } from "../../native/object/handle.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { type Arguments, call, callInWorker, onlyImage } from "../../native/operation/call.ts";
import { introspect } from "../../native/operation/introspect.ts";
import type { LoadChoice } from "../../plan/load/load-choice.ts";
import { ChannelSource, openStream } from "./open-stream.ts";
import { openRegularFile, sameIdentity } from "./regular-file.ts";
import { bytesPart, sourceWithout } from "./skipped-bytes.ts";

/**
 * Reopens the source of a node for pixels, without the skipped parts.
 * @throws {UnreadableError} when the file changed since its header was read, or a stream failed.
 */
export async function openBytes(
  { source, header }: Pick<OpenNode, "source" | "header">,
  skip: readonly ByteRange[] = [],
  signal?: AbortSignal | undefined,
): Promise<Handle> {
  if (source.kind === "bytes") {
    return skip.length === 0 ? sourceFromBytes(source.bytes) : await sourceWithout(bytesPart(source.bytes), skip);
  }
  if (source.kind === "stream") return await openStream(source, skip, signal);
  if (source.kind === "store") throw new Error("libvips does not read it");
  using file = openRegularFile(source.path);
  if (!sameIdentity(file.identity, source.identity)) {
    throw new UnreadableError("the file changed after it was opened", {
      path: source.path,
      cure: "Open it again once nothing writes to it any more.",
    });
  }
  if (skip.length === 0) return openDescriptor(source.path, file.descriptor, header.codec);
  return await sourceWithout({ size: Number(file.identity.sizeBytes), read: file.read }, skip);
}

/**
 * Makes a source for an open file. On Windows it uses the name, because C runtimes cannot share descriptors there. It
 * also uses the name for libvips' own format, whose loader maps the file by its name.
 */
export function openDescriptor(path: string, descriptor: number, codec: string | undefined): Handle {
  const byName = process.platform === "win32" || codec === "vips";
  const source = byName ? sourceFromFile(path) : sourceFromDescriptor(descriptor);
  if (source !== undefined) return source;
  throw new UnreadableError("the file could not be opened", { path, cure: "Check its permissions." });
}

/** Loaders that read the whole file, or run a parser of their own, before they know the size. */
const slowLoaders = /^(?:svg|pdf|gif|heif|magick|openslide|jxl|webp)/;

/** Calls a loader, in a worker if it may take long. Decodes nothing yet. */
export async function load(
  loader: string,
  source: Handle,
  args: Arguments,
  signal?: AbortSignal | undefined,
): Promise<ImageHandle> {
  const all = onlyKnown(loader, { source, access: "sequential", ...args });
  if (!slowLoaders.test(loader) && !(source instanceof ChannelSource)) return onlyImage(loader, call(loader, all));
  return onlyImage(loader, await callInWorker(loader, all, { signal }));
}

/** The loader's arguments for a plan's choice. */
export function loadArguments(choice: LoadChoice, failOn: FailOn): Arguments {
  return {
    fail_on: failOn,
    ...(choice.shrink > 1 ? { shrink: choice.shrink } : {}),
    ...(choice.scale !== 1 ? { scale: choice.scale } : {}),
    ...(choice.level?.page !== undefined ? { page: choice.level.page } : {}),
    ...(choice.level?.subifd !== undefined ? { subifd: choice.level.subifd } : {}),
    ...(choice.pages > 1 ? { n: choice.pages } : {}),
  };
}

/** Keeps only arguments that the loader has. Older libraries lack some; a loader without `fail_on` cannot be strict. */
function onlyKnown(loader: string, args: Arguments): Arguments {
  const known = new Set(introspect(loader).arguments.map(({ name }) => name));
  return Object.fromEntries(Object.entries(args).filter(([name]) => known.has(name)));
}

/** The cause of a failure to compute a recipe: with several sources, or none, nothing tells which of them it was. */
export function recipeFailure(recipe: RecipeNode, error: unknown): unknown {
  const only = onlySourceOf(recipe);
  return only === undefined ? error : decodeFailure(only, error);
}

/** Turns a decoder's failure into an error about a broken file, with libvips' own text. */
export function decodeFailure(node: Pick<OpenNode, "source">, error: unknown): unknown {
  if (!(error instanceof OperationError)) return error;
  const path = pathOf(node.source);
  if (/page \d+ differs from page \d+/.test(error.reason)) {
    return new UnsupportedError("its pages differ in size or kind, and cannot be taken together", {
      path,
      cause: error,
      cure: "Take the first page only, or write a format of one page such as PNG.",
    });
  }
  return new DecodeError(`it is broken or truncated: ${error.reason}`, {
    path,
    cause: error,
    cure: 'Get a good copy, or take what can be decoded with failOn "none" (--fail-on none).',
  });
}
