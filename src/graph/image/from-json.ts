/**
 * Rebuilds a recipe from its JSON: it opens the sources, and calls the operations with their recorded arguments.
 * Not here: writing JSON (graph/recipe/json).
 * Read next: graph/recipe/json.
 */
import { UsageError } from "../../core/errors.ts";
import { type PixelFormat, samplesFrom } from "../../core/pixel-format.ts";
import { type ImageHeader, plainHeader } from "../recipe/header.ts";
import type { NodeJson, RecipeJson } from "../recipe/json.ts";
import { kernel, type MapKernelOptions } from "../recipe/kernel.ts";
import { kernelNode } from "../recipe/kernel-node.ts";
import { metadataNode } from "../recipe/metadata.ts";
import type { KernelForm, RecipeNode } from "../recipe/nodes.ts";
import { pixelsNode } from "../recipe/pixels-node.ts";
import { type Box, type ThumbnailOptions, thumbnailSpec } from "../recipe/thumbnail.ts";
import type { Engine, OpenOptions } from "./engine.ts";
import { callOperation } from "./operation-call.ts";

/** @throws {UsageError} for data that is not a recipe; and the errors of `open` and of the operations. */
export async function replay(engine: Engine, json: RecipeJson, options: OpenOptions): Promise<RecipeNode> {
  if (json?.sluice !== 1 || !Array.isArray(json.nodes) || json.nodes.length === 0) {
    throw new UsageError("this is no recipe of Sluice", { cure: "Pass what toJSON() gave." });
  }
  const nodes: RecipeNode[] = [];
  for (const node of json.nodes) nodes.push(Object.freeze(await replayNode(engine, node, nodes, options)));
  return nodes.at(-1) as RecipeNode;
}

/** The options of `open` that a recipe records. */
const which = ["pages", "dataset", "page", "axes", "level"] as const;
interface KernelJson extends MapKernelOptions {
  readonly inputs: readonly unknown[];
  readonly form: KernelForm;
  readonly url: string;
  readonly name: string;
}

async function replayNode(
  engine: Engine,
  json: NodeJson,
  made: readonly RecipeNode[],
  options: OpenOptions,
): Promise<RecipeNode> {
  const { kind, ...rest } = json;
  const fields = rest as Record<string, never>;
  switch (kind) {
    case "open":
      return await engine.open(fields["path"] ?? "", {
        ...options,
        failOn: options.failOn ?? fields["failOn"] ?? "warning",
        ...Object.fromEntries(which.flatMap((name) => (name in fields ? [[name, fields[name]]] : []))),
      });
    case "thumbnail": {
      const { input, box, ...spec } = rest as unknown as { input: unknown; box: Box } & ThumbnailOptions;
      return { kind, input: referred(input, made), spec: thumbnailSpec(box, spec) };
    }
    case "operation": {
      const entries = Object.entries(fields["args"] ?? {}).map(([name, value]) => [name, argumentFrom(value, made)]);
      const { images } = callOperation(
        engine.operations,
        engine.compute,
        String(fields["name"]),
        undefined,
        Object.fromEntries(entries),
      );
      const node = images[String(fields["output"])];
      if (node !== undefined) return node;
      throw new UsageError(`${fields["name"]} has no image "${fields["output"]}"`, { cure: "Correct the recipe." });
    }
    case "kernel": {
      if (options.untrusted === false) {
        throw new UsageError(`the recipe runs code of its own, ${fields["url"]}`, {
          cure: "Allow what is untrusted where you know who wrote the recipe.",
        });
      }
      const { inputs, form, url, name, ...rest } = fields as unknown as KernelJson;
      const images = inputs.map((input) => referred(input, made));
      return kernelNode(images, kernel(url, name), form, rest);
    }
    case "metadata": {
      const entries = Object.entries(fields["fields"] ?? {}).map(([name, value]) => {
        return [name, value === null ? undefined : argumentFrom(value, made)];
      });
      return metadataNode(referred(rest["input"], made), Object.fromEntries(entries));
    }
    case "constant": {
      const { value, ...header } = rest as unknown as ImageHeader & { value: readonly number[] };
      const like = plainHeader({ ...header, bands: value.length });
      return { kind, value, header: () => like };
    }
    case "pixels": {
      const { data, ...header } = rest as unknown as { data: string; width: number; format: PixelFormat };
      return pixelsNode(samplesFrom(header.format, Uint8Array.from(Buffer.from(data, "base64"))), header);
    }
    default:
      throw new UsageError(`a recipe has no "${String(kind)}" nodes`, { cure: "Correct the recipe." });
  }
}

function argumentFrom(value: unknown, made: readonly RecipeNode[]): unknown {
  if (Array.isArray(value)) return value.map((each) => argumentFrom(each, made));
  if (typeof value !== "object" || value === null) return value;
  if ("node" in value) return referred(value, made);
  if ("number" in value) return Number(value.number);
  return "base64" in value ? Uint8Array.from(Buffer.from(String(value.base64), "base64")) : value;
}

function referred(value: unknown, made: readonly RecipeNode[]): RecipeNode {
  const node = made[(value as { node?: number } | undefined)?.node ?? -1];
  if (node !== undefined) return node;
  throw new UsageError("a node of the recipe refers to one that does not come before it", {
    cure: "Correct the recipe.",
  });
}
