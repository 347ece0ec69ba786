/**
 * The blocks of code on the pages of the documentation, with what hidden comments around them tell the tests.
 * Not here: compiling or running them (test/docs/compile.test.ts, test/docs/programs.process.test.ts, test/docs/commands.process.test.ts).
 * Read next: test/docs/inputs.ts, which makes the files that blocks name.
 *
 * Comments stand on lines of their own, right before a block or right after it:
 * - `<!-- not run: REASON -->` before it: it is neither compiled nor run.
 * - `<!-- before: CODE -->` before it: code that the reader may take for granted.
 * - `<!-- exits CODE, prints: TEXT -->` before a transcript (`$ sluice …`): what has to come out.
 * - `<!-- after: CODE -->` after it: code that judges what the block has done.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Block {
  /** Below the package's folder. */
  readonly page: string;
  readonly line: number;
  /** Empty for a block without one. */
  readonly language: string;
  readonly text: string;
  readonly before: string;
  readonly after: string;
  /** Why it is not run, where it is not. */
  readonly notRun: string | undefined;
  readonly exits: number;
  readonly prints: string | undefined;
}

/** `README.md:12`. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}

const pages = globSync(["*.md", "docs/**/*.md"], { cwd: root }).sort();

/** Every block of every page. */
export function allBlocks(): Block[] {
  return pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), "utf8")));
}

/** By page, of those that a test takes. */
export function byPage(blocks: readonly Block[]): (readonly [page: string, blocks: readonly Block[]])[] {
  const names = [...new Set(blocks.map(({ page }) => page))];
  return names.map((name) => [name, blocks.filter(({ page }) => page === name)] as const);
}

const comment = String.raw`<!-- (?:(?!-->)[\s\S])*-->\n+`;
const fence = new RegExp(
  String.raw`((?:^${comment})*)^\`\`\`(\w*)\n([\s\S]*?)^\`\`\`\n+((?:^<!-- after:(?:(?!-->)[\s\S])*-->)?)`,
  "gm",
);

/** @param markdown of the page. */
export function blocksOf(page: string, markdown: string): Block[] {
  return Array.from(markdown.matchAll(fence), (match) => {
    const [, comments = "", language = "", text = "", after = ""] = match;
    const told = (name: string, texts: string): string | undefined =>
      new RegExp(String.raw`<!-- ${name}\s+((?:(?!-->)[\s\S])*?)\s*-->`).exec(texts)?.[1];
    const [, exits = "0", prints] = /^(\d+), prints: ([\s\S]*)$/.exec(told("exits", comments) ?? "") ?? [];
    return {
      page,
      line: markdown.slice(0, match.index).split("\n").length + comments.split("\n").length - 1,
      language,
      text,
      before: told("before:", comments) ?? "",
      after: told("after:", after) ?? "",
      notRun: told("not run:", comments),
      exits: Number(exits),
      prints,
    };
  });
}

export const isProgram = ({ language, notRun }: Block): boolean => language === "ts" && notRun === undefined;
export const isShell = ({ language, notRun }: Block): boolean => language === "sh" && notRun === undefined;
/** A command with what it prints. */
export const isTranscript = ({ language, text }: Block): boolean => language === "" && text.startsWith("$ ");
/** A module whose first line says what it is called, such as `// median.js`. */
export const isModule = ({ language, text }: Block): boolean => language === "js" && /^\/\/ \S+\.js\n/.test(text);

/** The text of a program, its hidden code included. Imports may stand in any part. */
export function programOf({ before, text, after }: Block): string {
  return `${before}\n${text}\n${after}\nexport {};\n`;
}
