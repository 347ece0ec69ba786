/**
 * The contract of stores, for every store there is: any rectangles in any order, of every format, against a plain array.
 * Not here: which part of it runs when (test/store/contract.test.ts, test/store/contract.soak.test.ts), or what other
 * programs make of the files (test/store/hdf5).
 * Read next: src/store/chunks/store.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PixelFormat, sampleBytes } from "../../src/core/pixel-format.ts";
import { pelBytes } from "../../src/graph/recipe/header.ts";
import type { Attributes, OpenStore, PixelStore, StoredShape } from "../../src/store/chunks/store.ts";
import { openHdf5 } from "../../src/store/hdf5/open-hdf5.ts";
import { createHdf5 } from "../../src/store/hdf5/write/create-hdf5.ts";
import { createTiff } from "../../src/store/tiff/create-tiff.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { createZarr } from "../../src/store/zarr/write/create.ts";
import { seededRandom } from "../codec/seeded-random.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { PlainArray, randomBytesOf, randomRect } from "./plain-array.ts";
import { readByLibvips } from "./tiff/read-tiff.ts";
import { type TemplateOptions, templateOf } from "./tiff/template.ts";

interface StoreKind {
  readonly name: string;
  readonly ending: string;
  create(path: string, shape: StoredShape, attributes: Attributes): Promise<OpenStore>;
  open(path: string): Promise<PixelStore>;
}

/** TIFF: its metadata come from a template, its tiles have sides of multiples of 16, and libvips reads it. */
function tiff(name: string, options: TemplateOptions): StoreKind {
  return {
    ...{ name, ending: ".tif" },
    create: async (path, shape) => createTiff(path, shape, { template: await templateOf(shape, options) }),
    open: readByLibvips,
  };
}

const stores: readonly StoreKind[] = [
  {
    name: "HDF5, deflate",
    ending: ".h5",
    create: (path, shape, attributes) => createHdf5(path, shape, { attributes }),
    open: (path) => openHdf5(path),
  },
  {
    name: "HDF5, uncompressed with checksums",
    ending: ".h5",
    create: (path, shape, attributes) =>
      createHdf5(path, shape, { attributes, compression: "none", fletcher32: true, checkpointSeconds: 0 }),
    open: (path) => openHdf5(path),
  },
  {
    name: "Zarr 3, shards",
    ending: ".zarr",
    create: (path, shape, attributes) => createZarr(path, shape, { attributes }),
    open: (path) => openZarr(path),
  },
  {
    name: "Zarr 2, a file a chunk, uncompressed",
    ending: ".zarr",
    create: (path, shape, attributes) => createZarr(path, shape, { attributes, version: 2, compression: "none" }),
    open: (path) => openZarr(path),
  },
  tiff("TIFF", {}),
  tiff("BigTIFF, deflate", { compression: "deflate", bigTiff: true }),
];

const attributes: Attributes = {
  interpretation: "srgb",
  xres: 11.5,
  orientation: 6,
  "exif-data": Uint8Array.of(0, 255, 7),
  "icc-profile-data": new Uint8Array(100_000).fill(77),
  offsets: [1, 2, 300_000],
  scales: [0.5, -1e300],
};

/** A part of the tables of the contract. */
export interface ContractPart {
  readonly formats: readonly PixelFormat[];
  readonly bands: readonly number[];
  /** Width and height of the image, and of its chunks. */
  readonly sizes: readonly (readonly [number, number, number, number])[];
  /** Whether it has what is no table, too. */
  readonly whole: boolean;
}

export function testContract(part: ContractPart): void {
  describe.each(stores)("$name", ({ ending, create, open }) => {
    const folder = temporaryFolder();
    let files = 0;
    const newPath = (): string => join(folder, `${files++}${ending}`);

    const isTiff = ending === ".tif";
    const attributesIn = isTiff ? {} : attributes;
    const step = (side: number): number => (isTiff ? Math.ceil(side / 16) * 16 : side);
    const inSteps = (shape: StoredShape): StoredShape => {
      const { width, height } = shape.chunk;
      return { ...shape, chunk: { width: step(width), height: step(height) } };
    };

    async function roundTrip(wanted: StoredShape, seed: number): Promise<void> {
      const shape = inSteps(wanted);
      const random = seededRandom(seed);
      const plain = new PlainArray(shape);
      const path = newPath();
      const whole = { left: 0, top: 0, width: shape.width, height: shape.height };
      {
        await using store = await create(path, shape, attributesIn);
        for (let turn = 0; turn < 12; turn += 1) {
          const rect = turn === 5 ? whole : randomRect(random, shape);
          const pixels = randomBytesOf(random, rect.width * rect.height * pelBytes(shape));
          plain.write(rect, pixels);
          await store.write(rect, pixels);
          const other = randomRect(random, shape);
          expect(Buffer.compare(await store.read(other), plain.read(other))).toBe(0);
        }
        await store.finish();
        expect(Buffer.compare(await store.read(whole), plain.bytes)).toBe(0);
      }
      // libvips writes TIFFs of more than 32 bits a sample, but cannot read them; test/store/tiff has other readers.
      if (isTiff && sampleBytes(shape.format) > 4) return;
      await using store = await open(path);
      expect(store.shape).toEqual(shape);
      expect(store.attributes).toEqual(attributesIn);
      expect(Buffer.compare(await store.read(whole), plain.bytes)).toBe(0);
      const rects = Array.from({ length: 20 }, () => randomRect(random, shape));
      const read = await Promise.all(rects.map((rect) => store.read(rect)));
      for (const [index, rect] of rects.entries()) {
        expect(Buffer.compare(read[index] as Uint8Array, plain.read(rect))).toBe(0);
      }
    }

    test.each(part.formats)("keeps samples of %s", async (format: PixelFormat) => {
      await roundTrip({ width: 61, height: 45, bands: 2, format, chunk: { width: 16, height: 20 } }, 7);
    });

    test.each(part.bands)("keeps %i bands", async (bands) => {
      await roundTrip({ width: 40, height: 33, bands, format: "uchar", chunk: { width: 13, height: 11 } }, bands);
    });

    test.each(part.sizes)(
      "keeps %i × %i pixels in chunks of %i × %i",
      async (width, height, chunkWidth, chunkHeight) => {
        const chunk = { width: chunkWidth, height: chunkHeight };
        await roundTrip({ width, height, bands: 1, format: "ushort", chunk }, width + height);
      },
    );

    if (!part.whole) return;

    test("has zeros where nothing was written", async () => {
      const shape: StoredShape = { width: 50, height: 40, bands: 3, format: "float", chunk: { width: 16, height: 16 } };
      const path = newPath();
      const corner = { left: 49, top: 39, width: 1, height: 1 };
      {
        await using store = await create(path, shape, {});
        await store.write(corner, new Uint8Array(12).fill(1));
        await store.finish();
      }
      await using store = await open(path);
      const bytes = await store.read({ left: 0, top: 0, width: 50, height: 40 });
      expect(bytes.filter((byte) => byte !== 0).length).toBe(12);
      expect(await store.read(corner)).toEqual(new Uint8Array(12).fill(1));
      expect(store.attributes).toEqual({});
    });

    test("leaves nothing when it is disposed of unfinished", async () => {
      const before = listFolder(folder);
      const shape: StoredShape = { width: 50, height: 40, bands: 1, format: "uchar", chunk: { width: 16, height: 16 } };
      {
        await using store = await create(newPath(), shape, {});
        await store.write({ left: 0, top: 0, width: 50, height: 40 }, new Uint8Array(2000));
      }
      expect(listFolder(folder)).toEqual(before);
    });

    test("does not replace what is there", async () => {
      const shape: StoredShape = { width: 5, height: 4, bands: 1, format: "uchar", chunk: { width: 16, height: 16 } };
      const path = newPath();
      {
        await using store = await create(path, shape, {});
        await store.finish();
      }
      const before = listFolder(folder);
      await expect(create(path, shape, {})).rejects.toMatchObject({ tag: "output", path });
      expect(listFolder(folder)).toEqual(before);
    });
  });
}
