/**
 * The text of docs/reference/operations.md: every operation by what it does to memory, with libvips' own line about each.
 * Not here: writing it (scripts/write-operation-docs.ts), or the classes (src/plan/access/operation-memory.ts).
 * Read next: src/plan/access/operation-memory.ts.
 */
import { fileURLToPath } from "node:url";
import { type OperationName, operationNames } from "../src/graph/image/operations.generated.ts";
import { introspect } from "../src/native/operation/introspect.ts";
import { describeMemory, type MemoryClass, memoryClasses } from "../src/plan/access/operation-memory.ts";

export const operationPageFile = fileURLToPath(new URL("../docs/reference/operations.md", import.meta.url));

/** Bytes for each pixel of the input, image included, on noise; test/budget-holds/operation-memory.soak.test.ts checks them. */
export const measuredPerPixel = { fill_nearest: 21, labelregions: 29 } as const;

interface Section {
  readonly title: string;
  readonly about: readonly string[];
  /** The heading of the column that tells more; without it there is none. */
  readonly column?: string;
  readonly has: (memory: MemoryClass) => boolean;
}

const sections: readonly Section[] = [
  {
    title: "Stream pixel by pixel",
    about: ["A row of the result needs a row of each input, so that nothing is held but rows on their way."],
    has: (memory) => memory.kind === "streams" && memory.halo === "none",
  },
  {
    title: "Stream with neighbours",
    about: ["As above, and the rows around each are kept for as long as they are needed."],
    column: "halo",
    has: (memory) => memory.kind === "streams" && memory.halo !== "none",
  },
  {
    title: "Reduce the image",
    about: ["These read the image once, in order, and keep little."],
    column: "keeps",
    has: (memory) => memory.kind === "reduces",
  },
  {
    title: "Read out of order",
    about: [
      "These hold little themselves, but ask for rows in another order, or for the image again. An image that can only be",
      "read in order, and what is computed from it, is therefore held before they see it, and priced as such.",
    ],
    column: "reads",
    has: (memory) => memory.kind === "random access",
  },
  {
    title: "Hold the image",
    about: [
      "These hold what is named themselves, whatever the image comes from. Those with a Fourier transform need a libvips with",
      "FFTW; the bundled one has none.",
    ],
    column: "holds",
    has: (memory) => memory.kind === "whole image",
  },
  {
    title: "Create an image",
    about: ["These take no image, and compute their pixels as they are asked for."],
    has: (memory) => memory.kind === "creates",
  },
];

/** The page as it should be. */
export function operationPage(): string {
  return [
    "# Operations, by what they do to memory",
    "",
    "<!-- Written by scripts/write-operation-docs.ts from src/plan/access/operation-memory.ts; change the classes there. -->",
    "",
    "By libvips' names, as in a pipeline of `sluice apply`; methods are called the same in camel case. Where arguments decide,",
    "an operation stands where it belongs by default, and its line tells the exception. `test/budget-holds` runs them over a",
    "picture of 500 × 20,000 that can only be read in order, 30 MB, and says why it leaves out a few. What streams or reduces",
    "takes at most 16 MB there with two threads (most of it below 5), and what is said to read out of order fails.",
    "",
    ...sections.flatMap((section) => [...lines(section), ""]),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

function lines({ title, about, column, has }: Section): string[] {
  const names = operationNames.filter((name) => has(memoryClasses[name])).sort(alphabetically);
  const more = column === undefined ? [] : [column];
  return [
    `## ${title} (${names.length})`,
    "",
    ...about,
    "",
    row(["operation", "what it does", ...more]),
    row(["---", "---", ...more.map(() => "---")]),
    ...names.map((name) => {
      const cells = column === undefined ? [description(name)] : [description(name), detail(name)];
      return row([`\`${name}\``, cells.join(" | ") + exception(memoryClasses[name])]);
    }),
  ];
}

/** Whatever the case: `LCh2Lab` stands beside `labelregions`. */
function alphabetically(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a < b ? -1 : Number(a > b);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** libvips marks arguments with an at sign. */
function description(name: OperationName): string {
  return introspect(name).description.replace(/@(\w+)/g, "`$1`");
}

function detail(name: OperationName): string {
  const figure = (measuredPerPixel as Readonly<Partial<Record<OperationName, number>>>)[name];
  return words(memoryClasses[name]) + (figure === undefined ? "" : `: ${figure} bytes a pixel on noise`);
}

/** What the class says besides its kind, which the section's title tells. */
function words(memory: MemoryClass): string {
  switch (memory.kind) {
    case "streams":
      return memory.halo;
    case "random access":
      return memory.reads + (memory.atOnce ? ", when it is called" : "");
    case "whole image":
      return memory.holds;
    case "reduces":
      return memory.to;
    case "creates":
      return "";
  }
}

function exception({ except }: MemoryClass): string {
  if (except === undefined) return "";
  const { where, instead } = except;
  // describeMemory() ends with what reading out of order means, which the page says once.
  return `; where ${where}, ${instead.kind === "random access" ? `reads ${words(instead)}` : describeMemory(instead)}`;
}
