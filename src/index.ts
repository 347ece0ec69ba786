/**
 * The public names of Sluice, and nothing else.
 * Not here: any code.
 * Read next: graph/image, compose.
 */
export { configure, open, type Settings } from "./compose.ts";
export { type Bytes, formatBytes, parseBytes } from "./core/bytes.ts";
export {
  BudgetError,
  CollisionError,
  DecodeError,
  DisposedError,
  type ErrorTag,
  isSluiceError,
  LibraryError,
  LimitError,
  type NamedBytes,
  OperationError,
  OutputError,
  SluiceError,
  UnreadableError,
  UnsupportedError,
  UsageError,
} from "./core/errors.ts";
export type { PixelFormat } from "./core/pixel-format.ts";
export type { EncodeOptions, MetadataKind, OutputFormat } from "./graph/encoding.ts";
export type { ImageInput, OpenOptions, SaveOptions, SaveResult } from "./graph/engine.ts";
export { Image } from "./graph/image.ts";
export type { FailOn, InputLimits } from "./graph/limits.ts";
export type { Box, Crop, Fit, ThumbnailOptions } from "./graph/thumbnail.ts";
