/**
 * Metadata: none in a thumbnail by default, and exactly the kinds that `keep` names.
 * Not here: orientation (orientation.test), or applying profiles (colours.test).
 * Read next: src/run/output/savers.ts, src/cli/thumb/thumb.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect } from "vitest";
import { open } from "../../src/index.ts";
import { sluice } from "../support/child/cli.ts";
import { compareThumbnail, describeFile, type FileFacts, samplesAt, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { flat, photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF></x:xmpmeta>`;

const kinds = ({ artist, profileBytes, hasXmp }: FileFacts): string =>
  [artist === "Ada" ? "exif" : "", profileBytes > 0 ? "icc" : "", hasXmp ? "xmp" : ""].filter(Boolean).join(",");

beforeAll(async () => {
  const rich = (await photo(300, 200))
    .withIccProfile("p3")
    .withExif({ IFD0: { Artist: "Ada", Copyright: "none" } })
    .withXmp(xmp);
  await rich.clone().jpeg({ quality: 95 }).toFile(at("rich.jpg"));
  await rich.clone().png().toFile(at("rich.png"));
  await rich.clone().webp({ quality: 95 }).toFile(at("rich.webp"));
});

describe("the command", () => {
  testByPillow.each([
    [undefined, ""],
    ["exif", "exif"],
    ["icc", "icc"],
    ["xmp", "xmp"],
    ["exif,xmp", "exif,xmp"],
    ["all", "exif,icc,xmp"],
    ["none", ""],
  ])("with --keep %s", async (keep, expected) => {
    const inputs = ["rich.jpg", "rich.png", "rich.webp"].map(at);
    const output = at(`keep-${keep}`);
    const words = ["thumb", ...inputs, "-o", output, "--size", "100", "--name", "{name}-of-{ext}.{ext}"];
    const { code } = await sluice([...words, ...(keep === undefined ? [] : ["--keep", keep])]);
    expect(code).toBe(0);
    for (const ending of ["jpg", "png", "webp"]) {
      const facts = await describeFile(join(output, `rich-of-${ending}.${ending}`));
      expect([ending, kinds(facts)]).toEqual([ending, expected]);
    }
  });

  testByPillow("with --exif, which sets a field or drops it", async () => {
    const make = async (name: string, ...flags: string[]): Promise<string> => {
      const { code, lines } = await sluice(["thumb", at("rich.jpg"), "-o", at(name), "--quiet", ...flags]);
      expect([code, lines]).toEqual([0, []]);
      return join(at(name), "rich.jpg");
    };
    const alone = await make("exif-alone", "--exif", "Artist=A, B=C (D)", "--exif", "Copyright=");
    expect(await describeFile(alone)).toMatchObject({ artist: "A, B=C (D)", profileBytes: 0, hasXmp: false });
    const dropped = await make("exif-dropped", "--keep", "all", "--exif", "Artist=");
    expect(await describeFile(dropped)).toMatchObject({ artist: null, hasXmp: true });
    expect(readFileSync(dropped).includes("Ada")).toBe(false);
    const none = await sluice(["thumb", at("rich.jpg"), "-o", at("x"), "--exif", "Artist"]);
    expect([none.code, none.lines[0]]).toEqual([20, expect.stringContaining('"Artist" is no field with a text')]);
  });

  testByPillow("refuses a kind that is none", async () => {
    const { code, lines } = await sluice(["thumb", at("rich.jpg"), "-o", at("x"), "--keep", "exif,gps"]);
    expect(code).toBe(20);
    expect(lines.join(" ")).toContain("gps");
  });
});

describe("a kept profile", () => {
  testByPillow.each(["jpg", "png", "webp", "tif"])("goes with pixels in its own space: %s", async (ending) => {
    await flat(300, 200, [250, 80, 40]).withIccProfile("p3").png().toFile(at("orange.png"));
    using image = await open(at("orange.png"));
    using thumbnail = image.thumbnail(100, { colour: "keep" });
    const path = at(`kept-profile.${ending}`);
    await thumbnail.save(path, { keep: ["icc"], ...(/jpg|webp/.test(ending) && { quality: 95 }) });
    expect((await describeFile(path)).profileBytes).toBeGreaterThan(0);
    const [[stored = 0] = []] = await samplesAt(path, [[0.5, 0.5]]);
    expect(stored).toBeLessThan(245);
    using converted = image.thumbnail(100);
    const plain = at("converted.png");
    await converted.save(plain);
    // Pillow applies both profiles: the pictures must look the same.
    expect((await compareThumbnail(path, plain)).mean).toBeLessThan(3);
  });

  testByPillow("of CMYK is not put on red, green and blue", async () => {
    await flat(200, 100, [40, 90, 200]).toColourspace("cmyk").withIccProfile("cmyk").jpeg().toFile(at("cmyk.jpg"));
    for (const ending of ["png", "webp"]) {
      using image = await open(at("cmyk.jpg"));
      using thumbnail = image.thumbnail(100, { colour: "keep" });
      const path = at(`cmyk.${ending}`);
      await thumbnail.save(path, { keep: ["icc"] });
      const [[red = 0, green = 0, blue = 0] = []] = await samplesAt(path, [[0.5, 0.5]]);
      expect([ending, blue > green && green > red]).toEqual([ending, true]);
      expect((await describeFile(path)).profileBytes).toBeLessThan(5000);
    }
  });
});

describe("the library", () => {
  testByPillow("keeps all of it in a copy, and nothing in a thumbnail", async () => {
    using image = await open(at("rich.jpg"));
    await image.save(at("copy.jpg"));
    expect(kinds(await describeFile(at("copy.jpg")))).toBe("exif,icc,xmp");
    using thumbnail = image.thumbnail(100);
    await thumbnail.save(at("thumbnail.jpg"));
    expect(kinds(await describeFile(at("thumbnail.jpg")))).toBe("");
  });
});
