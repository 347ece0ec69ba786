/**
 * The words of a step as typed arguments, for handmade shapes: order, names, kinds, ranges, and errors with carets.
 * Not here: the shapes of the loaded libvips (test/cli/apply/apply.process.test).
 * Read next: src/cli/steps/arguments.ts, src/cli/steps/read-pipeline.ts.
 */
import { describe, expect, test } from "vitest";
import { readPipeline } from "../../../src/cli/steps/read-pipeline.ts";
import { checkThumbnail, isThumbnail, withThumbnail } from "../../../src/cli/steps/thumbnail-step.ts";
import { isSluiceError } from "../../../src/core/errors.ts";
import type { ArgumentShape, OperationShape } from "../../../src/graph/recipe/nodes.ts";

type Fields = Partial<Omit<ArgumentShape, "name" | "kind">>;

function input(name: string, kind: ArgumentShape["kind"], fields: Fields = {}): ArgumentShape {
  return { name, kind, required: true, blurb: "", ...fields };
}

function option(name: string, kind: ArgumentShape["kind"], fields: Fields = {}): ArgumentShape {
  return input(name, kind, { required: false, ...fields });
}

const image = input("in", "image");
const out = input("out", "image");

function shape(name: string, inputs: readonly ArgumentShape[], fields: Partial<OperationShape> = {}): OperationShape {
  return { name, description: `${name} for tests`, inputs, outputs: [out], ...fields };
}

const range = { minimum: 0, maximum: 10 };
const modes = ["over", "dest_over", "colour_dodge"];

const shapes: readonly OperationShape[] = [
  shape("sobel", [image]),
  shape("gaussblur", [
    image,
    input("sigma", "double", { range: { minimum: 0.01, maximum: 1000 } }),
    option("min_ampl", "double"),
    option("precision", "enum", { values: ["integer", "float", "approximate"] }),
    option("fast", "boolean"),
  ]),
  shape("extract_area", [image, ...["left", "top", "width", "height"].map((name) => input(name, "int"))]),
  shape("level", [
    image,
    input("depth", "int", { range }),
    input("positive", "int", { range: { minimum: 1, maximum: 2 ** 31 } }),
  ]),
  shape("linear", [image, input("a", "doubles"), input("b", "doubles"), option("at", "ints")]),
  shape("kept", [image, option("keep", "flags", { values: ["exif", "icc", "xmp"] })]),
  shape("label", [image, input("text", "string"), option("interpolate", "interpolate")]),
  shape("composite2", [
    input("base", "image"),
    input("overlay", "image"),
    input("mode", "enum", { values: modes }),
    option("x", "int"),
  ]),
  shape("composite", [input("in", "images"), input("mode", "ints"), option("x", "ints")]),
  shape("bandjoin", [input("in", "images")]),
  shape("tagged", [image, option("profile", "blob")]),
  shape("draw_rect", [input("image", "image"), input("ink", "doubles")], { outputs: [], drawsOn: "image" }),
  shape("avg", [image], { outputs: [input("out", "double")] }),
  shape("find_trim", [image], { outputs: ["left", "top"].map((name) => input(name, "int")) }),
  shape("profile", [image], { outputs: [input("columns", "image"), input("rows", "image")] }),
  shape("black", [input("width", "int"), input("height", "int")]),
  shape("pngsave", [image, input("filename", "string")], { outputs: [] }),
  shape("pngsave_buffer", [image], { outputs: [input("buffer", "blob")] }),
];

const operations = {
  names: () => shapes.map(({ name }) => name),
  shape: (name: string) => shapes.find((each) => each.name === name) as OperationShape,
};

const argsOf = (text: string): unknown => readPipeline(text, operations).calls[0]?.args;
const file = (path: string): unknown => ({ kind: "file", path });

/** The last line of the message, and the cure. */
function mistake(text: string): { readonly carets: string; readonly cure: string } {
  try {
    readPipeline(text, operations);
  } catch (error) {
    if (!isSluiceError(error, "usage")) throw error;
    const [title, line, carets = ""] = error.message.split("\n");
    expect([title, line]).toEqual(["the pipeline has a mistake:", `  ${text}`]);
    return { carets: carets.slice(2), cure: error.cure };
  }
  throw new Error(`no mistake was found in ${text}`);
}

describe("arguments", () => {
  test.each<[string, unknown]>([
    ["sobel", {}],
    ["gaussblur 2", { sigma: 2 }],
    ["gaussblur 2.5e0 min_ampl=.1 precision=float", { sigma: 2.5, min_ampl: 0.1, precision: "float" }],
    ["gaussblur --min-ampl 0.1 2", { sigma: 2, min_ampl: 0.1 }],
    ["gaussblur minAmpl=0.1 sigma=2", { sigma: 2, min_ampl: 0.1 }],
    ["extract_area 10 -20 30 40", { left: 10, top: -20, width: 30, height: 40 }],
    ["extract_area 10 width=30 20 40", { left: 10, top: 20, width: 30, height: 40 }],
    ["linear 1 0", { a: [1], b: [0] }],
    ["linear 1,0.5,-2 '0 1 2' at=[1,2]", { a: [1, 0.5, -2], b: [0, 1, 2], at: [1, 2] }],
    ["linear [1, 2] '[ 3 4 ]'", { a: [1, 2], b: [3, 4] }],
    ["kept keep=exif:XMP", { keep: "exif:xmp" }],
    ["kept keep=icc,exif", { keep: "icc:exif" }],
    ["label '@5 = 3' interpolate=nohalo", { text: "@5 = 3", interpolate: "nohalo" }],
    ["draw_rect 255,0,0", { ink: [255, 0, 0] }],
  ])("%s", (text, args) => {
    expect(argsOf(text)).toEqual(args);
  });

  test.each<[string, unknown]>([
    ["composite2 @mark.png over", { overlay: file("mark.png"), mode: "over" }],
    ["composite2 '@my mark.png' destOver x=3", { overlay: file("my mark.png"), mode: "dest_over", x: 3 }],
    ["composite2 128 over", { overlay: 128, mode: "over" }],
    ["composite2 1,2,3 colour-dodge", { overlay: [1, 2, 3], mode: "colour_dodge" }],
    ["bandjoin", {}],
    ["bandjoin @a.png @b.png", { in: [file("a.png"), file("b.png")] }],
    ["bandjoin 255", { in: [255] }],
    ["composite 2", { mode: [2] }],
    ["composite @a.png @b.png 2 x=5", { in: [file("a.png"), file("b.png")], mode: [2], x: [5] }],
  ])("images: %s", (text, args) => {
    expect(argsOf(text)).toEqual(args);
  });

  test.each<[string, unknown]>([
    ["gaussblur 2 fast=true", { sigma: 2, fast: true }],
    ["gaussblur 2 fast=No", { sigma: 2, fast: false }],
    ["gaussblur 2 --fast", { sigma: 2, fast: true }],
    ["gaussblur --fast 2", { sigma: 2, fast: true }],
    ["gaussblur --fast false 2", { sigma: 2, fast: false }],
    ["gaussblur --fast --min-ampl 1 2", { sigma: 2, fast: true, min_ampl: 1 }],
  ])("flags: %s", (text, args) => {
    expect(argsOf(text)).toEqual(args);
  });

  test("operations are found by other spellings, and crop is extract_area", () => {
    const { calls } = readPipeline("extractArea 1 2 3 4 | extract-area 1 2 3 4 | crop 1 2 3 4 | Sobel", operations);
    expect(calls.map(({ name }) => name)).toEqual(["extract_area", "extract_area", "extract_area", "sobel"]);
  });

  test("the calls are frozen, and say whether an image or values come out", () => {
    const pipeline = readPipeline("gaussblur 2 | avg", operations);
    expect([pipeline.gives, readPipeline("find_trim", operations).gives]).toEqual(["values", "values"]);
    expect([readPipeline("sobel", operations).gives, readPipeline("draw_rect 1", operations).gives]).toEqual([
      "image",
      "image",
    ]);
    const parts = [pipeline, pipeline.calls, ...pipeline.calls, ...pipeline.calls.map(({ args }) => args)];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });
});

describe("mistakes point at their word", () => {
  test.each([
    ["gaussblur 2 | sobbel", '              ^^^^^^ there is no operation "sobbel"; did you mean "sobel"?'],
    ["constructor", '^^^^^^^^^^^ there is no operation "constructor"'],
    ["gaussblur", "^^^^^^^^^ gaussblur needs sigma: a number from 0.01 to 1000"],
    ["sobel | crop 1 2 3", "        ^^^^ extract_area needs height: a whole number"],
    ["gaussblur two", "          ^^^ sigma must be a number from 0.01 to 1000"],
    ["gaussblur 0", "          ^ sigma must be a number from 0.01 to 1000"],
    ["gaussblur 0x10", "          ^^^^ sigma must be a number from 0.01 to 1000"],
    ["gaussblur ''", "          ^^ sigma must be a number from 0.01 to 1000"],
    ["level 1.5 1", "      ^^^ depth must be a whole number from 0 to 10"],
    ["level 1 0", "        ^ positive must be a whole number, 1 or more"],
    ["gaussblur 1 2", "            ^ gaussblur has no place for this word: without a name it takes only sigma"],
    ["sobel 3", "      ^ sobel has no place for this word: it takes only options"],
    ["gaussblur 1 sigma=2", "          ^ gaussblur has no place for this word: without a name it takes only sigma"],
    [
      "gaussblur 2 precission=float",
      '            ^^^^^^^^^^ gaussblur has no option "precission"; did you mean "precision"?',
    ],
    ["gaussblur 2 --constructor", '            ^^^^^^^^^^^^^ gaussblur has no option "constructor"'],
    ["gaussblur 2 min_ampl=1 --minAmpl 2", "                       ^^^^^^^^^ min_ampl is given twice"],
    ["gaussblur 2 --min-ampl", "            ^^^^^^^^^^ min_ampl has no value; it must be a number"],
    ["gaussblur 2 in=@a.png", "            ^^ in is the image from the step before"],
    ["gaussblur 2 fast=maybe", "                 ^^^^^ fast must be true or false"],
    [
      "gaussblur 2 precision=floot",
      '                      ^^^^^ precision must be one of integer, float, approximate; did you mean "float"?',
    ],
    [
      "kept keep=exif:icq",
      '          ^^^^^^^^ keep must be words of exif, icc, xmp, with : between them; did you mean "icc"?',
    ],
    ["linear 1,x 0", "       ^^^ a must be one or more numbers, such as 1,2,3"],
    ["linear 1 0 at=1.5", "              ^^^ at must be one or more whole numbers, such as 1,2,3"],
    [
      "composite2 mark.png over",
      "           ^^^^^^^^ overlay must be an image: @ and its path, or numbers for one of a single colour",
    ],
    [
      "composite2 @ over",
      "           ^ overlay must be an image: @ and its path, or numbers for one of a single colour",
    ],
    ["composite", "^^^^^^^^^ composite needs mode: one or more whole numbers, such as 1,2,3"],
    ["tagged profile=x", "               ^ profile must be left out: a command line has no value of this kind"],
    ["avg | sobel", "^^^ avg gives no image, so no step can come after it"],
    ["black 1 2", "^^^^^ black takes no image, so it cannot be a step"],
    ["profile", "^^^^^^^ profile gives several images, columns and rows, so it cannot be a step"],
    ["pngsave x.png", "^^^^^^^ pngsave writes its result by itself, so it cannot be a step"],
    ["pngsave_buffer", "^^^^^^^^^^^^^^ pngsave_buffer writes its result by itself, so it cannot be a step"],
  ])("%s", (text, carets) => {
    expect(mistake(text).carets).toBe(carets);
  });

  test("and cures name what there is", () => {
    expect(mistake("gaussblur 2 x=1").cure).toBe("It has sigma, min_ampl, precision, fast.");
    expect(mistake("sobel x=1").cure).toBe("Remove it.");
    expect(mistake("blurr").cure).toContain("sluice apply --list");
    expect(mistake("gaussblur").cure).toContain("sluice apply --help gaussblur");
  });
});

describe("thumbnail", () => {
  const own = withThumbnail(operations);

  test("is Sluice's own step", () => {
    const { calls, gives } = readPipeline("thumbnail 500x400 fit=cover --enlarge | sobel", own);
    expect(calls[0]).toEqual({ name: "thumbnail", args: { size: "500x400", fit: "cover", enlarge: true } });
    expect([gives, calls.map(isThumbnail)]).toEqual(["image", [true, false]]);
    expect(own.names()).toContain("thumbnail");
  });

  test("has a size that is one", () => {
    const [call] = readPipeline("thumbnail big", own).calls;
    expect(() => checkThumbnail(call as NonNullable<typeof call>)).toThrow('"big" is not a size');
  });
});
