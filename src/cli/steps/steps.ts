/**
 * Turns a pipeline's calls into functions of an image: one makes the recipe to save, another computes
 * the values to print.
 * Not here: reading the calls (cli/steps/read-pipeline), or opening files (cli/apply/apply).
 * Read next: graph/image/operation-call.
 */
import type { ValueEvent } from "../../batch/events.ts";
import type { Image } from "../../graph/image/image.ts";
import type { ImageOperand, OperationInput } from "../../graph/image/operand.ts";
import type { PipelineCall } from "./arguments.ts";
import type { Pipeline } from "./read-pipeline.ts";
import { isThumbnail, thumbnailStep } from "./thumbnail-step.ts";
import type { FileRequest, ImageRequest, PipelineValue } from "./value.ts";

type OtherImages = ReadonlyMap<string, Image>;

/** The paths of all other images that the steps use, each once. */
export function filesOf({ calls }: Pipeline): ReadonlySet<string> {
  const values = calls.flatMap(({ args }) => Object.values(args)).flat();
  return new Set(values.filter(isFile).map(({ path }) => path));
}

/** Opens the images that the steps name with `@`, each once. A defect in one of them is a defect of every result. */
export async function openOthers(
  paths: ReadonlySet<string>,
  open: (path: string) => Promise<Image>,
): Promise<Map<string, Image>> {
  const images = new Map<string, Image>();
  for (const path of paths) images.set(path, await open(path));
  return images;
}

/** For a pipeline that gives an image. */
export function maker({ calls }: Pipeline, others: OtherImages): (image: Image) => Image {
  return (image) => calls.reduce((made, call) => step(made, call, others) as Image, image);
}

/** For a pipeline that gives values. */
export function finder({ calls }: Pipeline, others: OtherImages): (image: Image) => Promise<ValueEvent["value"]> {
  const last = calls.at(-1) as PipelineCall;
  const makeBefore = maker({ calls: calls.slice(0, -1), gives: "image" }, others);
  return async (image) => (await step(makeBefore(image), last, others)) as ValueEvent["value"];
}

function step(image: Image, call: PipelineCall, others: OtherImages): unknown {
  if (isThumbnail(call)) return thumbnailStep(image, call);
  const args = Object.entries(call.args).map(([name, value]) => [name, inputOf(value, others)] as const);
  return image.call(call.name, Object.fromEntries(args));
}

function inputOf(value: PipelineValue, others: OtherImages): OperationInput {
  if (isFile(value)) return others.get(value.path) as Image;
  if (typeof value !== "object") return value;
  return (value as readonly ImageRequest[]).map(
    (each): ImageOperand => (isFile(each) ? inputOf(each, others) : each) as ImageOperand,
  );
}

function isFile(value: unknown): value is FileRequest {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "file";
}
