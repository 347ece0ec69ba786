/**
 * The tiles of a TIFF that is being written: each at the file's end as it comes, and last the directory that leads to them.
 * Not here: rectangles (store/chunks/chunked-store), or what the directory says (store/tiff/directory-writer).
 * Read next: store/tiff/gathered-writes, store/tiff/directory-writer.
 */

import { gatheredBytes } from "../../codec/tiff-at-work.ts";
import { formatBytes } from "../../core/bytes.ts";
import { DecodeError, OutputError } from "../../core/errors.ts";
import { letGo, letGoOf } from "../bytes/release-buffer.ts";
import { ChunkGrid } from "../chunks/chunk-grid.ts";
import { ChunkIndex } from "../chunks/chunk-index.ts";
import type { ChunkFile, ChunkPlace, StoredShape } from "../chunks/store.ts";
import { writeFailure } from "../files/disk-room.ts";
import type { NewFile } from "../files/new-file.ts";
import type { DirectoryTemplate } from "./directory-template.ts";
import { directory, directoryLength, even, header, headerBytes, type TilePlaces } from "./directory-writer.ts";
import { GatheredWrites } from "./gathered-writes.ts";
import type { TileCoding } from "./tile-coding.ts";

/** Addresses of 32 bits. */
export const maxClassicBytes = 2 ** 32;

/** The image, and how it is written. */
export interface TiffImage {
  /** The file's final name, for messages. */
  readonly path: string;
  readonly shape: StoredShape;
  readonly template: DirectoryTemplate;
  readonly coding: TileCoding;
}

export class TiffTiles implements ChunkFile {
  readonly putColumn: ChunkFile["putColumn"];
  readonly #file: NewFile;
  readonly #image: TiffImage;
  readonly #grid: ChunkGrid;
  readonly #index: ChunkIndex;
  readonly #writes: GatheredWrites;
  /** Where the next tile goes. */
  #end: number;

  constructor(file: NewFile, image: TiffImage) {
    this.#file = file;
    this.#image = image;
    this.#grid = new ChunkGrid(image.shape);
    this.#index = new ChunkIndex(this.#grid.count);
    this.#writes = new GatheredWrites(file.handle, gatheredBytes);
    this.#end = headerBytes(image.template.layout);
    if (image.coding.compression === "none") this.putColumn = (first, samples) => this.#putColumn(first, samples);
  }

  async get(place: ChunkPlace): Promise<Uint8Array | undefined> {
    const tile = this.#grid.indexOf(place);
    if (!this.#index.has(tile)) return undefined;
    const address = this.#index.addressOf(tile);
    const stored = Buffer.allocUnsafeSlow(this.#index.lengthOf(tile));
    const { bytesRead } = await this.#file.handle.read(stored, 0, stored.length, address);
    if (bytesRead < stored.length) throw this.#broken(address, "the file was shortened meanwhile");
    try {
      const samples = await this.#image.coding.unpack(stored);
      letGoOf(stored, samples);
      return samples;
    } catch (error) {
      throw this.#broken(address, (error as Error).message);
    }
  }

  async put(place: ChunkPlace, samples: Uint8Array): Promise<void> {
    const tile = this.#grid.indexOf(place);
    const bytes = await this.#image.coding.pack(samples);
    const address = this.#room(tile, bytes.length);
    await this.#write(address, bytes);
    this.#index.set(tile, address, bytes.length);
    letGoOf(bytes, samples);
  }

  /** Tiles that are compressed already, by their lengths: from the tile of number `first` on, one behind the other. */
  async putPacked(first: number, lengths: readonly number[], packed: Uint8Array): Promise<void> {
    let address = this.#room(first, packed.length);
    await this.#write(address, packed);
    for (const [index, length] of lengths.entries()) {
      this.#index.set(first + index, address, length);
      address += length;
    }
  }

  async #putColumn({ row, column }: ChunkPlace, samples: Uint8Array): Promise<void> {
    const { chunkBytes } = this.#grid;
    const start = this.#end;
    this.#checkSize(start + samples.length + directoryLength(this.#image.template, this.#grid.count));
    this.#end += samples.length;
    await this.#write(start, samples);
    for (let at = 0; at < samples.length; at += chunkBytes) {
      const tile = this.#grid.indexOf({ row: row + at / chunkBytes, column });
      this.#index.set(tile, start + at, chunkBytes);
    }
  }

  /** Whoever looks at a file that was cut before this finds no header. */
  async finish(): Promise<void> {
    const { shape, template } = this.#image;
    const places = await this.#allPlaces();
    this.#image.coding[Symbol.dispose]();
    const address = even(this.#end);
    const bytes = directory(template, shape, places, address);
    this.#checkSize(address + bytes.length);
    await this.#write(address, bytes);
    letGo(bytes);
    await this.#write(0, header(template.layout, address));
    await this.#guarded(() => this.#file.handle.sync());
    await this.#file.complete();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#image.coding[Symbol.dispose]();
    await this.#file.close();
  }

  /** A tile that is stored once more, as long as before or shorter, goes where it was. */
  #room(tile: number, length: number): number {
    if (this.#index.has(tile) && this.#index.lengthOf(tile) >= length) return this.#index.addressOf(tile);
    const address = this.#end;
    this.#checkSize(address + length + directoryLength(this.#image.template, this.#grid.count));
    this.#end += length;
    return address;
  }

  /** Those that were never written share one of zeros. */
  async #allPlaces(): Promise<TilePlaces> {
    const { count } = this.#grid;
    const index = this.#index;
    if (index.count === count) return index;
    const zeros = await this.#image.coding.pack(new Uint8Array(this.#grid.chunkBytes));
    const address = this.#end;
    this.#end += zeros.length;
    await this.#write(address, zeros);
    const { length } = zeros;
    letGo(zeros);
    return {
      count,
      addressOf: (tile) => (index.has(tile) ? index.addressOf(tile) : address),
      lengthOf: (tile) => (index.has(tile) ? index.lengthOf(tile) : length),
    };
  }

  #checkSize(length: number): void {
    const { path, template } = this.#image;
    if (template.layout.bigTiff || length < maxClassicBytes) return;
    throw new OutputError(`it takes more than the ${formatBytes(maxClassicBytes)} that a classic TIFF may have`, {
      path,
      cure: "Write a BigTIFF, or compress more.",
    });
  }

  #write(address: number, bytes: Uint8Array): Promise<void> {
    return this.#guarded(() => this.#writes.write(address, bytes));
  }

  async #guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw await writeFailure(this.#image.path, error, this.#stillNeeded());
    }
  }

  /** As much for each tile that is missing as those take that are there, or as its samples do; and the directory. */
  #stillNeeded(): number {
    const { count, bytes } = this.#index;
    const each = count === 0 ? this.#grid.chunkBytes : bytes / count;
    return (this.#grid.count - count) * each + directoryLength(this.#image.template, this.#grid.count);
  }

  #broken(address: number, reason: string): DecodeError {
    return new DecodeError(`the tile at ${address} cannot be read again: ${reason}`, {
      path: this.#image.path,
      cure: "Nobody else may change the file while it is written; write it again.",
    });
  }
}
