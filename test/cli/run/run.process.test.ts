/**
 * `sluice run`: outputs of a pipeline file, mistakes with their line and column, and a schema that agrees.
 * Not here: the steps themselves (test/cli/apply/apply.process.test), or work that outputs share (test/plan/plan-outputs.unit.test).
 * Read next: src/cli/run/run.ts, src/cli/run/pipeline-file.ts.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { pipelineSchema } from "../../../scripts/pipeline-schema.ts";
import { parsePipelineFile } from "../../../src/cli/run/pipeline-file.ts";
import { type CliOutcome, eventsOf, sluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const run = (...words: string[]): Promise<CliOutcome> => sluice(words, { cwd: folder });

const pipeline = `steps:
  base: gaussblur 1 | sharpen
outputs:
  - { from: base, steps: resize 0.5, to: "{name}-half.webp", quality: 80 }
  - { from: base, to: "{dir}/{name}.{ext}" }
  - { thumbnail: 40, to: "{name}-{size}.png" }
`;

beforeAll(async () => {
  mkdirSync(at("in/deep"), { recursive: true });
  const picture = await photo(300, 200, 3);
  await picture.clone().png().toFile(at("in/a.png"));
  await picture.clone().jpeg().toFile(at("in/deep/b.jpg"));
  writeFileSync(at("pipeline.yaml"), pipeline);
});

describe("a pipeline", () => {
  test("makes its outputs of every image", async () => {
    const outcome = await run("run", "pipeline.yaml", "in", "-o", "out", "--json");
    expect([outcome.code, outcome.lines]).toEqual([0, []]);
    expect(listFolder(at("out"))).toEqual(
      ["a-40.png", "a-half.webp", "a.png", "b-40.png", "b-half.webp", "deep", join("deep", "b.jpg")].sort(),
    );
    expect(eventsOf(outcome).at(-1)).toMatchObject({ done: 6, pixels: 2 * 300 * 200 });
    const sizes = await Promise.all(
      ["a-half.webp", "a.png", "a-40.png"].map(async (name) => (await sharp(at(`out/${name}`)).metadata()).width),
    );
    expect(sizes).toEqual([150, 300, 40]);
    const alone = await run("apply", "gaussblur 1 | sharpen", "in/a.png", "-o", "alone.png");
    expect(alone.code).toBe(0);
    const [one, other] = await Promise.all(["out/a.png", "alone.png"].map((name) => sharp(at(name)).raw().toBuffer()));
    expect(one?.equals(other as Buffer)).toBe(true);
  });

  test("may be JSON, and is explained with what is shared", async () => {
    const json = {
      steps: { base: "gaussblur 1" },
      outputs: [
        { from: "base", to: "a.tif" },
        { from: "base", to: "b.webp" },
      ],
    };
    writeFileSync(at("pipeline.json"), JSON.stringify(json));
    const { code, stdout } = await run("explain", "run", "pipeline.json", "in/a.png");
    expect(code).toBe(0);
    expect(stdout).toContain("├─ shared: gaussblur, into memory");
    expect(stdout).toMatch(/shared +gaussblur 1/);
  });
});

describe("flags of encoders", () => {
  const two = (text: string, name: string): string => {
    writeFileSync(at(name), text);
    return name;
  };
  const sizeOf = (name: string): number => readFileSync(at(name)).length;

  test("are defaults of the outputs whose format has them, and a field wins", async () => {
    const file = two(
      'outputs: [{ to: "{name}.jpg" }, { to: "{name}.webp", quality: 90 }, { to: "{name}.png" }]',
      "f.yaml",
    );
    const make = async (out: string, ...flags: string[]): Promise<void> => {
      const outcome = await run("run", file, "in/a.png", "-o", out, "--quiet", ...flags);
      expect([outcome.code, outcome.lines]).toEqual([0, []]);
    };
    await make("plain");
    await make("coarse", "--quality", "10", "--level", "1");
    expect(sizeOf("coarse/a.jpg")).toBeLessThan(sizeOf("plain/a.jpg") / 2);
    expect(sizeOf("coarse/a.webp")).toBe(sizeOf("plain/a.webp"));
    expect(sizeOf("coarse/a.png")).toBeGreaterThan(sizeOf("plain/a.png"));
  });

  test("meet what they need in a field", async () => {
    const file = two('outputs: [{ to: "{name}.png", palette: true }, { to: "{name}-full.png" }]', "needs.yaml");
    expect((await run("run", file, "in/a.png", "-o", "needs", "--quiet", "--colours", "4")).lines).toEqual([]);
    // Of a PNG's header: bits of a sample, and the type of colour, where 3 is a palette.
    const header = (name: string): number[] => [...readFileSync(at(name)).subarray(24, 26)];
    expect(header("needs/a.png")).toEqual([2, 3]);
    expect(header("needs/a-full.png")).toEqual([8, 2]);
  });

  test.each([
    [["--lossless"], /--lossless is of webp, avif and tiff, and .*a\.(?:png|jpg) is (?:png|jpeg)/],
    [["--effort", "11"], /--effort is "11" and must be/],
    [["--colours", "4"], /--colours is of a palette/],
    [["--iiif-version", "2"], /--iiif-version is of iiif/],
  ] as const)("%j are refused where no output has them", async (flags, words) => {
    const file = two('outputs: [{ to: "{name}.jpg" }, { to: "{name}.png" }]', "none-has.yaml");
    const { code, lines } = await run("run", file, "in/a.png", "-o", "refused", ...flags);
    expect([code, lines[0]]).toEqual([20, expect.stringMatching(words)]);
    expect(listFolder(at("refused"))).toEqual([]);
  });
});

const wrong: readonly (readonly [place: string, words: RegExp, text: string])[] = [
  [
    "2:9",
    /there is no operation "gausblur"; did you mean "gaussblur"/,
    "steps:\n  base: gausblur 1\noutputs: [{ to: a.png }]",
  ],
  ["1:1", /has no "output"; did you mean "outputs"/, "output: []"],
  ["2:18", /no "bas" under steps; did you mean "base"/, "steps: { base: invert }\noutputs: [{from: bas, to: a.png}]"],
  ["1:24", /lossless is of webp, avif and tiff, and this output is png/, "outputs: [{ to: a.png, lossless: true }]"],
  ["1:33", /quality must be a whole number from 1 to 100/, "outputs: [{ to: a.png, quality: 0 }]"],
  ["2:5", /to is missing/, "outputs:\n  - thumbnail: 20\n"],
  ["1:17", /no ending of a format/, "outputs: [{ to: a.bmp }]"],
  ["1:31", /give values/, "outputs: [{ to: a.png, steps: avg }]"],
  ["1:1", /must be a list/, "outputs: { to: a.png }"],
];

describe("a mistake", () => {
  test.each(wrong)("at %s is told with its place: %s", (place, words, text) => {
    const read = () => parsePipelineFile(text, "p.yaml");
    expect(read).toThrow(expect.objectContaining({ tag: "usage", message: expect.stringMatching(words) }));
    expect(read).toThrow(`p.yaml:${place}: `);
  });

  test("has the line and the column of what is wrong", () => {
    const text = "outputs:\n  - to: a.png\n    quality: 101\n";
    expect(() => parsePipelineFile(text, "p.yaml")).toThrow(/^p\.yaml:3:14: quality must be/);
    expect(() => parsePipelineFile("outputs: [", "p.yaml")).toThrow(/^p\.yaml:1:\d+: /);
    expect(() => parsePipelineFile("steps:\n  base: gausblur 1\noutputs: [{ to: a.png }]", "p.yaml")).toThrow(
      /^p\.yaml:2:9: /,
    );
  });

  test("stops the command before any work", async () => {
    writeFileSync(at("wrong.yaml"), "outputs: [{ to: a.png, qualty: 3 }]");
    const { code, stdout, lines } = await run("run", "wrong.yaml", "in", "-o", "never");
    expect([code, stdout]).toEqual([20, ""]);
    expect(lines[0]).toBe('sluice: wrong.yaml:1:24: an output has no "qualty"; did you mean "quality"?');
    expect((await run("run", "none.yaml", "in", "-o", "never")).code).toBe(20);
    const collide = "outputs: [{ to: a.png }, { to: a.png, thumbnail: 3 }]";
    writeFileSync(at("collide.yaml"), collide);
    expect((await run("run", "collide.yaml", "in/a.png", "-o", "never")).code).toBe(20);
    expect(listFolder(at("never"))).toEqual([]);
  });
});

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** The part of JSON Schema that this schema uses. */
function accepts(schema: Schema, value: unknown): boolean {
  const { type, minimum = -Infinity, maximum = Infinity, minItems = 0, maxItems = Infinity } = schema;
  if (schema.anyOf !== undefined && !schema.anyOf.some((each) => accepts(each, value))) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (type === "integer" && !Number.isInteger(value)) return false;
  if ((type === "string" || type === "boolean" || type === "number") && typeof value !== type) return false;
  if (typeof value === "number" && (value < minimum || value > maximum)) return false;
  if (typeof value === "string" && !new RegExp(schema.pattern ?? "").test(value)) return false;
  if (type === "array") {
    if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return false;
    return value.every((each) => accepts(schema.items ?? {}, each));
  }
  if (type !== "object") return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { required = [], properties = {}, additionalProperties = {} } = schema;
  return (
    required.every((name) => name in value) &&
    Object.entries(value).every(([name, each]) => {
      const known = properties[name] ?? additionalProperties;
      return known !== false && accepts(known, each);
    })
  );
}

describe("the schema", () => {
  test("is the one that the fields make", () => {
    const file = new URL("../../../schema/pipeline.schema.json", import.meta.url);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(pipelineSchema());
  });

  const one = (fields: object) => ({ outputs: [{ to: "a.png", ...fields }] });
  const samples: readonly (readonly [boolean, unknown])[] = [
    [true, one({})],
    [true, { steps: { a: "invert" }, ...one({ from: "a", thumbnail: 20, steps: "invert" }) }],
    [true, one({ thumbnail: "500x400", format: "same", keep: ["icc"], background: [1, 2, 3], tileSize: 256 })],
    [true, one({ to: "a.webp", keep: "all", lossless: true, effort: 0, thumbnail: "x20" })],
    [true, one({ exif: { Artist: "A. Person", Copyright: null, "exif-ifd0-Artist": null } })],
    [false, {}],
    [false, []],
    [false, { outputs: [] }],
    [false, { outputs: [{}] }],
    [false, { ...one({}), more: 1 }],
    [false, { steps: { a: 3 }, ...one({}) }],
    ...[
      ...[{ nonsense: 1 }, { quality: 0 }, { quality: 1.5 }, { quality: "80" }, { effort: 11 }, { lossless: "yes" }],
      ...[{ thumbnail: 0 }, { thumbnail: "big" }, { format: "bmp" }, { keep: "some" }, { keep: ["all"] }, { to: " " }],
      ...[
        { background: [1, 2] },
        { background: [256] },
        { background: 3 },
        { tile: 1 },
        { exif: "Artist" },
        { exif: { Artist: 3 } },
        { exif: { Artist: "" } },
        { steps: 3 },
        { to: null },
      ],
    ].map((fields) => [false, one(fields)] as const),
  ];

  test.each(samples)("and the command both say %s to %j", (fits, value) => {
    expect(accepts(pipelineSchema(), value)).toBe(fits);
    const read = (): unknown => parsePipelineFile(stringify(value), "p.yaml");
    if (fits) expect(read()).toBeDefined();
    else expect(read).toThrow(expect.objectContaining({ tag: "usage" }));
  });
});
