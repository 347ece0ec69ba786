/**
 * The files that a command's inputs expand to: files, folders with their subfolders, and patterns.
 * Not here: strange names (test/thumb/names.soak.test), or opening the files.
 * Read next: src/batch/find-inputs.ts, src/batch/walk-folder.ts.
 */
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { findInputs } from "../../src/batch/find-inputs.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";

const root = temporaryFolder();
const at = (...names: string[]): string => join(root, ...names);

const files = [
  "photos/b.jpg",
  "photos/a.PNG",
  "photos/notes.txt",
  "photos/noending",
  "photos/.hidden.jpg",
  "photos/.cache/inside.jpg",
  "photos/img10.jpg",
  "photos/img9.jpg",
  "photos/2020/z.tif",
  "photos/2020/may/c.webp",
  "photos/2021/d.heic",
  "photos/thumbs/old.jpg",
  "other/e.gif",
  "other/f[1].jpg",
  "empty/readme.md",
];

beforeAll(() => {
  for (const name of files) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), "x");
  }
});

/** The found files relative to the root, each with the folder that a mirrored name would use. */
async function found(inputs: readonly string[], exclude = at("nowhere")): Promise<string[]> {
  const list = await findInputs(
    inputs.map((name) => at(name)),
    { exclude },
  );
  return list.map(({ path, folder }) => `${relative(root, path)} (${folder})`);
}

describe("a folder", () => {
  const all = [
    "photos/a.PNG (.)",
    "photos/b.jpg (.)",
    "photos/img9.jpg (.)",
    "photos/img10.jpg (.)",
    "photos/2020/z.tif (2020)",
    "photos/2020/may/c.webp (2020/may)",
    "photos/2021/d.heic (2021)",
    "photos/thumbs/old.jpg (thumbs)",
  ];

  test("gives its image files and those below, sorted as people count, without hidden ones", async () => {
    expect(await found(["photos"])).toEqual(all);
    expect(await found(["photos/"])).toEqual(all);
  });

  test("leaves out the output folder within it, and nothing where that is the folder itself or above it", async () => {
    expect(await found(["photos"], at("photos/thumbs"))).toEqual(all.slice(0, -1));
    expect(await found(["photos"], at("photos"))).toEqual(all);
    expect(await found(["photos"], root)).toEqual(all);
    expect(await found(["photos"], at("photos/thumb"))).toEqual(all);
    expect(await found(["photos/thumbs"], at("photos/thumbs"))).toEqual(["photos/thumbs/old.jpg (.)"]);
  });

  test("without an image is refused, and so is a pattern that matches nothing", async () => {
    for (const input of ["empty", "photos/*.bmp", "nowhere/*.jpg", "other/f[2].jpg"]) {
      await expect(found([input])).rejects.toMatchObject({ tag: "usage", message: expect.stringContaining(input) });
    }
  });
});

describe("a file", () => {
  test("that is named is taken as it is: hidden, of any ending, missing, or with brackets", async () => {
    const names = ["photos/.hidden.jpg", "photos/notes.txt", "photos/gone.jpg", "other/f[1].jpg"];
    expect(await found(names)).toEqual(names.map((name) => `${name} (.)`));
  });

  test("comes once, where it comes first", async () => {
    expect(await found(["photos/b.jpg", "other", "photos/b.jpg", "photos/../photos/b.jpg", "other/e.gif"])).toEqual([
      "photos/b.jpg (.)",
      "other/e.gif (.)",
      "other/f[1].jpg (.)",
    ]);
  });

  test("below the output folder is taken where it is named", async () => {
    expect(await found(["photos/thumbs/old.jpg"], at("photos/thumbs"))).toEqual(["photos/thumbs/old.jpg (.)"]);
  });
});

describe("a pattern", () => {
  test("gives files by its own rules, with the folders below its fixed part", async () => {
    expect(await found(["photos/*.jpg"])).toEqual(["photos/b.jpg (.)", "photos/img9.jpg (.)", "photos/img10.jpg (.)"]);
    expect(await found(["photos/**/*.{tif,webp}"])).toEqual([
      "photos/2020/z.tif (2020)",
      "photos/2020/may/c.webp (2020/may)",
    ]);
    expect(await found(["photos/202?/*"])).toEqual(["photos/2020/z.tif (2020)", "photos/2021/d.heic (2021)"]);
    expect(await found(["*/*.gif"])).toEqual(["other/e.gif (other)"]);
    expect(await found(["other/f[[]1].jpg"])).toEqual(["other/f[1].jpg (.)"]);
  });

  test("leaves out the output folder below it, as a folder does", async () => {
    expect(await found(["photos/**/old.jpg", "other/e.gif"])).toEqual([
      "photos/thumbs/old.jpg (thumbs)",
      "other/e.gif (.)",
    ]);
    await expect(found(["photos/**/old.jpg"], at("photos/thumbs"))).rejects.toMatchObject({ tag: "usage" });
    expect(await found(["photos/thumbs/*.jpg"], at("photos/thumbs"))).toEqual(["photos/thumbs/old.jpg (.)"]);
  });

  test("is relative to the working directory", async () => {
    const before = process.cwd();
    process.chdir(at("photos"));
    try {
      const list = await findInputs(["*.jpg", "2020/*", "./2021"], { exclude: "thumbs" });
      expect(list.map(({ path, folder }) => [path, folder])).toEqual([
        ["b.jpg", "."],
        ["img9.jpg", "."],
        ["img10.jpg", "."],
        ["2020/z.tif", "."],
        ["2021/d.heic", "."],
      ]);
      const below = await findInputs(["."], { exclude: "thumbs" });
      expect(below.map(({ path }) => path)).not.toContain("thumbs/old.jpg");
      expect(below.length).toBe(7);
    } finally {
      process.chdir(before);
    }
  });
});

describe.skipIf(process.platform === "win32")("links", () => {
  beforeAll(() => {
    mkdirSync(at("links/sub"), { recursive: true });
    writeFileSync(at("links/real.jpg"), "x");
    symlinkSync("real.jpg", at("links/alias.jpg"));
    symlinkSync("nowhere.jpg", at("links/broken.jpg"));
    symlinkSync("loop.jpg", at("links/loop.jpg"));
    symlinkSync("..", at("links/sub/up"));
    symlinkSync(at("other"), at("links/outside"));
    symlinkSync(at("other"), at("links/again"));
    linkSync(at("links/real.jpg"), at("links/hard.jpg"));
  });

  test("are followed, a folder once; one that leads nowhere is an input that will fail", async () => {
    expect(await found(["links"])).toEqual([
      "links/alias.jpg (.)",
      "links/broken.jpg (.)",
      "links/hard.jpg (.)",
      "links/loop.jpg (.)",
      "links/real.jpg (.)",
      expect.stringMatching(/^links\/(?:outside|again)\/e\.gif/),
      expect.stringMatching(/^links\/(?:outside|again)\/f\[1\]\.jpg/),
    ]);
  });

  test("that are named are inputs, whether or not they lead anywhere", async () => {
    const names = ["links/broken.jpg", "links/loop.jpg", "links/alias.jpg"];
    expect(await found(names)).toEqual(names.map((name) => `${name} (.)`));
    expect(await found(["links/outside"])).toEqual(["links/outside/e.gif (.)", "links/outside/f[1].jpg (.)"]);
  });
});
