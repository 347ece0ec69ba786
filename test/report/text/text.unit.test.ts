/**
 * The text tree: one whole picture of it, and what has to hold for every explanation: width, order, no stray colours.
 * Not here: widths of single characters (test/report/text/cells.unit.test), what the command prints (test/cli/tasks/explain.process.test).
 * Read next: src/report/text/text.ts.
 */
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { bytes } from "../../../src/core/bytes.ts";
import type { Explanation } from "../../../src/graph/output/explanation.ts";
import { cellWidth } from "../../../src/report/text/cells.ts";
import { explanationText } from "../../../src/report/text/text.ts";
import {
  hostileNames,
  measuredThumb,
  megabytes,
  named,
  overlay,
  refusedScan,
  stageOf,
  thumb,
} from "../explanations.ts";

const all = { thumb, measuredThumb, refusedScan, overlay };
const linesOf = (explanation: Explanation, options = {}): string[] => explanationText(explanation, options).split("\n");

describe("a picture", () => {
  test("of a thumbnail, after its run", () => {
    expect(`\n${explanationText(measuredThumb)}\n`).toBe(`
╭─ photos/IMG_2031.jpg → thumbs/IMG_2031.webp ────────────────────────── fits ─╮
│ input    jpeg 8192 × 6144, 3 × uchar, 12.4 MB                                │
│          loads at 1/8: 1024 × 768                                            │
│ steps    thumbnail 500 × 500                                                 │
│ output   webp 500 × 375, 3 × uchar                                           │
│ threads  2                                                                   │
├─ decode ────────────────────────────── projected 4.54 MB · measured 3.90 MB ─┤
│ thread buffers  350 rows, 2 threads    █████████████▌                2.15 MB │
│ line cache      512 rows of the input               ▐█████████       1.57 MB │
│ pixels          thumbnail                                     ███▌    563 kB │
│ decoder         JPEG rows                                        ▐▌   210 kB │
│ other           2 smaller ones                                    ▐  50.0 kB │
│ measured                               ████████████████████████      3.90 MB │
├─ encode ────────────────────────────── projected 3.06 MB · measured 2.20 MB ─┤
│ encoder         WebP frame             █████████                     1.50 MB │
│ thread buffers  encoding                        ██████▌              1.00 MB │
│ pixels          thumbnail                             ▐███            563 kB │
│ measured                               █████████████▌                2.20 MB │
├─ budget ─────────────────────────────────── 46.6 MB of 256 MB allowed, 18 % ─┤
│ process   █████████▌                                                 42.1 MB │
│ projected          ▐▌                                                4.54 MB │
│ measured  █████████                                                  41.2 MB │
│ 209 MB stay free; it took 184 ms                                             │
╰──────────────────────────────────────────────────────────────────────────────╯
`);
  });

  test("of a refusal: the choices, by how much it is too much, and the cure at the end", () => {
    const lines = linesOf(refusedScan);
    expect(lines[0]).toMatch(/^╭─ scans\/panorama\.jpg → out\/edges\.tif ─+ refused ─╮$/);
    expect(lines).toContain("├─ choices ──────────────────────────────────────── projected, before → after ─┤");
    expect(lines).toContain("│ fewer threads  1 thread instead of 2                       10.8 GB → 10.7 GB │");
    expect(lines).toContain("│ 10.4 GB too much (┃ is what is allowed)                                      │");
    expect(lines).toContain("│ scratch   10.1 GB on disk                                                    │");
    expect(lines.at(-2)).toMatch(/^│ Allow at least 10\.9 GB \(--memory 10900MB\)\. +│$/);
    expect(lines.join("\n")).toContain("told deflate, level 6, strips of 128 rows");
  });

  test("of what was measured beyond its projection says so in words", () => {
    expect(explanationText(overlay)).toContain("measured: more than projected");
    expect(explanationText(measuredThumb)).not.toContain("more than");
    // A little more in one stage, of what another one freed, while the whole stays within what is reserved for it.
    const stages = overlay.stages.map((stage) => ({ ...stage, measured: megabytes(1107) }));
    const run = { elapsedMs: 1, samples: [], peak: megabytes(1149) };
    expect(explanationText({ ...overlay, stages, run })).not.toContain("more than");
  });
});

describe("every explanation", () => {
  const cases = [
    ...Object.entries(all),
    ...hostileNames.flatMap((name, index) => [
      [`overlay of hostile name ${index}`, named(overlay, name)] as const,
      [`refusedScan of hostile name ${index}`, named(refusedScan, name)] as const,
    ]),
  ];

  test.each(cases)("%s is a frame of exactly the width that is asked for, 80 cells at most", (_, explanation) => {
    for (const columns of [48, 61, 80, 200]) {
      for (const verbose of [false, true]) {
        const widths = new Set(linesOf(explanation, { columns, verbose }).map(cellWidth));
        expect([...widths]).toEqual([Math.min(80, columns)]);
      }
    }
  });

  test.each(cases)("%s has colours only when asked, and they change nothing else", (_, explanation) => {
    const plain = explanationText(explanation);
    expect(plain).not.toMatch(/(?!\n)\p{Cc}/u);
    const coloured = explanationText(explanation, { colour: true });
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});

test("a width that is too small for a frame gets the smallest frame", () => {
  expect(Math.max(...linesOf(thumb, { columns: 10 }).map(cellWidth))).toBe(48);
});

describe("terms", () => {
  const many: Explanation = {
    ...thumb,
    stages: [
      stageOf(
        "stream",
        Array.from({ length: 40 }, (_, index) => ["pixels", `image ${index}`, ((index * 7) % 40) + 1] as const),
      ),
    ],
  };

  test("come largest first, and small ones are summed up", () => {
    const sizes = linesOf(many)
      .filter((line) => line.startsWith("│ pixels"))
      .map((line) => Number(/([\d.]+) MB │$/.exec(line)?.[1]));
    expect(sizes).toEqual([40, 39, 38, 37, 36, 35, 34, 33, 32]);
    const rest = (40 * 41) / 2 - sizes.reduce((sum, size) => sum + size, 0);
    expect(linesOf(many).find((line) => line.startsWith("│ other"))).toMatch(
      new RegExp(`31 smaller ones.*${rest} MB │$`),
    );
  });

  test("are all there where it is to be verbose", () => {
    const lines = linesOf(many, { verbose: true });
    expect(lines.filter((line) => line.startsWith("│ pixels"))).toHaveLength(40);
    expect(lines.join()).not.toContain("other");
  });

  test("of no size, and stages without any, do no harm", () => {
    const empty = {
      ...thumb,
      projected: bytes(0),
      stages: [stageOf("stream", []), stageOf("encode", [["sink", "", 0]])],
    };
    expect(new Set(linesOf(empty).map(cellWidth))).toEqual(new Set([80]));
  });
});

test("inputs are named when there are several, and the rest of many is counted", () => {
  const [input] = thumb.inputs;
  if (input === undefined) throw new Error("no input");
  const inputs = Array.from({ length: 20 }, (_, index) => ({ ...input, name: `part-${index}.tif` }));
  const mosaic = { ...thumb, inputs, allowed: megabytes(10) };
  const text = explanationText(mosaic);
  expect(text).toContain("part-0.tif and 19 more → thumbs/IMG_2031.webp");
  expect(text).toContain("part-4.tif");
  expect(text).not.toContain("part-5.tif");
  expect(text).toContain("and 15 more");
  expect(explanationText(mosaic, { verbose: true })).toContain("part-19.tif");
});
