/**
 * The other images of `sluice apply`, named with @: opening them obeys the same limits as opening the inputs.
 * Not here: what the steps compute from them (test/cli/apply/apply.process.test), or the limits themselves
 * (test/thumb/claims.soak.test).
 * Read next: src/cli/apply/apply.ts, src/cli/options/trust.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Image } from "../../../src/index.ts";
import { type CliOutcome, sluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { flat } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const insert = (other: string, ...words: string[]): Promise<CliOutcome> =>
  sluice(["apply", `insert @${other} 0 0`, "small.png", "-o", "result.png", "--overwrite", ...words], { cwd: folder });

beforeAll(async () => {
  await flat(20, 10, [9, 9, 9]).png().toFile(at("small.png"));
  await flat(30, 20, [99, 99, 99]).png().toFile(at("mark.png"));
  await Image.black(8, 8, { bands: 3 }).call("vipssave", { filename: at("mark.v") });
  writeFileSync(at("drawing.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
});

describe("an image named with @", () => {
  test.each([
    ["of more pixels than allowed", "mark.png", ["--max-pixels", "599"], /mark\.png: .*600 pixels.* limit is 599/],
    ["that is a larger drawing than allowed", "drawing.svg", ["--max-drawing", "20"], /drawing\.svg: .*limit is 20 B/],
    ["whose loader libvips calls untrusted", "mark.v", [], /mark\.v: .*vipsload_source untrusted/],
  ])("%s is refused before any work", async (_, other, words, message) => {
    const { code, stdout, lines } = await insert(other, ...words);
    expect([code, stdout]).toEqual([20, ""]);
    expect(lines[0]).toMatch(message);
    expect(listFolder(folder)).not.toContain("result.png");
  });

  test.each([
    ["mark.png", "--max-pixels", "600"],
    ["mark.v", "--untrusted"],
  ])("%s is taken where %s allows it", async (other, ...words) => {
    expect(await insert(other, ...words)).toMatchObject({ code: 0 });
  });
});
