/**
 * The page of variables and warning codes has every one that the code knows, and no other.
 * Not here: what they do.
 * Read next: docs/reference/environment.md.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { root } from "./blocks.ts";

const page = readFileSync(join(root, "docs", "reference", "environment.md"), "utf8");

/** What a pattern's first group finds in files, once each and sorted. */
function found(folders: readonly string[], pattern: RegExp): string[] {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.{ts,mts,mjs}`),
    { cwd: root },
  );
  const texts = files.map((file) => readFileSync(join(root, file), "utf8"));
  const names = texts.flatMap((text) => Array.from(text.matchAll(pattern), ([, name]) => name as string));
  return [...new Set(names)].sort();
}

/** The names in the first column of the table below a heading. */
function listed(heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return Array.from(section.matchAll(/^\| `(\w+)`/gm), ([, name]) => name as string).sort();
}

const variable = /\b(?:env|environment)(?:\.|\[")(SLUICE_[A-Z_]+)/g;

test("every variable that src reads is for users, and listed", () => {
  expect(found(["src"], variable)).toEqual(listed("Variables for users"));
});

test("every other variable of tests and benches is listed", () => {
  const users = listed("Variables for users");
  const others = found(["test", "bench", "scripts", "demo"], variable).filter((name) => !users.includes(name));
  expect(others).toEqual(listed("Variables of tests and benches"));
});

test("every warning code is listed", () => {
  const warning = /emitWarning\((?:(?!;\n)[\s\S])*?code: "(SLUICE_[A-Z_]+)"/g;
  expect(found(["src"], warning)).toEqual(listed("Process warnings"));
});

test("every debug event is listed", () => {
  expect(found(["src"], /readonly event: "(\w+)"/g)).toEqual(listed("Debug events"));
});
