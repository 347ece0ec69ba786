/**
 * Ultra HDR: a picture in sRGB and a gain map for bright screens, put together as ISO 21496-1 says.
 * Not here: the files themselves (the load and save operations).
 * Read next: test/operations/other-judges.ts.
 */
import { expect } from "vitest";
import { type Made, type OperationCase, pictureIn } from "../case.ts";
import { askPython } from "../other-judges.ts";
import { as, at, flat, paint } from "../pictures.ts";
import { runCase } from "../run-case.ts";

/** Two fields, the right one brighter than white. */
const light = as(
  "scrgb",
  paint([64, 64, 3], "float", (x, _, band) => (x < 32 ? [0.5, 0.2, 0.1] : [3, 1, 0.5])[band] as number),
);
const file: Made = { operation: "uhdrsave_buffer", args: { in: light, Q: 95 }, result: "buffer" };

/** Takes the file apart: the second JPEG is the gain map, and has the numbers to apply it with in a segment. */
const program = `
import base64, struct
data = base64.b64decode(given["file"])
second = data.index(b"\\xff\\xd8\\xff", 2)
base = numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(float) / 255
gain_file = Image.open(io.BytesIO(data[second:]))
gain = numpy.asarray(gain_file.resize((64, 64)).convert("RGB")).astype(float) / 255
label = b"urn:iso:std:iso:ts:21496:-1\\0"
block = [body for _, body in gain_file.applist if body.startswith(label)][0][len(label):]
flags = block[4]
channels = 3 if flags & 128 else 1
words = struct.unpack(">" + "i" * ((len(block) - 5) // 4), block[5:5 + (len(block) - 5) // 4 * 4])
if flags & 8:
    numbers = [word / words[0] for word in words[1:]]
else:
    numbers = [words[index] / words[index + 1] for index in range(0, len(words) - 1, 2)]
per_channel = [numbers[2 + 5 * index:7 + 5 * index] for index in range(channels)] * (3 if channels == 1 else 1)
least, most, gamma, base_offset, offset = [numpy.array(column) for column in zip(*per_channel)]
linear = numpy.where(base <= 0.04045, base / 12.92, ((base + 0.055) / 1.055) ** 2.4)
boost = 2 ** (least + (most - least) * gain ** (1 / gamma))
answer(((linear + base_offset) * boost - offset)[32, [8, 24, 40, 56]])
`;

export const hdrCases: readonly OperationCase[] = [
  {
    operation: "uhdr2scRGB",
    about: "of a file with two fields, taken apart by hand",
    needs: "python",
    args: { in: { operation: "uhdrload_buffer", args: { buffer: file } } },
    judge: async (results) => {
      const { buffer } = await runCase({ operation: file.operation, args: file.args });
      const bytes = Buffer.from(buffer as Uint8Array).toString("base64");
      const expected = await askPython<number[][]>(program, { file: bytes });
      const out = pictureIn(results);
      expect([out.width, out.height, out.bands, out.format, out.interpretation]).toEqual([64, 64, 3, "float", "scrgb"]);
      [8, 24, 40, 56].forEach((x, index) => {
        for (const band of [0, 1, 2]) {
          const wanted = expected[index]?.[band] as number;
          expect(Math.abs(at(out, x, 32, band) - wanted)).toBeLessThan(0.02 * wanted);
        }
      });
      // The right field stays brighter than white, which is possible only with the gain map.
      expect(at(out, 56, 32)).toBeGreaterThan(2);
    },
  },
  {
    operation: "uhdr2scRGB",
    about: "of a picture without a gain map fails",
    args: { in: as("srgb", flat(2, 2, [1, 2, 3])) },
    fails: "gainmap",
    judge: () => {},
  },
];
