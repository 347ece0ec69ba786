/**
 * Encoded bytes as a stream: the same as from `encode`, with backpressure from a slow reader, and released when
 * destroyed.
 * Not here: the output of the encoders (test/run).
 * Read next: src/run/encoded-stream.ts.
 */
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { budget, Image, open } from "../../src/index.ts";
import { runChild } from "../support/child/run-child.ts";

const picture = Image.xyz(700, 500).cast("uchar").bandjoin([90]).copy({ interpretation: "srgb" });
/** Encoding the whole image takes many seconds. */
const endless = Image.gaussnoise(20_000, 20_000).gaussblur(5).cast("uchar");

const reserved = async (): Promise<number> => (await budget()).reserved;

describe("a stream", () => {
  test.each(["jpeg", "png", "webp", "avif", "tiff", "gif"] as const)(
    "of %s has the bytes of a file",
    async (format) => {
      expect(await buffer(picture.stream(format))).toEqual(Buffer.from(await picture.encode(format)));
    },
  );

  test("takes an ending and the options of a file", async () => {
    const bytes = await buffer(picture.stream(".jpg", { quality: 30 }));
    expect(bytes).toEqual(Buffer.from(await picture.encode("jpeg", { quality: 30 })));
  });

  test("runs nothing before it is read, and can be had again", async () => {
    const streams = [picture.stream("png"), picture.stream("png")];
    await pause(20);
    expect(await reserved()).toBe(0);
    const [first, second] = await Promise.all(streams.map((stream) => buffer(stream)));
    expect(first).toEqual(second);
    expect(await reserved()).toBe(0);
  });

  test("is no format of files only, nor an unknown one", () => {
    expect(() => picture.stream("v")).toThrow(/written to files only/);
    expect(() => picture.stream(".nothing")).toThrow(/not a format/);
    expect(() => picture.stream("jpeg", { quality: 500 })).toThrow(/quality is 500/);
    return expect(picture.explain({ format: "v", stream: true })).rejects.toThrow(/written to files only/);
  });
});

describe("a stream that is not read to its end", () => {
  test("waits for its reader, and frees everything when it is destroyed", async () => {
    const stream = endless.stream("png");
    stream.read();
    await once(stream, "readable");
    const { projected, stages } = await endless.explain({ format: "png", stream: true });
    expect(await reserved()).toBe(projected);
    expect(stages.at(-1)?.terms.map(({ name }) => name)).toContain("a thread beside the reader");
    const had = stream.readableLength;
    await pause(300);
    // Only as much has gone through meanwhile as the buffers hold.
    expect(stream.readableLength).toBeLessThanOrEqual(Math.max(had, 2 ** 18));
    expect(await reserved()).toBeGreaterThan(0);
    stream.destroy();
    await once(stream, "close");
    expect(await reserved()).toBe(0);
  });

  test("of tiff, which is read from a file, can be left while more of it is read", async () => {
    const image = Image.gaussnoise(900, 900);
    for (let left = 0; left < 10; left += 1) {
      const stream = image.stream("tiff", { compression: "none" });
      let chunks = 0;
      for await (const _ of stream) if (chunks++ === left) break;
      await new Promise((resolve) => (stream.closed ? resolve(undefined) : stream.once("close", resolve)));
    }
    expect(await reserved()).toBe(0);
  });

  test("ends with the reason of its signal", async () => {
    const controller = new AbortController();
    const stream = endless.stream("png", { signal: controller.signal });
    const read = buffer(stream);
    setTimeout(() => controller.abort(), 50);
    await expect(read).rejects.toMatchObject({ name: "AbortError" });
    await pause(0);
    expect(await reserved()).toBe(0);
  });

  test.each(["exit", "abandon"])("does not hold up the process: %s", async (what) => {
    const { code, stdout } = await runChild("encoded-stream-child.ts", [what]);
    expect({ code, stdout }).toEqual({ code: what === "exit" ? 3 : 0, stdout: "read\n" });
  });
});

test("a broken file destroys the stream with what is wrong", async () => {
  const whole = await Image.gaussnoise(600, 600).cast("uchar").encode("png");
  const broken = await open(whole.slice(0, whole.length / 2));
  await expect(buffer(broken.stream("jpeg"))).rejects.toMatchObject({ tag: "decode" });
  expect(await reserved()).toBe(0);
});
