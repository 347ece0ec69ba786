/**
 * Reads a file's header without decoding a pixel, and refuses files whose claims exceed the limits.
 * Not here: the formats' own structures (codec/).
 * Read next: run/engine.
 */
import { fileURLToPath } from "node:url";
import { type ByteReader, bytesReader, fileReader } from "../../codec/byte-reader.ts";
import { type CodecFacts, readCodecFacts } from "../../codec/codec-facts.ts";
import { type Codec, sniffCodec } from "../../codec/sniff.ts";
import { DecodeError, UnreadableError, UnsupportedError, UsageError } from "../../core/errors.ts";
import { whenAborted } from "../../core/when-aborted.ts";
import type { ImageInput, OpenOptions } from "../../graph/image/engine.ts";
import type { SourceHeader } from "../../graph/recipe/header.ts";
import { type InputLimits, inputLimits } from "../../graph/recipe/limits.ts";
import type { OpenNode } from "../../graph/recipe/nodes.ts";
import { type ByteStream, type ImageSource, pathOf } from "../../graph/recipe/source.ts";
import { nativeLibrary } from "../../native/library/library.ts";
import { loaderFor, sourceFromBytes } from "../../native/object/byte-source.ts";
import type { Handle } from "../../native/object/handle.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { headerFrom } from "../../native/operation/image-header.ts";
import { hasOperation, introspect } from "../../native/operation/introspect.ts";
import { decodeFailure, load, openDescriptor } from "./open-source.ts";
import { headOf, reopened, type StreamHead } from "./open-stream.ts";
import { imagePages } from "./pyramid-levels.ts";
import { checkDrawing, checkLimits, isTooDeep, refuseTiff, refuseUntrusted } from "./refusals.ts";
import { openRegularFile } from "./regular-file.ts";
import { zarrIdentity } from "./store-folder.ts";
import { type Admit, readStoreHeader } from "./store-source.ts";
import { StreamedBytes } from "./streamed-bytes.ts";

/**
 * Reads a header. Calls `admit` to reserve memory if reading the header itself needs some.
 * @throws {UnreadableError | UnsupportedError | DecodeError | LimitError}
 */
export async function readHeader(input: ImageInput, options: OpenOptions, admit?: Admit): Promise<OpenNode> {
  options.signal?.throwIfAborted();
  if (input instanceof Uint8Array) {
    if (input.length === 0)
      throw new UnreadableError("there are no bytes", { cure: "Pass the bytes of an image file." });
    using handle = sourceFromBytes(input);
    const reader = bytesReader(input);
    return await readFrom(
      { source: { kind: "bytes", bytes: input }, handle, reader, codec: sniffCodec(reader) },
      options,
    );
  }
  if (typeof input === "object" && Symbol.asyncIterator in input) return await readStream(input, options);
  const path = pathOfInput(input);
  // A folder may be a store, whatever its name.
  const store = zarrIdentity(path);
  if (store !== undefined) return await readStoreHeader(path, "zarr", store, options);
  return await readFile(path, options, admit);
}

async function readFile(path: string, options: OpenOptions, admit: Admit | undefined): Promise<OpenNode> {
  using file = openRegularFile(path);
  const { identity, descriptor } = file;
  const reader = fileReader(descriptor, Number(identity.sizeBytes));
  const codec = sniffCodec(reader);
  if (codec === "hdf5" || (codec === undefined && mayBeHdf5.test(path))) {
    return await readStoreHeader(path, "hdf5", identity, options, admit);
  }
  refuseOfStores(options, path);
  using handle = openDescriptor(path, descriptor, codec);
  return await readFrom({ source: { kind: "file", path, identity }, handle, reader, codec }, options);
}

/** In an HDF5 file, the signature may come after a block of other data, so the name counts too. */
const mayBeHdf5 = /\.(?:h5|hdf5?|he5|nc)$/i;

function refuseOfStores({ dataset, page, axes, level }: OpenOptions, path: string): void {
  const given = Object.entries({ dataset, page, axes, level }).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new UsageError(`${given[0]} is of images in HDF5 and Zarr`, { path, cure: "Leave it out." });
}

/** If the first bytes do not suffice to read the header, all bytes may. */
async function readStream(input: ByteStream, options: OpenOptions): Promise<OpenNode> {
  const stream = new StreamedBytes(input);
  const unhear = whenAborted(options.signal, () => stream.dispose());
  try {
    const head = await headOf(stream);
    const live = head && (await readHead(stream, head, options));
    if (live !== undefined) return live;
    const file = await stream.staged(options.signal);
    const reader = fileReader(file.descriptor, stream.size);
    using handle = reopened(file);
    return await readFrom({ source: stream, handle, reader, codec: sniffCodec(reader) }, options);
  } catch (error) {
    stream.dispose();
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    unhear();
  }
}

async function readHead(
  stream: StreamedBytes,
  { bytes, codec }: StreamHead,
  options: OpenOptions,
): Promise<OpenNode | undefined> {
  using handle = sourceFromBytes(bytes);
  try {
    const node = await readFrom({ source: stream, handle, reader: bytesReader(bytes), codec }, options);
    stream.mayBeLive(bytes);
    return node;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function pathOfInput(input: string | URL): string {
  if (typeof input === "string") return input;
  if (input.protocol === "file:") return fileURLToPath(input);
  throw new UnsupportedError(`${input.protocol} addresses cannot be opened`, {
    cure: "Download the file first, or pass its bytes.",
  });
}

/** An input that is open. Its first bytes are sniffed once, and what they say is passed on. */
interface OpenInput {
  readonly source: ImageSource;
  readonly handle: Handle;
  readonly reader: ByteReader;
  /** Undefined if no format is recognised. */
  readonly codec: Codec | undefined;
}

async function readFrom({ source, handle, reader, codec }: OpenInput, options: OpenOptions): Promise<OpenNode> {
  const limits = inputLimits(options.limits);
  const failOn = options.failOn ?? "warning";
  const path = pathOf(source);
  const loader = chooseLoader(handle, codec, path);
  if (options.untrusted === false) refuseUntrusted(loader, path);
  checkDrawing(loader, reader.size, limits, path);
  const facts = readFacts(reader, codec, limits, path);
  refuseTiff(facts, path);
  try {
    using image = await load(loader, handle, { fail_on: failOn }, options.signal);
    const header = describe(image, loader, reader, facts);
    checkLimits(header, limits, path);
    const allPages = options.pages === "all";
    return Object.freeze({ kind: "open", source, header, failOn, ...(allPages && { allPages }) });
  } catch (error) {
    if (!isTooDeep(facts)) throw decodeFailure({ source }, error);
    throw new UnsupportedError("its samples have more than 32 bits, which libvips does not read from TIFF", {
      path,
      cause: error,
      cure: "Write it with samples of 32 bits, or as HDF5 or Zarr.",
    });
  }
}

/**
 * libvips decides by content, with one exception: a photo with a gain map is read as the plain JPEG that it also is.
 */
function chooseLoader(handle: Handle, codec: Codec | undefined, path: string | undefined): string {
  if (codec === "jpeg") return "jpegload_source";
  const loader = loaderFor(handle);
  if (loader !== undefined) return loader;
  // libvips reads more than the first bytes: it does not recognise a TIFF whose directories are cut off.
  if (codec !== undefined && hasOperation(`${codec === "avif" ? "heif" : codec}load_source`)) {
    throw new DecodeError(`it is broken or truncated: it begins as ${codec}, and its header cannot be read`, {
      path,
      cure: "Get a good copy of the file.",
    });
  }
  const seems = codec === undefined ? "it is not an image of a known format" : `it seems to be ${codec}`;
  throw new UnsupportedError(`${seems}, and libvips ${nativeLibrary().version} has no loader for it`, {
    path,
    cure: "Convert it to JPEG, PNG or TIFF first; `sluice doctor` lists what can be read.",
  });
}

/** A JPEG with unreadable markers has no price, and may contain any number of scans. */
function readFacts(
  reader: ByteReader,
  codec: Codec | undefined,
  limits: InputLimits,
  path: string | undefined,
): CodecFacts | undefined {
  const facts = readCodecFacts(reader, { maxScans: limits.maxScans, maxFrames: limits.maxFrames }, codec);
  if (facts !== undefined || codec !== "jpeg") return facts;
  throw new DecodeError("it is broken: its JPEG markers cannot be followed", { path, cure: "Get a good copy." });
}

function describe(image: ImageHandle, loader: string, reader: ByteReader, facts: CodecFacts | undefined): SourceHeader {
  const header = headerFrom(image);
  const codec = facts?.codec ?? loader.replace(/load(_source)?$/, "");
  // A loader with an `n` argument was asked for one page only; any other loader has loaded all there is.
  const filePages = introspect(loader).inputs.has("n") ? image.filePages : header.pages;
  const { pages, levels } = imagePages(header, filePages, facts);
  const interlaced = image.int("interlaced") === 1;
  return Object.freeze({ ...header, pages, levels, interlaced, codec, loader, sizeBytes: reader.size, facts });
}
