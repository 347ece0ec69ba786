/**
 * libvips' sources and targets: bytes of an open file, bytes in memory, and encoded bytes that come back.
 * Not here: opening files (run/source/regular-file), or loaders.
 * Read next: run/source/open-source.
 */
import type { Pointer } from "../library/declarations.ts";
import { native, nativeLibrary } from "../library/library.ts";
import { addressOf, viewBytes } from "../library/read-memory.ts";
import { typeNamed } from "./gtype.ts";
import { ValueBox } from "./gvalue.ts";
import { Handle } from "./handle.ts";

/** A source over bytes in memory. It references the bytes for as long as it lives. */
class MemorySource extends Handle {
  readonly bytes: Uint8Array;
  constructor(address: Pointer, bytes: Uint8Array) {
    super(address, "source");
    this.bytes = bytes;
  }
}

/** Makes a source over bytes in memory. The caller must not change the bytes while the source lives. */
export function sourceFromBytes(bytes: Uint8Array): Handle {
  // Small typed arrays live inside the JavaScript heap, where the collector moves them. Reading
  // `buffer` moves them out.
  void bytes.buffer;
  const address = native().vips_source_new_from_memory(addressOf(bytes), bytes.length);
  return new MemorySource(address as Pointer, bytes);
}

/**
 * Makes a source over native memory that `fill` writes. The memory is freed at once with the last use of the source.
 * (JavaScript's memory would stay until a garbage collection, which nothing hurries.)
 */
export async function filledSource(length: number, fill: (memory: Uint8Array) => Promise<number>): Promise<Handle> {
  const { functions, freeFunction } = nativeLibrary();
  const memory = functions.g_malloc(length) as Pointer;
  let filled: number;
  try {
    filled = await fill(viewBytes(memory, length));
  } catch (error) {
    functions.g_free(memory);
    throw error;
  }
  const blob = functions.vips_blob_new(freeFunction, memory, filled);
  const source = functions.vips_source_new_from_blob(blob) as Pointer;
  functions.vips_area_unref(blob);
  return new Handle(source, "source");
}

/** A source over an open file. libvips duplicates the descriptor, so the caller closes its own. */
export function sourceFromDescriptor(descriptor: number): Handle | undefined {
  const address = native().vips_source_new_from_descriptor(descriptor);
  return address === null ? undefined : new Handle(address, "source");
}

/** A source over a file by its name, taken literally. */
export function sourceFromFile(path: string): Handle | undefined {
  const address = native().vips_source_new_from_file(path);
  return address === null ? undefined : new Handle(address, "source");
}

/** The nickname of the loader that recognises a source's content, such as `jpegload_source`. */
export function loaderFor(source: Handle): string | undefined {
  const className = native().vips_foreign_find_load_source(source.address);
  return className === null ? undefined : nickname(className);
}

function nickname(className: string): string | undefined {
  return native().vips_nickname_find(native().g_type_from_name(className)) ?? undefined;
}

/** A target that collects encoded bytes in memory. */
export function memoryTarget(): Handle {
  return new Handle(native().vips_target_new_to_memory() as Pointer, "target");
}

/** A target that writes to an open file. libvips duplicates the descriptor, so the caller closes its own. */
export function targetToDescriptor(descriptor: number): Handle {
  return new Handle(native().vips_target_new_to_descriptor(descriptor) as Pointer, "target");
}

/**
 * A copy of the bytes that a saver wrote to a memory target. The target keeps its own until it is disposed. (A saver
 * ends its target, and vips_target_steal finds nothing in an ended target.)
 */
export function takeTargetBytes(target: Handle): Uint8Array {
  using box = new ValueBox(typeNamed("VipsBlob"));
  native().g_object_get_property(target.address, "blob", box.memory);
  const bytes = box.get();
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(0);
}
