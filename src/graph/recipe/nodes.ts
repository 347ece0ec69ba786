/**
 * libvips' operations as a recipe knows them: what one takes and gives, in words, and the node that calls it.
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

/** A file or buffer, of which the header was read. */
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

/** What a kernel is called for: each tile of one image, each tile of several, or each pixel. */
export type KernelForm = "tile" | "tiles" | "pixel" | "fold";

/** A kernel and how it is to be run. */
export interface KernelCall {
  readonly form: KernelForm;
  /** A function of the caller's thread, or one of a module. Its own type is known to whoever calls it. */
  readonly code: KernelCode;
  readonly halo: number;
  readonly edge: TileEdge;
  readonly workers: KernelWorkersAsked;
}

export type KernelFunction = (...given: never[]) => unknown;
export type KernelCode = KernelFunction | ModuleKernel;

export interface KernelWorkersAsked {
  /** Undefined: as many as the plan has threads. */
  readonly most: number | undefined;
  readonly timeoutMs: number | undefined;
  /** Of each worker's heap, for the kernel itself. */
  readonly memory: Bytes;
}

/** Pixels that a kernel makes of those of one image or several, from the top down. */
export interface KernelNode {
  readonly kind: "kernel";
  /** All of one size. */
  readonly inputs: readonly RecipeNode[];
  readonly call: KernelCall;
  readonly header: ImageHeader;
}
