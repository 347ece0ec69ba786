/**
 * Runs a case through the public API, and compares it with the same operation called on libvips itself: pixels, values,
 * and the headers that the recipe had before anything ran.
 * Not here: whether the pixels are right, which the case judges.
 * Read next: test/operations/run-case.ts, src/graph/image/operation-call.ts.
 */
import { expect } from "vitest";
import { filledUp } from "../../src/graph/recipe/header-rules.ts";
import { Image, type OperationInput, type Samples } from "../../src/index.ts";
import { shapeOf } from "../../src/native/operation/shape.ts";
import type { CaseArguments, CaseResult, CaseResults, CaseValue, Made, OperationCase, Picture } from "./case.ts";

type Inputs = Record<string, OperationInput>;
type Results = Record<string, unknown>;

/** Without a seed, their results differ from call to call. */
const random = new Set(["gaussnoise", "perlin", "worley", "fractsurf"]);

/** Whether a case can run through the API. Sources and targets are libvips' own, and have no counterpart there. */
export function isPublic({ operation, args }: Pick<OperationCase, "operation" | "args">): boolean {
  const internal = shapeOf(operation).inputs.some(({ kind }) => kind === "source" || kind === "target");
  return !internal && Object.values(args).every((value) => !isMade(value) || isPublic(value));
}

/** Fails if the public API gives a different result than `native`, which came from libvips itself. */
export async function expectSameInPublic(one: OperationCase, native: CaseResults): Promise<void> {
  const results = await callPublic(one.operation, one.args);
  for (const [name, expected] of Object.entries(native)) {
    const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const actual = results[camel] ?? results[name];
    if (actual instanceof Image) await expectSameImage(`${one.operation}.${name}`, actual, expected, one);
    else expect(actual, `${one.operation}.${name}`).toEqual(expected);
  }
}

/** Calls a case's operation and computes all its results, to check for leaks. */
export async function callCase({ operation, args }: Pick<OperationCase, "operation" | "args">): Promise<void> {
  for (const result of Object.values(await callPublic(operation, args))) {
    if (result instanceof Image) (await result.pixels()).dispose();
  }
}

async function expectSameImage(name: string, image: Image, expected: CaseResult, one: OperationCase): Promise<void> {
  if (typeof expected !== "object" || !("data" in expected)) throw new Error(`${name} should be no image`);
  const { width, height, bands, format, interpretation } = image;
  const told = { width, height: height * image.pages, bands, format, interpretation };
  const { data: wanted, ...facts } = expected;
  const real = { width: facts.width, height: facts.height, bands: facts.bands, format: facts.format };
  const width16 = filledUp.has(one.operation) && facts.width !== 256 ? { width: 65_536 } : {};
  expect(told, `the header of ${name}`).toEqual({ ...real, ...width16, interpretation: facts.interpretation });
  if (random.has(one.operation) && one.args["seed"] === undefined) return;
  using pixels = await image.pixels();
  const bytes = (data: ArrayBufferView): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [found, judged] = [bytes(pixels.data), bytes(wanted)];
  expect(Buffer.compare(found.subarray(0, judged.length), judged), `the pixels of ${name}`).toBe(0);
  expect(
    found.subarray(judged.length).every((byte) => byte === 0),
    `${name} is filled up with zeros`,
  ).toBe(true);
}

async function callPublic(operation: string, args: CaseArguments): Promise<Results> {
  const inputs: Inputs = {};
  for (const [name, value] of Object.entries(args)) inputs[name] = await toInput(value);
  const result = await Image.call(operation, { ...inputs, allOutputs: true } as Inputs);
  const { outputs, drawsOn } = shapeOf(operation);
  const [only, ...others] = outputs;
  if (only === undefined) return drawsOn === undefined ? {} : (result as Results);
  return others.length === 0 && drawsOn === undefined ? { [only.name]: result } : (result as Results);
}

async function toInput(value: CaseValue): Promise<OperationInput> {
  if (typeof value !== "object" || value instanceof Uint8Array) return value;
  if (isPicture(value)) return toImage(value);
  if (isMade(value)) return await make(value);
  const list: OperationInput[] = [];
  for (const item of value as readonly CaseValue[]) list.push(await toInput(item));
  return list as unknown as OperationInput;
}

async function make({ operation, args, result = "out" }: Made): Promise<OperationInput> {
  const value = (await callPublic(operation, args))[result];
  if (value === undefined) throw new Error(`${operation} gives no ${result}`);
  return value as OperationInput;
}

function toImage({ orientation, interpretation = "multiband", data, ...header }: Picture): Image {
  const image = Image.fromPixels(data as Samples, { ...header, interpretation });
  return orientation === undefined ? image : image.set({ orientation });
}

function isPicture(value: CaseValue): value is Picture {
  return typeof value === "object" && "data" in value && "bands" in value;
}

function isMade(value: CaseValue): value is Made {
  return typeof value === "object" && "operation" in value;
}
