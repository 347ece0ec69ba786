/**
 * Images opened from streams of bytes: read as they arrive or staged, used again and again, and all errors of streams.
 * Not here: the decoders' output (test/run).
 * Read next: src/run/source/open-stream.ts.
 */
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { budget, Image, type OutputFormat, open } from "../../src/index.ts";

const picture = Image.xyz(900, 700).cast("uchar").bandjoin([90]).copy({ interpretation: "srgb" });
const kinds = {
  jpeg: ["jpeg", {}],
  "progressive jpeg": ["jpeg", { interlace: true }],
  png: ["png", {}],
  "interlaced png": ["png", { interlace: true }],
  webp: ["webp", { lossless: true }],
  avif: ["avif", {}],
  tiff: ["tiff", {}],
  gif: ["gif", {}],
} as const satisfies Record<string, readonly [OutputFormat, object]>;
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const [name, [format, options]] of Object.entries(kinds)) files.set(name, await picture.encode(format, options));
});

/** Counts the requested bytes. */
class Chunks implements AsyncIterable<Uint8Array> {
  given = 0;
  ended = false;
  readonly #data: Uint8Array;
  readonly #size: number;
  readonly #failAt: number;
  constructor(data: Uint8Array, size = 5000, failAt = Number.POSITIVE_INFINITY) {
    this.#data = data;
    this.#size = size;
    this.#failAt = failAt;
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      while (this.given < this.#data.length) {
        if (this.given >= this.#failAt) throw new Error("the line went dead");
        const chunk = this.#data.subarray(this.given, this.given + this.#size);
        this.given += chunk.length;
        yield chunk;
        await pause(0);
      }
    } finally {
      this.ended = true;
    }
  }
}

const bytesOf = async (image: Image): Promise<Buffer> => Buffer.from(await image.encode("png"));

describe.each(Object.keys(kinds))("a stream of %s", (kind) => {
  const data = (): Uint8Array => files.get(kind) as Uint8Array;

  test("gives the pixels of its bytes, the first time and again", async () => {
    const expected = await bytesOf(await open(data()));
    using image = await open(new Chunks(data()));
    expect([image.width, image.height, image.codec]).toEqual([900, 700, (await open(data())).codec]);
    expect(await bytesOf(image)).toEqual(expected);
    expect(await bytesOf(image)).toEqual(expected);
  });

  test("can be used twice at a time, and for thumbnails", async () => {
    using image = await open(Readable.from(new Chunks(data())));
    const both = await Promise.all([image.avg(), image.gaussblur(1).avg()]);
    expect(both[0]).toBeCloseTo(await (await open(data())).avg(), 9);
    expect(await bytesOf(image.thumbnail(100))).toEqual(await bytesOf((await open(data())).thumbnail(100)));
  });
});

describe("what is read", () => {
  test("of a JPEG and a PNG is a little, until there is something to decode", async () => {
    for (const kind of ["jpeg", "png"]) {
      const large = await Image.gaussnoise(1500, 1500)
        .cast("uchar")
        .encode(kind as OutputFormat, kind === "jpeg" ? { quality: 95 } : {});
      const chunks = new Chunks(large, 1000);
      using image = await open(chunks);
      expect(chunks.given).toBeLessThan(5000);
      // A loop that ends at the top leaves the rest in the stream.
      for await (const _ of image.strips()) break;
      expect(chunks.given).toBeLessThan(large.length);
      await expect(image.avg()).resolves.toBeGreaterThan(0);
      expect(chunks.given).toBe(large.length);
    }
  });

  test("of a progressive JPEG is all of it", async () => {
    const chunks = new Chunks(files.get("progressive jpeg") as Uint8Array);
    using _ = await open(chunks);
    expect(chunks.given).toBe(files.get("progressive jpeg")?.length);
  });

  test("comes from an answer to fetch as well", async () => {
    const server = createServer((_, answer) => answer.end(files.get("jpeg")));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { body } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      using image = await open(body as NonNullable<typeof body>);
      expect(await bytesOf(image)).toEqual(await bytesOf(await open(files.get("jpeg") as Uint8Array)));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("a stream that", () => {
  let noise = new Uint8Array(0);
  const jpeg = (): Uint8Array => noise;
  beforeAll(async () => {
    noise = Uint8Array.from(await Image.gaussnoise(500, 500).cast("uchar").encode("jpeg"));
  });

  test.each([0, 600, 20_000])("fails after %i bytes says so, and that again", async (failAt) => {
    const chunks = new Chunks(jpeg(), 500, failAt);
    const failed = async (): Promise<void> => {
      using image = await open(chunks);
      await expect(image.avg()).rejects.toMatchObject({ tag: "unreadable", message: /the line went dead/ });
      await image.avg();
    };
    await expect(failed()).rejects.toMatchObject({ tag: "unreadable", message: /the line went dead/ });
    expect(chunks.ended).toBe(true);
    expect((await budget()).reserved).toBe(0);
  });

  test("is cut off is broken", async () => {
    using image = await open(new Chunks(jpeg().slice(0, jpeg().length / 2)));
    await expect(image.avg()).rejects.toMatchObject({ tag: "decode" });
  });

  test("has nothing, or something else than bytes, is refused", async () => {
    await expect(open(new Chunks(new Uint8Array(0)))).rejects.toMatchObject({ tag: "unreadable" });
    const words = Readable.from(["text"], { objectMode: true });
    await expect(open(words)).rejects.toMatchObject({ tag: "usage", message: /text instead of bytes/ });
    await expect(open(new Chunks(Buffer.from("no image at all".repeat(500))))).rejects.toMatchObject({
      tag: "unsupported",
    });
  });

  test("stops coming ends with the signal, when it is opened and when it is decoded", async () => {
    const stops = async function* (bytes: number): AsyncGenerator<Uint8Array> {
      yield jpeg().slice(0, bytes);
      await pause(60_000, undefined, { ref: false });
    };
    const opened = open(stops(10), { signal: AbortSignal.timeout(50) });
    await expect(opened).rejects.toMatchObject({ name: "TimeoutError" });
    const image = await open(stops(20_000));
    const read = image.pixels({ signal: AbortSignal.timeout(50) });
    await expect(read).rejects.toMatchObject({ name: "TimeoutError" });
    image.dispose();
    expect((await budget()).reserved).toBe(0);
  });

  test("is disposed of is ended, and its recipes run no more", async () => {
    const chunks = new Chunks(jpeg(), 500);
    const image = await open(chunks);
    const small = image.thumbnail(50);
    image.dispose();
    await expect(small.encode("png")).rejects.toMatchObject({ tag: "disposed" });
    await pause(10);
    expect(chunks.ended).toBe(true);
  });
});

test("20 images leave no file open", async () => {
  const descriptors = (): number => readdirSync("/proc/self/fd").length;
  const round = async (): Promise<void> => {
    using image = await open(new Chunks(files.get("jpeg") as Uint8Array, 20_000));
    await image.avg();
    await image.thumbnail(100).encode("png");
  };
  for (let warm = 0; warm < 3; warm += 1) await round();
  const before = descriptors();
  for (let count = 0; count < 20; count += 1) await round();
  expect(descriptors()).toBeLessThanOrEqual(before);
});
