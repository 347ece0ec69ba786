/**
 * Cases of text as a picture: its size follows the arguments, and it is as dark as another program's.
 * Not here: which fonts there are; a machine may have any.
 * Read next: test/operations/create/create.test.ts.
 */
import { expect } from "vitest";
import { numberIn, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { askPython } from "../other-judges.ts";
import { at, paint, pixelsOf } from "../pictures.ts";
import { runCase } from "../run-case.ts";

const inkOf = ({ data }: Picture): number => Array.from(data).reduce((sum, value) => sum + value, 0) / 255;
const written = async (args: OperationCase["args"]): Promise<Picture> =>
  pictureIn(await runCase({ operation: "text", args }));
const text = "Hello, Sluice";
const font = "sans 20";

const sizes: OperationCase[] = [
  {
    operation: "text",
    about: "one band of bytes; twice the dpi is twice as wide and high, with four times the ink",
    args: { text, font, dpi: 100 },
    judge: async (results) => {
      const small = pictureIn(results);
      const large = await written({ text, font, dpi: 200 });
      expect([small.bands, small.format]).toEqual([1, "uchar"]);
      // Letters begin on whole pixels.
      expect(Math.abs(large.width / small.width - 2)).toBeLessThan(0.1);
      expect(Math.abs(large.height / small.height - 2)).toBeLessThan(0.1);
      expect(inkOf(large) / inkOf(small)).toBeGreaterThan(3.6);
      expect(inkOf(large) / inkOf(small)).toBeLessThan(4.4);
    },
  },
  {
    operation: "text",
    about: "the picture ends where the ink does, on all four sides",
    args: { text, font },
    judge: (results) => {
      const { width, height, ...rest } = pictureIn(results);
      const made = { width, height, ...rest };
      const rows = [0, height - 1].map((y) => paint([width, 1, 1], "uchar", (x) => at(made, x, y)));
      const columns = [0, width - 1].map((x) => paint([1, height, 1], "uchar", (_x, y) => at(made, x, y)));
      for (const edge of [...rows, ...columns]) expect(inkOf(edge)).toBeGreaterThan(0);
    },
  },
  {
    operation: "text",
    about: "the same text twice is twice as much ink, beside each other and below each other",
    args: { text: "HH", font },
    judge: async (results) => {
      const [one, below] = [await written({ text: "H", font }), await written({ text: "H\nH", font })];
      const beside = pictureIn(results);
      expect(Math.abs(inkOf(beside) / inkOf(one) - 2)).toBeLessThan(0.1);
      expect(Math.abs(inkOf(below) / inkOf(one) - 2)).toBeLessThan(0.1);
      expect(beside.height).toBe(one.height);
      expect(below.width).toBe(one.width);
      expect(beside.width).toBeGreaterThan(2 * one.width);
      expect(below.height).toBeGreaterThan(2 * one.height);
    },
  },
  {
    operation: "text",
    about: "lines are further apart by the spacing",
    args: { text: "H\nH", font, spacing: 33 },
    judge: async (results) => {
      const usual = await written({ text: "H\nH", font });
      expect(pictureIn(results).height - usual.height).toBe(33);
    },
  },
  {
    operation: "text",
    about: "a width breaks lines, no wider than it",
    args: { text: "many words, one after another", font, width: 150 },
    judge: async (results) => {
      const broken = pictureIn(results);
      const whole = await written({ text: "many words, one after another", font });
      expect(broken.width).toBeLessThanOrEqual(150);
      expect(broken.height).toBeGreaterThan(2 * whole.height);
      expect(whole.width).toBeGreaterThan(150);
    },
  },
  {
    operation: "text",
    about: "a width and a height: as large as fits, and the dpi for it",
    args: { text, font, width: 300, height: 60 },
    judge: (results) => {
      const fitted = pictureIn(results);
      expect(fitted.width).toBeLessThanOrEqual(300);
      expect(fitted.height).toBeLessThanOrEqual(60);
      expect(fitted.width > 280 || fitted.height > 50).toBe(true);
      expect(numberIn(results, "autofit_dpi")).toBeGreaterThan(72);
    },
  },
];

const colours: OperationCase[] = [
  {
    operation: "text",
    about: "in colour: red ink, whose alpha is what the text is without colour",
    args: { text: `<span foreground="#ff0000">${text}</span>`, font, rgba: true },
    judge: async (results) => {
      const colour = pictureIn(results);
      const plain = await written({ text, font });
      expect([colour.width, colour.height, colour.bands, colour.interpretation]).toEqual([
        plain.width,
        plain.height,
        4,
        "srgb",
      ]);
      const wrong = pixelsOf(colour).filter(([red, green, blue, alpha], index) => {
        const inked = (alpha as number) > 0;
        const close = Math.abs((alpha as number) - (plain.data[index] as number)) <= 1;
        return !close || (inked && (red as number) < 250) || green !== 0 || blue !== 0;
      });
      expect(wrong).toEqual([]);
    },
  },
  {
    operation: "text",
    about: "bold by markup is more ink",
    args: { text: `<b>${text}</b>`, font },
    judge: async (results) =>
      expect(inkOf(pictureIn(results))).toBeGreaterThan(1.1 * inkOf(await written({ text, font }))),
  },
];

const refusals = [
  { about: "refuses nothing to write", args: { text: "" }, fails: "no text to render" },
  { about: "refuses spaces only", args: { text: "  " }, fails: "no text to render" },
  { about: "refuses markup without an end", args: { text: "<b>x" }, fails: "invalid markup" },
].map((one): OperationCase => ({ operation: "text", ...one, judge: () => {} }));

const measure = `
from PIL import ImageFont
try:
    mask = ImageFont.truetype("DejaVuSans.ttf", 40).getmask(given["text"])
    box = mask.getbbox()
    answer([box[2] - box[0], box[3] - box[1], sum(mask) / 255])
except OSError:
    answer(None)
`;

const besidePillow: OperationCase = {
  operation: "text",
  about: "as large and as dark as Pillow's, where DejaVu Sans is installed",
  needs: "python",
  args: { text, font: "DejaVu Sans 40" },
  judge: async (results) => {
    const made = pictureIn(results);
    const asked = await askPython<readonly [number, number, number] | null>(measure, { text });
    if (asked === null) return;
    expect(Math.abs(made.width - asked[0])).toBeLessThanOrEqual(5);
    expect(Math.abs(made.height - asked[1])).toBeLessThanOrEqual(2);
    expect(Math.abs(inkOf(made) / asked[2] - 1)).toBeLessThan(0.05);
  },
};

export const textCases: readonly OperationCase[] = [...sizes, ...colours, ...refusals, besidePillow];
