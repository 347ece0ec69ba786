/**
 * The types of a recipe's nodes, and the description of libvips' operations: arguments and results.
 * Not here: calling anything (native/), or the typed methods that users see (graph/image/operations.generated).
 * Read next: graph/recipe/node, graph/image/operation-call.
 */
import type { Bytes } from "../../core/bytes.ts";
import type { TileEdge } from "../tiles/strip.ts";
import type { ImageHeader, SourceHeader } from "./header.ts";
import type { ModuleKernel } from "./kernel.ts";
import type { FailOn } from "./limits.ts";
import type { ImageSource } from "./source.ts";
import type { StripSource } from "./strip-source.ts";
import type { ThumbnailSpec } from "./thumbnail.ts";

/** The kind of an argument or a result. */
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
  /** The range of a number. */
  readonly range?: { readonly minimum: number; readonly maximum: number } | undefined;
  /** The words of an enum, or of flags, which are joined with ":". */
  readonly values?: readonly string[] | undefined;
  /** The default value, where libvips has one. */
  readonly default?: boolean | number | string | undefined;
  /** libvips' own description. */
  readonly blurb: string;
}

/** An operation of the loaded library. */
export interface OperationShape {
  /** libvips' nickname, such as `extract_area`. */
  readonly name: string;
  readonly description: string;
  /** In libvips' own order, without deprecated ones. */
  readonly inputs: readonly ArgumentShape[];
  readonly outputs: readonly ArgumentShape[];
  /** The input image that the operation draws on; its result is then an image `out`. */
  readonly drawsOn?: string | undefined;
}

/** The value of an argument in a recipe: images are recipes themselves. */
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
  /** Arguments by libvips' names; a missing argument has libvips' default. */
  readonly args: OperationArguments;
  /** The operation's output that this node is; mostly `out`. */
  readonly output: string;
  /** The headers of all output images, by their names. @throws {OperationError} when libvips refuses the arguments. */
  readonly headers: () => Readonly<Record<string, ImageHeader>>;
}

/** Pixels that a user gave, row by row, bands interleaved; they must not change afterwards. */
export interface PixelsNode {
  readonly kind: "pixels";
  readonly data: Uint8Array;
  readonly header: ImageHeader;
}

/** Pixels that a user's code produces while they are used: in order, and once. */
export interface StripsNode {
  readonly kind: "strips";
  readonly source: StripSource;
  readonly header: ImageHeader;
}

/** An image of one colour, in the size that an operation needs. */
export interface ConstantNode {
  readonly kind: "constant";
  /** A sample for each band. */
  readonly value: readonly number[];
  readonly header: () => ImageHeader;
}

/** A result that is not an image. */
export type ResultValue = boolean | number | string | Uint8Array | readonly number[];

/** The values of a metadata field. */
export type MetadataValue = number | string | Uint8Array | readonly number[];

/** The input with other metadata and the same pixels. */
export interface MetadataNode {
  readonly kind: "metadata";
  readonly input: RecipeNode;
  /** Fields by libvips' names; `undefined` removes a field. */
  readonly fields: Readonly<Record<string, MetadataValue | undefined>>;
}

/** A file or buffer whose header was read. */
export interface OpenNode {
  readonly kind: "open";
  readonly source: ImageSource;
  readonly header: SourceHeader;
  readonly failOn: FailOn;
  /** Whether operations see all of its pages instead of the first. */
  readonly allPages?: boolean;
}

/** The input resampled into a box. */
export interface ThumbnailNode {
  readonly kind: "thumbnail";
  readonly input: RecipeNode;
  readonly spec: ThumbnailSpec;
}

export type RecipeNode =
  | OpenNode
  | ThumbnailNode
  | OperationNode
  | PixelsNode
  | StripsNode
  | ConstantNode
  | MetadataNode
  | KernelNode;
export type NodeKind = RecipeNode["kind"];
export type NodeOfKind<K extends NodeKind> = Extract<RecipeNode, { kind: K }>;

/**
 * The form of a kernel: called for each tile of one image, for each tile of several, for each pixel, or to fold tiles.
 */
export type KernelForm = "tile" | "tiles" | "pixel" | "fold";

/** A kernel and how to run it. */
export interface KernelCall {
  readonly form: KernelForm;
  /** A function of the caller's thread, or a function of a module. Only its caller knows its exact type. */
  readonly code: KernelCode;
  readonly halo: number;
  readonly edge: TileEdge;
  readonly workers: KernelWorkersAsked;
}

export type KernelFunction = (...given: never[]) => unknown;
export type KernelCode = KernelFunction | ModuleKernel;

export interface KernelWorkersAsked {
  /** The maximum number of workers. Undefined: as many as the plan has threads. */
  readonly max: number | undefined;
  readonly timeoutMs: number | undefined;
  /** The heap of each worker for the kernel itself. */
  readonly memory: Bytes;
}

/** Pixels that a kernel computes from one image or several, from the top down. */
export interface KernelNode {
  readonly kind: "kernel";
  /** All inputs have one size. */
  readonly inputs: readonly RecipeNode[];
  readonly call: KernelCall;
  readonly header: ImageHeader;
}
