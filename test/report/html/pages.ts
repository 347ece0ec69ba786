/**
 * Data of report pages, made by hand: one image, a batch of each outcome, thousands of images, and hostile names.
 * Not here: the explanations in them (test/report/explanations).
 * Read next: src/report/page-data.ts.
 */
import type { ReportData, ReportImage, Sample } from "../../../src/report/page-data.ts";
import { hostileNames, measuredThumb, megabytes, named, overlay, refusedScan, thumb } from "../explanations.ts";

const facts = [
  ["command", "sluice thumb photos/ -o thumbs/ --memory 256MB --report report.html"],
  ["sluice", "0.1.0, libvips 8.18.7"],
  ["machine", "linux x64, 2 processors, Node 20.20.2"],
] as const;

/** Readings of a run that grows, works and falls; with what was reserved, below the budget. */
export function readings(count: number, everyMs: number, top: number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    const wave = 0.5 + 0.5 * Math.sin(share * 40) * Math.sin(share * 17);
    const busy = Math.min(1, share * 12, (1 - share) * 12);
    return [index * everyMs, 30e6 + busy * wave * (top - 30e6), 42.1e6 + busy * Math.ceil(wave * 4) * 48e6];
  });
}

export const onePage: ReportData = {
  title: "sluice thumb photos/IMG_2031.jpg",
  facts,
  allowed: megabytes(256),
  process: megabytes(42.1),
  samples: readings(40, 10, 41.2e6).map(([ms, measured]) => [ms, measured]),
  images: [
    {
      input: "photos/IMG_2031.jpg",
      output: "thumbs/IMG_2031.webp",
      outcome: "ok",
      startedMs: 12,
      elapsedMs: 184,
      sizeBytes: 23_400,
      explanation: measuredThumb,
    },
  ],
};

const batchImages: readonly ReportImage[] = [
  { ...(onePage.images[0] as ReportImage) },
  {
    input: "in/base.tif",
    output: "thumbs/base.tif",
    outcome: "degraded",
    reason: "tiff2vips: 2 strips could not be read",
    startedMs: 60,
    elapsedMs: 2310,
    sizeBytes: 864_000_000,
    explanation: overlay,
  },
  {
    input: "scans/panorama.jpg",
    output: "out/edges.tif",
    outcome: "refused",
    reason: `${refusedScan.refusal?.message}. ${refusedScan.refusal?.cure}`,
    startedMs: 210,
    elapsedMs: 14,
    explanation: refusedScan,
  },
  {
    ...{ input: "photos/cut.jpg", outcome: "failed", startedMs: 240, elapsedMs: 35 },
    reason: "the file is broken or truncated: VipsJpeg: premature end of JPEG image. Get a good copy.",
  },
  { input: "photos/IMG_2030.jpg", output: "thumbs/IMG_2030.webp", outcome: "skipped", reason: "the output exists" },
];

export const batchPage: ReportData = {
  ...{ title: "sluice thumb photos/ scans/ in/", facts, allowed: megabytes(256), process: megabytes(42.1) },
  samples: readings(600, 4, 236e6),
  images: batchImages,
};

/** A plan of three images, of which nothing was run. */
export const plannedPage: ReportData = {
  ...{ title: "sluice explain thumb", allowed: megabytes(256), process: megabytes(42.1), samples: [] },
  images: [thumb, refusedScan, overlay].map((explanation) => ({
    input: explanation.inputs[0]?.name ?? "",
    outcome: explanation.refusal === undefined ? "planned" : "refused",
    explanation,
  })),
};

export const hostilePage: ReportData = {
  ...{ title: hostileNames[3], facts: hostileNames.map((name) => [name, name]) },
  ...{ allowed: megabytes(256), process: megabytes(42.1), samples: readings(50, 20, 200e6) },
  images: hostileNames.map((name, index) => ({
    input: name,
    output: name,
    outcome: "failed",
    reason: name,
    startedMs: index * 20,
    elapsedMs: 30,
    explanation: named(overlay, name),
  })),
};

export function largePage(count: number): ReportData {
  const outcomes = ["ok", "ok", "ok", "ok", "degraded", "ok", "skipped", "ok", "failed"] as const;
  return {
    ...{ title: `sluice thumb archive/, ${count} images`, facts, allowed: megabytes(256), process: megabytes(42.1) },
    samples: readings(20_000, 20, 244e6),
    images: Array.from({ length: count }, (_, index) => {
      const scale = 1 + ((index * 7919) % 97) / 10;
      const stages = measuredThumb.stages.map((stage) => ({
        ...stage,
        projected: megabytes((stage.projected / 1e6) * scale),
        terms: stage.terms.map((term) => ({ ...term, size: megabytes((term.size / 1e6) * scale) })),
      }));
      return {
        input: `archive/${1990 + (index % 30)}/IMG_${String(index).padStart(5, "0")}.jpg`,
        output: `thumbs/${1990 + (index % 30)}/IMG_${String(index).padStart(5, "0")}.webp`,
        outcome: outcomes[index % outcomes.length] ?? "ok",
        startedMs: Math.floor(index / 4) * 160 + (index % 4) * 7,
        elapsedMs: 120 + (index % 30),
        explanation: { ...measuredThumb, stages, projected: megabytes(4.5425 * scale) },
      };
    }),
  };
}
