/**
 * libvips' operations as typed methods, written by scripts/generate-operations.ts: change it there.
 * Not here: what a call does (graph/image/operation-call), or anything at run time besides a list of names.
 * Read next: graph/image/image, plan/access/operation-memory.
 */
import type { FailOn } from "../recipe/limits.ts";
import type { RunOptions } from "./engine.ts";
import type { Image } from "./image.ts";
import type { ImageOperand } from "./operand.ts";

/** libvips' nicknames of the operations that have a method here. */
export type OperationName =
  | "CMC2LCh"
  | "CMYK2XYZ"
  | "HSV2sRGB"
  | "LCh2CMC"
  | "LCh2Lab"
  | "Lab2LCh"
  | "Lab2LabQ"
  | "Lab2LabS"
  | "Lab2XYZ"
  | "LabQ2Lab"
  | "LabQ2LabS"
  | "LabQ2sRGB"
  | "LabS2Lab"
  | "LabS2LabQ"
  | "Oklab2Oklch"
  | "Oklab2XYZ"
  | "Oklch2Oklab"
  | "XYZ2CMYK"
  | "XYZ2Lab"
  | "XYZ2Oklab"
  | "XYZ2Yxy"
  | "XYZ2scRGB"
  | "Yxy2XYZ"
  | "abs"
  | "add"
  | "addalpha"
  | "affine"
  | "arrayjoin"
  | "autorot"
  | "avg"
  | "bandbool"
  | "bandfold"
  | "bandjoin"
  | "bandjoin_const"
  | "bandmean"
  | "bandrank"
  | "bandunfold"
  | "black"
  | "boolean"
  | "boolean_const"
  | "buildlut"
  | "byteswap"
  | "canny"
  | "case"
  | "cast"
  | "clamp"
  | "colourspace"
  | "compass"
  | "complex"
  | "complex2"
  | "complexform"
  | "complexget"
  | "composite"
  | "composite2"
  | "conv"
  | "conva"
  | "convasep"
  | "convf"
  | "convi"
  | "convsep"
  | "copy"
  | "countlines"
  | "dE00"
  | "dE76"
  | "dECMC"
  | "deviate"
  | "divide"
  | "draw_circle"
  | "draw_flood"
  | "draw_image"
  | "draw_line"
  | "draw_mask"
  | "draw_rect"
  | "draw_smudge"
  | "embed"
  | "extract_area"
  | "extract_band"
  | "eye"
  | "falsecolour"
  | "fastcor"
  | "fill_nearest"
  | "find_trim"
  | "flatten"
  | "flip"
  | "float2rad"
  | "fractsurf"
  | "freqmult"
  | "gamma"
  | "gaussblur"
  | "gaussmat"
  | "gaussnoise"
  | "getpoint"
  | "gravity"
  | "grey"
  | "grid"
  | "hist_cum"
  | "hist_entropy"
  | "hist_equal"
  | "hist_find"
  | "hist_find_indexed"
  | "hist_find_ndim"
  | "hist_ismonotonic"
  | "hist_local"
  | "hist_match"
  | "hist_norm"
  | "hist_plot"
  | "hough_circle"
  | "hough_line"
  | "icc_export"
  | "icc_import"
  | "icc_transform"
  | "identity"
  | "ifthenelse"
  | "insert"
  | "invert"
  | "invertlut"
  | "join"
  | "labelregions"
  | "linear"
  | "linecache"
  | "logmat"
  | "mapim"
  | "maplut"
  | "mask_butterworth"
  | "mask_butterworth_band"
  | "mask_butterworth_ring"
  | "mask_fractal"
  | "mask_gaussian"
  | "mask_gaussian_band"
  | "mask_gaussian_ring"
  | "mask_ideal"
  | "mask_ideal_band"
  | "mask_ideal_ring"
  | "match"
  | "math"
  | "math2"
  | "math2_const"
  | "matrixinvert"
  | "matrixmultiply"
  | "max"
  | "maxpair"
  | "measure"
  | "merge"
  | "min"
  | "minpair"
  | "morph"
  | "mosaic"
  | "mosaic1"
  | "msb"
  | "multiply"
  | "percent"
  | "perlin"
  | "phasecor"
  | "premultiply"
  | "prewitt"
  | "profile"
  | "project"
  | "quadratic"
  | "rad2float"
  | "rank"
  | "recomb"
  | "reduce"
  | "reduceh"
  | "reducev"
  | "relational"
  | "relational_const"
  | "remainder"
  | "remainder_const"
  | "replicate"
  | "resize"
  | "rot"
  | "rot45"
  | "rotate"
  | "round"
  | "sRGB2HSV"
  | "sRGB2scRGB"
  | "scRGB2BW"
  | "scRGB2XYZ"
  | "scRGB2sRGB"
  | "scale"
  | "scharr"
  | "sdf"
  | "sequential"
  | "sharpen"
  | "shrink"
  | "shrinkh"
  | "shrinkv"
  | "sign"
  | "similarity"
  | "sines"
  | "smartcrop"
  | "sobel"
  | "spcor"
  | "spectrum"
  | "stats"
  | "stdif"
  | "subsample"
  | "subtract"
  | "sum"
  | "switch"
  | "text"
  | "tilecache"
  | "tonelut"
  | "transpose3d"
  | "uhdr2scRGB"
  | "unpremultiply"
  | "worley"
  | "wrap"
  | "xyz"
  | "zone"
  | "zoom";

/** Every {@link OperationName}, sorted. */
export const operationNames: readonly OperationName[] =
  "CMC2LCh CMYK2XYZ HSV2sRGB LCh2CMC LCh2Lab Lab2LCh Lab2LabQ Lab2LabS Lab2XYZ LabQ2Lab LabQ2LabS LabQ2sRGB LabS2Lab LabS2LabQ Oklab2Oklch Oklab2XYZ Oklch2Oklab XYZ2CMYK XYZ2Lab XYZ2Oklab XYZ2Yxy XYZ2scRGB Yxy2XYZ abs add addalpha affine arrayjoin autorot avg bandbool bandfold bandjoin bandjoin_const bandmean bandrank bandunfold black boolean boolean_const buildlut byteswap canny case cast clamp colourspace compass complex complex2 complexform complexget composite composite2 conv conva convasep convf convi convsep copy countlines dE00 dE76 dECMC deviate divide draw_circle draw_flood draw_image draw_line draw_mask draw_rect draw_smudge embed extract_area extract_band eye falsecolour fastcor fill_nearest find_trim flatten flip float2rad fractsurf freqmult gamma gaussblur gaussmat gaussnoise getpoint gravity grey grid hist_cum hist_entropy hist_equal hist_find hist_find_indexed hist_find_ndim hist_ismonotonic hist_local hist_match hist_norm hist_plot hough_circle hough_line icc_export icc_import icc_transform identity ifthenelse insert invert invertlut join labelregions linear linecache logmat mapim maplut mask_butterworth mask_butterworth_band mask_butterworth_ring mask_fractal mask_gaussian mask_gaussian_band mask_gaussian_ring mask_ideal mask_ideal_band mask_ideal_ring match math math2 math2_const matrixinvert matrixmultiply max maxpair measure merge min minpair morph mosaic mosaic1 msb multiply percent perlin phasecor premultiply prewitt profile project quadratic rad2float rank recomb reduce reduceh reducev relational relational_const remainder remainder_const replicate resize rot rot45 rotate round sRGB2HSV sRGB2scRGB scRGB2BW scRGB2XYZ scRGB2sRGB scale scharr sdf sequential sharpen shrink shrinkh shrinkv sign similarity sines smartcrop sobel spcor spectrum stats stdif subsample subtract sum switch text tilecache tonelut transpose3d uhdr2scRGB unpremultiply worley wrap xyz zone zoom".split(
    " ",
  ) as OperationName[];

/** Loaders and savers of files and of bytes that have a method here. */
export type ForeignName =
  | "csvload"
  | "csvsave"
  | "dzsave"
  | "dzsave_buffer"
  | "gifload"
  | "gifload_buffer"
  | "gifsave"
  | "gifsave_buffer"
  | "heifload"
  | "heifload_buffer"
  | "heifsave"
  | "heifsave_buffer"
  | "jpegload"
  | "jpegload_buffer"
  | "jpegsave"
  | "jpegsave_buffer"
  | "jpegsave_mime"
  | "matrixload"
  | "matrixsave"
  | "pngload"
  | "pngload_buffer"
  | "pngsave"
  | "pngsave_buffer"
  | "rawload"
  | "rawsave"
  | "rawsave_buffer"
  | "svgload"
  | "svgload_buffer"
  | "tiffload"
  | "tiffload_buffer"
  | "tiffsave"
  | "tiffsave_buffer"
  | "uhdrload"
  | "uhdrload_buffer"
  | "uhdrsave"
  | "uhdrsave_buffer"
  | "vipsload"
  | "vipssave"
  | "webpload"
  | "webpload_buffer"
  | "webpsave"
  | "webpsave_buffer"
  | "webpsave_mime";

/** Every {@link ForeignName}, sorted. */
export const foreignNames: readonly ForeignName[] =
  "csvload csvsave dzsave dzsave_buffer gifload gifload_buffer gifsave gifsave_buffer heifload heifload_buffer heifsave heifsave_buffer jpegload jpegload_buffer jpegsave jpegsave_buffer jpegsave_mime matrixload matrixsave pngload pngload_buffer pngsave pngsave_buffer rawload rawsave rawsave_buffer svgload svgload_buffer tiffload tiffload_buffer tiffsave tiffsave_buffer uhdrload uhdrload_buffer uhdrsave uhdrsave_buffer vipsload vipssave webpload webpload_buffer webpsave webpsave_buffer webpsave_mime".split(
    " ",
  ) as ForeignName[];

/** libvips' VipsAccess. */
export type Access = "random" | "sequential" | "sequential-unbuffered";

/** libvips' VipsAlign. */
export type Align = "low" | "centre" | "high";

/** libvips' VipsAngle. */
export type Angle = "d0" | "d90" | "d180" | "d270";

/** libvips' VipsAngle45. */
export type Angle45 = "d0" | "d45" | "d90" | "d135" | "d180" | "d225" | "d270" | "d315";

/** libvips' VipsBandFormat. */
export type BandFormat =
  | "uchar"
  | "char"
  | "ushort"
  | "short"
  | "uint"
  | "int"
  | "float"
  | "complex"
  | "double"
  | "dpcomplex";

/** libvips' VipsBlendMode. */
export type BlendMode =
  | "clear"
  | "source"
  | "over"
  | "in"
  | "out"
  | "atop"
  | "dest"
  | "dest-over"
  | "dest-in"
  | "dest-out"
  | "dest-atop"
  | "xor"
  | "add"
  | "saturate"
  | "multiply"
  | "screen"
  | "overlay"
  | "darken"
  | "lighten"
  | "colour-dodge"
  | "colour-burn"
  | "hard-light"
  | "soft-light"
  | "difference"
  | "exclusion";

/** libvips' VipsCoding. */
export type Coding = "none" | "labq" | "rad";

/** libvips' VipsCombine. */
export type Combine = "max" | "sum" | "min";

/** libvips' VipsCombineMode. */
export type CombineMode = "set" | "add";

/** libvips' VipsCompassDirection. */
export type CompassDirection =
  | "centre"
  | "north"
  | "east"
  | "south"
  | "west"
  | "north-east"
  | "south-east"
  | "south-west"
  | "north-west";

/** libvips' VipsDirection. */
export type Direction = "horizontal" | "vertical";

/** libvips' VipsExtend. */
export type Extend = "black" | "copy" | "repeat" | "mirror" | "white" | "background";

/** libvips' VipsForeignDzContainer. */
export type ForeignDzContainer = "fs" | "zip" | "szi";

/** libvips' VipsForeignDzDepth. */
export type ForeignDzDepth = "onepixel" | "onetile" | "one";

/** libvips' VipsForeignDzLayout. */
export type ForeignDzLayout = "dz" | "zoomify" | "google" | "iiif" | "iiif3";

/** libvips' VipsForeignHeifCompression. */
export type ForeignHeifCompression = "hevc" | "avc" | "jpeg" | "av1";

/** libvips' VipsForeignHeifEncoder. */
export type ForeignHeifEncoder = "auto" | "aom" | "rav1e" | "svt" | "x265";

/** libvips' VipsForeignKeep. */
export type ForeignKeep =
  | "none"
  | "exif"
  | "xmp"
  | "iptc"
  | "icc"
  | "other"
  | "gainmap"
  | "all"
  | `${string}:${string}`;

/** libvips' VipsForeignPngFilter. */
export type ForeignPngFilter = "none" | "sub" | "up" | "avg" | "paeth" | "all" | `${string}:${string}`;

/** libvips' VipsForeignSubsample. */
export type ForeignSubsample = "auto" | "on" | "off";

/** libvips' VipsForeignTiffCompression. */
export type ForeignTiffCompression =
  | "none"
  | "jpeg"
  | "deflate"
  | "packbits"
  | "ccittfax4"
  | "lzw"
  | "webp"
  | "zstd"
  | "jp2k";

/** libvips' VipsForeignTiffPredictor. */
export type ForeignTiffPredictor = "none" | "horizontal" | "float";

/** libvips' VipsForeignTiffResunit. */
export type ForeignTiffResunit = "cm" | "inch";

/** libvips' VipsForeignWebpPreset. */
export type ForeignWebpPreset = "default" | "picture" | "photo" | "drawing" | "icon" | "text";

/** libvips' VipsIntent. */
export type Intent = "perceptual" | "relative" | "saturation" | "absolute" | "auto";

/** libvips' VipsInteresting. */
export type Interesting = "none" | "centre" | "entropy" | "attention" | "low" | "high" | "all";

/** libvips' VipsInterpolate. */
export type Interpolator = "nearest" | "bilinear" | "bicubic" | "lbb" | "nohalo" | "vsqbs";

/** libvips' VipsInterpretation. */
export type Interpretation =
  | "multiband"
  | "b-w"
  | "histogram"
  | "xyz"
  | "lab"
  | "cmyk"
  | "labq"
  | "rgb"
  | "cmc"
  | "lch"
  | "labs"
  | "srgb"
  | "yxy"
  | "fourier"
  | "rgb16"
  | "grey16"
  | "matrix"
  | "scrgb"
  | "hsv"
  | "oklab"
  | "oklch";

/** libvips' VipsKernel. */
export type Kernel = "nearest" | "linear" | "cubic" | "mitchell" | "lanczos2" | "lanczos3" | "mks2013" | "mks2021";

/** libvips' VipsOperationBoolean. */
export type OperationBoolean = "and" | "or" | "eor" | "lshift" | "rshift";

/** libvips' VipsOperationComplex. */
export type OperationComplex = "polar" | "rect" | "conj";

/** libvips' VipsOperationComplex2. */
export type OperationComplex2 = "cross-phase";

/** libvips' VipsOperationComplexget. */
export type OperationComplexget = "real" | "imag";

/** libvips' VipsOperationMath. */
export type OperationMath =
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "log"
  | "log10"
  | "exp"
  | "exp10"
  | "sinh"
  | "cosh"
  | "tanh"
  | "asinh"
  | "acosh"
  | "atanh";

/** libvips' VipsOperationMath2. */
export type OperationMath2 = "pow" | "wop" | "atan2";

/** libvips' VipsOperationMorphology. */
export type OperationMorphology = "erode" | "dilate";

/** libvips' VipsOperationRelational. */
export type OperationRelational = "equal" | "noteq" | "less" | "lesseq" | "more" | "moreeq";

/** libvips' VipsOperationRound. */
export type OperationRound = "rint" | "ceil" | "floor";

/** libvips' VipsPCS. */
export type PCS = "lab" | "xyz";

/** libvips' VipsPrecision. */
export type Precision = "integer" | "float" | "approximate";

/** libvips' VipsRegionShrink. */
export type RegionShrink = "mean" | "median" | "mode" | "max" | "min" | "nearest";

/** libvips' VipsSdfShape. */
export type SdfShape = "circle" | "box" | "rounded-box" | "line";

/** libvips' VipsTextWrap. */
export type TextWrap = "word" | "char" | "word-char" | "none";

/** Options of {@link ImageOperations.Lab2XYZ}. */
export interface Lab2XYZOptions {
  /** Color temperature. Default: D65. */
  readonly temp?: number | readonly number[] | undefined;
}

/** Options of {@link ImageOperations.XYZ2Lab}. */
export interface XYZ2LabOptions {
  /** Colour temperature. Default: D65. */
  readonly temp?: number | readonly number[] | undefined;
}

/** Options of {@link ImageOperations.affine}. */
export interface AffineOptions {
  /** Interpolate pixels with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;

  /** Area of output to generate. Default: all of the result. */
  readonly oarea?: number | readonly number[] | undefined;

  /** Horizontal output displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly odx?: number | undefined;

  /** Vertical output displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly ody?: number | undefined;

  /** Horizontal input displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly idx?: number | undefined;

  /** Vertical input displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly idy?: number | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Images have premultiplied alpha. Default: false. */
  readonly premultiplied?: boolean | undefined;

  /** How to generate the extra pixels. Default: "background". */
  readonly extend?: Extend | undefined;
}

/** Options of {@link ImageOperations.arrayjoin}. */
export interface ArrayjoinOptions {
  /** Number of images across grid, 1 to 1,000,000. Default: all in one row. */
  readonly across?: number | undefined;

  /** Pixels between images, 0 to 1,000,000. Default: 0. */
  readonly shim?: number | undefined;

  /** Colour for new pixels. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Align on the left, centre or right. Default: "low". */
  readonly halign?: Align | undefined;

  /** Align on the top, centre or bottom. Default: "low". */
  readonly valign?: Align | undefined;

  /** Horizontal spacing between images, 1 to 1,000,000. Default: the width of the widest. */
  readonly hspacing?: number | undefined;

  /** Vertical spacing between images, 1 to 1,000,000. Default: the height of the highest. */
  readonly vspacing?: number | undefined;
}

/** Options of {@link ImageOperations.bandfold}. */
export interface BandfoldOptions {
  /** Fold by this factor, 0 to 10,000,000. Default: the image's width. */
  readonly factor?: number | undefined;
}

/** Options of {@link ImageOperations.bandrank}. */
export interface BandrankOptions {
  /** Select this band element from sorted list, -1 to 1,000,000. Default: the middle one. */
  readonly index?: number | undefined;
}

/** Options of {@link ImageOperations.bandunfold}. */
export interface BandunfoldOptions {
  /** Unfold by this factor, 0 to 10,000,000. Default: the image's bands. */
  readonly factor?: number | undefined;
}

/** Options of {@link ImageCreators.black}. */
export interface BlackOptions {
  /** Number of bands in image, 1 to 100,000,000. Default: 1. */
  readonly bands?: number | undefined;
}

/** Options of {@link ImageOperations.canny}. */
export interface CannyOptions {
  /** Sigma of Gaussian, 0.01 to 1,000. Default: 1.4. */
  readonly sigma?: number | undefined;

  /** Convolve with this precision. Default: "float". */
  readonly precision?: Precision | undefined;
}

/** Options of {@link ImageOperations.cast}. */
export interface CastOptions {
  /** Shift integer values up and down. Default: false. */
  readonly shift?: boolean | undefined;
}

/** Options of {@link ImageOperations.clamp}. */
export interface ClampOptions {
  /** Minimum value. Default: 0. */
  readonly min?: number | undefined;

  /** Maximum value. Default: 1. */
  readonly max?: number | undefined;
}

/** Options of {@link ImageOperations.colourspace}. */
export interface ColourspaceOptions {
  /** Source color space. Default: as the image says. */
  readonly sourceSpace?: Interpretation | undefined;
}

/** Options of {@link ImageOperations.compass}. */
export interface CompassOptions {
  /** Rotate and convolve this many times, 1 to 1,000. Default: 2. */
  readonly times?: number | undefined;

  /** Rotate mask by this much between convolutions. Default: "d90". */
  readonly angle?: Angle45 | undefined;

  /** Combine convolution results like this. Default: "max". */
  readonly combine?: Combine | undefined;

  /** Convolve with this precision. Default: "float". */
  readonly precision?: Precision | undefined;

  /** Use this many layers in approximation, 1 to 1,000. Default: 5. */
  readonly layers?: number | undefined;

  /** Cluster lines closer than this in approximation, 1 to 100. Default: 1. */
  readonly cluster?: number | undefined;
}

/** Options of {@link ImageOperations.composite}. */
export interface CompositeOptions {
  /** Array of x coordinates to join at. Default: 0 for each. */
  readonly x?: number | readonly number[] | undefined;

  /** Array of y coordinates to join at. Default: 0 for each. */
  readonly y?: number | readonly number[] | undefined;

  /** Composite images in this colour space. Default: "srgb". */
  readonly compositingSpace?: Interpretation | undefined;

  /** Images have premultiplied alpha. Default: false. */
  readonly premultiplied?: boolean | undefined;
}

/** Options of {@link ImageOperations.composite2}. */
export interface Composite2Options {
  /** X position of overlay, -100,000,000 to 100,000,000. Default: 0. */
  readonly x?: number | undefined;

  /** Y position of overlay, -100,000,000 to 100,000,000. Default: 0. */
  readonly y?: number | undefined;

  /** Composite images in this colour space. Default: "srgb". */
  readonly compositingSpace?: Interpretation | undefined;

  /** Images have premultiplied alpha. Default: false. */
  readonly premultiplied?: boolean | undefined;
}

/** Options of {@link ImageOperations.conv}. */
export interface ConvOptions {
  /** Convolve with this precision. Default: "float". */
  readonly precision?: Precision | undefined;

  /** Use this many layers in approximation, 1 to 1,000. Default: 5. */
  readonly layers?: number | undefined;

  /** Cluster lines closer than this in approximation, 1 to 100. Default: 1. */
  readonly cluster?: number | undefined;
}

/** Options of {@link ImageOperations.conva}. */
export interface ConvaOptions {
  /** Use this many layers in approximation, 1 to 1,000. Default: 5. */
  readonly layers?: number | undefined;

  /** Cluster lines closer than this in approximation, 1 to 100. Default: 1. */
  readonly cluster?: number | undefined;
}

/** Options of {@link ImageOperations.convasep}. */
export interface ConvasepOptions {
  /** Use this many layers in approximation, 1 to 1,000. Default: 5. */
  readonly layers?: number | undefined;
}

/** Options of {@link ImageOperations.convsep}. */
export interface ConvsepOptions {
  /** Convolve with this precision. Default: "float". */
  readonly precision?: Precision | undefined;

  /** Use this many layers in approximation, 1 to 1,000. Default: 5. */
  readonly layers?: number | undefined;

  /** Cluster lines closer than this in approximation, 1 to 100. Default: 1. */
  readonly cluster?: number | undefined;
}

/** Options of {@link ImageOperations.copy}. */
export interface CopyOptions {
  /** Image width in pixels, 0 to 100,000,000. Default: as it is. */
  readonly width?: number | undefined;

  /** Image height in pixels, 0 to 100,000,000. Default: as it is. */
  readonly height?: number | undefined;

  /** Number of bands in image, 0 to 100,000,000. Default: as it is. */
  readonly bands?: number | undefined;

  /** Pixel format in image. Default: as it is. */
  readonly format?: BandFormat | undefined;

  /** Pixel coding. Default: as it is. */
  readonly coding?: Coding | undefined;

  /** Pixel interpretation. Default: as it is. */
  readonly interpretation?: Interpretation | undefined;

  /** Horizontal resolution in pixels/mm, 0 to 1,000,000. Default: as it is. */
  readonly xres?: number | undefined;

  /** Vertical resolution in pixels/mm, 0 to 1,000,000. Default: as it is. */
  readonly yres?: number | undefined;

  /** Horizontal offset of origin, -100,000,000 to 100,000,000. Default: as it is. */
  readonly xoffset?: number | undefined;

  /** Vertical offset of origin, -100,000,000 to 100,000,000. Default: as it is. */
  readonly yoffset?: number | undefined;
}

/** Options of {@link ImageOperations.drawCircle}. */
export interface DrawCircleOptions {
  /** Draw a solid object. Default: false. */
  readonly fill?: boolean | undefined;
}

/** Options of {@link ImageOperations.drawFlood}. */
export interface DrawFloodOptions {
  /** Test pixels in this image. Default: the image itself. */
  readonly test?: Image | undefined;

  /** DrawFlood while equal to edge. Default: false. */
  readonly equal?: boolean | undefined;
}

/** Options of {@link ImageOperations.drawImage}. */
export interface DrawImageOptions {
  /** Combining mode. Default: "set". */
  readonly mode?: CombineMode | undefined;
}

/** Options of {@link ImageOperations.drawRect}. */
export interface DrawRectOptions {
  /** Draw a solid object. Default: false. */
  readonly fill?: boolean | undefined;
}

/** Options of {@link ImageOperations.embed}. */
export interface EmbedOptions {
  /** How to generate the extra pixels. Default: "black". */
  readonly extend?: Extend | undefined;

  /** Color for background pixels. Default: 0. */
  readonly background?: number | readonly number[] | undefined;
}

/** Options of {@link ImageOperations.extractBand}. */
export interface ExtractBandOptions {
  /** Number of bands to extract, 1 to 100,000,000. Default: 1. */
  readonly n?: number | undefined;
}

/** Options of {@link ImageCreators.eye}. */
export interface EyeOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Maximum spatial frequency, 0 to 1. Default: 0.5. */
  readonly factor?: number | undefined;
}

/** Options of {@link ImageOperations.findTrim}. */
export interface FindTrimOptions {
  /** Object threshold, 0 or more. Default: 10. */
  readonly threshold?: number | undefined;

  /** Color for background pixels. Default: the pixel at the top left. */
  readonly background?: number | readonly number[] | undefined;

  /** Enable line art mode. Default: false. */
  readonly lineArt?: boolean | undefined;
}

/** Options of {@link ImageOperations.flatten}. */
export interface FlattenOptions {
  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Maximum value of alpha channel, 0 to 100,000,000. Default: by interpretation: 255, 65535 or 1. */
  readonly maxAlpha?: number | undefined;
}

/** Options of {@link ImageOperations.gamma}. */
export interface GammaOptions {
  /** Gamma factor, 0.000001 to 1,000. Default: 0.416667. */
  readonly exponent?: number | undefined;
}

/** Options of {@link ImageOperations.gaussblur}. */
export interface GaussblurOptions {
  /** Minimum amplitude of Gaussian, 0.001 to 1. Default: 0.2. */
  readonly minAmpl?: number | undefined;

  /** Convolve with this precision. Default: "integer". */
  readonly precision?: Precision | undefined;
}

/** Options of {@link ImageCreators.gaussmat}. */
export interface GaussmatOptions {
  /** Generate separable Gaussian. Default: false. */
  readonly separable?: boolean | undefined;

  /** Generate with this precision. Default: "integer". */
  readonly precision?: Precision | undefined;
}

/** Options of {@link ImageCreators.gaussnoise}. */
export interface GaussnoiseOptions {
  /** Standard deviation of pixels in generated image, 0 to 100,000. Default: 30. */
  readonly sigma?: number | undefined;

  /** Mean of pixels in generated image, -10,000,000 to 1,000,000. Default: 128. */
  readonly mean?: number | undefined;

  /** Random number seed, -2,147,483,648 to 2,147,483,647. Default: random. */
  readonly seed?: number | undefined;
}

/** Options of {@link ImageOperations.getpoint}. */
export interface GetpointOptions {
  /** Complex pixels should be unpacked. Default: false. */
  readonly unpackComplex?: boolean | undefined;
}

/** Options of {@link ImageOperations.gravity}. */
export interface GravityOptions {
  /** How to generate the extra pixels. Default: "black". */
  readonly extend?: Extend | undefined;

  /** Color for background pixels. Default: 0. */
  readonly background?: number | readonly number[] | undefined;
}

/** Options of {@link ImageCreators.grey}. */
export interface GreyOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;
}

/** Options of {@link ImageOperations.histEqual}. */
export interface HistEqualOptions {
  /** Equalise with this band, -1 to 100,000. Default: all bands. */
  readonly band?: number | undefined;
}

/** Options of {@link ImageOperations.histFind}. */
export interface HistFindOptions {
  /** Find histogram of band, -1 to 100,000. Default: all bands. */
  readonly band?: number | undefined;
}

/** Options of {@link ImageOperations.histFindIndexed}. */
export interface HistFindIndexedOptions {
  /** Combine bins like this. Default: "sum". */
  readonly combine?: Combine | undefined;
}

/** Options of {@link ImageOperations.histFindNdim}. */
export interface HistFindNdimOptions {
  /** Number of bins in each dimension, 1 to 65,536. Default: 10. */
  readonly bins?: number | undefined;
}

/** Options of {@link ImageOperations.histLocal}. */
export interface HistLocalOptions {
  /** Maximum slope (CLAHE), 0 to 100. Default: 0. */
  readonly maxSlope?: number | undefined;
}

/** Options of {@link ImageOperations.houghCircle}. */
export interface HoughCircleOptions {
  /** Scale down dimensions by this factor, 1 to 100,000. Default: 1. */
  readonly scale?: number | undefined;

  /** Smallest radius to search for, 1 to 100,000. Default: 10. */
  readonly minRadius?: number | undefined;

  /** Largest radius to search for, 1 to 100,000. Default: 20. */
  readonly maxRadius?: number | undefined;
}

/** Options of {@link ImageOperations.houghLine}. */
export interface HoughLineOptions {
  /** Horizontal size of parameter space, 1 to 100,000. Default: 256. */
  readonly width?: number | undefined;

  /** Vertical size of parameter space, 1 to 100,000. Default: 256. */
  readonly height?: number | undefined;
}

/** Options of {@link ImageOperations.iccExport}. */
export interface IccExportOptions {
  /** Set Profile Connection Space. Default: "lab". */
  readonly pcs?: PCS | undefined;

  /** Rendering intent. Default: "relative". */
  readonly intent?: Intent | undefined;

  /** Enable black point compensation. Default: false. */
  readonly blackPointCompensation?: boolean | undefined;

  /** Filename to load output profile from. Default: the image's own. */
  readonly outputProfile?: string | undefined;

  /** Output device space depth in bits, 8 to 16. Default: 8. */
  readonly depth?: number | undefined;
}

/** Options of {@link ImageOperations.iccImport}. */
export interface IccImportOptions {
  /** Set Profile Connection Space. Default: "lab". */
  readonly pcs?: PCS | undefined;

  /** Rendering intent. Default: "relative". */
  readonly intent?: Intent | undefined;

  /** Enable black point compensation. Default: false. */
  readonly blackPointCompensation?: boolean | undefined;

  /** Use embedded input profile, if available. Default: false. */
  readonly embedded?: boolean | undefined;

  /** Filename to load input profile from. */
  readonly inputProfile?: string | undefined;
}

/** Options of {@link ImageOperations.iccTransform}. */
export interface IccTransformOptions {
  /** Set Profile Connection Space. Default: "lab". */
  readonly pcs?: PCS | undefined;

  /** Rendering intent. Default: "relative". */
  readonly intent?: Intent | undefined;

  /** Enable black point compensation. Default: false. */
  readonly blackPointCompensation?: boolean | undefined;

  /** Use embedded input profile, if available. Default: false. */
  readonly embedded?: boolean | undefined;

  /** Filename to load input profile from. */
  readonly inputProfile?: string | undefined;

  /** Output device space depth in bits, 8 to 16. Default: 8. */
  readonly depth?: number | undefined;
}

/** Options of {@link ImageCreators.identity}. */
export interface IdentityOptions {
  /** Number of bands in LUT, 1 to 100,000. Default: 1. */
  readonly bands?: number | undefined;

  /** Create a 16-bit LUT. Default: false. */
  readonly ushort?: boolean | undefined;

  /** Size of 16-bit LUT, 1 to 65,536. Default: 65,536. */
  readonly size?: number | undefined;
}

/** Options of {@link ImageOperations.ifthenelse}. */
export interface IfthenelseOptions {
  /** Blend smoothly between then and else parts. Default: false. */
  readonly blend?: boolean | undefined;
}

/** Options of {@link ImageOperations.insert}. */
export interface InsertOptions {
  /** Expand output to hold all of both inputs. Default: false. */
  readonly expand?: boolean | undefined;

  /** Color for new pixels. Default: 0. */
  readonly background?: number | readonly number[] | undefined;
}

/** Options of {@link ImageOperations.invertlut}. */
export interface InvertlutOptions {
  /** LUT size to generate, 1 to 1,000,000. Default: 256. */
  readonly size?: number | undefined;
}

/** Options of {@link ImageOperations.join}. */
export interface JoinOptions {
  /** Expand output to hold all of both inputs. Default: false. */
  readonly expand?: boolean | undefined;

  /** Pixels between images, 0 to 1,000,000. Default: 0. */
  readonly shim?: number | undefined;

  /** Colour for new pixels. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Align on the low, centre or high coordinate edge. Default: "low". */
  readonly align?: Align | undefined;
}

/** Options of {@link ImageOperations.linear}. */
export interface LinearOptions {
  /** Output should be uchar. Default: false. */
  readonly uchar?: boolean | undefined;
}

/** Options of {@link ImageOperations.linecache}. */
export interface LinecacheOptions {
  /** Tile height in pixels, 1 to 1,000,000. Default: 128. */
  readonly tileHeight?: number | undefined;

  /** Expected access pattern. Default: "random". */
  readonly access?: Access | undefined;

  /** Allow threaded access. Default: false. */
  readonly threaded?: boolean | undefined;

  /** Keep cache between evaluations. Default: false. */
  readonly persistent?: boolean | undefined;
}

/** Options of {@link ImageCreators.logmat}. */
export interface LogmatOptions {
  /** Generate separable Gaussian. Default: false. */
  readonly separable?: boolean | undefined;

  /** Generate with this precision. Default: "integer". */
  readonly precision?: Precision | undefined;
}

/** Options of {@link ImageOperations.mapim}. */
export interface MapimOptions {
  /** Interpolate pixels with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Images have premultiplied alpha. Default: false. */
  readonly premultiplied?: boolean | undefined;

  /** How to generate the extra pixels. Default: "background". */
  readonly extend?: Extend | undefined;
}

/** Options of {@link ImageOperations.maplut}. */
export interface MaplutOptions {
  /** Apply one-band lut to this band of in, -1 to 10,000. Default: all bands. */
  readonly band?: number | undefined;
}

/** Options of {@link ImageCreators.maskButterworth}. */
export interface MaskButterworthOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskButterworthBand}. */
export interface MaskButterworthBandOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskButterworthRing}. */
export interface MaskButterworthRingOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskFractal}. */
export interface MaskFractalOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskGaussian}. */
export interface MaskGaussianOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskGaussianBand}. */
export interface MaskGaussianBandOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskGaussianRing}. */
export interface MaskGaussianRingOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskIdeal}. */
export interface MaskIdealOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskIdealBand}. */
export interface MaskIdealBandOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageCreators.maskIdealRing}. */
export interface MaskIdealRingOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Remove DC component. Default: false. */
  readonly nodc?: boolean | undefined;

  /** Invert the sense of the filter. Default: false. */
  readonly reject?: boolean | undefined;

  /** Rotate quadrants to optical space. Default: false. */
  readonly optical?: boolean | undefined;
}

/** Options of {@link ImageOperations.match}. */
export interface MatchOptions {
  /** Half window size, 0 to 1,000,000,000. Default: 5. */
  readonly hwindow?: number | undefined;

  /** Half area size, 0 to 1,000,000,000. Default: 15. */
  readonly harea?: number | undefined;

  /** Search to improve tie-points. Default: false. */
  readonly search?: boolean | undefined;

  /** Interpolate pixels with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;
}

/** Options of {@link ImageOperations.max}. */
export interface MaxOptions {
  /** Number of maximum values to find, 1 to 1,000,000. Default: 1. */
  readonly size?: number | undefined;
}

/** Options of {@link ImageOperations.measure}. */
export interface MeasureOptions {
  /** Left edge of extract area, 0 to 100,000,000. Default: 0. */
  readonly left?: number | undefined;

  /** Top edge of extract area, 0 to 100,000,000. Default: 0. */
  readonly top?: number | undefined;

  /** Width of extract area, 1 to 100,000,000. Default: the image's. */
  readonly width?: number | undefined;

  /** Height of extract area, 1 to 100,000,000. Default: the image's. */
  readonly height?: number | undefined;
}

/** Options of {@link ImageOperations.merge}. */
export interface MergeOptions {
  /** Maximum blend size, 0 to 10,000. Default: 10. */
  readonly mblend?: number | undefined;
}

/** Options of {@link ImageOperations.min}. */
export interface MinOptions {
  /** Number of minimum values to find, 1 to 1,000,000. Default: 1. */
  readonly size?: number | undefined;
}

/** Options of {@link ImageOperations.mosaic}. */
export interface MosaicOptions {
  /** Half window size, 0 to 1,000,000,000. Default: 5. */
  readonly hwindow?: number | undefined;

  /** Half area size, 0 to 1,000,000,000. Default: 15. */
  readonly harea?: number | undefined;

  /** Maximum blend size, 0 to 10,000. Default: 10. */
  readonly mblend?: number | undefined;

  /** Band to search for features on, 0 to 10,000. Default: 0. */
  readonly bandno?: number | undefined;
}

/** Options of {@link ImageOperations.mosaic1}. */
export interface Mosaic1Options {
  /** Half window size, 0 to 1,000,000,000. Default: 5. */
  readonly hwindow?: number | undefined;

  /** Half area size, 0 to 1,000,000,000. Default: 15. */
  readonly harea?: number | undefined;

  /** Search to improve tie-points. Default: false. */
  readonly search?: boolean | undefined;

  /** Interpolate pixels with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;

  /** Maximum blend size, 0 to 10,000. Default: 10. */
  readonly mblend?: number | undefined;
}

/** Options of {@link ImageOperations.msb}. */
export interface MsbOptions {
  /** Band to msb, -1 to 100,000,000. Default: all bands. */
  readonly band?: number | undefined;
}

/** Options of {@link ImageCreators.perlin}. */
export interface PerlinOptions {
  /** Size of Perlin cells, 1 to 100,000,000. Default: 256. */
  readonly cellSize?: number | undefined;

  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Random number seed, -2,147,483,648 to 2,147,483,647. Default: random. */
  readonly seed?: number | undefined;
}

/** Options of {@link ImageOperations.premultiply}. */
export interface PremultiplyOptions {
  /** Maximum value of alpha channel, 0 to 100,000,000. Default: by interpretation: 255, 65535 or 1. */
  readonly maxAlpha?: number | undefined;
}

/** Options of {@link ImageOperations.quadratic}. */
export interface QuadraticOptions {
  /** Interpolate values with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;
}

/** Options of {@link ImageOperations.reduce}. */
export interface ReduceOptions {
  /** Resampling kernel. Default: "lanczos3". */
  readonly kernel?: Kernel | undefined;

  /** Reducing gap, 0 to 1,000,000. Default: 0. */
  readonly gap?: number | undefined;
}

/** Options of {@link ImageOperations.reduceh}. */
export interface ReducehOptions {
  /** Resampling kernel. Default: "lanczos3". */
  readonly kernel?: Kernel | undefined;

  /** Reducing gap, 0 to 1,000,000. Default: 0. */
  readonly gap?: number | undefined;
}

/** Options of {@link ImageOperations.reducev}. */
export interface ReducevOptions {
  /** Resampling kernel. Default: "lanczos3". */
  readonly kernel?: Kernel | undefined;

  /** Reducing gap, 0 to 1,000,000. Default: 0. */
  readonly gap?: number | undefined;
}

/** Options of {@link ImageOperations.resize}. */
export interface ResizeOptions {
  /** Resampling kernel. Default: "lanczos3". */
  readonly kernel?: Kernel | undefined;

  /** Reducing gap, 0 to 1,000,000. Default: 2. */
  readonly gap?: number | undefined;

  /** Vertical scale image by this factor, 0 to 10,000,000. Default: as scale. */
  readonly vscale?: number | undefined;
}

/** Options of {@link ImageOperations.rot45}. */
export interface Rot45Options {
  /** Angle to rotate image. Default: "d45". */
  readonly angle?: Angle45 | undefined;
}

/** Options of {@link ImageOperations.rotate}. */
export interface RotateOptions {
  /** Interpolate pixels with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Horizontal output displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly odx?: number | undefined;

  /** Vertical output displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly ody?: number | undefined;

  /** Horizontal input displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly idx?: number | undefined;

  /** Vertical input displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly idy?: number | undefined;
}

/** Options of {@link ImageOperations.scRGB2BW}. */
export interface ScRGB2BWOptions {
  /** Output device space depth in bits, 8 to 16. Default: 8. */
  readonly depth?: number | undefined;
}

/** Options of {@link ImageOperations.scRGB2sRGB}. */
export interface ScRGB2sRGBOptions {
  /** Output device space depth in bits, 8 to 16. Default: 8. */
  readonly depth?: number | undefined;
}

/** Options of {@link ImageOperations.scale}. */
export interface ScaleOptions {
  /** Exponent for log scale, 0.00001 to 10,000. Default: 0.25. */
  readonly exp?: number | undefined;

  /** Log scale. Default: false. */
  readonly log?: boolean | undefined;
}

/** Options of {@link ImageCreators.sdf}. */
export interface SdfOptions {
  /** Radius, 0 to 100,000,000. Default: none; a circle needs one. */
  readonly r?: number | undefined;

  /** Point a. */
  readonly a?: number | readonly number[] | undefined;

  /** Point b. */
  readonly b?: number | readonly number[] | undefined;

  /** Corner radii. Default: 0. */
  readonly corners?: number | readonly number[] | undefined;
}

/** Options of {@link ImageOperations.sequential}. */
export interface SequentialOptions {
  /** Tile height in pixels, 1 to 1,000,000. Default: 1. */
  readonly tileHeight?: number | undefined;
}

/** Options of {@link ImageOperations.sharpen}. */
export interface SharpenOptions {
  /** Sigma of Gaussian, 0.000001 to 10. Default: 0.5. */
  readonly sigma?: number | undefined;

  /** Flat/jaggy threshold, 0 to 1,000,000. Default: 2. */
  readonly x1?: number | undefined;

  /** Maximum brightening, 0 to 1,000,000. Default: 10. */
  readonly y2?: number | undefined;

  /** Maximum darkening, 0 to 1,000,000. Default: 20. */
  readonly y3?: number | undefined;

  /** Slope for flat areas, 0 to 1,000,000. Default: 0. */
  readonly m1?: number | undefined;

  /** Slope for jaggy areas, 0 to 1,000,000. Default: 3. */
  readonly m2?: number | undefined;
}

/** Options of {@link ImageOperations.shrink}. */
export interface ShrinkOptions {
  /** Round-up output dimensions. Default: false. */
  readonly ceil?: boolean | undefined;
}

/** Options of {@link ImageOperations.shrinkh}. */
export interface ShrinkhOptions {
  /** Round-up output dimensions. Default: false. */
  readonly ceil?: boolean | undefined;
}

/** Options of {@link ImageOperations.shrinkv}. */
export interface ShrinkvOptions {
  /** Round-up output dimensions. Default: false. */
  readonly ceil?: boolean | undefined;
}

/** Options of {@link ImageOperations.similarity}. */
export interface SimilarityOptions {
  /** Scale by this factor, 0 to 10,000,000. Default: 1. */
  readonly scale?: number | undefined;

  /** Rotate clockwise by this many degrees, -10,000,000 to 10,000,000. Default: 0. */
  readonly angle?: number | undefined;

  /** Interpolate pixels with this. Default: "bilinear". */
  readonly interpolate?: Interpolator | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Horizontal output displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly odx?: number | undefined;

  /** Vertical output displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly ody?: number | undefined;

  /** Horizontal input displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly idx?: number | undefined;

  /** Vertical input displacement, -10,000,000 to 10,000,000. Default: 0. */
  readonly idy?: number | undefined;
}

/** Options of {@link ImageCreators.sines}. */
export interface SinesOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;

  /** Horizontal spatial frequency, 0 to 10,000. Default: 0.5. */
  readonly hfreq?: number | undefined;

  /** Vertical spatial frequency, 0 to 10,000. Default: 0.5. */
  readonly vfreq?: number | undefined;
}

/** Options of {@link ImageOperations.smartcrop}. */
export interface SmartcropOptions {
  /** How to measure interestingness. Default: "attention". */
  readonly interesting?: Interesting | undefined;

  /** Input image already has premultiplied alpha. Default: false. */
  readonly premultiplied?: boolean | undefined;
}

/** Options of {@link ImageOperations.stdif}. */
export interface StdifOptions {
  /** New deviation. Default: 50. */
  readonly s0?: number | undefined;

  /** Weight of new deviation, 0 to 2. Default: 0.5. */
  readonly b?: number | undefined;

  /** New mean. Default: 128. */
  readonly m0?: number | undefined;

  /** Weight of new mean, 0 to 1. Default: 0.5. */
  readonly a?: number | undefined;
}

/** Options of {@link ImageOperations.subsample}. */
export interface SubsampleOptions {
  /** Point sample. Default: false. */
  readonly point?: boolean | undefined;
}

/** Options of {@link ImageCreators.text}. */
export interface TextOptions {
  /** Font to render with. Default: "sans 12". */
  readonly font?: string | undefined;

  /** Maximum image width in pixels, 0 to 100,000,000. Default: 0. */
  readonly width?: number | undefined;

  /** Maximum image height in pixels, 0 to 100,000,000. Default: 0. */
  readonly height?: number | undefined;

  /** Align on the low, centre or high edge. Default: "low". */
  readonly align?: Align | undefined;

  /** Justify lines. Default: false. */
  readonly justify?: boolean | undefined;

  /** DPI to render at, 1 to 1,000,000. Default: 72. */
  readonly dpi?: number | undefined;

  /** Line spacing, -1,000,000 to 1,000,000. Default: 0. */
  readonly spacing?: number | undefined;

  /** Load this font file. */
  readonly fontfile?: string | undefined;

  /** Enable RGBA output. Default: false. */
  readonly rgba?: boolean | undefined;

  /** Wrap lines on word or character boundaries. Default: "word". */
  readonly wrap?: TextWrap | undefined;
}

/** Options of {@link ImageOperations.tilecache}. */
export interface TilecacheOptions {
  /** Tile width in pixels, 1 to 1,000,000. Default: 128. */
  readonly tileWidth?: number | undefined;

  /** Tile height in pixels, 1 to 1,000,000. Default: 128. */
  readonly tileHeight?: number | undefined;

  /** Maximum number of tiles to cache, -1 to 1,000,000. Default: 1,000. */
  readonly maxTiles?: number | undefined;

  /** Expected access pattern. Default: "random". */
  readonly access?: Access | undefined;

  /** Allow threaded access. Default: false. */
  readonly threaded?: boolean | undefined;

  /** Keep cache between evaluations. Default: false. */
  readonly persistent?: boolean | undefined;
}

/** Options of {@link ImageCreators.tonelut}. */
export interface TonelutOptions {
  /** Size of LUT to build, 1 to 65,535. Default: 32,767. */
  readonly inMax?: number | undefined;

  /** Maximum value in output LUT, 1 to 65,535. Default: 32,767. */
  readonly outMax?: number | undefined;

  /** Lowest value in output, 0 to 100. Default: 0. */
  readonly Lb?: number | undefined;

  /** Highest value in output, 0 to 100. Default: 100. */
  readonly Lw?: number | undefined;

  /** Position of shadow, 0 to 1. Default: 0.2. */
  readonly Ps?: number | undefined;

  /** Position of mid-tones, 0 to 1. Default: 0.5. */
  readonly Pm?: number | undefined;

  /** Position of highlights, 0 to 1. Default: 0.8. */
  readonly Ph?: number | undefined;

  /** Adjust shadows by this much, -30 to 30. Default: 0. */
  readonly S?: number | undefined;

  /** Adjust mid-tones by this much, -30 to 30. Default: 0. */
  readonly M?: number | undefined;

  /** Adjust highlights by this much, -30 to 30. Default: 0. */
  readonly H?: number | undefined;
}

/** Options of {@link ImageOperations.transpose3d}. */
export interface Transpose3dOptions {
  /** Height of each input page, 0 to 10,000,000. Default: as the image says. */
  readonly pageHeight?: number | undefined;
}

/** Options of {@link ImageOperations.unpremultiply}. */
export interface UnpremultiplyOptions {
  /** Maximum value of alpha channel, 0 to 100,000,000. Default: by interpretation: 255, 65535 or 1. */
  readonly maxAlpha?: number | undefined;

  /** Unpremultiply with this alpha, 0 to 100,000,000. Default: the last band. */
  readonly alphaBand?: number | undefined;
}

/** Options of {@link ImageCreators.worley}. */
export interface WorleyOptions {
  /** Size of Worley cells, 1 to 100,000,000. Default: 256. */
  readonly cellSize?: number | undefined;

  /** Random number seed, -2,147,483,648 to 2,147,483,647. Default: random. */
  readonly seed?: number | undefined;
}

/** Options of {@link ImageOperations.wrap}. */
export interface WrapOptions {
  /** Left edge of input in output, -100,000,000 to 100,000,000. Default: half the width. */
  readonly x?: number | undefined;

  /** Top edge of input in output, -100,000,000 to 100,000,000. Default: half the height. */
  readonly y?: number | undefined;
}

/** Options of {@link ImageCreators.xyz}. */
export interface XyzOptions {
  /** Size of third dimension, 1 to 100,000,000. Default: 1. */
  readonly csize?: number | undefined;

  /** Size of fourth dimension, 1 to 100,000,000. Default: 1. */
  readonly dsize?: number | undefined;

  /** Size of fifth dimension, 1 to 100,000,000. Default: 1. */
  readonly esize?: number | undefined;
}

/** Options of {@link ImageCreators.zone}. */
export interface ZoneOptions {
  /** Output an unsigned char image. Default: false. */
  readonly uchar?: boolean | undefined;
}

/** Options of {@link ImageCreators.csvload}. */
export interface CsvloadOptions {
  /** Skip this many lines at the start of the file, 0 to 10,000,000. Default: 0. */
  readonly skip?: number | undefined;

  /** Read this many lines from the file, -1 to 10,000,000. Default: -1. */
  readonly lines?: number | undefined;

  /** Set of whitespace characters. Default: " ". */
  readonly whitespace?: string | undefined;

  /** Set of separator characters. Default: ";,\t". */
  readonly separator?: string | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.csvsave}. */
export interface CsvsaveOptions {
  /** Separator characters. Default: "\t". */
  readonly separator?: string | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.dzsave}. */
export interface DzsaveOptions {
  /** Image name. */
  readonly imagename?: string | undefined;

  /** Directory layout. Default: "dz". */
  readonly layout?: ForeignDzLayout | undefined;

  /** Filename suffix for tiles. Default: ".jpeg". */
  readonly suffix?: string | undefined;

  /** Tile overlap in pixels, 0 to 8,192. Default: 1. */
  readonly overlap?: number | undefined;

  /** Tile size in pixels, 1 to 8,192. Default: 254. */
  readonly tileSize?: number | undefined;

  /** Center image in tile. Default: false. */
  readonly centre?: boolean | undefined;

  /** Pyramid depth. Default: "onepixel". */
  readonly depth?: ForeignDzDepth | undefined;

  /** Rotate image during save. Default: "d0". */
  readonly angle?: Angle | undefined;

  /** Pyramid container type. Default: "fs". */
  readonly container?: ForeignDzContainer | undefined;

  /** ZIP deflate compression level, -1 to 9. Default: 0. */
  readonly compression?: number | undefined;

  /** Method to shrink regions. Default: "mean". */
  readonly regionShrink?: RegionShrink | undefined;

  /** Skip tiles which are nearly equal to the background, -1 to 65,535. Default: -1. */
  readonly skipBlanks?: number | undefined;

  /** Resource ID. Default: "https://example.com/iiif". */
  readonly id?: string | undefined;

  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.dzsaveBuffer}. */
export interface DzsaveBufferOptions {
  /** Image name. */
  readonly imagename?: string | undefined;

  /** Directory layout. Default: "dz". */
  readonly layout?: ForeignDzLayout | undefined;

  /** Filename suffix for tiles. Default: ".jpeg". */
  readonly suffix?: string | undefined;

  /** Tile overlap in pixels, 0 to 8,192. Default: 1. */
  readonly overlap?: number | undefined;

  /** Tile size in pixels, 1 to 8,192. Default: 254. */
  readonly tileSize?: number | undefined;

  /** Center image in tile. Default: false. */
  readonly centre?: boolean | undefined;

  /** Pyramid depth. Default: "onepixel". */
  readonly depth?: ForeignDzDepth | undefined;

  /** Rotate image during save. Default: "d0". */
  readonly angle?: Angle | undefined;

  /** Pyramid container type. Default: "fs". */
  readonly container?: ForeignDzContainer | undefined;

  /** ZIP deflate compression level, -1 to 9. Default: 0. */
  readonly compression?: number | undefined;

  /** Method to shrink regions. Default: "mean". */
  readonly regionShrink?: RegionShrink | undefined;

  /** Skip tiles which are nearly equal to the background, -1 to 65,535. Default: -1. */
  readonly skipBlanks?: number | undefined;

  /** Resource ID. Default: "https://example.com/iiif". */
  readonly id?: string | undefined;

  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.gifload}. */
export interface GifloadOptions {
  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.gifloadBuffer}. */
export interface GifloadBufferOptions {
  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.gifsave}. */
export interface GifsaveOptions {
  /** Amount of dithering, 0 to 1. Default: 1. */
  readonly dither?: number | undefined;

  /** Quantisation effort, 1 to 10. Default: 7. */
  readonly effort?: number | undefined;

  /** Number of bits per pixel, 1 to 8. Default: 8. */
  readonly bitdepth?: number | undefined;

  /** Maximum inter-frame error for transparency, 0 to 32. Default: 0. */
  readonly interframeMaxerror?: number | undefined;

  /** Reuse palette from input. Default: false. */
  readonly reuse?: boolean | undefined;

  /** Maximum inter-palette error for palette reusage, 0 to 256. Default: 3. */
  readonly interpaletteMaxerror?: number | undefined;

  /** Generate an interlaced (progressive) GIF. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Keep duplicate frames in the output instead of combining them. Default: false. */
  readonly keepDuplicateFrames?: boolean | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.gifsaveBuffer}. */
export interface GifsaveBufferOptions {
  /** Amount of dithering, 0 to 1. Default: 1. */
  readonly dither?: number | undefined;

  /** Quantisation effort, 1 to 10. Default: 7. */
  readonly effort?: number | undefined;

  /** Number of bits per pixel, 1 to 8. Default: 8. */
  readonly bitdepth?: number | undefined;

  /** Maximum inter-frame error for transparency, 0 to 32. Default: 0. */
  readonly interframeMaxerror?: number | undefined;

  /** Reuse palette from input. Default: false. */
  readonly reuse?: boolean | undefined;

  /** Maximum inter-palette error for palette reusage, 0 to 256. Default: 3. */
  readonly interpaletteMaxerror?: number | undefined;

  /** Generate an interlaced (progressive) GIF. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Keep duplicate frames in the output instead of combining them. Default: false. */
  readonly keepDuplicateFrames?: boolean | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.heifload}. */
export interface HeifloadOptions {
  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** Fetch thumbnail image. Default: false. */
  readonly thumbnail?: boolean | undefined;

  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.heifloadBuffer}. */
export interface HeifloadBufferOptions {
  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** Fetch thumbnail image. Default: false. */
  readonly thumbnail?: boolean | undefined;

  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.heifsave}. */
export interface HeifsaveOptions {
  /** Q factor, 1 to 100. Default: 50. */
  readonly Q?: number | undefined;

  /** Number of bits per pixel, 8 to 12. Default: 12. */
  readonly bitdepth?: number | undefined;

  /** Enable lossless compression. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Compression format. Default: "hevc". */
  readonly compression?: ForeignHeifCompression | undefined;

  /** CPU effort, 0 to 9. Default: 4. */
  readonly effort?: number | undefined;

  /** Select chroma subsample operation mode. Default: "auto". */
  readonly subsampleMode?: ForeignSubsample | undefined;

  /** Select encoder to use. Default: "auto". */
  readonly encoder?: ForeignHeifEncoder | undefined;

  /** Tuning parameters. */
  readonly tune?: string | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.heifsaveBuffer}. */
export interface HeifsaveBufferOptions {
  /** Q factor, 1 to 100. Default: 50. */
  readonly Q?: number | undefined;

  /** Number of bits per pixel, 8 to 12. Default: 12. */
  readonly bitdepth?: number | undefined;

  /** Enable lossless compression. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Compression format. Default: "hevc". */
  readonly compression?: ForeignHeifCompression | undefined;

  /** CPU effort, 0 to 9. Default: 4. */
  readonly effort?: number | undefined;

  /** Select chroma subsample operation mode. Default: "auto". */
  readonly subsampleMode?: ForeignSubsample | undefined;

  /** Select encoder to use. Default: "auto". */
  readonly encoder?: ForeignHeifEncoder | undefined;

  /** Tuning parameters. */
  readonly tune?: string | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.jpegload}. */
export interface JpegloadOptions {
  /** Shrink factor on load, 1 to 8. Default: 1. */
  readonly shrink?: number | undefined;

  /** Rotate image using exif orientation. Default: false. */
  readonly autorotate?: boolean | undefined;

  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.jpegloadBuffer}. */
export interface JpegloadBufferOptions {
  /** Shrink factor on load, 1 to 8. Default: 1. */
  readonly shrink?: number | undefined;

  /** Rotate image using exif orientation. Default: false. */
  readonly autorotate?: boolean | undefined;

  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.jpegsave}. */
export interface JpegsaveOptions {
  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Compute optimal Huffman coding tables. Default: false. */
  readonly optimizeCoding?: boolean | undefined;

  /** Generate an interlaced (progressive) jpeg. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Apply trellis quantisation to each 8x8 block. Default: false. */
  readonly trellisQuant?: boolean | undefined;

  /** Apply overshooting to samples with extreme values. Default: false. */
  readonly overshootDeringing?: boolean | undefined;

  /** Split spectrum of DCT coefficients into separate scans. Default: false. */
  readonly optimizeScans?: boolean | undefined;

  /** Use predefined quantization table with given index, 0 to 8. Default: 0. */
  readonly quantTable?: number | undefined;

  /** Select chroma subsample operation mode. Default: "auto". */
  readonly subsampleMode?: ForeignSubsample | undefined;

  /** Add restart markers every specified number of mcu, 0 to 2,147,483,647. Default: 0. */
  readonly restartInterval?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.jpegsaveBuffer}. */
export interface JpegsaveBufferOptions {
  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Compute optimal Huffman coding tables. Default: false. */
  readonly optimizeCoding?: boolean | undefined;

  /** Generate an interlaced (progressive) jpeg. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Apply trellis quantisation to each 8x8 block. Default: false. */
  readonly trellisQuant?: boolean | undefined;

  /** Apply overshooting to samples with extreme values. Default: false. */
  readonly overshootDeringing?: boolean | undefined;

  /** Split spectrum of DCT coefficients into separate scans. Default: false. */
  readonly optimizeScans?: boolean | undefined;

  /** Use predefined quantization table with given index, 0 to 8. Default: 0. */
  readonly quantTable?: number | undefined;

  /** Select chroma subsample operation mode. Default: "auto". */
  readonly subsampleMode?: ForeignSubsample | undefined;

  /** Add restart markers every specified number of mcu, 0 to 2,147,483,647. Default: 0. */
  readonly restartInterval?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.jpegsaveMime}. */
export interface JpegsaveMimeOptions {
  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Compute optimal Huffman coding tables. Default: false. */
  readonly optimizeCoding?: boolean | undefined;

  /** Generate an interlaced (progressive) jpeg. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Apply trellis quantisation to each 8x8 block. Default: false. */
  readonly trellisQuant?: boolean | undefined;

  /** Apply overshooting to samples with extreme values. Default: false. */
  readonly overshootDeringing?: boolean | undefined;

  /** Split spectrum of DCT coefficients into separate scans. Default: false. */
  readonly optimizeScans?: boolean | undefined;

  /** Use predefined quantization table with given index, 0 to 8. Default: 0. */
  readonly quantTable?: number | undefined;

  /** Select chroma subsample operation mode. Default: "auto". */
  readonly subsampleMode?: ForeignSubsample | undefined;

  /** Add restart markers every specified number of mcu, 0 to 2,147,483,647. Default: 0. */
  readonly restartInterval?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.matrixload}. */
export interface MatrixloadOptions {
  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.matrixsave}. */
export interface MatrixsaveOptions {
  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.pngload}. */
export interface PngloadOptions {
  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.pngloadBuffer}. */
export interface PngloadBufferOptions {
  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.pngsave}. */
export interface PngsaveOptions {
  /** Compression factor, 0 to 9. Default: 6. */
  readonly compression?: number | undefined;

  /** Interlace image. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Libpng row filter flag(s). Default: "none". */
  readonly filter?: ForeignPngFilter | undefined;

  /** Quantise to 8bpp palette. Default: false. */
  readonly palette?: boolean | undefined;

  /** Quantisation quality, 0 to 100. Default: 100. */
  readonly Q?: number | undefined;

  /** Amount of dithering, 0 to 1. Default: 1. */
  readonly dither?: number | undefined;

  /** Write as a 1, 2, 4, 8 or 16 bit image, 1 to 16. Default: 8. */
  readonly bitdepth?: number | undefined;

  /** Quantisation CPU effort, 1 to 10. Default: 7. */
  readonly effort?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.pngsaveBuffer}. */
export interface PngsaveBufferOptions {
  /** Compression factor, 0 to 9. Default: 6. */
  readonly compression?: number | undefined;

  /** Interlace image. Default: false. */
  readonly interlace?: boolean | undefined;

  /** Libpng row filter flag(s). Default: "none". */
  readonly filter?: ForeignPngFilter | undefined;

  /** Quantise to 8bpp palette. Default: false. */
  readonly palette?: boolean | undefined;

  /** Quantisation quality, 0 to 100. Default: 100. */
  readonly Q?: number | undefined;

  /** Amount of dithering, 0 to 1. Default: 1. */
  readonly dither?: number | undefined;

  /** Write as a 1, 2, 4, 8 or 16 bit image, 1 to 16. Default: 8. */
  readonly bitdepth?: number | undefined;

  /** Quantisation CPU effort, 1 to 10. Default: 7. */
  readonly effort?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.rawload}. */
export interface RawloadOptions {
  /** Offset in bytes from start of file, 0 to 100,000,000,000. Default: 0. */
  readonly offset?: number | undefined;

  /** Pixel format in image. Default: "uchar". */
  readonly format?: BandFormat | undefined;

  /** Pixel interpretation. Default: "multiband". */
  readonly interpretation?: Interpretation | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.rawsave}. */
export interface RawsaveOptions {
  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.rawsaveBuffer}. */
export interface RawsaveBufferOptions {
  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.svgload}. */
export interface SvgloadOptions {
  /** Render at this DPI, 0.001 to 100,000. Default: 72. */
  readonly dpi?: number | undefined;

  /** Scale output by this factor, 0 to 100,000. Default: 1. */
  readonly scale?: number | undefined;

  /** Allow SVG of any size. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Custom CSS. */
  readonly stylesheet?: string | undefined;

  /** Enable scRGB 128-bit output (32-bit per channel). Default: false. */
  readonly highBitdepth?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.svgloadBuffer}. */
export interface SvgloadBufferOptions {
  /** Render at this DPI, 0.001 to 100,000. Default: 72. */
  readonly dpi?: number | undefined;

  /** Scale output by this factor, 0 to 100,000. Default: 1. */
  readonly scale?: number | undefined;

  /** Allow SVG of any size. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Custom CSS. */
  readonly stylesheet?: string | undefined;

  /** Enable scRGB 128-bit output (32-bit per channel). Default: false. */
  readonly highBitdepth?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.tiffload}. */
export interface TiffloadOptions {
  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** Rotate image using orientation tag. Default: false. */
  readonly autorotate?: boolean | undefined;

  /** Subifd index, -1 to 100,000. Default: -1. */
  readonly subifd?: number | undefined;

  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.tiffloadBuffer}. */
export interface TiffloadBufferOptions {
  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** Rotate image using orientation tag. Default: false. */
  readonly autorotate?: boolean | undefined;

  /** Subifd index, -1 to 100,000. Default: -1. */
  readonly subifd?: number | undefined;

  /** Remove all denial of service limits. Default: false. */
  readonly unlimited?: boolean | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.tiffsave}. */
export interface TiffsaveOptions {
  /** Compression for this file. Default: "none". */
  readonly compression?: ForeignTiffCompression | undefined;

  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Compression prediction. Default: "horizontal". */
  readonly predictor?: ForeignTiffPredictor | undefined;

  /** Write a tiled tiff. Default: false. */
  readonly tile?: boolean | undefined;

  /** Tile width in pixels, 1 to 32,768. Default: 128. */
  readonly tileWidth?: number | undefined;

  /** Tile height in pixels, 1 to 32,768. Default: 128. */
  readonly tileHeight?: number | undefined;

  /** Write a pyramidal tiff. Default: false. */
  readonly pyramid?: boolean | undefined;

  /** Use 0 for white in 1-bit images. Default: false. */
  readonly miniswhite?: boolean | undefined;

  /** Write as a 1, 2, 4 or 8 bit image, 0 to 8. Default: 0. */
  readonly bitdepth?: number | undefined;

  /** Resolution unit. Default: "cm". */
  readonly resunit?: ForeignTiffResunit | undefined;

  /** Horizontal resolution in pixels/mm, 0.001 to 1,000,000. Default: 1. */
  readonly xres?: number | undefined;

  /** Vertical resolution in pixels/mm, 0.001 to 1,000,000. Default: 1. */
  readonly yres?: number | undefined;

  /** Write a bigtiff image. Default: false. */
  readonly bigtiff?: boolean | undefined;

  /** Write a properties document to IMAGEDESCRIPTION. Default: false. */
  readonly properties?: boolean | undefined;

  /** Method to shrink regions. Default: "mean". */
  readonly regionShrink?: RegionShrink | undefined;

  /** Deflate (1-9, default 6) or ZSTD (1-22, default 9) compression level, 0 to 22. Default: 0. */
  readonly level?: number | undefined;

  /** Enable WEBP lossless mode. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Pyramid depth. Default: "onetile". */
  readonly depth?: ForeignDzDepth | undefined;

  /** Save pyr layers as sub-IFDs. Default: false. */
  readonly subifd?: boolean | undefined;

  /** Save with premultiplied alpha. Default: false. */
  readonly premultiply?: boolean | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.tiffsaveBuffer}. */
export interface TiffsaveBufferOptions {
  /** Compression for this file. Default: "none". */
  readonly compression?: ForeignTiffCompression | undefined;

  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Compression prediction. Default: "horizontal". */
  readonly predictor?: ForeignTiffPredictor | undefined;

  /** Write a tiled tiff. Default: false. */
  readonly tile?: boolean | undefined;

  /** Tile width in pixels, 1 to 32,768. Default: 128. */
  readonly tileWidth?: number | undefined;

  /** Tile height in pixels, 1 to 32,768. Default: 128. */
  readonly tileHeight?: number | undefined;

  /** Write a pyramidal tiff. Default: false. */
  readonly pyramid?: boolean | undefined;

  /** Use 0 for white in 1-bit images. Default: false. */
  readonly miniswhite?: boolean | undefined;

  /** Write as a 1, 2, 4 or 8 bit image, 0 to 8. Default: 0. */
  readonly bitdepth?: number | undefined;

  /** Resolution unit. Default: "cm". */
  readonly resunit?: ForeignTiffResunit | undefined;

  /** Horizontal resolution in pixels/mm, 0.001 to 1,000,000. Default: 1. */
  readonly xres?: number | undefined;

  /** Vertical resolution in pixels/mm, 0.001 to 1,000,000. Default: 1. */
  readonly yres?: number | undefined;

  /** Write a bigtiff image. Default: false. */
  readonly bigtiff?: boolean | undefined;

  /** Write a properties document to IMAGEDESCRIPTION. Default: false. */
  readonly properties?: boolean | undefined;

  /** Method to shrink regions. Default: "mean". */
  readonly regionShrink?: RegionShrink | undefined;

  /** Deflate (1-9, default 6) or ZSTD (1-22, default 9) compression level, 0 to 22. Default: 0. */
  readonly level?: number | undefined;

  /** Enable WEBP lossless mode. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Pyramid depth. Default: "onetile". */
  readonly depth?: ForeignDzDepth | undefined;

  /** Save pyr layers as sub-IFDs. Default: false. */
  readonly subifd?: boolean | undefined;

  /** Save with premultiplied alpha. Default: false. */
  readonly premultiply?: boolean | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.uhdrload}. */
export interface UhdrloadOptions {
  /** Shrink factor on load, 1 to 8. Default: 1. */
  readonly shrink?: number | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.uhdrloadBuffer}. */
export interface UhdrloadBufferOptions {
  /** Shrink factor on load, 1 to 8. Default: 1. */
  readonly shrink?: number | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.uhdrsave}. */
export interface UhdrsaveOptions {
  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** The scale factor of base image to gainmap image, 1 to 128. Default: 2. */
  readonly gainmapScaleFactor?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.uhdrsaveBuffer}. */
export interface UhdrsaveBufferOptions {
  /** Q factor, 1 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** The scale factor of base image to gainmap image, 1 to 128. Default: 2. */
  readonly gainmapScaleFactor?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.vipsload}. */
export interface VipsloadOptions {
  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.vipssave}. */
export interface VipssaveOptions {
  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageCreators.webpload}. */
export interface WebploadOptions {
  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** Factor to scale by, 0 to 1,024. Default: 1. */
  readonly scale?: number | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageCreators.webploadBuffer}. */
export interface WebploadBufferOptions {
  /** First page to load, 0 to 100,000. Default: 0. */
  readonly page?: number | undefined;

  /** Number of pages to load, -1 for all, -1 to 100,000. Default: 1. */
  readonly n?: number | undefined;

  /** Factor to scale by, 0 to 1,024. Default: 1. */
  readonly scale?: number | undefined;

  /** Force open via memory. Default: false. */
  readonly memory?: boolean | undefined;

  /** Required access pattern for this file. Default: "random". */
  readonly access?: Access | undefined;

  /** Error level to fail on. Default: "none". */
  readonly failOn?: FailOn | undefined;

  /** Don't use a cached result for this operation. Default: false. */
  readonly revalidate?: boolean | undefined;
}

/** Options of {@link ImageOperations.webpsave}. */
export interface WebpsaveOptions {
  /** Q factor, 0 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Enable lossless compression. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Preserve color values from transparent pixels. Default: false. */
  readonly exact?: boolean | undefined;

  /** Preset for lossy compression. Default: "default". */
  readonly preset?: ForeignWebpPreset | undefined;

  /** Enable high quality chroma subsampling. Default: false. */
  readonly smartSubsample?: boolean | undefined;

  /** Enable preprocessing in lossless mode (uses Q). Default: false. */
  readonly nearLossless?: boolean | undefined;

  /** Change alpha plane fidelity for lossy compression, 0 to 100. Default: 100. */
  readonly alphaQ?: number | undefined;

  /** Optimise for minimum size. Default: false. */
  readonly minSize?: boolean | undefined;

  /** Minimum number of frames between key frames, 0 to 2,147,483,647. Default: 2,147,480,000. */
  readonly kmin?: number | undefined;

  /** Maximum number of frames between key frames, 0 to 2,147,483,647. Default: 2,147,480,000. */
  readonly kmax?: number | undefined;

  /** Level of CPU effort to reduce file size, 0 to 6. Default: 4. */
  readonly effort?: number | undefined;

  /** Desired target size in bytes, 0 to 2,147,483,647. Default: 0. */
  readonly targetSize?: number | undefined;

  /** Allow mixed encoding (might reduce file size). Default: false. */
  readonly mixed?: boolean | undefined;

  /** Enable auto-adjusting of the deblocking filter. Default: false. */
  readonly smartDeblock?: boolean | undefined;

  /** Number of entropy-analysis passes (in [1..10]), 1 to 10. Default: 1. */
  readonly passes?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.webpsaveBuffer}. */
export interface WebpsaveBufferOptions {
  /** Q factor, 0 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Enable lossless compression. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Preserve color values from transparent pixels. Default: false. */
  readonly exact?: boolean | undefined;

  /** Preset for lossy compression. Default: "default". */
  readonly preset?: ForeignWebpPreset | undefined;

  /** Enable high quality chroma subsampling. Default: false. */
  readonly smartSubsample?: boolean | undefined;

  /** Enable preprocessing in lossless mode (uses Q). Default: false. */
  readonly nearLossless?: boolean | undefined;

  /** Change alpha plane fidelity for lossy compression, 0 to 100. Default: 100. */
  readonly alphaQ?: number | undefined;

  /** Optimise for minimum size. Default: false. */
  readonly minSize?: boolean | undefined;

  /** Minimum number of frames between key frames, 0 to 2,147,483,647. Default: 2,147,480,000. */
  readonly kmin?: number | undefined;

  /** Maximum number of frames between key frames, 0 to 2,147,483,647. Default: 2,147,480,000. */
  readonly kmax?: number | undefined;

  /** Level of CPU effort to reduce file size, 0 to 6. Default: 4. */
  readonly effort?: number | undefined;

  /** Desired target size in bytes, 0 to 2,147,483,647. Default: 0. */
  readonly targetSize?: number | undefined;

  /** Allow mixed encoding (might reduce file size). Default: false. */
  readonly mixed?: boolean | undefined;

  /** Enable auto-adjusting of the deblocking filter. Default: false. */
  readonly smartDeblock?: boolean | undefined;

  /** Number of entropy-analysis passes (in [1..10]), 1 to 10. Default: 1. */
  readonly passes?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Options of {@link ImageOperations.webpsaveMime}. */
export interface WebpsaveMimeOptions {
  /** Q factor, 0 to 100. Default: 75. */
  readonly Q?: number | undefined;

  /** Enable lossless compression. Default: false. */
  readonly lossless?: boolean | undefined;

  /** Preserve color values from transparent pixels. Default: false. */
  readonly exact?: boolean | undefined;

  /** Preset for lossy compression. Default: "default". */
  readonly preset?: ForeignWebpPreset | undefined;

  /** Enable high quality chroma subsampling. Default: false. */
  readonly smartSubsample?: boolean | undefined;

  /** Enable preprocessing in lossless mode (uses Q). Default: false. */
  readonly nearLossless?: boolean | undefined;

  /** Change alpha plane fidelity for lossy compression, 0 to 100. Default: 100. */
  readonly alphaQ?: number | undefined;

  /** Optimise for minimum size. Default: false. */
  readonly minSize?: boolean | undefined;

  /** Minimum number of frames between key frames, 0 to 2,147,483,647. Default: 2,147,480,000. */
  readonly kmin?: number | undefined;

  /** Maximum number of frames between key frames, 0 to 2,147,483,647. Default: 2,147,480,000. */
  readonly kmax?: number | undefined;

  /** Level of CPU effort to reduce file size, 0 to 6. Default: 4. */
  readonly effort?: number | undefined;

  /** Desired target size in bytes, 0 to 2,147,483,647. Default: 0. */
  readonly targetSize?: number | undefined;

  /** Allow mixed encoding (might reduce file size). Default: false. */
  readonly mixed?: boolean | undefined;

  /** Enable auto-adjusting of the deblocking filter. Default: false. */
  readonly smartDeblock?: boolean | undefined;

  /** Number of entropy-analysis passes (in [1..10]), 1 to 10. Default: 1. */
  readonly passes?: number | undefined;

  /** Which metadata to retain. Default: "all". */
  readonly keep?: ForeignKeep | undefined;

  /** Background value. Default: 0. */
  readonly background?: number | readonly number[] | undefined;

  /** Set page height for multipage save, 0 to 100,000,000. Default: 0. */
  readonly pageHeight?: number | undefined;

  /** Filename of ICC profile to embed. */
  readonly profile?: string | undefined;
}

/** Asks for every result, those too that libvips computes on demand only. */
export interface AllOutputs {
  readonly allOutputs: true;
}

/** What can be done with an image. Nothing runs until a result is asked for. */
export interface ImageOperations {
  /**
   * Transform LCh to CMC.
   * Memory: streams.
   */
  CMC2LCh(): Image;

  /**
   * Transform CMYK to XYZ.
   * Memory: streams.
   */
  CMYK2XYZ(): Image;

  /**
   * Transform HSV to sRGB.
   * Memory: streams.
   */
  HSV2sRGB(): Image;

  /**
   * Transform LCh to CMC.
   * Memory: streams.
   */
  LCh2CMC(): Image;

  /**
   * Transform LCh to Lab.
   * Memory: streams.
   */
  LCh2Lab(): Image;

  /**
   * Transform Lab to LCh.
   * Memory: streams.
   */
  Lab2LCh(): Image;

  /**
   * Transform float Lab to LabQ coding.
   * Memory: streams.
   */
  Lab2LabQ(): Image;

  /**
   * Transform float Lab to signed short.
   * Memory: streams.
   */
  Lab2LabS(): Image;

  /**
   * Transform CIELAB to XYZ.
   * Memory: streams.
   */
  Lab2XYZ(options?: Lab2XYZOptions): Image;

  /**
   * Unpack a LabQ image to float Lab.
   * Memory: streams.
   */
  LabQ2Lab(): Image;

  /**
   * Unpack a LabQ image to short Lab.
   * Memory: streams.
   */
  LabQ2LabS(): Image;

  /**
   * Convert a LabQ image to sRGB.
   * Memory: streams.
   */
  LabQ2sRGB(): Image;

  /**
   * Transform signed short Lab to float.
   * Memory: streams.
   */
  LabS2Lab(): Image;

  /**
   * Transform short Lab to LabQ coding.
   * Memory: streams.
   */
  LabS2LabQ(): Image;

  /**
   * Transform Oklab to Oklch.
   * Memory: streams.
   */
  Oklab2Oklch(): Image;

  /**
   * Transform Oklab to XYZ.
   * Memory: streams.
   */
  Oklab2XYZ(): Image;

  /**
   * Transform Oklch to Oklab.
   * Memory: streams.
   */
  Oklch2Oklab(): Image;

  /**
   * Transform XYZ to CMYK.
   * Memory: streams.
   */
  XYZ2CMYK(): Image;

  /**
   * Transform XYZ to Lab.
   * Memory: streams.
   */
  XYZ2Lab(options?: XYZ2LabOptions): Image;

  /**
   * Transform XYZ to Oklab.
   * Memory: streams.
   */
  XYZ2Oklab(): Image;

  /**
   * Transform XYZ to Yxy.
   * Memory: streams.
   */
  XYZ2Yxy(): Image;

  /**
   * Transform XYZ to scRGB.
   * Memory: streams.
   */
  XYZ2scRGB(): Image;

  /**
   * Transform Yxy to XYZ.
   * Memory: streams.
   */
  Yxy2XYZ(): Image;

  /**
   * Absolute value of an image.
   * Memory: streams.
   */
  abs(): Image;

  /**
   * Add two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  add(right: ImageOperand): Image;

  /**
   * Append an alpha channel.
   * Memory: streams.
   */
  addalpha(): Image;

  /**
   * Affine transform of an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first; where it
   * mirrors or enlarges only, streams, with a halo of the interpolator.
   * @param matrix Transformation matrix.
   */
  affine(matrix: number | readonly number[], options?: AffineOptions): Image;

  /**
   * Join an array of images.
   * This image is the first of `in`.
   * Memory: streams.
   * @param others The rest of them.
   */
  arrayjoin(others: readonly Image[], options?: ArrayjoinOptions): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: output image; `angle`: angle image was rotated by; `flip`: whether the image was flipped or not.
   */
  autorot(
    options: AllOutputs & RunOptions,
  ): Promise<{ readonly out: Image; readonly angle: Angle; readonly flip: boolean }>;
  /**
   * Autorotate image by exif tag.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   */
  autorot(): Image;

  /**
   * Find image average.
   * Memory: reads the image once, in order, and keeps one number.
   * @returns Output value.
   */
  avg(options?: RunOptions): Promise<number>;

  /**
   * Boolean operation across image bands.
   * Memory: streams.
   * @param boolean Boolean to perform.
   */
  bandbool(boolean: OperationBoolean): Image;

  /**
   * Fold up x axis into bands.
   * Memory: streams.
   */
  bandfold(options?: BandfoldOptions): Image;

  /**
   * Bandwise join a set of images.
   * This image is the first of `in`.
   * Memory: streams.
   * @param others The rest of them, each an image or a constant.
   */
  bandjoin(others: readonly ImageOperand[]): Image;

  /**
   * Append a constant band to an image.
   * Memory: streams.
   * @param c Array of constants to add.
   */
  bandjoinConst(c: number | readonly number[]): Image;

  /**
   * Band-wise average.
   * Memory: streams.
   */
  bandmean(): Image;

  /**
   * Band-wise rank of a set of images.
   * This image is the first of `in`.
   * Memory: streams.
   * @param others The rest of them, each an image or a constant.
   */
  bandrank(others: readonly ImageOperand[], options?: BandrankOptions): Image;

  /**
   * Unfold image bands into x axis.
   * Memory: streams.
   */
  bandunfold(options?: BandunfoldOptions): Image;

  /**
   * Boolean operation on two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   * @param boolean Boolean to perform.
   */
  boolean(right: ImageOperand, boolean: OperationBoolean): Image;

  /**
   * Boolean operations against a constant.
   * Memory: streams.
   * @param boolean Boolean to perform.
   * @param c Array of constants.
   */
  booleanConst(boolean: OperationBoolean, c: number | readonly number[]): Image;

  /**
   * Build a look-up table.
   * Memory: holds its input and its result, which are small tables.
   */
  buildlut(): Image;

  /**
   * Byteswap an image.
   * Memory: streams.
   */
  byteswap(): Image;

  /**
   * Canny edge detector.
   * Memory: streams, with a halo of the Gaussian's radius and 2 pixels.
   */
  canny(options?: CannyOptions): Image;

  /**
   * Use pixel values to pick cases from an array of images.
   * This image is `index`: index image.
   * Memory: streams.
   * @param cases Array of case images, or a constant.
   */
  case(cases: readonly ImageOperand[]): Image;

  /**
   * Cast an image.
   * Memory: streams.
   * @param format Format to cast to.
   */
  cast(format: BandFormat, options?: CastOptions): Image;

  /**
   * Clamp values of an image.
   * Memory: streams.
   */
  clamp(options?: ClampOptions): Image;

  /**
   * Convert to a new colorspace.
   * Memory: streams.
   * @param space Destination color space.
   */
  colourspace(space: Interpretation, options?: ColourspaceOptions): Image;

  /**
   * Convolve with rotating mask.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  compass(mask: Image, options?: CompassOptions): Image;

  /**
   * Perform a complex operation on an image.
   * Memory: streams.
   * @param cmplx Complex to perform.
   */
  complex(cmplx: OperationComplex): Image;

  /**
   * Complex binary operations on two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   * @param cmplx Binary complex operation to perform.
   */
  complex2(right: ImageOperand, cmplx: OperationComplex2): Image;

  /**
   * Form a complex image from two real images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  complexform(right: ImageOperand): Image;

  /**
   * Get a component from a complex image.
   * Memory: streams.
   * @param get Complex to perform.
   */
  complexget(get: OperationComplexget): Image;

  /**
   * Blend an array of images with an array of blend modes.
   * This image is the first of `in`.
   * Modes are 0 clear, 1 source, 2 over, 3 in, 4 out, 5 atop, 6 dest, 7 dest-over, 8 dest-in, 9 dest-out, 10 dest-atop,
   * 11 xor, 12 add, 13 saturate, 14 multiply, 15 screen, 16 overlay, 17 darken, 18 lighten, 19 colour-dodge, 20
   * colour-burn, 21 hard-light, 22 soft-light, 23 difference, 24 exclusion.
   * Memory: streams.
   * @param others The rest of them, each an image or a constant.
   * @param mode Array of VipsBlendMode to join with.
   */
  composite(others: readonly ImageOperand[], mode: number | readonly number[], options?: CompositeOptions): Image;

  /**
   * Blend a pair of images with a blend mode.
   * This image is `base`: base image.
   * Memory: streams.
   * @param overlay Overlay image, or a constant.
   * @param mode VipsBlendMode to join with.
   */
  composite2(overlay: ImageOperand, mode: BlendMode, options?: Composite2Options): Image;

  /**
   * Convolution operation.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  conv(mask: Image, options?: ConvOptions): Image;

  /**
   * Approximate integer convolution.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  conva(mask: Image, options?: ConvaOptions): Image;

  /**
   * Approximate separable integer convolution.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  convasep(mask: Image, options?: ConvasepOptions): Image;

  /**
   * Float convolution operation.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  convf(mask: Image): Image;

  /**
   * Int convolution operation.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  convi(mask: Image): Image;

  /**
   * Separable convolution operation.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   */
  convsep(mask: Image, options?: ConvsepOptions): Image;

  /**
   * Copy an image.
   * Memory: streams.
   */
  copy(options?: CopyOptions): Image;

  /**
   * Count lines in an image.
   * Memory: reads the image once, in order, and keeps one number.
   * @param direction Countlines left-right or up-down.
   * @returns Number of lines.
   */
  countlines(direction: Direction, options?: RunOptions): Promise<number>;

  /**
   * Calculate dE00.
   * Memory: streams.
   * @param right Right-hand input image, or a constant.
   */
  dE00(right: ImageOperand): Image;

  /**
   * Calculate dE76.
   * Memory: streams.
   * @param right Right-hand input image, or a constant.
   */
  dE76(right: ImageOperand): Image;

  /**
   * Calculate dECMC.
   * Memory: streams.
   * @param right Right-hand input image, or a constant.
   */
  dECMC(right: ImageOperand): Image;

  /**
   * Find image standard deviation.
   * Memory: reads the image once, in order, and keeps one number.
   * @returns Output value.
   */
  deviate(options?: RunOptions): Promise<number>;

  /**
   * Divide two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  divide(right: ImageOperand): Image;

  /**
   * Draw a circle on an image.
   * Memory: holds a private copy of the image.
   * @param ink Color for pixels.
   * @param cx Horizontal position of the centre, -1,000,000,000 to 1,000,000,000.
   * @param cy Vertical position of the centre, -1,000,000,000 to 1,000,000,000.
   * @param radius Radius in pixels, 0 to 1,000,000,000.
   */
  drawCircle(
    ink: number | readonly number[],
    cx: number,
    cy: number,
    radius: number,
    options?: DrawCircleOptions,
  ): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: the image drawn on; `left`: left edge of modified area; `top`: top edge of modified area; `width`:
   * width of modified area; `height`: height of modified area.
   */
  drawFlood(
    ink: number | readonly number[],
    x: number,
    y: number,
    options: AllOutputs & DrawFloodOptions & RunOptions,
  ): Promise<{
    readonly out: Image;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  }>;
  /**
   * Flood-fill an area.
   * Memory: holds a private copy of the image.
   * @param ink Color for pixels.
   * @param x Horizontal position of the start, 0 to 1,000,000,000.
   * @param y Vertical position of the start, 0 to 1,000,000,000.
   */
  drawFlood(ink: number | readonly number[], x: number, y: number, options?: DrawFloodOptions): Image;

  /**
   * Paint an image into another image.
   * Memory: holds a private copy of the image.
   * @param sub Sub-image to insert into main image.
   * @param x Left edge of the sub-image, -1,000,000,000 to 1,000,000,000.
   * @param y Top edge of the sub-image, -1,000,000,000 to 1,000,000,000.
   */
  drawImage(sub: Image, x: number, y: number, options?: DrawImageOptions): Image;

  /**
   * Draw a line on an image.
   * Memory: holds a private copy of the image.
   * @param ink Color for pixels.
   * @param x1 Horizontal position of the start, -1,000,000,000 to 1,000,000,000.
   * @param y1 Vertical position of the start, -1,000,000,000 to 1,000,000,000.
   * @param x2 Horizontal position of the end, -1,000,000,000 to 1,000,000,000.
   * @param y2 Vertical position of the end, -1,000,000,000 to 1,000,000,000.
   */
  drawLine(ink: number | readonly number[], x1: number, y1: number, x2: number, y2: number): Image;

  /**
   * Draw a mask on an image.
   * Memory: holds a private copy of the image.
   * @param ink Color for pixels.
   * @param mask Mask of pixels to draw, or a constant.
   * @param x Left edge of the mask, -1,000,000,000 to 1,000,000,000.
   * @param y Top edge of the mask, -1,000,000,000 to 1,000,000,000.
   */
  drawMask(ink: number | readonly number[], mask: ImageOperand, x: number, y: number): Image;

  /**
   * Paint a rectangle on an image.
   * Memory: holds a private copy of the image.
   * @param ink Color for pixels.
   * @param left Left edge of the rectangle, -1,000,000,000 to 1,000,000,000.
   * @param top Top edge of the rectangle, -1,000,000,000 to 1,000,000,000.
   * @param width Width of the rectangle, -1,000,000,000 to 1,000,000,000.
   * @param height Height of the rectangle, -1,000,000,000 to 1,000,000,000.
   */
  drawRect(
    ink: number | readonly number[],
    left: number,
    top: number,
    width: number,
    height: number,
    options?: DrawRectOptions,
  ): Image;

  /**
   * Blur a rectangle on an image.
   * Memory: holds a private copy of the image.
   * @param left Left edge of the rectangle, -1,000,000,000 to 1,000,000,000.
   * @param top Top edge of the rectangle, -1,000,000,000 to 1,000,000,000.
   * @param width Width of the rectangle, -1,000,000,000 to 1,000,000,000.
   * @param height Height of the rectangle, -1,000,000,000 to 1,000,000,000.
   */
  drawSmudge(left: number, top: number, width: number, height: number): Image;

  /**
   * Embed an image in a larger image.
   * Memory: streams; where extend is "repeat" or "mirror", reads rows out of order, so an image that can only be read
   * in order is held or put on disk first.
   * @param x Left edge of input in output, -1,000,000,000 to 1,000,000,000.
   * @param y Top edge of input in output, -1,000,000,000 to 1,000,000,000.
   * @param width Image width in pixels, 1 to 1,000,000,000.
   * @param height Image height in pixels, 1 to 1,000,000,000.
   */
  embed(x: number, y: number, width: number, height: number, options?: EmbedOptions): Image;

  /**
   * Extract an area from an image.
   * Memory: streams.
   * @param left Left edge of extract area, -100,000,000 to 100,000,000.
   * @param top Top edge of extract area, -100,000,000 to 100,000,000.
   * @param width Width of extract area, 1 to 100,000,000.
   * @param height Height of extract area, 1 to 100,000,000.
   */
  extractArea(left: number, top: number, width: number, height: number): Image;

  /**
   * Extract band from an image.
   * Memory: streams.
   * @param band Band to extract, 0 to 100,000,000.
   */
  extractBand(band: number, options?: ExtractBandOptions): Image;

  /**
   * False-color an image.
   * Memory: streams.
   */
  falsecolour(): Image;

  /**
   * Fast correlation.
   * Memory: streams, with a halo of the reference image.
   * @param ref Input reference image.
   */
  fastcor(ref: Image): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: value of nearest non-zero pixel; `distance`: distance to nearest non-zero pixel.
   */
  fillNearest(options: AllOutputs): { readonly out: Image; readonly distance: Image };
  /**
   * Fill image zeros with nearest non-zero pixel.
   * Memory: holds the image, and the distance and place of the nearest pixel for each of its pixels.
   */
  fillNearest(): Image;

  /**
   * Search an image for non-edge areas.
   * Memory: reads the image once, in order, and keeps one column and one row of sums.
   * @returns `left`: left edge of image; `top`: top edge of extract area; `width`: width of extract area; `height`:
   * height of extract area.
   */
  findTrim(
    options?: FindTrimOptions & RunOptions,
  ): Promise<{ readonly left: number; readonly top: number; readonly width: number; readonly height: number }>;

  /**
   * Flatten alpha out of an image.
   * Memory: streams.
   */
  flatten(options?: FlattenOptions): Image;

  /**
   * Flip an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first; where
   * direction is "horizontal", streams.
   * @param direction Direction to flip image.
   */
  flip(direction: Direction): Image;

  /**
   * Transform float RGB to Radiance coding.
   * Memory: streams.
   */
  float2rad(): Image;

  /**
   * Frequency-domain filtering.
   * Needs a libvips with FFTW; the bundled one has none.
   * Memory: holds the Fourier transform of the image.
   * @param mask Input mask image.
   */
  freqmult(mask: Image): Image;

  /**
   * Gamma an image.
   * Memory: streams.
   */
  gamma(options?: GammaOptions): Image;

  /**
   * Gaussian blur.
   * Memory: streams, with a halo of the Gaussian's radius.
   * @param sigma Sigma of Gaussian, 0 to 1,000.
   */
  gaussblur(sigma: number, options?: GaussblurOptions): Image;

  /**
   * Read a point from an image.
   * Memory: reads the image once, in order, and keeps one pixel.
   * @param x Horizontal position of the point, 0 to 100,000,000.
   * @param y Vertical position of the point, 0 to 100,000,000.
   * @returns Array of output values.
   */
  getpoint(x: number, y: number, options?: GetpointOptions & RunOptions): Promise<readonly number[]>;

  /**
   * Place an image within a larger image with a certain gravity.
   * Memory: streams; where extend is "repeat" or "mirror", reads rows out of order, so an image that can only be read
   * in order is held or put on disk first.
   * @param direction Direction to place image within width/height.
   * @param width Image width in pixels, 1 to 1,000,000,000.
   * @param height Image height in pixels, 1 to 1,000,000,000.
   */
  gravity(direction: CompassDirection, width: number, height: number, options?: GravityOptions): Image;

  /**
   * Grid an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param tileHeight Chop into tiles this high, 1 to 10,000,000.
   * @param across Number of tiles across, 1 to 10,000,000.
   * @param down Number of tiles down, 1 to 10,000,000.
   */
  grid(tileHeight: number, across: number, down: number): Image;

  /**
   * Form cumulative histogram.
   * Memory: holds its input and its result, which are small tables.
   */
  histCum(): Image;

  /**
   * Estimate image entropy.
   * Memory: reads the image once, in order, and keeps one number.
   * @returns Output value.
   */
  histEntropy(options?: RunOptions): Promise<number>;

  /**
   * Histogram equalisation.
   * Memory: reads the image twice, so an image that can only be read in order is held or put on disk first.
   */
  histEqual(options?: HistEqualOptions): Image;

  /**
   * Find image histogram.
   * Memory: reads the image once, in order, and keeps a histogram.
   */
  histFind(options?: HistFindOptions): Image;

  /**
   * Find indexed image histogram.
   * Memory: reads the image once, in order, and keeps a histogram.
   * @param index Index image.
   */
  histFindIndexed(index: Image, options?: HistFindIndexedOptions): Image;

  /**
   * Find n-dimensional image histogram.
   * Memory: reads the image once, in order, and keeps a histogram of as many dimensions as bands.
   */
  histFindNdim(options?: HistFindNdimOptions): Image;

  /**
   * Test for monotonicity.
   * Memory: reads the image once, in order, and keeps one truth.
   * @returns True if in is monotonic.
   */
  histIsmonotonic(options?: RunOptions): Promise<boolean>;

  /**
   * Local histogram equalisation.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param width Window width in pixels, 1 to 100,000,000.
   * @param height Window height in pixels, 1 to 100,000,000.
   */
  histLocal(width: number, height: number, options?: HistLocalOptions): Image;

  /**
   * Match two histograms.
   * Memory: holds its input and its result, which are small tables.
   * @param ref Reference histogram.
   */
  histMatch(ref: Image): Image;

  /**
   * Normalise histogram.
   * Memory: holds its input and its result, which are small tables.
   */
  histNorm(): Image;

  /**
   * Plot histogram.
   * Memory: holds its input and its result, which are small tables.
   */
  histPlot(): Image;

  /**
   * Find hough circle transform.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   */
  houghCircle(options?: HoughCircleOptions): Image;

  /**
   * Find hough line transform.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   */
  houghLine(options?: HoughLineOptions): Image;

  /**
   * Output to device with ICC profile.
   * Memory: streams.
   */
  iccExport(options?: IccExportOptions): Image;

  /**
   * Import from device with ICC profile.
   * Memory: streams.
   */
  iccImport(options?: IccImportOptions): Image;

  /**
   * Transform between devices with ICC profiles.
   * Memory: streams.
   * @param outputProfile Filename to load output profile from.
   */
  iccTransform(outputProfile: string, options?: IccTransformOptions): Image;

  /**
   * Ifthenelse an image.
   * This image is `cond`: condition input image.
   * Memory: streams.
   * @param in1 Source for TRUE pixels, or a constant.
   * @param in2 Source for FALSE pixels, or a constant.
   */
  ifthenelse(in1: ImageOperand, in2: ImageOperand, options?: IfthenelseOptions): Image;

  /**
   * Insert image `sub` into `main` at `x`, `y`.
   * This image is `main`: main input image.
   * Memory: streams.
   * @param sub Sub-image to insert into main image.
   * @param x Left edge of sub in main, -100,000,000 to 100,000,000.
   * @param y Top edge of sub in main, -100,000,000 to 100,000,000.
   */
  insert(sub: Image, x: number, y: number, options?: InsertOptions): Image;

  /**
   * Invert an image.
   * Memory: streams.
   */
  invert(): Image;

  /**
   * Build an inverted look-up table.
   * Memory: holds its input and its result, which are small tables.
   */
  invertlut(options?: InvertlutOptions): Image;

  /**
   * Join a pair of images.
   * This image is `in1`: first input image.
   * Memory: streams.
   * @param in2 Second input image.
   * @param direction Join left-right or up-down.
   */
  join(in2: Image, direction: Direction, options?: JoinOptions): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `mask`: mask of region labels; `segments`: number of discrete contiguous regions.
   */
  labelregions(options: AllOutputs & RunOptions): Promise<{ readonly mask: Image; readonly segments: number }>;
  /**
   * Label regions in an image.
   * Memory: holds the image, and a label for each of its pixels.
   */
  labelregions(): Image;

  /**
   * Calculate (a * in + b).
   * Memory: streams.
   * @param a Multiply by this.
   * @param b Add this.
   */
  linear(a: number | readonly number[], b: number | readonly number[], options?: LinearOptions): Image;

  /**
   * Cache an image as a set of lines.
   * Memory: streams, with a halo of the rows it keeps.
   */
  linecache(options?: LinecacheOptions): Image;

  /**
   * Resample with a map image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param index Index pixels with this.
   */
  mapim(index: Image, options?: MapimOptions): Image;

  /**
   * Map an image though a lut.
   * Memory: streams.
   * @param lut Look-up table image.
   */
  maplut(lut: Image, options?: MaplutOptions): Image;

  /**
   * First-order match of two images.
   * This image is `ref`: reference image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param sec Secondary image.
   * @param xr1 Position of first reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param yr1 Position of first reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param xs1 Position of first secondary tie-point, -1,000,000,000 to 1,000,000,000.
   * @param ys1 Position of first secondary tie-point, -1,000,000,000 to 1,000,000,000.
   * @param xr2 Position of second reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param yr2 Position of second reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param xs2 Position of second secondary tie-point, -1,000,000,000 to 1,000,000,000.
   * @param ys2 Position of second secondary tie-point, -1,000,000,000 to 1,000,000,000.
   */
  match(
    sec: Image,
    xr1: number,
    yr1: number,
    xs1: number,
    ys1: number,
    xr2: number,
    yr2: number,
    xs2: number,
    ys2: number,
    options?: MatchOptions,
  ): Image;

  /**
   * Apply a math operation to an image.
   * Memory: streams.
   * @param math Math to perform.
   */
  math(math: OperationMath): Image;

  /**
   * Binary math operations.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   * @param math2 Math to perform.
   */
  math2(right: ImageOperand, math2: OperationMath2): Image;

  /**
   * Binary math operations with a constant.
   * Memory: streams.
   * @param math2 Math to perform.
   * @param c Array of constants.
   */
  math2Const(math2: OperationMath2, c: number | readonly number[]): Image;

  /**
   * Invert a matrix.
   * Memory: holds its input and its result, which are small tables.
   */
  matrixinvert(): Image;

  /**
   * Multiply two matrices.
   * Memory: holds its input and its result, which are small tables.
   * @param right Second matrix to multiply.
   */
  matrixmultiply(right: Image): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: output value; `x`: horizontal position of maximum; `y`: vertical position of maximum; `outArray`:
   * array of output values; `xArray`: array of horizontal positions; `yArray`: array of vertical positions.
   */
  max(options: AllOutputs & MaxOptions & RunOptions): Promise<{
    readonly out: number;
    readonly x: number;
    readonly y: number;
    readonly outArray: readonly number[];
    readonly xArray: readonly number[];
    readonly yArray: readonly number[];
  }>;
  /**
   * Find image maximum.
   * Memory: reads the image once, in order, and keeps the largest values.
   * @returns Output value.
   */
  max(options?: MaxOptions & RunOptions): Promise<number>;

  /**
   * Maximum of a pair of images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  maxpair(right: ImageOperand): Image;

  /**
   * Measure a set of patches on a color chart.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param h Number of patches across chart, 1 to 100,000,000.
   * @param v Number of patches down chart, 1 to 100,000,000.
   */
  measure(h: number, v: number, options?: MeasureOptions): Image;

  /**
   * Merge two images.
   * This image is `ref`: reference image.
   * Memory: streams, with a halo of the rows where one image lies over the other; where direction is "horizontal",
   * streams.
   * @param sec Secondary image.
   * @param direction Horizontal or vertical merge.
   * @param dx Horizontal displacement from sec to ref, -100,000,000 to 1,000,000,000.
   * @param dy Vertical displacement from sec to ref, -100,000,000 to 1,000,000,000.
   */
  merge(sec: Image, direction: Direction, dx: number, dy: number, options?: MergeOptions): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: output value; `x`: horizontal position of minimum; `y`: vertical position of minimum; `outArray`:
   * array of output values; `xArray`: array of horizontal positions; `yArray`: array of vertical positions.
   */
  min(options: AllOutputs & MinOptions & RunOptions): Promise<{
    readonly out: number;
    readonly x: number;
    readonly y: number;
    readonly outArray: readonly number[];
    readonly xArray: readonly number[];
    readonly yArray: readonly number[];
  }>;
  /**
   * Find image minimum.
   * Memory: reads the image once, in order, and keeps the smallest values.
   * @returns Output value.
   */
  min(options?: MinOptions & RunOptions): Promise<number>;

  /**
   * Minimum of a pair of images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  minpair(right: ImageOperand): Image;

  /**
   * Morphology operation.
   * Memory: streams, with a halo of half the mask.
   * @param mask Input matrix image.
   * @param morph Morphological operation to perform.
   */
  morph(mask: Image, morph: OperationMorphology): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: output image; `dx0`: detected integer offset; `dy0`: detected integer offset; `scale1`: detected
   * scale; `angle1`: detected rotation; `dy1`: detected first-order displacement; `dx1`: detected first-order
   * displacement.
   */
  mosaic(
    sec: Image,
    direction: Direction,
    xref: number,
    yref: number,
    xsec: number,
    ysec: number,
    options: AllOutputs & MosaicOptions & RunOptions,
  ): Promise<{
    readonly out: Image;
    readonly dx0: number;
    readonly dy0: number;
    readonly scale1: number;
    readonly angle1: number;
    readonly dy1: number;
    readonly dx1: number;
  }>;
  /**
   * Mosaic two images.
   * This image is `ref`: reference image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param sec Secondary image.
   * @param direction Horizontal or vertical mosaic.
   * @param xref Position of reference tie-point, 0 to 1,000,000,000.
   * @param yref Position of reference tie-point, 0 to 1,000,000,000.
   * @param xsec Position of secondary tie-point, 0 to 1,000,000,000.
   * @param ysec Position of secondary tie-point, 0 to 1,000,000,000.
   */
  mosaic(
    sec: Image,
    direction: Direction,
    xref: number,
    yref: number,
    xsec: number,
    ysec: number,
    options?: MosaicOptions,
  ): Image;

  /**
   * First-order mosaic of two images.
   * This image is `ref`: reference image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param sec Secondary image.
   * @param direction Horizontal or vertical mosaic.
   * @param xr1 Position of first reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param yr1 Position of first reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param xs1 Position of first secondary tie-point, -1,000,000,000 to 1,000,000,000.
   * @param ys1 Position of first secondary tie-point, -1,000,000,000 to 1,000,000,000.
   * @param xr2 Position of second reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param yr2 Position of second reference tie-point, -1,000,000,000 to 1,000,000,000.
   * @param xs2 Position of second secondary tie-point, -1,000,000,000 to 1,000,000,000.
   * @param ys2 Position of second secondary tie-point, -1,000,000,000 to 1,000,000,000.
   */
  mosaic1(
    sec: Image,
    direction: Direction,
    xr1: number,
    yr1: number,
    xs1: number,
    ys1: number,
    xr2: number,
    yr2: number,
    xs2: number,
    ys2: number,
    options?: Mosaic1Options,
  ): Image;

  /**
   * Pick most-significant byte from an image.
   * Memory: streams.
   */
  msb(options?: MsbOptions): Image;

  /**
   * Multiply two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  multiply(right: ImageOperand): Image;

  /**
   * Find threshold for percent of pixels.
   * Memory: reads the image once, in order, and keeps a histogram.
   * @param percent Percent of pixels, 0 to 100.
   * @returns Threshold above which lie percent of pixels.
   */
  percent(percent: number, options?: RunOptions): Promise<number>;

  /**
   * Calculate phase correlation.
   * Needs a libvips with FFTW; the bundled one has none.
   * Memory: holds the Fourier transform of the image.
   * @param in2 Second input image.
   */
  phasecor(in2: Image): Image;

  /**
   * Premultiply image alpha.
   * Memory: streams.
   */
  premultiply(options?: PremultiplyOptions): Image;

  /**
   * Prewitt edge detector.
   * Memory: streams, with a halo of 1 pixel.
   */
  prewitt(): Image;

  /**
   * Find image profiles.
   * Memory: reads the image once, in order, and keeps one row and one column.
   * @returns `columns`: first non-zero pixel in column; `rows`: first non-zero pixel in row.
   */
  profile(): { readonly columns: Image; readonly rows: Image };

  /**
   * Find image projections.
   * Memory: reads the image once, in order, and keeps one row and one column.
   * @returns `columns`: sums of columns; `rows`: sums of rows.
   */
  project(): { readonly columns: Image; readonly rows: Image };

  /**
   * Resample an image with a quadratic transform.
   * Memory: holds a private copy of the image.
   * @param coeff Coefficient matrix.
   */
  quadratic(coeff: Image, options?: QuadraticOptions): Image;

  /**
   * Unpack Radiance coding to float RGB.
   * Memory: streams.
   */
  rad2float(): Image;

  /**
   * Rank filter.
   * Memory: streams, with a halo of half the window.
   * @param width Window width in pixels, 1 to 100,000.
   * @param height Window height in pixels, 1 to 100,000.
   * @param index Select pixel at index, 0 to 100,000,000.
   */
  rank(width: number, height: number, index: number): Image;

  /**
   * Linear recombination with matrix.
   * Memory: streams.
   * @param m Matrix of coefficients.
   */
  recomb(m: Image): Image;

  /**
   * Reduce an image.
   * Memory: streams, with a halo of the kernel, which grows with the factor.
   * @param hshrink Horizontal shrink factor, 1 to 1,000,000.
   * @param vshrink Vertical shrink factor, 1 to 1,000,000.
   */
  reduce(hshrink: number, vshrink: number, options?: ReduceOptions): Image;

  /**
   * Shrink an image horizontally.
   * Memory: streams, with a halo of the kernel, which grows with the factor.
   * @param hshrink Horizontal shrink factor, 1 to 1,000,000.
   */
  reduceh(hshrink: number, options?: ReducehOptions): Image;

  /**
   * Shrink an image vertically.
   * Memory: streams, with a halo of the kernel, which grows with the factor.
   * @param vshrink Vertical shrink factor, 1 to 1,000,000.
   */
  reducev(vshrink: number, options?: ReducevOptions): Image;

  /**
   * Relational operation on two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   * @param relational Relational to perform.
   */
  relational(right: ImageOperand, relational: OperationRelational): Image;

  /**
   * Relational operations against a constant.
   * Memory: streams.
   * @param relational Relational to perform.
   * @param c Array of constants.
   */
  relationalConst(relational: OperationRelational, c: number | readonly number[]): Image;

  /**
   * Remainder after integer division of two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  remainder(right: ImageOperand): Image;

  /**
   * Remainder after integer division of an image and a constant.
   * Memory: streams.
   * @param c Array of constants.
   */
  remainderConst(c: number | readonly number[]): Image;

  /**
   * Replicate an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first; where
   * down is 1, streams.
   * @param across Repeat this many times horizontally, 1 to 1,000,000.
   * @param down Repeat this many times vertically, 1 to 1,000,000.
   */
  replicate(across: number, down: number): Image;

  /**
   * Resize an image.
   * Memory: streams, with a halo of the kernel, which grows with the factor.
   * @param scale Scale image by this factor, 0 to 10,000,000.
   */
  resize(scale: number, options?: ResizeOptions): Image;

  /**
   * Rotate an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first; where
   * angle is "d0", streams.
   * @param angle Angle to rotate image.
   */
  rot(angle: Angle): Image;

  /**
   * Rotate an image.
   * Memory: holds the image and the turned one.
   */
  rot45(options?: Rot45Options): Image;

  /**
   * Rotate an image by a number of degrees.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param angle Rotate clockwise by this many degrees, -10,000,000 to 10,000,000.
   */
  rotate(angle: number, options?: RotateOptions): Image;

  /**
   * Perform a round function on an image.
   * Memory: streams.
   * @param round Rounding operation to perform.
   */
  round(round: OperationRound): Image;

  /**
   * Transform sRGB to HSV.
   * Memory: streams.
   */
  sRGB2HSV(): Image;

  /**
   * Convert an sRGB image to scRGB.
   * Memory: streams.
   */
  sRGB2scRGB(): Image;

  /**
   * Convert scRGB to BW.
   * Memory: streams.
   */
  scRGB2BW(options?: ScRGB2BWOptions): Image;

  /**
   * Transform scRGB to XYZ.
   * Memory: streams.
   */
  scRGB2XYZ(): Image;

  /**
   * Convert scRGB to sRGB.
   * Memory: streams.
   */
  scRGB2sRGB(options?: ScRGB2sRGBOptions): Image;

  /**
   * Scale an image to uchar.
   * Memory: reads the image twice, so an image that can only be read in order is held or put on disk first.
   */
  scale(options?: ScaleOptions): Image;

  /**
   * Scharr edge detector.
   * Memory: streams, with a halo of 1 pixel.
   */
  scharr(): Image;

  /**
   * Check sequential access.
   * Memory: streams.
   */
  sequential(options?: SequentialOptions): Image;

  /**
   * Unsharp masking for print.
   * Memory: streams, with a halo of the Gaussian's radius.
   */
  sharpen(options?: SharpenOptions): Image;

  /**
   * Shrink an image.
   * Memory: streams, with a halo of the box that becomes one pixel.
   * @param hshrink Horizontal shrink factor, 1 to 1,000,000.
   * @param vshrink Vertical shrink factor, 1 to 1,000,000.
   */
  shrink(hshrink: number, vshrink: number, options?: ShrinkOptions): Image;

  /**
   * Shrink an image horizontally.
   * Memory: streams, with a halo of the box that becomes one pixel.
   * @param hshrink Horizontal shrink factor, 1 to 1,000,000.
   */
  shrinkh(hshrink: number, options?: ShrinkhOptions): Image;

  /**
   * Shrink an image vertically.
   * Memory: streams, with a halo of the box that becomes one pixel.
   * @param vshrink Vertical shrink factor, 1 to 1,000,000.
   */
  shrinkv(vshrink: number, options?: ShrinkvOptions): Image;

  /**
   * Unit vector of pixel.
   * Memory: streams.
   */
  sign(): Image;

  /**
   * Similarity transform of an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first; where
   * angle is 0 and scale is not below 1, streams, with a halo of the interpolator.
   */
  similarity(options?: SimilarityOptions): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: output image; `attentionX`: horizontal position of attention centre; `attentionY`: vertical
   * position of attention centre.
   */
  smartcrop(
    width: number,
    height: number,
    options: AllOutputs & SmartcropOptions & RunOptions,
  ): Promise<{ readonly out: Image; readonly attentionX: number; readonly attentionY: number }>;
  /**
   * Extract an area from an image.
   * Memory: reads the image twice, so an image that can only be read in order is held or put on disk first; where
   * interesting is neither "attention" nor "entropy", streams.
   * @param width Width of extract area, 1 to 100,000,000.
   * @param height Height of extract area, 1 to 100,000,000.
   */
  smartcrop(width: number, height: number, options?: SmartcropOptions): Image;

  /**
   * Sobel edge detector.
   * Memory: streams, with a halo of 1 pixel.
   */
  sobel(): Image;

  /**
   * Spatial correlation.
   * Memory: streams, with a halo of the reference image.
   * @param ref Input reference image.
   */
  spcor(ref: Image): Image;

  /**
   * Make displayable power spectrum.
   * Needs a libvips with FFTW; the bundled one has none.
   * Memory: holds the Fourier transform of the image.
   */
  spectrum(): Image;

  /**
   * Find many image stats.
   * Memory: reads the image once, in order, and keeps a row of numbers for each band.
   */
  stats(): Image;

  /**
   * Statistical difference.
   * Memory: streams, with a halo of half the window.
   * @param width Window width in pixels, 1 to 256.
   * @param height Window height in pixels, 1 to 256.
   */
  stdif(width: number, height: number, options?: StdifOptions): Image;

  /**
   * Subsample an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   * @param xfac Horizontal subsample factor, 1 to 100,000,000.
   * @param yfac Vertical subsample factor, 1 to 100,000,000.
   */
  subsample(xfac: number, yfac: number, options?: SubsampleOptions): Image;

  /**
   * Subtract two images.
   * Memory: streams.
   * @param right Right-hand image argument, or a constant.
   */
  subtract(right: ImageOperand): Image;

  /**
   * Sum an array of images.
   * This image is the first of `in`.
   * Memory: streams.
   * @param others The rest of them, each an image or a constant.
   */
  sum(others: readonly ImageOperand[]): Image;

  /**
   * Find the index of the first non-zero pixel in tests.
   * This image is the first of `tests`.
   * Memory: streams.
   * @param others The rest of them, each an image or a constant.
   */
  switch(others: readonly ImageOperand[]): Image;

  /**
   * Cache an image as a set of tiles.
   * Memory: streams, with a halo of the tiles it keeps; where maxTiles is -1, holds every tile of the image.
   */
  tilecache(options?: TilecacheOptions): Image;

  /**
   * Transpose3d an image.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first.
   */
  transpose3d(options?: Transpose3dOptions): Image;

  /**
   * Transform uhdr to scRGB.
   * Memory: streams.
   */
  uhdr2scRGB(): Image;

  /**
   * Unpremultiply image alpha.
   * Memory: streams.
   */
  unpremultiply(options?: UnpremultiplyOptions): Image;

  /**
   * Wrap image origin.
   * Memory: reads rows out of order, so an image that can only be read in order is held or put on disk first; where y
   * is 0, streams.
   */
  wrap(options?: WrapOptions): Image;

  /**
   * Zoom an image.
   * Memory: streams.
   * @param xfac Horizontal zoom factor, 1 to 100,000,000.
   * @param yfac Vertical zoom factor, 1 to 100,000,000.
   */
  zoom(xfac: number, yfac: number): Image;

  /**
   * Save image to csv.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  csvsave(filename: string, options?: CsvsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image to deepzoom file.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  dzsave(filename: string, options?: DzsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image to dz buffer.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  dzsaveBuffer(options?: DzsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save as gif.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  gifsave(filename: string, options?: GifsaveOptions & RunOptions): Promise<void>;

  /**
   * Save as gif.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  gifsaveBuffer(options?: GifsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image in HEIF format.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  heifsave(filename: string, options?: HeifsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image in HEIF format.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  heifsaveBuffer(options?: HeifsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save as jpeg.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  jpegsave(filename: string, options?: JpegsaveOptions & RunOptions): Promise<void>;

  /**
   * Save as jpeg.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  jpegsaveBuffer(options?: JpegsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image to jpeg mime.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   */
  jpegsaveMime(options?: JpegsaveMimeOptions & RunOptions): Promise<void>;

  /**
   * Save image to matrix.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  matrixsave(filename: string, options?: MatrixsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image to file as png.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  pngsave(filename: string, options?: PngsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image to buffer as png.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  pngsaveBuffer(options?: PngsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image to raw file.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  rawsave(filename: string, options?: RawsaveOptions & RunOptions): Promise<void>;

  /**
   * Write raw image to buffer.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  rawsaveBuffer(options?: RawsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image to tiff file.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  tiffsave(filename: string, options?: TiffsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image to tiff buffer.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  tiffsaveBuffer(options?: TiffsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image in UltraHDR format.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  uhdrsave(filename: string, options?: UhdrsaveOptions & RunOptions): Promise<void>;

  /**
   * Save image in UltraHDR format.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  uhdrsaveBuffer(options?: UhdrsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image to file in vips format.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  vipssave(filename: string, options?: VipssaveOptions & RunOptions): Promise<void>;

  /**
   * Save as WebP.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @param filename Filename to save to.
   */
  webpsave(filename: string, options?: WebpsaveOptions & RunOptions): Promise<void>;

  /**
   * Save as WebP.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   * @returns Buffer to save to.
   */
  webpsaveBuffer(options?: WebpsaveBufferOptions & RunOptions): Promise<Uint8Array>;

  /**
   * Save image to webp mime.
   * Memory: reads the image in order, and holds what its encoder does; save() lets a file appear only when it is
   * complete.
   */
  webpsaveMime(options?: WebpsaveMimeOptions & RunOptions): Promise<void>;
}

/** Images made from nothing. Nothing runs until a result is asked for. */
export interface ImageCreators {
  /**
   * Make a black image.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  black(width: number, height: number, options?: BlackOptions): Image;

  /**
   * Make an image showing the eye's spatial response.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  eye(width: number, height: number, options?: EyeOptions): Image;

  /**
   * Make a fractal surface.
   * Needs a libvips with FFTW; the bundled one has none.
   * Memory: holds the Fourier transform of the image.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param fractalDimension Fractal dimension, 2 to 3.
   */
  fractsurf(width: number, height: number, fractalDimension: number): Image;

  /**
   * Make a gaussian image.
   * Memory: computes its pixels as they are asked for.
   * @param sigma Sigma of Gaussian, 0.000001 to 10,000.
   * @param minAmpl Minimum amplitude of Gaussian, 0.000001 to 10,000.
   */
  gaussmat(sigma: number, minAmpl: number, options?: GaussmatOptions): Image;

  /**
   * Make a gaussnoise image.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  gaussnoise(width: number, height: number, options?: GaussnoiseOptions): Image;

  /**
   * Make a grey ramp image.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  grey(width: number, height: number, options?: GreyOptions): Image;

  /**
   * Make a 1D image where pixel values are indexes.
   * Memory: computes its pixels as they are asked for.
   */
  identity(options?: IdentityOptions): Image;

  /**
   * Make a Laplacian of Gaussian image.
   * Memory: computes its pixels as they are asked for.
   * @param sigma Radius of Gaussian, 0.000001 to 10,000.
   * @param minAmpl Minimum amplitude of Gaussian, 0.000001 to 10,000.
   */
  logmat(sigma: number, minAmpl: number, options?: LogmatOptions): Image;

  /**
   * Make a butterworth filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param order Filter order, 1 to 1,000,000.
   * @param frequencyCutoff Frequency cutoff, 0 to 1,000,000.
   * @param amplitudeCutoff Amplitude cutoff, 0 to 1.
   */
  maskButterworth(
    width: number,
    height: number,
    order: number,
    frequencyCutoff: number,
    amplitudeCutoff: number,
    options?: MaskButterworthOptions,
  ): Image;

  /**
   * Make a butterworth_band filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param order Filter order, 1 to 1,000,000.
   * @param frequencyCutoffX Frequency cutoff x, 0 to 1,000,000.
   * @param frequencyCutoffY Frequency cutoff y, 0 to 1,000,000.
   * @param radius Radius of circle, 0 to 1,000,000.
   * @param amplitudeCutoff Amplitude cutoff, 0 to 1.
   */
  maskButterworthBand(
    width: number,
    height: number,
    order: number,
    frequencyCutoffX: number,
    frequencyCutoffY: number,
    radius: number,
    amplitudeCutoff: number,
    options?: MaskButterworthBandOptions,
  ): Image;

  /**
   * Make a butterworth ring filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param order Filter order, 1 to 1,000,000.
   * @param frequencyCutoff Frequency cutoff, 0 to 1,000,000.
   * @param amplitudeCutoff Amplitude cutoff, 0 to 1.
   * @param ringwidth Ringwidth, 0 to 1,000,000.
   */
  maskButterworthRing(
    width: number,
    height: number,
    order: number,
    frequencyCutoff: number,
    amplitudeCutoff: number,
    ringwidth: number,
    options?: MaskButterworthRingOptions,
  ): Image;

  /**
   * Make fractal filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param fractalDimension Fractal dimension, 2 to 3.
   */
  maskFractal(width: number, height: number, fractalDimension: number, options?: MaskFractalOptions): Image;

  /**
   * Make a gaussian filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param frequencyCutoff Frequency cutoff, 0 to 1,000,000.
   * @param amplitudeCutoff Amplitude cutoff, 0 to 1.
   */
  maskGaussian(
    width: number,
    height: number,
    frequencyCutoff: number,
    amplitudeCutoff: number,
    options?: MaskGaussianOptions,
  ): Image;

  /**
   * Make a gaussian filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param frequencyCutoffX Frequency cutoff x, 0 to 1,000,000.
   * @param frequencyCutoffY Frequency cutoff y, 0 to 1,000,000.
   * @param radius Radius of circle, 0 to 1,000,000.
   * @param amplitudeCutoff Amplitude cutoff, 0 to 1.
   */
  maskGaussianBand(
    width: number,
    height: number,
    frequencyCutoffX: number,
    frequencyCutoffY: number,
    radius: number,
    amplitudeCutoff: number,
    options?: MaskGaussianBandOptions,
  ): Image;

  /**
   * Make a gaussian ring filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param frequencyCutoff Frequency cutoff, 0 to 1,000,000.
   * @param amplitudeCutoff Amplitude cutoff, 0 to 1.
   * @param ringwidth Ringwidth, 0 to 1,000,000.
   */
  maskGaussianRing(
    width: number,
    height: number,
    frequencyCutoff: number,
    amplitudeCutoff: number,
    ringwidth: number,
    options?: MaskGaussianRingOptions,
  ): Image;

  /**
   * Make an ideal filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param frequencyCutoff Frequency cutoff, 0 to 1,000,000.
   */
  maskIdeal(width: number, height: number, frequencyCutoff: number, options?: MaskIdealOptions): Image;

  /**
   * Make an ideal band filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param frequencyCutoffX Frequency cutoff x, 0 to 1,000,000.
   * @param frequencyCutoffY Frequency cutoff y, 0 to 1,000,000.
   * @param radius Radius of circle, 0 to 1,000,000.
   */
  maskIdealBand(
    width: number,
    height: number,
    frequencyCutoffX: number,
    frequencyCutoffY: number,
    radius: number,
    options?: MaskIdealBandOptions,
  ): Image;

  /**
   * Make an ideal ring filter.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param frequencyCutoff Frequency cutoff, 0 to 1,000,000.
   * @param ringwidth Ringwidth, 0 to 1,000,000.
   */
  maskIdealRing(
    width: number,
    height: number,
    frequencyCutoff: number,
    ringwidth: number,
    options?: MaskIdealRingOptions,
  ): Image;

  /**
   * Make a perlin noise image.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  perlin(width: number, height: number, options?: PerlinOptions): Image;

  /**
   * Create an SDF image.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   * @param shape SDF shape to create.
   */
  sdf(width: number, height: number, shape: SdfShape, options?: SdfOptions): Image;

  /**
   * Make a 2D sine wave.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  sines(width: number, height: number, options?: SinesOptions): Image;

  /**
   * As without `allOutputs`, and gives every result.
   * @returns `out`: output image; `autofitDpi`: DPI selected by autofit.
   */
  text(
    text: string,
    options: AllOutputs & TextOptions & RunOptions,
  ): Promise<{ readonly out: Image; readonly autofitDpi: number }>;
  /**
   * Make a text image.
   * Memory: holds the rendered text.
   * @param text Text to render.
   */
  text(text: string, options?: TextOptions): Image;

  /**
   * Build a look-up table.
   * Memory: computes its pixels as they are asked for.
   */
  tonelut(options?: TonelutOptions): Image;

  /**
   * Make a worley noise image.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  worley(width: number, height: number, options?: WorleyOptions): Image;

  /**
   * Make an image where pixel values are coordinates.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  xyz(width: number, height: number, options?: XyzOptions): Image;

  /**
   * Make a zone plate.
   * Memory: computes its pixels as they are asked for.
   * @param width Image width in pixels, 1 to 100,000,000.
   * @param height Image height in pixels, 1 to 100,000,000.
   */
  zone(width: number, height: number, options?: ZoneOptions): Image;

  /**
   * Load csv.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  csvload(filename: string, options?: CsvloadOptions): Image;

  /**
   * Load GIF with libnsgif.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  gifload(filename: string, options?: GifloadOptions): Image;

  /**
   * Load GIF with libnsgif.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  gifloadBuffer(buffer: Uint8Array, options?: GifloadBufferOptions): Image;

  /**
   * Load a HEIF image.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  heifload(filename: string, options?: HeifloadOptions): Image;

  /**
   * Load a HEIF image.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  heifloadBuffer(buffer: Uint8Array, options?: HeifloadBufferOptions): Image;

  /**
   * Load jpeg from file.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  jpegload(filename: string, options?: JpegloadOptions): Image;

  /**
   * Load jpeg from buffer.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  jpegloadBuffer(buffer: Uint8Array, options?: JpegloadBufferOptions): Image;

  /**
   * Load matrix.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  matrixload(filename: string, options?: MatrixloadOptions): Image;

  /**
   * Load png from file.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  pngload(filename: string, options?: PngloadOptions): Image;

  /**
   * Load png from buffer.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  pngloadBuffer(buffer: Uint8Array, options?: PngloadBufferOptions): Image;

  /**
   * Load raw data from a file.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   * @param width Image width in pixels, 0 to 100,000,000.
   * @param height Image height in pixels, 0 to 100,000,000.
   * @param bands Number of bands in image, 0 to 100,000,000.
   */
  rawload(filename: string, width: number, height: number, bands: number, options?: RawloadOptions): Image;

  /**
   * Load SVG with rsvg.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  svgload(filename: string, options?: SvgloadOptions): Image;

  /**
   * Load SVG with rsvg.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  svgloadBuffer(buffer: Uint8Array, options?: SvgloadBufferOptions): Image;

  /**
   * Load tiff from file.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  tiffload(filename: string, options?: TiffloadOptions): Image;

  /**
   * Load tiff from buffer.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  tiffloadBuffer(buffer: Uint8Array, options?: TiffloadBufferOptions): Image;

  /**
   * Load a UHDR image.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  uhdrload(filename: string, options?: UhdrloadOptions): Image;

  /**
   * Load a UHDR image.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  uhdrloadBuffer(buffer: Uint8Array, options?: UhdrloadBufferOptions): Image;

  /**
   * Load vips from file.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  vipsload(filename: string, options?: VipsloadOptions): Image;

  /**
   * Load webp from file.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param filename Filename to load from.
   */
  webpload(filename: string, options?: WebploadOptions): Image;

  /**
   * Load webp from buffer.
   * Memory: what its decoder holds; open() reads no more of a file than a result needs.
   * @param buffer Buffer to load from.
   */
  webploadBuffer(buffer: Uint8Array, options?: WebploadBufferOptions): Image;
}
