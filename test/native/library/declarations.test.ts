/**
 * Compares the declaration table with the loaded library and with the C headers that it was built with.
 * Not here: what the functions do; the other tests in this folder call them.
 * Read next: test/support/judge/c-headers.ts.
 */
import { describe, expect, test } from "vitest";
import { declarations, optionalDeclarations } from "../../../src/native/library/declarations.ts";
import { native } from "../../../src/native/library/library.ts";
import { type Headers, libraryHeaders, systemHeaders, wordFor } from "../../support/judge/c-headers.ts";

type Table = Readonly<Record<string, readonly string[]>>;

/** In words, how a declaration differs from the header; empty if it agrees. */
function problems(name: string, declared: readonly string[], headers: Headers): string[] {
  const prototype = headers.prototypes.get(name);
  if (prototype === undefined) return [`${name} is in no header`];
  const shown = `${prototype[0]} ${name}(${prototype.slice(1).join(", ")})`;
  if (prototype.length !== declared.length) {
    return [`${shown} takes ${prototype.length - 1} arguments, declared are ${declared.length - 1}`];
  }
  return prototype.flatMap((type, position) => {
    const word = wordFor(type, headers);
    if (word === declared[position]) return [];
    const place = position === 0 ? "result" : `argument ${position}`;
    return [`${shown}: ${place} is ${word ?? `of unknown type ${type}`}, declared is ${declared[position]}`];
  });
}

const headers = libraryHeaders();
const allProblems = (table: Table, among: Headers): string[] =>
  Object.entries(table).flatMap(([name, declared]) => problems(name, declared, among));

describe("the declaration table", () => {
  test("names functions that the loaded library has", () => {
    const bound: Readonly<Record<string, unknown>> = { ...native() };
    expect(Object.keys(declarations).filter((name) => typeof bound[name] !== "function")).toEqual([]);
  });

  test("agrees with the C prototypes of libvips, GLib and GObject", () => {
    expect(allProblems(declarations, headers)).toEqual([]);
  });

  test.skipIf(systemHeaders() === undefined)(
    "agrees with the C library's headers (where this machine has them)",
    () => {
      expect(allProblems(optionalDeclarations, systemHeaders() as Headers)).toEqual([]);
    },
  );
});

describe("the comparison itself", () => {
  const wrong = (table: Table): string[] => allProblems(table, headers);

  test("catches a size_t declared as int", () => {
    expect(wrong({ vips_blob_copy: ["pointer", "pointer", "int"] })).toEqual([
      "VipsBlob * vips_blob_copy(const void *, size_t): argument 2 is size, declared is int",
    ]);
    expect(wrong({ vips_tracked_get_mem: ["int"] })).toEqual([
      "size_t vips_tracked_get_mem(): result is size, declared is int",
    ]);
  });

  test("catches text that the caller would have to free, a missing argument and a function that is not there", () => {
    expect(wrong({ vips_error_buffer_copy: ["text"] })).toEqual([
      "char * vips_error_buffer_copy(): result is pointer, declared is text",
    ]);
    expect(wrong({ g_value_get_int: ["int"] })).toEqual([
      "gint g_value_get_int(const GValue *) takes 1 arguments, declared are 0",
    ]);
    expect(wrong({ vips_no_such_thing: ["void"] })).toEqual(["vips_no_such_thing is in no header"]);
  });

  test("catches a double declared as int, an int as unsigned, and a 64-bit number as int", () => {
    expect(wrong({ g_value_set_double: ["void", "pointer", "int"] })).toHaveLength(1);
    expect(wrong({ g_value_set_int: ["void", "pointer", "uint"] })).toHaveLength(1);
    expect(wrong({ g_value_set_uint64: ["void", "pointer", "int"] })).toHaveLength(1);
  });
});
