/**
 * Reads C prototypes from header files, and translates each type into a word of native/library/declarations.
 * Not here: a C parser; preprocessor lines are dropped, so a prototype behind a condition is read as if it held.
 * Read next: test/native/library/declarations.test.ts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CType } from "../../../src/native/library/declarations.ts";

/** The headers that the bundled libvips was built with. */
const includes = fileURLToPath(new URL("../../../node_modules/@img/sharp-libvips-dev/include/", import.meta.url));
const libraryFolders = ["vips", "glib-2.0/glib", "glib-2.0/gobject"].map((folder) => join(includes, folder));

/** A prototype in C's own words: result first, then parameters, as in the declaration table. */
export type Prototype = readonly string[];

/** The prototypes and types of a set of headers. */
export interface Headers {
  readonly prototypes: ReadonlyMap<string, Prototype>;
  readonly enums: ReadonlySet<string>;
}

/** The headers of libvips, GLib and GObject. */
export function libraryHeaders(): Headers {
  return readHeaders(
    libraryFolders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".h"))
        .map((name) => join(folder, name)),
    ),
  );
}

/** The C library's own headers, or undefined on a machine without them. */
export function systemHeaders(): Headers | undefined {
  const folders = ["/usr/include", `/usr/include/${process.arch === "x64" ? "x86_64" : "aarch64"}-linux-gnu`];
  const files = ["malloc.h", "unistd.h", "sys/mman.h", "sys/socket.h"].map((name) => {
    const paths = folders.map((folder) => `${folder}/${name}`);
    return paths.find((path) => existsSync(path)) ?? name;
  });
  return files.every((file) => existsSync(file)) ? readHeaders(files) : undefined;
}

function readHeaders(files: readonly string[]): Headers {
  const prototypes = new Map<string, Prototype>();
  const enums = new Set<string>();
  for (const file of files) {
    const text = withoutNoise(readFileSync(file, "utf8"));
    for (const [, name] of text.matchAll(/typedef\s+enum\b[^{};]*\{[^}]*\}\s*(\w+)\s*;/g)) enums.add(name as string);
    for (const statement of text.split(/[;{}]/)) {
      const found = readPrototype(statement);
      if (found !== undefined && !prototypes.has(found.name)) prototypes.set(found.name, found.prototype);
    }
  }
  return { prototypes, enums };
}

/** Drops comments, preprocessor lines and the macros that decorate prototypes. */
function withoutNoise(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/\/\/.*$/gm, " ")
    .replace(/^[ \t]*#(?:.*\\\r?\n)*.*$/gm, " ")
    .replace(/\b(?:VIPS|GLIB|GOBJECT|G_GNUC|G)_[A-Z0-9_]+\b(?:\s*\([^()]*\))?/g, " ")
    .replace(/\b__attribute__\s*\(\(.*?\)\)/g, " ")
    .replace(/\b(?:extern|static|inline|__THROW|__wur)\b/g, " ");
}

/** `result name(parameters)`, where GLib puts some names in brackets so that no macro replaces them. */
function readPrototype(statement: string): { name: string; prototype: Prototype } | undefined {
  const match = /^\s*(\w[\w\s*]*?[\s*])\(?(\w+)\)?\s*\(([^()]*)\)\s*$/.exec(statement);
  if (match === null || /\b(?:typedef|return|else)\b/.test(match[1] as string)) return undefined;
  const [, result, name, list] = match as unknown as [string, string, string, string];
  const parameters = list.trim() === "void" || list.trim() === "" ? [] : list.split(",").map(withoutName);
  return { name, prototype: [result.trim(), ...parameters] };
}

/** `const char *path` is of type `const char *`, and `double values[]` of type `double *`. */
function withoutName(parameter: string): string {
  const plain = parameter.trim().replace(/\s*(\w+)\s*\[\w*\]$/, " *$1");
  return /^(.*[\s*])\w+$/.exec(plain)?.[1]?.trim() ?? plain;
}

const words: Readonly<Record<string, CType>> = {
  void: "void",
  int: "int",
  gint: "int",
  gboolean: "int",
  "unsigned int": "uint",
  guint: "uint",
  double: "double",
  gdouble: "double",
  gint64: "int64",
  // A C long has 64 bits on every tested system.
  __off_t: "int64",
  guint64: "uint64",
  size_t: "size",
  gsize: "size",
  GType: "gtype",
  gpointer: "pointer",
  gconstpointer: "pointer",
  GDestroyNotify: "pointer",
  VipsCallbackFn: "pointer",
  VipsRegionWrite: "pointer",
  VipsStartFn: "pointer",
  VipsGenerateFn: "pointer",
  VipsStopFn: "pointer",
};

/**
 * The word of the declaration table for a C type. Only `const` text is `text`. The caller has to free text that is not
 * constant, so that stays a pointer.
 */
export function wordFor(type: string, { enums }: Headers): CType | undefined {
  const plain = type.replace(/\s+/g, " ").replace(/ ?\* ?/g, "*");
  if (/^(?:const g?char|g?char const)\*$/.test(plain)) return "text";
  if (plain.includes("*")) return "pointer";
  const name = plain.replace(/\bconst\b/, "").trim();
  return enums.has(name) ? "int" : words[name];
}
