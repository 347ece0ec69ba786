/**
 * Writes docs/reference/errors.md from the classes in src/core/errors.ts; with --check only tells whether it is up to date.
 * Not here: the texts, which stand beside the classes.
 * Read next: src/core/errors.ts.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type ErrorTag, errorClasses, errorCodes, SluiceError } from "../src/core/errors.ts";

const file = fileURLToPath(new URL("../docs/reference/errors.md", import.meta.url));

type ErrorClass = (typeof errorClasses)[number];

/** The tag is a field of instances, so one is made; only the classes' own fields need more than a message and a cure. */
function tagOf(errorClass: ErrorClass): ErrorTag {
  const details = {
    cure: "",
    operation: "",
    kernel: "",
    found: 0,
    allowed: 0,
    asked: 0,
    free: 0,
    needed: 0,
    terms: [],
    collisions: [],
  };
  return new errorClass("", details).tag;
}

function section(errorClass: ErrorClass): string {
  const { when, cure } = errorClass.doc;
  const tag = tagOf(errorClass);
  return `## \`${tag}\`: ${errorClass.name}\n\n**Code.** \`${errorCodes[tag]}\`\n\n**When.** ${when}\n\n**Cure.** ${cure}\n`;
}

function page(): string {
  const rows = errorClasses.map((errorClass) => {
    const tag = tagOf(errorClass);
    const anchor = `${tag}-${errorClass.name.toLowerCase()}`;
    return `| [\`${tag}\`](#${anchor}) | \`${errorCodes[tag]}\` | \`${errorClass.name}\` | ${errorClass.doc.when} |`;
  });
  return [
    "# Errors",
    "",
    "<!-- Written by scripts/write-error-docs.ts from src/core/errors.ts; change the texts there. -->",
    "",
    `Every error that Sluice throws is a \`${SluiceError.name}\`: it has a \`tag\` and a \`code\`, says in its \`message\` what`,
    "happened with the numbers that matter, and in its `cure` what to do about it. Where it is about a file, `path` names",
    "the file, and the message begins with it, as in `photo.jpg: there is no such file`; `problem` is the message without it.",
    "Cancellation is no error of Sluice's: it rejects with the reason of your own `AbortSignal`.",
    "",
    "```ts",
    'import { isSluiceError, open } from "sluice";',
    "",
    "try {",
    '  await (await open("photo.jpg")).thumbnail(500).save("thumb.webp");',
    "} catch (error) {",
    '  if (!isSluiceError(error, "budget", "limit")) throw error;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code on the page
    "  console.error(`${error.code}: ${error.message}. ${error.cure}`);",
    "}",
    "```",
    "",
    "| tag | code | class | when |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    errorClasses.map(section).join("\n"),
  ].join("\n");
}

const wanted = page();
if (process.argv.includes("--check")) {
  const found = await readFile(file, "utf8").catch(() => "");
  if (found !== wanted) {
    console.error('docs/reference/errors.md is out of date; run "npm run docs".');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, wanted);
}
