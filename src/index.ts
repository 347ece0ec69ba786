/**
 * The public names of Sluice, and nothing else.
 * Not here: any code.
 * Read next: graph/image/image, compose.
 */
export { type MapContext, type MapOptions, map } from "./batch/map.ts";
export type { ImagesInput, ImagesOptions } from "./batch/open-images.ts";
export type { Overrun } from "./budget/guard/backstop.ts";
export type { Holding, Owner } from "./budget/ledger/reservation.ts";
export type { Share, ShareOptions } from "./budget/limit/share.ts";
export type { BudgetStatus } from "./budget/measure/status.ts";
export { budget, configure, explain, images, open, share, write } from "./compose.ts";
export { type Bytes, formatBytes, parseBytes } from "./core/bytes.ts";
export {
  type AnySluiceError,
  BudgetError,
  CollisionError,
  DecodeError,
  DisposedError,
  type ErrorCode,
  type ErrorDetails,
  type ErrorDoc,
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
export type { Rect, Size } from "./core/rect.ts";
export type { MemoryTag, Term } from "./core/term.ts";
export type {
  BytesOptions,
  CheckpointFormat,
  CheckpointOptions,
  CheckpointSettings,
  ExplainFormat,
  ExplainOptions,
  ExplainSettings,
  ImageInput,
  OpenOptions,
  PixelsOptions,
  RunOptions,
  SaveOptions,
  SaveResult,
  SaveSettings,
  StreamOptions,
  WriteOptions,
} from "./graph/image/engine.ts";

export type { ImageStatics } from "./graph/image/image-statics.ts";
export type { ImageKernels } from "./graph/image/kernel-methods.ts";
export type { ImageOperand, OperationInput } from "./graph/image/operand.ts";
export type * from "./graph/image/operations.generated.ts";
export type { BinaryName, ImageOperators, UnaryName } from "./graph/image/operators.ts";
export { Pixels } from "./graph/image/pixels.ts";
export type { Extremum, ImageSugar, Slice } from "./graph/image/sugar.ts";
export type { FormatOfEnding, FormatOfName, FormatOfPath, OutputFormat } from "./graph/output/encoding.ts";
export type { ExifFields } from "./graph/output/exif-fields.ts";
export type * from "./graph/output/explanation.ts";
export type * from "./graph/output/format-options.generated.ts";
export type { MetadataKind } from "./graph/output/option-kinds.ts";
export type { AnyOutputOptions, FormatSetting, Output, OutputOptions, OutputSettings } from "./graph/output/output.ts";
export type { Progress, ProgressSetting } from "./graph/output/progress.ts";
export type { NodeJson, RecipeJson } from "./graph/recipe/json.ts";
export {
  type FoldKernel,
  type FoldOptions,
  type FoldSettings,
  type KernelFormat,
  type KernelHalo,
  type KernelResult,
  type KernelWorkers,
  kernel,
  type MapKernelOptions,
  type MapPixelsOptions,
  type ModuleKernel,
  type PixelKernel,
  type TileKernel,
  type TilesKernel,
} from "./graph/recipe/kernel.ts";
export type { FailOn, InputLimits } from "./graph/recipe/limits.ts";
export type { MetadataValue, ResultValue } from "./graph/recipe/nodes.ts";
export type { PixelsHeader, StripsHeader } from "./graph/recipe/pixels-node.ts";
export type { ByteStream, StoredImage } from "./graph/recipe/source.ts";
export type { GivenSamples, GivenStrip, GivenStrips } from "./graph/recipe/strip-source.ts";
export type { Box, Crop, Fit, ThumbnailOptions } from "./graph/recipe/thumbnail.ts";
export type { Strip, StripOptions, Tile, TileEdge, TileOptions } from "./graph/tiles/strip.ts";
export { Image } from "./operations.ts";
export type { Settings } from "./settings.ts";
export { createSluice, type Sluice } from "./sluice.ts";
