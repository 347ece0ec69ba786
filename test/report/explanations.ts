/**
 * Explanations as a plan would give them, made by hand for the tests of text, JSON and page.
 * Not here: what real plans say; the command's tests see those (test/cli).
 * Read next: src/graph/output/explanation.ts.
 */
import { type Bytes, bytes, sumBytes } from "../../src/core/bytes.ts";
import type { ExplainedStage, Explanation } from "../../src/graph/output/explanation.ts";

type TermRow = readonly [tag: string, name: string, megabytes: number];

export const megabytes = (count: number): Bytes => bytes(Math.round(count * 1e6));

export function stageOf(name: string, rows: readonly TermRow[], measured?: number): ExplainedStage {
  const terms = rows.map(([tag, term, size]) => ({ tag, name: term, size: megabytes(size) }));
  return {
    name,
    projected: sumBytes(terms.map(({ size }) => size)),
    ...(measured === undefined ? {} : { measured: megabytes(measured) }),
    terms,
  };
}

const thumbTerms: readonly TermRow[] = [
  ["line cache", "512 rows of the input", 1.57],
  ["thread buffers", "350 rows, 2 threads", 2.15],
  ["pixels", "thumbnail", 0.5625],
  ["decoder", "JPEG rows", 0.21],
  ["line cache", "reduction across", 0.03],
  ["line cache", "reduction down", 0.02],
];
const encodeTerms: readonly TermRow[] = [
  ["pixels", "thumbnail", 0.5625],
  ["encoder", "WebP frame", 1.5],
  ["thread buffers", "encoding", 1],
];

/** A phone photo to a WebP thumbnail; nothing special about it. */
export const thumb: Explanation = {
  inputs: [
    {
      ...{ name: "photos/IMG_2031.jpg", codec: "jpeg", width: 8192, height: 6144, bands: 3, format: "uchar", pages: 1 },
      sizeBytes: 12_400_000,
      loaded: "at 1/8: 1024 × 768",
    },
  ],
  steps: ["thumbnail 500 × 500"],
  output: {
    ...{ name: "thumbs/IMG_2031.webp", format: "webp", width: 500, height: 375, bands: 3 },
    ...{ pixelFormat: "uchar", pages: 1, told: [] },
  },
  threads: 2,
  allowed: megabytes(256),
  process: megabytes(42.1),
  projected: megabytes(4.5425),
  scratch: bytes(0),
  stages: [stageOf("decode", thumbTerms), stageOf("encode", encodeTerms)],
  choices: [],
};

/** The same after a run. */
export const measuredThumb: Explanation = {
  ...thumb,
  stages: [stageOf("decode", thumbTerms, 3.9), stageOf("encode", encodeTerms, 2.2)],
  run: {
    elapsedMs: 184,
    peak: megabytes(41.2),
    samples: Array.from({ length: 20 }, (_, index) => [index * 10, 30e6 + 11.2e6 * Math.sin((index / 19) * Math.PI)]),
  },
};

/** A gigapixel JPEG that is turned and blurred; everything that the planner can do was done, in vain. */
export const refusedScan: Explanation = {
  inputs: [
    {
      ...{ name: "scans/panorama.jpg", codec: "jpeg", width: 65_000, height: 52_000, bands: 3, format: "uchar" },
      ...{ pages: 1, sizeBytes: 1_812_000_000 },
    },
  ],
  steps: ["rot d90", "gaussblur 2", "sobel", "cast uchar"],
  output: {
    ...{ name: "out/edges.tif", format: "tiff", width: 52_000, height: 65_000, bands: 3, pixelFormat: "uchar" },
    ...{ pages: 1, told: ["deflate, level 6", "strips of 128 rows"] },
  },
  threads: 1,
  allowed: megabytes(256),
  process: megabytes(42.1),
  projected: megabytes(10_540 + 122.6),
  scratch: megabytes(10_140),
  stages: [
    stageOf("rot, into memory", [
      ["pixels", "rot d90", 10_140],
      ["decoder", "coefficients of 10 scans", 400],
      ["line cache", "512 rows of the input", 99.8],
      ["thread buffers", "1 thread", 22.8],
    ]),
    stageOf("stream", [
      ["thread buffers", "gaussblur 2, 1 thread", 60.4],
      ["thread buffers", "sobel, 1 thread", 41.1],
      ["sink", "2 × 128 rows", 39.9],
      ["encoder", "TIFF strips", 20],
    ]),
  ],
  choices: [
    {
      ...{ step: "fewer threads", what: "1 thread instead of 2" },
      ...{ before: megabytes(10_801), after: megabytes(10_662.6) },
    },
    {
      step: "scratch",
      what: "rot d90 would be computed into a scratch file instead of memory, where it is read in another order",
      before: megabytes(10_662.6),
      after: megabytes(522.6),
    },
  ],
  refusal: {
    message:
      "65000 × 52000 progressive jpeg needs 10.7 GB (rot d90 10.1 GB, coefficients of 10 scans 400 MB); of 256 MB allowed, 214 MB are left beside the process itself",
    cure: "Allow at least 10.9 GB (--memory 10900MB).",
  },
};

/** An operation of two images in one pass, measured above its projection. */
export const overlay: Explanation = {
  inputs: [
    {
      ...{ name: "in/base.tif", codec: "tiff", width: 12_000, height: 9000, bands: 4, format: "ushort", pages: 1 },
      sizeBytes: 864_000_000,
    },
    {
      ...{ name: "in/mark.png", codec: "png", width: 600, height: 400, bands: 4, format: "uchar", pages: 1 },
      sizeBytes: 88_000,
    },
  ],
  steps: ["composite2 over", "sharpen"],
  output: {
    ...{ format: "pixels", width: 12_000, height: 9000, bands: 4, pixelFormat: "ushort", pages: 1, told: [] },
  },
  threads: 2,
  allowed: megabytes(2000),
  process: megabytes(44),
  projected: megabytes(1105),
  scratch: bytes(0),
  stages: [
    stageOf(
      "stream",
      [
        ["pixels", "result", 864],
        ["thread buffers", "composite2, 2 threads", 120],
        ["thread buffers", "sharpen, 2 threads", 80],
        ["line cache", "in/base.tif", 40],
        ["line cache", "in/mark.png", 1],
      ],
      1142,
    ),
  ],
  choices: [],
  run: { elapsedMs: 12_410, peak: megabytes(1186), samples: [[0, 44e6]] },
};

/** Names that break layouts: long, wide, right to left, and with what a terminal or a page would obey. */
export const hostileNames = [
  `${"very/long/folder/".repeat(12)}picture.jpg`,
  "写真/とても長い名前の写真、京都の秋の紅葉と金閣寺の池に映る空の色.jpeg",
  "صورة/شهر العسل في البحر الأحمر مع الأصدقاء.png",
  `<script>alert("1")</script>&amp;'quotes'.png`,
  "line\nbreak\u001b[31mred\u202egnp.gpj",
  "👩‍👩‍👧‍👦🏞️🎉".repeat(12),
  "e\u0301a\u0308".repeat(60),
] as const;

/** The explanation with another name everywhere. */
export function named(explanation: Explanation, name: string): Explanation {
  return {
    ...explanation,
    inputs: explanation.inputs.map((input) => ({ ...input, name })),
    steps: [...explanation.steps, `composite2 @${name}`],
    output: { ...explanation.output, name, told: [name] },
    stages: explanation.stages.map((stage) => ({
      ...stage,
      name: `${stage.name} of ${name}`,
      terms: stage.terms.map((term) => ({ ...term, name })),
    })),
    choices: [{ step: "scratch", what: name, before: megabytes(900), after: megabytes(20) }],
    refusal: { message: name, cure: name },
  };
}
