/**
 * Broken and malicious stores: each is an error that names the file, and none allocates much memory.
 * Not here: paths that lead out of the store (test/store/zarr/ome.unit.test.ts).
 * Read next: src/store/zarr/metadata/json-field.ts, src/store/zarr/shard/shard-reader.ts,
 * src/store/zarr/coding/chunk-decoder.ts.
 */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { isSluiceError } from "../../../src/core/errors.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { crc32c } from "../../../src/store/zarr/coding/crc32c.ts";
import { openZarr } from "../../../src/store/zarr/open.ts";
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { randomBytesOf } from "../plain-array.ts";

const folder = temporaryFolder();
const shape: StoredShape = { width: 60, height: 50, bands: 2, format: "ushort", chunk: { width: 16, height: 16 } };
const whole = { left: 0, top: 0, width: 60, height: 50 };
const samples = randomBytesOf(seededRandom(1), 60 * 50 * 4).map((byte) => byte % 16);

beforeAll(async () => {
  for (const version of [2, 3] as const) {
    await using store = await createZarr(join(folder, `v${version}`), shape, { version });
    await store.write(whole, samples);
    await store.finish();
  }
});

let copies = 0;

/** A copy with a change to one of its files. */
function changed(version: 2 | 3, name: string, change: (path: string) => void): string {
  const path = join(folder, `copy-${copies++}`);
  cpSync(join(folder, `v${version}`), path, { recursive: true });
  change(join(path, name));
  return path;
}

async function readAll(path: string): Promise<Uint8Array> {
  await using store = await openZarr(path);
  return await store.read({ left: 0, top: 0, width: store.shape.width, height: store.shape.height });
}

type Json = Record<string, unknown>;

function edit(version: 2 | 3, fields: Json): string {
  return changed(version, version === 2 ? ".zarray" : "zarr.json", (file) => {
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...fields }));
  });
}

const grid = (chunk_shape: unknown) => ({ chunk_grid: { name: "regular", configuration: { chunk_shape } } });
const sharding = (fields: Json) => {
  const bytes = { name: "bytes", configuration: { endian: "little" } };
  const configuration = { chunk_shape: [16, 16, 2], codecs: [bytes], index_codecs: [bytes], ...fields };
  return { codecs: [{ name: "sharding_indexed", configuration }] };
};

describe("metadata", () => {
  test.each<[2 | 3, Json, string]>([
    [2, { zarr_format: 7 }, "decode"],
    [2, { shape: undefined }, "decode"],
    [2, { shape: [-1, 5, 5] }, "decode"],
    [2, { shape: [1e300, 5, 2] }, "decode"],
    [2, { shape: [60, 50, 0] }, "decode"],
    [2, { shape: [60] }, "decode"],
    [2, { shape: [60], chunks: [60] }, "unsupported"],
    [2, { shape: "wide" }, "decode"],
    [2, { chunks: [16, 16] }, "decode"],
    [2, { chunks: [0, 16, 2] }, "decode"],
    [2, { chunks: [1.5, 16, 2] }, "decode"],
    [2, { chunks: [1e6, 1e6, 2] }, "limit"],
    [2, { dtype: "<u3" }, "unsupported"],
    [2, { dtype: "<i8" }, "unsupported"],
    [2, { dtype: "<f2" }, "unsupported"],
    [2, { dtype: [["a", "<u2"]] }, "unsupported"],
    [2, { dtype: 5 }, "decode"],
    [2, { dtype: "<u4" }, "decode"],
    [2, { order: "D" }, "decode"],
    [2, { fill_value: {} }, "decode"],
    [2, { dimension_separator: ".." }, "decode"],
    [2, { compressor: 5 }, "decode"],
    [2, { compressor: { id: "nonsense" } }, "unsupported"],
    [2, { compressor: { id: "zlib" } }, "decode"],
    [2, { compressor: { id: "blosc" } }, "decode"],
    [2, { compressor: { id: "zstd" } }, "decode"],
    [2, { compressor: { id: "lz4" } }, "decode"],
    [2, { compressor: null }, "decode"],
    [2, { filters: [{ id: "delta", dtype: "<i4" }] }, "unsupported"],
    [2, { filters: [{ id: "nonsense" }] }, "unsupported"],
    [2, { filters: {} }, "decode"],
    [3, { zarr_format: 2 }, "decode"],
    [3, { node_type: "tree" }, "decode"],
    [3, { data_type: "r16" }, "unsupported"],
    [3, { data_type: { name: "struct" } }, "unsupported"],
    [3, { fill_value: "many" }, "decode"],
    [3, { codecs: [] }, "decode"],
    [3, { codecs: "gzip" }, "decode"],
    [3, { codecs: [{ name: "gzip" }, { name: "bytes" }] }, "decode"],
    [3, { codecs: [{ name: "transpose", configuration: { order: [0, 0, 1] } }, { name: "bytes" }] }, "decode"],
    [3, { codecs: [{ name: "bytes", configuration: { endian: "middle" } }] }, "decode"],
    [3, { chunk_key_encoding: { name: "secret" } }, "decode"],
    [3, { chunk_key_encoding: { name: "v2", configuration: { separator: "../" } } }, "decode"],
    [3, { dimension_names: ["y"] }, "decode"],
    [3, { storage_transformers: [{}] }, "unsupported"],
    [3, grid([0, 64, 2]), "decode"],
    [3, grid([60, 64]), "decode"],
    [3, sharding({ chunk_shape: [17, 16, 2] }), "decode"],
    [3, sharding({ chunk_shape: [16, 16] }), "decode"],
    [3, sharding({ index_codecs: [{ name: "bytes" }, { name: "gzip" }] }), "unsupported"],
    [3, sharding({ index_location: "middle" }), "decode"],
    [3, sharding(sharding({})), "unsupported"],
    [3, { ...grid([2 ** 40, 2 ** 30, 2]), ...sharding({ chunk_shape: [2, 2, 2] }) }, "limit"],
  ])("of version %i with %j", async (version, fields, tag) => {
    const path = edit(version, fields);
    const error = await readAll(path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ tag, path: expect.stringContaining(path), cure: expect.stringMatching(/\.$/) });
  });

  test("that is no JSON, or endless", async () => {
    const cut = changed(3, "zarr.json", (file) => truncateSync(file, 100));
    await expect(readAll(cut)).rejects.toMatchObject({ tag: "decode", path: join(cut, "zarr.json") });
    const list = changed(2, ".zarray", (file) => writeFileSync(file, "[]"));
    await expect(readAll(list)).rejects.toMatchObject({ tag: "decode", path: join(list, ".zarray") });
    const long = changed(2, ".zattrs", (file) => truncateSync(file, 2 ** 34));
    await expect(readAll(long)).rejects.toMatchObject({ tag: "decode", path: join(long, ".zattrs") });
  });
});

describe("a chunk", () => {
  test("that becomes a gigabyte is refused before it does", async () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 26));
    const repeated = gzipSync(Buffer.concat([bomb, Buffer.alloc(100)]));
    for (const bytes of [bomb, repeated, Buffer.concat(Array.from({ length: 4 }, () => bomb.subarray(0, 500)))]) {
      const path = changed(2, "1.1.0", (file) => writeFileSync(file, bytes));
      await expect(readAll(path)).rejects.toMatchObject({ tag: "decode", path: join(path, "1.1.0") });
    }
  });

  test("that claims to be larger than it may be is not read", async () => {
    const path = changed(2, "1.1.0", (file) => truncateSync(file, 2 ** 34));
    await expect(readAll(path)).rejects.toMatchObject({ tag: "decode", message: expect.stringContaining("at most") });
  });

  test.each(["blosc", "lz4", "zstd"])("of %s that claims a gigabyte is not unpacked", async (id) => {
    const path = edit(2, { compressor: { id } });
    const claims: Readonly<Record<string, Buffer>> = {
      blosc: Buffer.from([2, 1, 1, 1, 0, 0, 0, 64, 0, 0, 1, 0, 32, 0, 0, 0, 1, 2, 3, 4]),
      lz4: Buffer.from([0, 0, 0, 64, 1, 2, 3, 4]),
      zstd: Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 64, 1, 0, 0]),
    };
    for (const name of readdirSync(path).filter((each) => /^\d/.test(each))) {
      writeFileSync(join(path, name), claims[id] as Buffer);
    }
    await expect(readAll(path)).rejects.toMatchObject({
      tag: "decode",
      message: expect.stringContaining("claims 1073741824"),
    });
  });

  test("of zstd that does not say how large it is may not become much", async () => {
    // A run of 2 MiB of one byte takes four bytes; the last block is marked.
    const block = (isLast: boolean) => [(1 << 1) | (isLast ? 1 : 0), 0, 0xff, 0];
    const blocks = Array.from({ length: 600 }, (_, index) => block(index === 599)).flat();
    const path = edit(2, { compressor: { id: "zstd" } });
    for (const name of readdirSync(path).filter((each) => /^\d/.test(each))) {
      writeFileSync(join(path, name), Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, ...blocks]));
    }
    await expect(readAll(path)).rejects.toMatchObject({
      tag: "decode",
      message: expect.stringContaining("claims 1253376000"),
    });
  });

  test("with too few samples", async () => {
    const path = changed(2, "0.0.0", (file) => writeFileSync(file, gzipSync(Buffer.alloc(100))));
    await expect(readAll(path)).rejects.toMatchObject({
      tag: "decode",
      message: `${join(path, "0.0.0")}: the chunk at byte 0 cannot be read: it has 100 bytes of samples, and must have 1024`,
    });
  });

  test("that is a folder, or gone", async () => {
    const gone = changed(2, "0.0.0", (file) => rmSync(file));
    expect((await readAll(gone)).subarray(0, 16 * 4).every((byte) => byte === 0)).toBe(true);
    const odd = changed(2, "0.0.0", (file) => {
      rmSync(file);
      cpSync(join(folder, "v3"), file, { recursive: true });
    });
    await expect(readAll(odd)).rejects.toMatchObject({ tag: expect.stringMatching(/decode|unreadable/) });
  });
});

describe("a shard", () => {
  const shard = "c/0/0/0";

  test("without its end", async () => {
    for (const cut of [1, 4, 100, 300, 1000]) {
      const path = changed(3, shard, (file) => truncateSync(file, Math.max(0, statSync(file).size - cut)));
      await expect(readAll(path)).rejects.toMatchObject({ tag: "decode", path: join(path, shard) });
    }
    const empty = changed(3, shard, (file) => truncateSync(file, 0));
    await expect(readAll(empty)).rejects.toMatchObject({ tag: "decode", path: join(empty, shard) });
  });

  test.each([
    [2 ** 53, 10],
    [0, 2 ** 52],
    [0, 10_000_000],
    [1e6, 100],
    [5, 0],
  ])("whose index says %i and %i, and its checksum agrees", async (offset, length) => {
    const path = changed(3, shard, (file) => {
      const bytes = readFileSync(file);
      const index = bytes.subarray(bytes.length - 16 * 16 - 4);
      index.writeBigUInt64LE(BigInt(offset), 0);
      index.writeBigUInt64LE(BigInt(length), 8);
      index.writeUInt32LE(crc32c(index.subarray(0, -4)), index.length - 4);
      writeFileSync(file, bytes);
    });
    await expect(readAll(path)).rejects.toMatchObject({ tag: "decode", path: join(path, shard) });
  });

  test("with any byte changed is an error or the same pixels", async () => {
    const random = seededRandom(9);
    const { size } = statSync(join(folder, "v3", shard));
    let errors = 0;
    for (let turn = 0; turn < 150; turn += 1) {
      // Half of the changes are in the index.
      const at = turn % 2 === 0 ? size - 1 - Math.floor(random() * 260) : Math.floor(random() * size);
      const path = changed(3, shard, (file) => {
        const bytes = readFileSync(file);
        bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random() * 8));
        writeFileSync(file, bytes);
      });
      const found = await readAll(path).catch((error: unknown) => error);
      if (found instanceof Uint8Array) expect(Buffer.compare(found, samples)).toBe(0);
      else expect(isSluiceError(found, "decode") && found.path === join(path, shard)).toBe(true);
      if (!(found instanceof Uint8Array)) errors += 1;
      rmSync(path, { recursive: true });
    }
    expect(errors).toBeGreaterThan(140);
  });
});

/** The claimed size may exceed any memory, so read a corner only. */
async function readCorner(path: string): Promise<Uint8Array> {
  await using store = await openZarr(path);
  const { width, height } = store.shape;
  return await store.read({ left: 0, top: 0, width: Math.min(8, width), height: Math.min(8, height) });
}

describe("metadata with any byte changed", () => {
  test.each([2, 3] as const)("of version %i is an error of ours, or can be read", async (version) => {
    const random = seededRandom(version);
    const name = version === 2 ? ".zarray" : "zarr.json";
    for (let turn = 0; turn < 200; turn += 1) {
      const path = changed(version, name, (file) => {
        const bytes = readFileSync(file);
        bytes[Math.floor(random() * bytes.length)] = 32 + Math.floor(random() * 95);
        writeFileSync(file, bytes);
      });
      const found = await readCorner(path).catch((error: unknown) => error);
      expect(found instanceof Uint8Array || isSluiceError(found)).toBe(true);
      rmSync(path, { recursive: true });
    }
  });
});
