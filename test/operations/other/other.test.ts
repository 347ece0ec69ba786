/**
 * The remaining operations of libvips: its colour profiles, printing a matrix, and calling other programs.
 * Not here: using a profile (colour.test.ts), or files of matrices (foreign.test.ts).
 * Read next: test/operations/run-case.ts.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { hasOperation, introspect } from "../../../src/native/operation/introspect.ts";
import { runCase } from "../run-case.ts";

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString("latin1");

describe("profile_load", () => {
  test.each([
    { name: "srgb", space: "RGB ", between: "XYZ " },
    { name: "p3", space: "RGB ", between: "XYZ " },
    { name: "cmyk", space: "CMYK", between: "Lab " },
  ])("gives the profile $name, whose header says $space", async ({ name, space, between }) => {
    const { profile } = await runCase({ operation: "profile_load", args: { name } });
    if (!(profile instanceof Uint8Array)) throw new Error("there is no profile");
    // An ICC profile: its length, at 16 the space of the device, at 20 the one between, at 36 the signature.
    expect(Buffer.from(profile).readUInt32BE(0)).toBe(profile.length);
    expect([ascii(profile, 16, 20), ascii(profile, 20, 24), ascii(profile, 36, 40)]).toEqual([space, between, "acsp"]);
  });

  test("gives nothing for none", async () => {
    expect(await runCase({ operation: "profile_load", args: { name: "none" } })).toEqual({});
  });

  test("refuses a name that is neither a profile of its own nor a file", async () => {
    const unknown = runCase({ operation: "profile_load", args: { name: "no-such-profile" } });
    await expect(unknown).rejects.toThrow('unable to load profile "no-such-profile"');
  });
});

describe("matrixprint", () => {
  const child = fileURLToPath(new URL("../print-child.ts", import.meta.url));
  const printed = (rows: readonly (readonly number[])[]): string =>
    execFileSync(process.execPath, ["--import", "tsx", child, "matrixprint", JSON.stringify(rows)], {
      encoding: "utf8",
    });

  test("prints width, height and the rows, with every digit that a number has", () => {
    const rows = [
      [1, 2.5, 0],
      [-3, 1e-7, 4],
      [123456.789, 0.1, 1e21],
    ];
    const [size, ...lines] = printed(rows).trim().split("\n");
    expect(size).toBe("3 3");
    expect(lines.map((line) => line.trim().split(" ").map(Number))).toEqual(rows);
  });
});

describe("system", () => {
  test("is there, and takes a command; no test runs one", () => {
    expect(hasOperation("system")).toBe(true);
    const { arguments: taken } = introspect("system");
    expect(taken.filter(({ required }) => required).map(({ name }) => name)).toEqual(["cmd_format"]);
  });
});
