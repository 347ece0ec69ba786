/**
 * The text of a pipeline: steps, words, quotes, brackets and options, and errors that point at the word.
 * Not here: what the words mean (pipeline-arguments.test).
 * Read next: src/cli/steps/parse.ts.
 */
import { describe, expect, test } from "vitest";
import { type PipelineStep, parsePipeline } from "../../../src/cli/steps/parse.ts";
import { editDistance, nearestWord } from "../../../src/cli/steps/words.ts";
import { isSluiceError } from "../../../src/core/errors.ts";

/** Steps as name, words, and options. An option is `name=value`, or only `name`. */
function outline(text: string): unknown[] {
  return parsePipeline(text).map(({ name, positional, options }) => [
    name,
    positional.map((word) => word.text),
    options.map((option) => (option.value === undefined ? option.name : `${option.name}=${option.value.text}`)),
  ]);
}

function only(text: string): PipelineStep {
  const [step] = parsePipeline(text);
  return step as PipelineStep;
}

/** The message of the error for a text. */
function mistake(text: string): string {
  try {
    parsePipeline(text);
  } catch (error) {
    if (!isSluiceError(error, "usage")) throw error;
    expect(error.cure).not.toBe("");
    return error.message;
  }
  throw new Error(`no mistake was found in ${text}`);
}

describe("steps and words", () => {
  test.each<[string, unknown[]]>([
    ["sobel", [["sobel", [], []]]],
    [
      "gaussblur 2 | sobel|cast uchar",
      [
        ["gaussblur", ["2"], []],
        ["sobel", [], []],
        ["cast", ["uchar"], []],
      ],
    ],
    ["  a\t1\n2  ", [["a", ["1", "2"], []]]],
    ["linear -1 255", [["linear", ["-1", "255"], []]]],
    ["linear '1 0.5 0.5' \"0, 1\"", [["linear", ["1 0.5 0.5", "0, 1"], []]]],
    [
      "linear [1, 2, 3] [0,0,0]|b",
      [
        ["linear", ["[1, 2, 3]", "[0,0,0]"], []],
        ["b", [], []],
      ],
    ],
    ["text 'a | b' \"it's\"", [["text", ["a | b", "it's"], []]]],
    ['text "say \\"so\\" \\\\ \\n" \'C:\\dir\'', [["text", ['say "so" \\ n', "C:\\dir"], []]]],
    ["text one' 'word ''", [["text", ["one word", ""], []]]],
    ["insert @a.png @'my file.png'", [["insert", ["@a.png", "@my file.png"], []]]],
  ])("%s", (text, steps) => {
    expect(outline(text)).toEqual(steps);
  });

  test("options are name=value, --name=value and --name value", () => {
    const step = "gaussblur 2 min_ampl=0.1 --precision float --minAmpl=0.2 --flag";
    expect(outline(step)).toEqual([["gaussblur", ["2"], ["min_ampl=0.1", "precision=float", "minAmpl=0.2", "flag"]]]);
    expect(outline("a --x --y -3 --z b=c")).toEqual([["a", [], ["x", "y=-3", "z", "b=c"]]]);
    expect(outline("a b='c d' --e=\"f g\" h=[1, 2] i=")).toEqual([["a", [], ["b=c d", "e=f g", "h=[1, 2]", "i="]]]);
  });

  test("what is in quotes from its beginning is no option", () => {
    expect(outline("text 'a=b' \"--c\" ''d=e")).toEqual([["text", ["a=b", "--c", "d=e"], []]]);
    expect(outline("text 1=2 =3")).toEqual([["text", ["1=2", "=3"], []]]);
  });
});

describe("positions", () => {
  test("are those of the text, quotes included", () => {
    const text = "  gaussblur 'a b' --precision float min=\"1\"";
    const step = only(text);
    const slice = (place: { at: number; length: number }): string => text.slice(place.at, place.at + place.length);
    expect([step.nameAt, step.length]).toEqual([2, 9]);
    expect(step.positional.map((word) => [slice(word), word.text, word.quoted])).toEqual([["'a b'", "a b", true]]);
    expect(step.options.map(slice)).toEqual(["--precision", "min"]);
    expect(step.options.map(({ value }) => value && slice(value))).toEqual(["float", '"1"']);
    expect(step.options.map(({ joined }) => joined)).toEqual([false, true]);
  });

  test("the list is frozen, to its leaves", () => {
    const steps = parsePipeline("a b c=d --e f");
    const parts = steps.flatMap((step) => [step, step.positional, step.options, ...step.positional, ...step.options]);
    expect([steps, ...parts].every((part) => Object.isFrozen(part))).toBe(true);
  });
});

describe("mistakes", () => {
  test.each([
    ["sobel |", ["sobel |", "       ^ an operation is missing here"]],
    ["| sobel", ["| sobel", "^ an operation is missing here"]],
    ["a || b", ["a || b", "   ^ an operation is missing here"]],
    ["a | --b 1", ["a | --b 1", "    ^^^ this is no operation"]],
    ["a=1", ["a=1", "^^^ this is no operation"]],
    ["a -- b", ["a -- b", "  ^^ this option has no name"]],
    ["a 'b c", ["a 'b c", "  ^^^^ this quote is not closed"]],
    ['a x="b\\"', ['a x="b\\"', "    ^^^^ this quote is not closed"]],
    ["a [1, 2", ["a [1, 2", "  ^^^^^ this bracket is not closed"]],
  ])("%j: the text, and carets below the place", (text, [line, carets]) => {
    expect(mistake(text)).toBe(`the pipeline has a mistake:\n  ${line}\n  ${carets}`);
  });

  test("nothing at all is one too", () => {
    expect([mistake(""), mistake(" \n")]).toEqual(["the pipeline is empty", "the pipeline is empty"]);
  });

  test("a line break does not part the carets from their word", () => {
    expect(mistake("a |\n\t--b")).toBe("the pipeline has a mistake:\n  a |  --b\n       ^^^ this is no operation");
  });

  test("a long text is shown around the place", () => {
    for (const before of [3, 100, 400]) {
      const text = `${"step | ".repeat(before)}--wrong | ${"more | ".repeat(40)}x`;
      const [, line = "", carets = ""] = mistake(text).split("\n");
      expect(line.length).toBeLessThan(100);
      expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("--wrong");
    }
  });
});

describe("the word that was meant", () => {
  const words = ["sobel", "sobelx", "sharpen", "gaussblur", "gaussmat", "embed", "similarity"];

  test.each([
    ["sobbel", "sobel"],
    ["soble", "sobel"],
    ["Gausblur", "gaussblur"],
    ["sharpn", "sharpen"],
    ["simil", "similarity"],
    ["blur", "gaussblur"],
    ["rotate", undefined],
    ["x", undefined],
    ["", undefined],
  ])("%s: %s", (word, meant) => {
    expect(nearestWord(word, words)).toBe(meant);
  });

  test("the distance counts letters inserted, removed, replaced and swapped", () => {
    const distances = ["", "abc", "abxc", "ac", "axc", "acb", "bca"].map((word) => editDistance(word, "abc"));
    expect(distances).toEqual([3, 0, 1, 1, 1, 1, 2]);
  });
});
