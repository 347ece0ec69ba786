/**
 * Images in HDF5 and Zarr: their headers, and opening them for pixels.
 * Not here: reading chunks (store/chunks/chunked-store), or writing stores (run/output/store-file).
 * Read next: native/rows/row-writer, run/source/store-attributes.
 */
import { UnreadableError } from "../../core/errors.ts";
import type { Term } from "../../core/term.ts";
import type { OpenOptions } from "../../graph/image/engine.ts";
import { type ImageHeader, type Level, pelBytes, plainHeader, type SourceHeader } from "../../graph/recipe/header.ts";
import { defaultInputLimits } from "../../graph/recipe/limits.ts";
import type { OpenNode } from "../../graph/recipe/nodes.ts";
import type { FileIdentity, StoredImage, StoreFormat, StoreSource } from "../../graph/recipe/source.ts";
import { headerFrom, standIn } from "../../native/operation/image-header.ts";
import { libhdf5Terms } from "../../plan/cost/store-reading.ts";
import type { Attributes, PixelStore, StoredShape } from "../../store/chunks/store.ts";
import { sizeBelow } from "../../store/files/folder-size.ts";
import type { OpenHdf5Options } from "../../store/hdf5/dataset/open-options.ts";
import { checkLimits } from "./refusals.ts";
import { sameIdentity } from "./regular-file.ts";
import { identityOf, zarrIdentity } from "./store-folder.ts";

/** Waits until the budget has room for something, and reserves it until dispose. */
export type Admit = (name: string, terms: readonly Term[]) => Promise<Disposable>;

/**
 * Opens a store for its header. Calls `admit` if that needs a thread with libhdf5; without `admit`, the caller has
 * already reserved the memory. @throws {BudgetError} if the budget can never have room. @throws any error of its
 * reader. @throws {LimitError} for claims beyond the limits.
 */
export async function readStoreHeader(
  path: string,
  format: StoreFormat,
  identity: FileIdentity,
  options: OpenOptions,
  admit?: Admit,
): Promise<OpenNode> {
  const { dataset, page, axes, level, signal } = options;
  const image: StoredImage = Object.freeze({ dataset, page, axes, level });
  const source: StoreSource = Object.freeze({ kind: "store", path, format, image, identity });
  using room = new Room(async () => await admit?.(path, libhdf5Terms(0)));
  await using store = await openers[format](path, { ...image, signal, beforeThread: () => room.take() });
  const levels = format === "zarr" && level === undefined ? await levelsOf(path, options) : [];
  const sizeBytes = format === "zarr" ? await sizeBelow(path) : Number(identity.sizeBytes);
  const header = headerOf(store, source, { levels, sizeBytes });
  checkLimits(header, { ...defaultInputLimits, ...options.limits }, path);
  return Object.freeze({ kind: "open", source, header, failOn: options.failOn ?? "warning" });
}

/** Reopens it for pixels. @throws {UnreadableError} when it changed meanwhile. */
export async function openStore(
  { path, format, image, identity }: StoreSource,
  level: number | undefined,
  signal: AbortSignal | undefined,
): Promise<PixelStore> {
  const now = format === "zarr" ? zarrIdentity(path) : identityOf(path);
  if (now === undefined || !sameIdentity(now, identity)) {
    throw new UnreadableError("it changed after it was opened", {
      path,
      cure: "Open it again once nothing writes to it any more.",
    });
  }
  return await openers[format](path, { ...image, level: level ?? image.level, signal });
}

/** A reservation that is made only if it is needed. */
class Room implements Disposable {
  readonly #admit: () => Promise<Disposable | undefined>;
  #taken: Disposable | undefined;

  constructor(admit: () => Promise<Disposable | undefined>) {
    this.#admit = admit;
  }

  async take(): Promise<void> {
    this.#taken = await this.#admit();
  }

  [Symbol.dispose](): void {
    this.#taken?.[Symbol.dispose]();
  }
}

type OpenStored = StoredImage & Pick<OpenHdf5Options, "signal" | "beforeThread">;

/** Loaded on demand. */
const openers: { readonly [F in StoreFormat]: (path: string, options: OpenStored) => Promise<PixelStore> } = {
  hdf5: async (path, options) => (await import("../../store/hdf5/open-hdf5.ts")).openHdf5(path, options),
  zarr: async (path, options) => (await import("../../store/zarr/open.ts")).openZarr(path, options),
};

async function levelsOf(path: string, { axes, signal }: OpenOptions): Promise<readonly Level[]> {
  const { zarrLevels } = await import("../../store/zarr/open.ts");
  const [, ...smaller] = await zarrLevels(path, { axes, signal });
  return smaller.map(({ width, height }, index) => Object.freeze({ width, height, page: index + 1 }));
}

function headerOf(
  { shape, attributes, reading }: PixelStore,
  source: StoreSource,
  { levels, sizeBytes }: Pick<SourceHeader, "levels" | "sizeBytes">,
): SourceHeader {
  const { width, height, bands, format, chunk } = shape;
  const pages = pagesOf(shape, attributes);
  const told = attributes["interpretation"];
  const interpretation = typeof told === "string" ? told : defaultInterpretation(shape);
  const orientation = Number(attributes["orientation"] ?? 1);
  const profile = attributes["icc-profile-data"];
  const plain = plainHeader({ width, height: height / pages, pages, bands, format, interpretation, orientation });
  using image = standIn(plain);
  const known: ImageHeader = headerFrom(image);
  return Object.freeze({
    ...known,
    ...{ codec: source.format, loader: source.format, levels: pages > 1 ? [] : levels },
    profileBytes: profile instanceof Uint8Array ? profile.length : 0,
    sizeBytes,
    facts: { codec: source.format, chunkWidth: chunk.width, chunkHeight: chunk.height, ...reading },
  });
}

/** Pages lie one below the other, if the attributes say so. */
function pagesOf({ height }: StoredShape, attributes: Attributes): number {
  const pageHeight = attributes["page-height"];
  return typeof pageHeight === "number" && pageHeight > 0 && height % pageHeight === 0 ? height / pageHeight : 1;
}

/** The default meaning of bands, for stores without that attribute. */
function defaultInterpretation({ bands, format }: StoredShape): string {
  if (format !== "uchar" && format !== "ushort") return bands === 1 ? "b-w" : "multiband";
  if (bands <= 2) return format === "uchar" ? "b-w" : "grey16";
  if (bands <= 4) return format === "uchar" ? "srgb" : "rgb16";
  return "multiband";
}

/** Bytes of a whole row. */
export function rowBytesOf({ width, bands, format }: StoredShape): number {
  return width * pelBytes({ bands, format });
}
