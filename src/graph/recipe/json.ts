/**
 * Writes recipes as JSON, and computes their digest: operation names, arguments, and sources by path.
 * Not here: the pixels of files; a recipe reads its sources again.
 * Read next: graph/recipe/node.
 */
import { createHash } from "node:crypto";
import { UsageError } from "../../core/errors.ts";
import { isModuleKernel } from "./kernel.ts";
import { kernelName } from "./kernel-node.ts";
import { mapRecipes, nodesOf } from "./node.ts";
import type { ArgumentValue, KernelWorkersAsked, MetadataValue, RecipeNode } from "./nodes.ts";

/** A recipe as data. Each node comes after its inputs, and names them by their position. */
export interface RecipeJson {
  readonly sluice: 1;
  readonly nodes: readonly NodeJson[];
}

/** A node by the name of its kind, with what that kind has. */
export type NodeJson = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Stands for a node: its position. */
export interface Reference {
  readonly node: number;
}

/** @throws {UsageError} for a recipe over bytes in memory, strips or functions, which have no name. */
export function recipeJson(recipe: RecipeNode): RecipeJson {
  const { order, reference } = numbered(recipe);
  return { sluice: 1, nodes: order.map((node) => nodeJson(node, reference)) };
}

/**
 * SHA-256 of the recipe's JSON, in hexadecimal: the same for the same recipe in every process. `pathAs` writes a path.
 */
export function recipeDigest(recipe: RecipeNode, pathAs: (path: string) => string = (path) => path): string {
  const { order, reference } = numbered(recipe);
  const hash = createHash("sha256");
  for (const node of order) {
    const bytes = node.kind === "open" && node.source.kind === "bytes" ? node.source.bytes : undefined;
    if (bytes !== undefined) hash.update("bytes ").update(bytes);
    else hash.update(JSON.stringify(withPath(nodeJson(node, reference), pathAs), sortedKeys));
    hash.update("\n");
  }
  return hash.digest("hex");
}

function withPath(json: NodeJson, pathAs: (path: string) => string): NodeJson {
  const { path } = json;
  return typeof path === "string" ? { ...json, path: pathAs(path) } : json;
}

type Refer = (node: RecipeNode) => Reference;

/** The nodes of a recipe in order, and a function from a node to its reference. */
function numbered(recipe: RecipeNode): { readonly order: readonly RecipeNode[]; readonly reference: Refer } {
  const order = [...nodesOf(recipe)];
  const position = new Map(order.map((node, index) => [node, index]));
  return { order, reference: (node) => ({ node: position.get(node) ?? -1 }) };
}

function nodeJson(node: RecipeNode, reference: Refer): NodeJson {
  switch (node.kind) {
    case "open": {
      const { source, failOn, allPages } = node;
      const pages = allPages === true ? { pages: "all" } : {};
      if (source.kind === "file") return { kind: "open", path: source.path, failOn, ...pages };
      if (source.kind === "store") return { kind: "open", path: source.path, failOn, ...source.image };
      throw new UsageError("a recipe over bytes in memory or from a stream cannot be written as JSON", {
        cure: "Open the image by its path.",
      });
    }
    case "thumbnail":
      return { kind: "thumbnail", input: reference(node.input), ...node.spec };
    case "operation": {
      const args = Object.entries(node.args).map(([name, value]) => [name, valueJson(value, reference)]);
      return { kind: "operation", name: node.name, output: node.output, args: Object.fromEntries(args) };
    }
    case "metadata": {
      const fields = Object.entries(node.fields).map(([name, value]) => [name, metadataJson(value)]);
      return { kind: "metadata", input: reference(node.input), fields: Object.fromEntries(fields) };
    }
    case "constant": {
      const { width, height, pages, format, interpretation } = node.header();
      return { kind: "constant", value: node.value, width, height, pages, format, interpretation };
    }
    case "kernel": {
      const { inputs, call, header } = node;
      if (isModuleKernel(call.code)) {
        const { form, halo, edge, workers, code } = call;
        const { format, bands, interpretation } = header;
        const options = { halo, edge, format, bands, interpretation, ...plainWorkers(workers) };
        return { kind: "kernel", inputs: inputs.map(reference), form, url: code.url, name: code.name, ...options };
      }
      throw new UsageError(`a recipe with the function ${kernelName(call)} cannot be written as JSON`, {
        cure: "Put the function into a module, and name it with kernel(url).",
      });
    }
    case "strips":
      throw new UsageError("a recipe over strips that a program makes cannot be written as JSON", {
        cure: "Save the image first, and open what was saved.",
      });
    case "pixels": {
      const { width, height, bands, pages, format, interpretation } = node.header;
      const data = Buffer.from(node.data.buffer, node.data.byteOffset, node.data.byteLength).toString("base64");
      return { kind: "pixels", width, height, bands, pages, format, interpretation, data };
    }
  }
}

/** Leaves out unset options. */
function plainWorkers({ max, timeoutMs, memory }: KernelWorkersAsked): object {
  return {
    ...(max === undefined ? {} : { workers: max }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    memory,
  };
}

/** `null` removes a field. */
function metadataJson(value: MetadataValue | undefined): unknown {
  if (value === undefined) return null;
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
}

function valueJson(value: ArgumentValue, reference: Refer): unknown {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString("base64") };
  // JSON has no infinities, and some of libvips' ranges include them.
  if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
  return mapRecipes(value, reference);
}

/** A replacer for `JSON.stringify`: it sorts fields by name, so that their order does not matter. */
export function sortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
