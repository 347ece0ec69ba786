/**
 * The family of errors: tags and codes, the file in front of a message, and lists that name the file themselves.
 * Not here: which error is thrown when (the tests of whatever throws), or the page of errors (npm run check:docs).
 * Read next: src/core/errors.ts.
 */
import { describe, expect, test } from "vitest";
import {
  DecodeError,
  errorClasses,
  errorCodes,
  isSluiceError,
  OperationError,
  OutputError,
  problemAndCure,
  UnreadableError,
} from "../../src/core/errors.ts";

const missing = new UnreadableError("there is no such file", { path: "photo.jpg", cure: "Check the path." });

test("every class has a tag and a code of its own", () => {
  const made = errorClasses.map((errorClass) => {
    const fields = { operation: "", kernel: "", found: 0, allowed: 0, asked: 0, free: 0, needed: 0 };
    const { tag, code } = new errorClass("", { ...fields, terms: [], collisions: [], cure: "" });
    return [tag, code] as const;
  });
  expect(Object.fromEntries(made)).toEqual(errorCodes);
  expect(new Set(Object.values(errorCodes)).size).toBe(errorClasses.length);
  for (const [tag, code] of made) expect(code).toBe(`SLUICE_${tag.toUpperCase()}_ERROR`);
});

describe("the message", () => {
  test("begins with the file that the error is about, as Node's own do", () => {
    expect(missing).toMatchObject({
      message: "photo.jpg: there is no such file",
      problem: "there is no such file",
      path: "photo.jpg",
      code: "SLUICE_UNREADABLE_ERROR",
    });
    expect(String(missing)).toBe("UnreadableError: photo.jpg: there is no such file");
    const refused = new OperationError("bad area", { operation: "extract_area", path: "a.png", cure: "" });
    expect(refused).toMatchObject({ message: "a.png: extract_area: bad area", reason: "bad area" });
  });

  test("is what is wrong alone where there is no file", () => {
    const error = new DecodeError("it is broken", { cure: "Get a good copy." });
    expect([error.message, error.problem, error.path]).toEqual(["it is broken", "it is broken", undefined]);
  });
});

describe("a list that names files itself", () => {
  test("does not name the same file twice", () => {
    expect(problemAndCure(missing, "photo.jpg")).toBe("there is no such file. Check the path.");
  });

  test("names another file than the one of its line", () => {
    const full = new OutputError("the disk is full", { path: "out.webp", cure: "Free space." });
    expect(problemAndCure(full, "photo.jpg")).toBe("out.webp: the disk is full. Free space.");
  });

  test("shows what is no error of Sluice's as it is", () => {
    const other = new TypeError("no");
    expect(problemAndCure(other, "photo.jpg")).toBe("TypeError: no");
    expect([isSluiceError(other), isSluiceError(missing, "unreadable"), isSluiceError(missing, "decode")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
