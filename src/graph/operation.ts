/**
 * libvips' operations as a recipe knows them: what one takes and gives, in words, and the node that calls it.
 * Not here: calling anything (native/), or the typed methods that users see (graph/operations.generated).
 * Read next: graph/node, graph/operation-call.
 */
import type { ImageHeader } from "./header.ts";
import type { RecipeNode } from "./node.ts";
import type { StripSource } from "./strip-source.ts";

/** What an argument or a result is. */
export type ArgumentKind =
  | "image"
  | "images"
  | "boolean"
  | "int"
  | "double"
  | "string"
  | "enum"
  | "flags"
  | "ints"
  | "doubles"
  | "blob"
  | "interpolate"
  | "source"
  | "target";

/** One argument of an operation. Names are libvips' own, with underscores. */
export interface ArgumentShape {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly required: boolean;
  /** Of a number. */
  readonly range?: { readonly minimum: number; readonly maximum: number } | undefined;
  /** The words of an enum, or of flags, which are joined with ":". */
  readonly values?: readonly string[] | undefined;
  /** What it is when it is left out, where libvips says so. */
  readonly default?: boolean | number | string | undefined;
  /** libvips' own description. */
  readonly blurb: string;
}

/** An operation of the loaded library. */
export interface OperationShape {
  /** libvips' nickname, such as `extract_area`. */
  readonly name: string;
  readonly description: string;
  /** In libvips' own order; deprecated ones are left out. */
  readonly inputs: readonly ArgumentShape[];
  readonly outputs: readonly ArgumentShape[];
  /** The input image on which the operation draws; its result is then an image `out`. */
  readonly drawsOn?: string | undefined;
}

/** A value of an argument in a recipe: images are recipes themselves. */
export type ArgumentValue =
  | boolean
  | number
  | string
  | Uint8Array
  | readonly number[]
  | RecipeNode
  | readonly RecipeNode[];

export type OperationArguments = Readonly<Record<string, ArgumentValue>>;

/** One output image of an operation. */
export interface OperationNode {
  readonly kind: "operation";
  /** libvips' nickname. */
  readonly name: string;
  /** By libvips' names; what was left out is libvips' default. */
  readonly args: OperationArguments;
  /** Which of the operation's outputs this is; mostly `out`. */
  readonly output: string;
  /** The headers of all output images, by their names. @throws {OperationError} when libvips refuses the arguments. */
  readonly headers: () => Readonly<Record<string, ImageHeader>>;
}

/** Pixels that a user gave, row by row, bands side by side; nobody may change them afterwards. */
export interface PixelsNode {
  readonly kind: "pixels";
  readonly data: Uint8Array;
  readonly header: ImageHeader;
}

/** Pixels that a user's code makes while they are used: in order, and once. */
export interface StripsNode {
  readonly kind: "strips";
  readonly source: StripSource;
  readonly header: ImageHeader;
}

/** One colour, of the size that an operation wants of it. */
export interface ConstantNode {
  readonly kind: "constant";
  /** A sample for each band. */
  readonly value: readonly number[];
  readonly header: () => ImageHeader;
}

/** What a result is that is no image. */
export type ResultValue = boolean | number | string | Uint8Array | readonly number[];

/** What a metadata field may be set to. */
export type MetadataValue = number | string | Uint8Array | readonly number[];

/** The input with other metadata; its pixels are the same. */
export interface MetadataNode {
  readonly kind: "metadata";
  readonly input: RecipeNode;
  /** By libvips' names; `undefined` takes a field away. */
  readonly fields: Readonly<Record<string, MetadataValue | undefined>>;
}
