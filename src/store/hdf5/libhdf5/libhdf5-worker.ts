/**
 * A thread that reads one file with libhdf5, compiled to WebAssembly. It can read all of HDF5, one call after the
 * other.
 * Not here: what values mean as pixels (store/hdf5/libhdf5/values).
 * Read next: store/hdf5/libhdf5/thread.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Attribute } from "../../chunks/store.ts";
import type { Answer, Answers, GeneralDataset, GeneralMember, GeneralWorkerData, Request, Slab } from "./messages.ts";

const { path, maxMemory } = workerData as GeneralWorkerData;
const port = parentPort as MessagePort;
const pageBytes = 65_536;

// libhdf5 allocates what a file claims. By itself its memory may grow to 2 GiB; this `grow` refuses beyond
// `maxMemory`.
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
const { prototype: memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } })
  .WebAssembly.Memory;
const grow = memory.grow;
memory.grow = function (this: WasmMemory, pages: number): number {
  if (this.buffer.byteLength + pages * pageBytes > maxMemory) throw new RangeError("no more memory for this file");
  return grow.call(this, pages);
};

// libhdf5 prints its errors straight to the process' own output. They are kept here instead, for the message.
const said: string[] = [];
fs.writeSync = ((descriptor: number, bytes: Uint8Array, offset: number, length: number): number => {
  if (descriptor > 2) throw new Error("nothing is written");
  said.push(Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString("utf8"));
  return length;
}) as typeof fs.writeSync;
syncBuiltinESMExports();

type H5wasm = typeof import("h5wasm/node");
type Module = Awaited<H5wasm["ready"]>;
type Metadata = ReturnType<Module["get_dataset_metadata"]>;
type OpenFile = InstanceType<H5wasm["File"]>;

/** The library and the open file, created by the first request. */
class Reader {
  readonly #h5wasm: H5wasm;
  readonly #module: Module;
  readonly #file: OpenFile;

  private constructor(h5wasm: H5wasm, module: Module, file: OpenFile) {
    this.#h5wasm = h5wasm;
    this.#module = module;
    this.#file = file;
  }

  static async open(): Promise<Reader> {
    // Wait one turn: a thread started from source has by then removed its translation hook.
    await new Promise(setImmediate);
    const h5wasm = await import("h5wasm/node");
    const module = await h5wasm.ready;
    const file = new h5wasm.File(path, "r");
    if (file.file_id < 0n) throw new Error("libhdf5 cannot open it");
    return new Reader(h5wasm, module, file);
  }

  answer(request: Request): Answers[Request["kind"]] {
    if (request.kind === "datasets") return this.#datasets();
    if (request.kind === "attributes") return this.#attributes(request.name);
    return this.#values(request.slab);
  }

  #datasets(): GeneralDataset[] {
    const found: GeneralDataset[] = [];
    for (const name of this.#file.paths()) {
      if (this.#module.get_type(this.#file.file_id, name) !== this.#module.H5O_TYPE_DATASET) continue;
      const metadata = this.#module.get_dataset_metadata(this.#file.file_id, name);
      const { shape, chunks, size, signed } = metadata;
      const type = { kind: kindOf(metadata), size, signed, members: membersOf(metadata) };
      found.push({ name, extents: shape ?? [], type, chunk: chunks ?? undefined });
    }
    return found;
  }

  #attributes(name: string): [string, Attribute][] {
    const dataset = this.#file.get(name);
    if (!(dataset instanceof this.#h5wasm.Dataset)) throw new Error(`${name} is no dataset`);
    return Object.entries(dataset.attrs).flatMap(([attribute, told]) => {
      try {
        const value = asAttribute(told.value);
        return value === undefined ? [] : [[attribute, value] as [string, Attribute]];
      } catch {
        // h5wasm has no value for an attribute of this kind.
        return [];
      }
    });
  }

  #values({ name, start, count, bytes }: Slab): Uint8Array<ArrayBuffer> {
    const module = this.#module;
    const room = module._malloc(bytes);
    if (room === 0) throw new Error("no more memory for this file");
    try {
      const [counts, starts] = [count.map(BigInt), start.map(BigInt)];
      const strides = count.map(() => 1n);
      const status = module.get_dataset_data(this.#file.file_id, name, counts, starts, strides, BigInt(room));
      if (status < 0) throw new Error("libhdf5 cannot read it");
      return module.HEAPU8.slice(room, room + bytes) as Uint8Array<ArrayBuffer>;
    } finally {
      module._free(room);
    }
  }
}

let reader: Promise<Reader> | undefined;
port.on("message", async (request: Request) => {
  said.length = 0;
  try {
    reader ??= Reader.open();
    const value = (await reader).answer(request);
    port.postMessage({ value } satisfies Answer, value instanceof Uint8Array ? [value.buffer] : []);
  } catch (error) {
    const failure = reasonIn(said.join("")) ?? (error instanceof Error ? error.message : String(error));
    port.postMessage({ failure } satisfies Answer);
  }
});

/** libhdf5 lists a failure from the outermost call to the innermost; the real reason is near the end. */
function reasonIn(text: string): string | undefined {
  const reasons = Array.from(text.matchAll(/^ +#\d+: .* in \w+\(\): (.+)$/gm), ([, reason]) => reason as string);
  return (
    reasons.find((reason) => /required filter|checksum|truncated|signature|corrupt/.test(reason)) ?? reasons.at(-1)
  );
}

/** An enumeration, such as numpy's bool, counts as the integer that stores it. */
function kindOf({ type, enum_type }: Pick<Metadata, "type" | "enum_type">): number {
  return enum_type?.type ?? type;
}

function membersOf({ compound_type }: Metadata): readonly GeneralMember[] {
  return (compound_type?.members ?? []).map(({ type, size, offset, littleEndian }) => {
    return { kind: type, size, offset, bigEndian: !littleEndian };
  });
}

function asAttribute(value: unknown): Attribute | undefined {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return Array.from(value as unknown as Iterable<number>, Number);
}
