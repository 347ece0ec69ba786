/**
 * Options that a call does not have are refused, whatever the types said: a misspelt one would change nothing in silence.
 * Not here: options of outputs by format (test/graph/output).
 * Read next: src/core/option-names.ts.
 */
import { expect, test } from "vitest";
import { createSluice, Image, open } from "../../../src/index.ts";

const image = Image.black(8, 8);
const given = (options: object): never => options as never;
const calls: Readonly<Record<string, readonly [name: string, call: () => unknown]>> = {
  open: ["pagse", () => open("u.tif", given({ pagse: "all" }))],
  thumbnail: ["kernal", () => image.thumbnail(4, given({ kernal: "nearest" }))],
  gaussblur: ["sigam", () => image.gaussblur(1, given({ sigam: 2 }))],
  save: ["compresion", () => image.save("u.tif", given({ compresion: "none" }))],
  encode: ["qualty", () => image.encode("jpeg", given({ qualty: 5 }))],
  to: ["compresion", () => image.to("u.tif", given({ compresion: "none" }))],
  stream: ["qualty", () => image.stream("jpeg", given({ qualty: 5 }))],
  explain: ["qualty", () => image.explain(given({ qualty: 5 }))],
  checkpoint: ["ruse", () => image.checkpoint("u.h5", given({ ruse: true }))],
  createSluice: ["memroy", () => createSluice(given({ memroy: "1GB" }))],
};

test.each(Object.entries(calls))("%s refuses a misspelt option by its name", async (_, [name, call]) => {
  const called = async (): Promise<unknown> => await call();
  await expect(called()).rejects.toMatchObject({ tag: "usage", message: expect.stringContaining(`"${name}"`) });
});
