/**
 * The frozen nodes of a recipe, and the exhaustive table of each kind's header and inputs.
 * Not here: running them (run/lowering/lowering), or what they cost (plan/).
 * Read next: graph/image/image.
 */
import { OperationError } from "../../core/errors.ts";
import type { Size } from "../../core/rect.ts";
import { type ImageHeader, plainHeader } from "./header.ts";
import type {
  ArgumentValue,
  MetadataNode,
  NodeKind,
  NodeOfKind,
  OpenNode,
  OperationNode,
  RecipeNode,
} from "./nodes.ts";
import type { ThumbnailSpec } from "./thumbnail.ts";
import { thumbnailGeometry } from "./thumbnail-geometry.ts";

/** The definition of a kind of node. */
export interface NodeDefinition<K extends NodeKind> {
  /** The header of the result, by rule, without running anything. */
  header(node: NodeOfKind<K>): ImageHeader;
  /** The nodes that it is computed from. */
  inputs(node: NodeOfKind<K>): readonly RecipeNode[];
}

export const definitions: { readonly [K in NodeKind]: NodeDefinition<K> } = {
  open: { header: (node) => node.header, inputs: () => [] },
  thumbnail: {
    header: (node) => thumbnailHeader(headerOf(node.input), node.spec),
    inputs: (node) => [node.input],
  },
  operation: { header: operationHeader, inputs: operands },
  pixels: { header: (node) => node.header, inputs: () => [] },
  strips: { header: (node) => node.header, inputs: () => [] },
  constant: { header: (node) => node.header(), inputs: () => [] },
  metadata: { header: metadataHeader, inputs: (node) => [node.input] },
  kernel: { header: (node) => node.header, inputs: (node) => node.inputs },
};

function definitionOf<K extends NodeKind>(kind: K): NodeDefinition<K> {
  return definitions[kind];
}

/** The header of a recipe's result. */
export function headerOf(node: RecipeNode): ImageHeader {
  return definitionOf(node.kind).header(node as never);
}

/** The recipes that a node computes from. */
export function inputsOf(node: RecipeNode): readonly RecipeNode[] {
  return definitionOf(node.kind).inputs(node as never);
}

/** Every node of a recipe once, inputs before the nodes that use them. */
export function nodesOf(node: RecipeNode, seen = new Set<RecipeNode>()): ReadonlySet<RecipeNode> {
  if (seen.has(node)) return seen;
  for (const input of inputsOf(node)) nodesOf(input, seen);
  return seen.add(node);
}

/** The files and buffers that a recipe reads. */
export function sourcesOf(node: RecipeNode): OpenNode[] {
  return [...nodesOf(node)].filter((each) => each.kind === "open");
}

/** The only source of a recipe, to which all faults belong; undefined where it has several, or none. */
export function onlySourceOf(node: RecipeNode): OpenNode | undefined {
  const [only, ...others] = sourcesOf(node);
  return others.length === 0 ? only : undefined;
}

/** Whether a recipe has a source that can be read only once, so that it cannot run again. */
export function readsOnce(node: RecipeNode): boolean {
  return [...nodesOf(node)].some(({ kind }) => kind === "strips");
}

/** The recipe with the first frame only in every thumbnail, for formats that hold one. */
export function ofFirstFrame(node: RecipeNode): RecipeNode {
  if (node.kind !== "thumbnail") return node;
  const input = ofFirstFrame(node.input);
  // Return the same node where nothing changes, so that outputs in several formats share it.
  if (node.spec.pages === "first" && input === node.input) return node;
  const spec: ThumbnailSpec = Object.freeze({ ...node.spec, pages: "first" });
  return Object.freeze({ ...node, input, spec });
}

const firstPages = new WeakMap<OpenNode, OpenNode>();

/** The node as operations see it: for a file with several pages the first page, unless all were requested. */
export function forOperations(node: RecipeNode): RecipeNode {
  if (node.kind !== "open" || node.header.pages === 1 || node.allPages === true) return node;
  let first = firstPages.get(node);
  if (first === undefined) {
    first = Object.freeze({ ...node, header: Object.freeze({ ...node.header, pages: 1 }) });
    firstPages.set(node, first);
  }
  return first;
}

/** The recipes in an argument's value: one, several, or none. */
export function recipesIn(value: ArgumentValue): readonly RecipeNode[] {
  if (isRecipe(value)) return [value];
  return Array.isArray(value) ? value.filter(isRecipe) : [];
}

/** A value without recipes. */
export type PlainValue = Exclude<ArgumentValue, RecipeNode | readonly RecipeNode[]>;

/** An argument's value with each recipe replaced by `change`; the value itself where there is no recipe. */
export function mapRecipes<T>(value: ArgumentValue, change: (node: RecipeNode) => T): T | T[] | PlainValue {
  if (isRecipe(value)) return change(value);
  const recipes = recipesIn(value);
  return recipes.length > 0 ? recipes.map(change) : (value as PlainValue);
}

export function isRecipe(value: ArgumentValue): value is RecipeNode {
  return typeof value === "object" && "kind" in value;
}

const operandsKnown = new WeakMap<OperationNode, readonly RecipeNode[]>();

/** Cached: a plan walks through a recipe about ten times. */
function operands(node: OperationNode): readonly RecipeNode[] {
  let found = operandsKnown.get(node);
  if (found === undefined) {
    found = Object.values(node.args).flatMap(recipesIn);
    operandsKnown.set(node, found);
  }
  return found;
}

function operationHeader({ name, output, headers }: OperationNode): ImageHeader {
  const header = headers()[output];
  if (header !== undefined) return header;
  throw new OperationError(`it gives no image "${output}"`, { operation: name, cure: "Ask for another output." });
}

/** Applies the fields that libvips itself uses; all others only pass through. */
function metadataHeader({ input, fields }: MetadataNode): ImageHeader {
  const header = headerOf(input);
  const has = (name: string): boolean => Object.hasOwn(fields, name);
  const number = (name: string, otherwise: number): number => {
    const value = fields[name];
    return typeof value === "number" ? value : otherwise;
  };
  const profile = fields["icc-profile-data"];
  const rows = header.height * header.pages;
  const height = has("page-height") ? number("page-height", rows) : header.height;
  return Object.freeze({
    ...header,
    height,
    pages: rows / height,
    orientation: has("orientation") ? number("orientation", 1) : header.orientation,
    profileBytes: has("icc-profile-data") ? (profile instanceof Uint8Array ? profile.length : 0) : header.profileBytes,
  });
}

function thumbnailHeader(input: ImageHeader, spec: ThumbnailSpec): ImageHeader {
  const { width, height }: Size = thumbnailGeometry(input, spec).result;
  const pages = spec.pages === "all" ? input.pages : 1;
  const common = { width, height, pages, hasAlpha: input.hasAlpha };
  if (spec.colour === "keep") {
    const { bands, format, interpretation, profileBytes } = input;
    return plainHeader({ ...common, bands, format, interpretation, profileBytes });
  }
  const grey = isGrey(input.interpretation) && input.profileBytes === 0;
  const bands = (grey ? 1 : 3) + (input.hasAlpha ? 1 : 0);
  return plainHeader({ ...common, bands, format: "uchar", interpretation: grey ? "b-w" : "srgb" });
}

/** Whether an interpretation has one colour band. */
export function isGrey(interpretation: string): boolean {
  return interpretation === "b-w" || interpretation === "grey16";
}
