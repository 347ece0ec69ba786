/**
 * The public names of Sluice, and nothing else.
 * Not here: any code.
 * Read next: graph/image, compose.
 */
export { type MapContext, type MapOptions, map } from "./batch/map.ts";
export type { ImagesInput, ImagesOptions } from "./batch/open-images.ts";
export type { Overrun } from "./budget/guard/backstop.ts";
export type { Holding, Owner } from "./budget/ledger/reservation.ts";
export type { Share, ShareOptions } from "./budget/limit/share.ts";
export type { BudgetStatus } from "./budget/measure/status.ts";
export { budget, configure, explain, images, open, type Settings, share, write } from "./compose.ts";
export { type Bytes, formatBytes, parseBytes } from "./core/bytes.ts";
export {
  BudgetError,
  CollisionError,
  DecodeError,
  DisposedError,
  type ErrorTag,
  isSluiceError,
  KernelError,
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
export type { PixelFormat, Samples, SamplesOf } from "./core/pixel-format.ts";
export type { MemoryTag, Term } from "./core/term.ts";
export type { EncodeOptions, MetadataKind, OutputFormat } from "./graph/encoding.ts";
export type { ImageInput, OpenOptions, SaveOptions, SaveResult, WriteOptions } from "./graph/engine.ts";
export type { PixelsOptions } from "./graph/image.ts";
export type { ImageStatics } from "./graph/image-statics.ts";
export {
  type FoldKernel,
  type FoldOptions,
  type KernelResult,
  kernel,
  type MapKernelOptions,
  type MapPixelsOptions,
  type ModuleKernel,
  type PixelKernel,
  type TileKernel,
  type TilesKernel,
} from "./graph/kernel.ts";
export type { FailOn, InputLimits } from "./graph/limits.ts";
export type { ImageOperand, OperationInput } from "./graph/operand.ts";
export type * from "./graph/operations.generated.ts";
export type { Output, OutputOptions } from "./graph/output.ts";
export { Pixels } from "./graph/pixels.ts";
export type { PixelsHeader, StripsHeader } from "./graph/pixels-node.ts";
export type { RecipeJson } from "./graph/recipe-json.ts";
export type { Strip, StripOptions, Tile, TileEdge, TileOptions } from "./graph/strip.ts";
export type { GivenStrip, GivenStrips } from "./graph/strip-source.ts";
export type { Extremum, Slice } from "./graph/sugar.ts";
export type { Box, Crop, Fit, ThumbnailOptions } from "./graph/thumbnail.ts";
export { Image } from "./operations.ts";
