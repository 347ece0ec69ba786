/**
 * zarrita as a judge: it reads a whole array of a local store in its own way.
 * Not here: the expected content; the tests have it.
 * Read next: test/store/zarr/judged.test.ts.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as zarr from "zarrita";

/** A folder in zarrita's interface: whole files, and parts of them. */
class Folder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const path = join(this.#folder, key);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
  }

  async getRange(key: string, range: { offset?: number; length?: number; suffixLength?: number }) {
    const all = await this.get(key);
    if (range.suffixLength !== undefined) return all?.slice(-range.suffixLength);
    return all?.slice(range.offset, (range.offset as number) + (range.length as number));
  }
}

export interface ReadArray {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** `name` is the array's name within a group. Samples come in C order. */
export async function readByZarrita(folder: string, name = ""): Promise<ReadArray> {
  const store = new Folder(folder) as unknown as zarr.Readable;
  const array = await zarr.open(zarr.root(store).resolve(name === "" ? "/" : `/${name}`), { kind: "array" });
  const whole = await zarr.get(array as zarr.Array<"uint8">, null);
  const { data, shape, stride } = whole;
  const size = data.BYTES_PER_ELEMENT;
  const flat = new Uint8Array(data.length * size);
  const from = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const place = shape.map(() => 0);
  for (let index = 0; index < data.length; index += 1) {
    const at = place.reduce((sum, number, axis) => sum + number * (stride[axis] as number), 0) * size;
    flat.set(from.subarray(at, at + size), index * size);
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      place[axis] = ((place[axis] as number) + 1) % (shape[axis] as number);
      if (place[axis] !== 0) break;
    }
  }
  return { shape, bytes: flat };
}
