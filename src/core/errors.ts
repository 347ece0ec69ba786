/**
 * The one family of errors that Sluice throws: tagged, with numbers as fields, each ending with a cure.
 * Not here: cancellation, which rejects with the signal's own reason, as everywhere in Node.
 * Read next: docs/reference/errors.md, which is written from this file.
 */
import type { Rect } from "./rect.ts";

/** The fields of every error, in addition to its message. */
export interface ErrorDetails {
  /** What the reader can do about it, as a sentence. */
  readonly cure: string;
  /** The file or output concerned, if there is one. */
  readonly path?: string | undefined;
  readonly cause?: unknown;
}

/** Why a class exists, for the generated documentation. */
export interface ErrorDoc {
  readonly when: string;
  readonly cure: string;
}

/** The `code` of an error by its tag, for programs that check codes, as with Node's own errors. */
export const errorCodes = {
  usage: "SLUICE_USAGE_ERROR",
  library: "SLUICE_LIBRARY_ERROR",
  unreadable: "SLUICE_UNREADABLE_ERROR",
  unsupported: "SLUICE_UNSUPPORTED_ERROR",
  decode: "SLUICE_DECODE_ERROR",
  limit: "SLUICE_LIMIT_ERROR",
  budget: "SLUICE_BUDGET_ERROR",
  operation: "SLUICE_OPERATION_ERROR",
  kernel: "SLUICE_KERNEL_ERROR",
  output: "SLUICE_OUTPUT_ERROR",
  collision: "SLUICE_COLLISION_ERROR",
  disposed: "SLUICE_DISPOSED_ERROR",
} as const;

/** One word for each kind of error. */
export type ErrorTag = keyof typeof errorCodes;
/** The tag as a code that no other package uses. */
export type ErrorCode<Tag extends ErrorTag = ErrorTag> = (typeof errorCodes)[Tag];

/** The base of all of Sluice's errors; catch it with {@link isSluiceError}. */
export abstract class SluiceError<Tag extends ErrorTag = ErrorTag> extends Error {
  abstract readonly tag: Tag;
  abstract readonly code: ErrorCode<Tag>;
  readonly cure: string;
  /** The file that the error is about, if any. The message begins with it. */
  readonly path: string | undefined;
  readonly #problem: string;

  constructor(problem: string, { path, cure, cause }: ErrorDetails) {
    super(path === undefined ? problem : `${path}: ${problem}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.cure = cure;
    this.path = path;
    this.#problem = problem;
  }

  /** The message without the file's name, for lists that already name the file. */
  get problem(): string {
    return this.#problem;
  }
}

export class UsageError extends SluiceError<"usage"> {
  static readonly doc: ErrorDoc = {
    when: "An argument or option is not of the kind, or not in the range, that the call accepts.",
    cure: "Correct the argument; the message names it, what was expected and what came.",
  };
  readonly tag = "usage";
  readonly code = errorCodes.usage;
}

export class LibraryError extends SluiceError<"library"> {
  static readonly doc: ErrorDoc = {
    when: "libvips could not be found or loaded, or is older than 8.14.",
    cure: "Install the optional dependencies again, or point SLUICE_LIBVIPS at a libvips.so.42; `sluice doctor` shows what was tried.",
  };
  readonly tag = "library";
  readonly code = errorCodes.library;
}

export class UnreadableError extends SluiceError<"unreadable"> {
  static readonly doc: ErrorDoc = {
    when: "The input does not exist, may not be read, is empty, is not a regular file, or changed while it was read.",
    cure: "Check the path and its permissions; copy the content of a pipe or device to a file first.",
  };
  readonly tag = "unreadable";
  readonly code = errorCodes.unreadable;
}

export class UnsupportedError extends SluiceError<"unsupported"> {
  static readonly doc: ErrorDoc = {
    when: "The content is of no format that the loaded libvips reads, or an operation or format is asked for that it lacks.",
    cure: "Convert the file first, or use a libvips with that format through SLUICE_LIBVIPS; `sluice doctor` lists the formats.",
  };
  readonly tag = "unsupported";
  readonly code = errorCodes.unsupported;
}

export class DecodeError extends SluiceError<"decode"> {
  static readonly doc: ErrorDoc = {
    when: "The file is broken or truncated.",
    cure: 'Get a good copy, or accept what can be decoded with failOn "none"; the result is then reported as degraded.',
  };
  readonly tag = "decode";
  readonly code = errorCodes.decode;
}

export class LimitError extends SluiceError<"limit"> {
  static readonly doc: ErrorDoc = {
    when: "The header claims more pixels, frames or scans than the limits allow.",
    cure: "Raise that limit if you trust the file; the message gives both numbers.",
  };
  readonly tag = "limit";
  readonly code = errorCodes.limit;
  readonly found: number;
  readonly allowed: number;

  constructor(message: string, details: ErrorDetails & { readonly found: number; readonly allowed: number }) {
    super(message, details);
    this.found = details.found;
    this.allowed = details.allowed;
  }
}

/** One addend of a projected size, as errors and reports show it. */
export interface NamedBytes {
  readonly name: string;
  readonly size: number;
}

export class BudgetError extends SluiceError<"budget"> {
  static readonly doc: ErrorDoc = {
    when: "A job is projected to need more memory than the budget allows, even when nothing else runs.",
    cure: "Allow at least the size that the message names, or ask for less: the largest terms are listed.",
  };
  readonly tag = "budget";
  readonly code = errorCodes.budget;
  /** Bytes that this job was projected to need. */
  readonly asked: number;
  /** Bytes that the budget leaves for all jobs together. */
  readonly free: number;
  /** The smallest whole budget that would suffice. */
  readonly needed: number;
  /** The largest addends of the projection, largest first. */
  readonly terms: readonly NamedBytes[];

  constructor(
    message: string,
    details: ErrorDetails & {
      readonly asked: number;
      readonly free: number;
      readonly needed: number;
      readonly terms: readonly NamedBytes[];
    },
  ) {
    super(message, details);
    this.asked = details.asked;
    this.free = details.free;
    this.needed = details.needed;
    this.terms = details.terms;
  }
}

export class OperationError extends SluiceError<"operation"> {
  static readonly doc: ErrorDoc = {
    when: "libvips refused an operation: an argument it does not accept, or images that do not go together.",
    cure: "Read libvips' own words in the message and correct the argument they name.",
  };
  readonly tag = "operation";
  readonly code = errorCodes.operation;
  /** libvips' nickname of the operation. */
  readonly operation: string;
  /** libvips' own words. */
  readonly reason: string;

  constructor(reason: string, details: ErrorDetails & { readonly operation: string }) {
    super(`${details.operation}: ${reason}`, details);
    this.operation = details.operation;
    this.reason = reason;
  }
}

export class KernelError extends SluiceError<"kernel"> {
  static readonly doc: ErrorDoc = {
    when: "A function of yours over pixels threw, gave back something else than its tile's samples, took longer than it may, used up its memory, or ended its thread; or its module could not be imported.",
    cure: "Read the cause, which is the function's own error with its stack; the message names the kernel and the tile.",
  };
  readonly tag = "kernel";
  readonly code = errorCodes.kernel;
  /** The function's name, or the module's file. */
  readonly kernel: string;
  /** The tile that was being computed; undefined if the error concerns no tile. */
  readonly rect: Rect | undefined;

  constructor(reason: string, details: ErrorDetails & { readonly kernel: string; readonly rect?: Rect | undefined }) {
    const { kernel, rect } = details;
    const at = rect === undefined ? "" : ` at ${rect.left}, ${rect.top} (${rect.width} × ${rect.height} pixels)`;
    super(`${kernel}${at}: ${reason}`, details);
    this.kernel = kernel;
    this.rect = rect;
  }
}

export class OutputError extends SluiceError<"output"> {
  static readonly doc: ErrorDoc = {
    when: "The result could not be written: no space, no permission, a folder in the way, or it would replace its own input.",
    cure: "Free space or choose another output; nothing half-written was left behind.",
  };
  readonly tag = "output";
  readonly code = errorCodes.output;
}

export class CollisionError extends SluiceError<"collision"> {
  static readonly doc: ErrorDoc = {
    when: "Two or more inputs of a batch would be written to one output file. Found before any work starts.",
    cure: "Make the names differ with --name, for example by {ext} or {dir}.",
  };
  readonly tag = "collision";
  readonly code = errorCodes.collision;
  /** Each output with the inputs that claim it. */
  readonly collisions: readonly { readonly output: string; readonly inputs: readonly string[] }[];

  constructor(message: string, details: ErrorDetails & { readonly collisions: CollisionError["collisions"] }) {
    super(message, details);
    this.collisions = details.collisions;
  }
}

export class DisposedError extends SluiceError<"disposed"> {
  static readonly doc: ErrorDoc = {
    when: "An image or handle was used after it was disposed.",
    cure: "Keep the image in scope for as long as it is used, or open it again.",
  };
  readonly tag = "disposed";
  readonly code = errorCodes.disposed;
}

/** Every class of the family, in the order of the documentation. */
export const errorClasses = [
  UsageError,
  LibraryError,
  UnreadableError,
  UnsupportedError,
  DecodeError,
  LimitError,
  BudgetError,
  OperationError,
  KernelError,
  OutputError,
  CollisionError,
  DisposedError,
] as const;

/** Any error of the family, for telling them apart by `tag`. */
export type AnySluiceError = InstanceType<(typeof errorClasses)[number]>;

/** Whether a caught value is one of Sluice's errors. With tags, whether it has one of these tags. */
export function isSluiceError<Tag extends ErrorTag = ErrorTag>(
  error: unknown,
  ...tags: readonly Tag[]
): error is Extract<AnySluiceError, { tag: Tag }> {
  if (!(error instanceof SluiceError)) return false;
  return tags.length === 0 || (tags as readonly string[]).includes(error.tag);
}

/** The problem and its cure as one text, without the file's name if it equals `named`. */
export function problemAndCure(error: unknown, named?: string): string {
  if (!isSluiceError(error)) return String(error);
  return `${error.path === named ? error.problem : error.message}. ${error.cure}`;
}
