/**
 * Which libvips is loaded, and the error if none can be: each case in a process of its own.
 * Not here: the library's operations (operation-introspection.test.ts).
 * Read next: src/native/library/locate.ts, src/native/library/library.ts.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { libraryCandidates } from "../../../src/native/library/locate.ts";
import { runChild } from "../../support/child/run-child.ts";

const debian = "/usr/lib/x86_64-linux-gnu/libvips.so.42";
const hasDebian = existsSync(debian);

/**
 * The operations that the vips command line lists, by the name in brackets or the class: every one from
 * which no other derives.
 */
function commandLineOperations():
  | { readonly leaves: readonly string[]; readonly all: ReadonlySet<string> }
  | undefined {
  let text: string;
  try {
    text = execFileSync("vips", ["-l", "operation"], { encoding: "utf8" });
  } catch {
    return undefined;
  }
  const lines = text.split("\n").flatMap((line) => {
    const match = /^( *)(\w+) \((\w+)\)/.exec(line);
    return match === null
      ? []
      : [{ depth: match[1]?.length ?? 0, className: match[2] ?? "", nickname: match[3] ?? "" }];
  });
  const leaves = lines.filter(({ depth }, index) => (lines[index + 1]?.depth ?? 0) <= depth);
  return {
    leaves: leaves.map(({ nickname }) => nickname),
    all: new Set(lines.flatMap(({ className, nickname }) => [className, nickname])),
  };
}

describe("the library", () => {
  test("is the bundled one by default", async () => {
    const { code, stdout } = await runChild("native-child.ts", ["library"]);
    expect(code).toBe(0);
    const { origin, path, version, out } = JSON.parse(stdout);
    expect({ origin, out }).toEqual({ origin: "bundled", out: 42 });
    expect(path).toContain("@img/sharp-libvips-");
    expect(version).toMatch(/^8\.\d+\.\d+$/);
  });

  test.skipIf(!hasDebian)(`is the one that SLUICE_LIBVIPS names (needs Debian's ${debian})`, async () => {
    const { code, stdout } = await runChild("native-child.ts", ["library"], { SLUICE_LIBVIPS: debian });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ origin: "SLUICE_LIBVIPS", path: debian, out: 42 });
  });

  test.skipIf(!hasDebian)("is the system's own with SLUICE_LIBVIPS=system (needs Debian's libvips42)", async () => {
    const { stdout } = await runChild("native-child.ts", ["library"], { SLUICE_LIBVIPS: "system" });
    expect(JSON.parse(stdout)).toMatchObject({ origin: "system", path: "libvips.so.42", out: 42 });
  });

  const listed = hasDebian ? commandLineOperations() : undefined;
  test.skipIf(listed === undefined)(
    "has the operations that the vips command lists (needs libvips-tools)",
    async () => {
      const { leaves, all } = listed as NonNullable<typeof listed>;
      const { stdout } = await runChild("native-child.ts", ["operations"], { SLUICE_LIBVIPS: debian });
      const ours: readonly { readonly name: string; readonly deprecated: boolean }[] = JSON.parse(stdout);
      const names = new Set(ours.map(({ name }) => name));
      expect(leaves.length).toBeGreaterThan(250);
      expect(leaves.filter((name) => !names.has(name))).toEqual([]);
      // The command does not list deprecated operations.
      expect(ours.filter(({ name, deprecated }) => !deprecated && !all.has(name))).toEqual([]);
    },
  );

  test("and sharp work side by side in one process", async () => {
    const { code, stdout, stderr } = await runChild("sharp-child.ts", []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    // A mean of 10 in, 255 - 10 out: by sharp before and after Sluice, and by Sluice in between.
    expect(JSON.parse(stdout)).toEqual({ sharpBefore: 245, sluice: 245, sharpAfter: 245, both: 245 });
  });
});

describe("no library", () => {
  test("at a path that does not exist: the error names it and the cure", async () => {
    const missing = "/no/such/folder/libvips.so.42";
    const { code, stdout } = await runChild("native-child.ts", ["library"], { SLUICE_LIBVIPS: missing });
    expect(code).toBe(1);
    const { tag, message, cure } = JSON.parse(stdout);
    expect(tag).toBe("library");
    expect(message).toBe(`libvips was not found; tried: ${missing} (SLUICE_LIBVIPS): no such file`);
    expect(cure).toMatch(/npm install --include=optional.*SLUICE_LIBVIPS/);
  });

  test("in a file that is something else: the error says so", async () => {
    const { code, stdout } = await runChild("native-child.ts", ["library"], { SLUICE_LIBVIPS: import.meta.filename });
    expect(code).toBe(1);
    const { tag, message } = JSON.parse(stdout);
    expect(tag).toBe("library");
    expect(message).toContain(`${import.meta.filename} (SLUICE_LIBVIPS): `);
  });

  test("is tried beside the one that the variable names, and an empty variable counts as unset", () => {
    expect(libraryCandidates({ SLUICE_LIBVIPS: "/a/b.so" })).toEqual([{ origin: "SLUICE_LIBVIPS", path: "/a/b.so" }]);
    expect(libraryCandidates({ SLUICE_LIBVIPS: "" })).toEqual(libraryCandidates({}));
    expect(libraryCandidates({}).at(0)?.origin).toBe("bundled");
    expect(libraryCandidates({ SLUICE_LIBVIPS: "system" }).every(({ origin }) => origin === "system")).toBe(true);
  });
});
