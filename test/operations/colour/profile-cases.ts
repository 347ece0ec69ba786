/**
 * Colours through ICC profiles: sRGB and P3 by their definitions, CMYK by Pillow with the same profile.
 * Not here: profiles in files (the save and load operations), or conversions without profiles (colour-route-cases).
 * Read next: test/operations/colour/formulas.ts, test/operations/other-judges.ts.
 */
import { expect } from "vitest";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { askPython } from "../other-judges.ts";
import { as, expectPicture, mapPixels, noise, paint, picture, pixelsOf, type Tolerance } from "../pictures.ts";
import { runCase } from "../run-case.ts";
import { type Colour, fromLinear, scRgbToXyz, srgbToScRgb, toLinear, xyzToLab } from "./formulas.ts";
import { colours } from "./space-cases.ts";

/** Profiles use daylight of 5000 K. sRGB's white is adapted to it by Bradford's method. */
const profileWhite: Colour = [96.422, 100, 82.521];
const adapted = (rgb: Colour): Colour => {
  const [r, g, b] = srgbToScRgb(rgb);
  return [
    43.60747 * r + 38.50649 * g + 14.30804 * b,
    22.25045 * r + 71.68786 * g + 6.06169 * b,
    1.39322 * r + 9.71045 * g + 71.41733 * b,
  ];
};
/** Lab as profiles define it, with white of 5000 K. */
const profileLab = (rgb: Colour): Colour => xyzToLab(adapted(rgb), profileWhite);

/** sRGB's light in the primaries of Display P3, whose curve is the same. */
const toP3 = (rgb: Colour): number[] => {
  const [r, g, b] = srgbToScRgb(rgb);
  return [0.822462 * r + 0.177538 * g, 0.033194 * r + 0.966806 * g, 0.017083 * r + 0.072397 * g + 0.91052 * b].map(
    (light) => fromLinear(light) * 255,
  );
};

const srgb = colours("srgb", 331, "uchar");
const rounded =
  (of: (rgb: Colour) => readonly number[]) =>
  (pixel: readonly number[]): number[] =>
    of(pixel as unknown as Colour).map(Math.round);
/** The profiles have short curves, which differ slightly from sRGB's. */
const near: Tolerance = { relative: 0.01, absolute: 0.5 };

const imports: readonly OperationCase[] = [
  imported("to Lab", srgb, { pcs: "lab" }, "lab", profileLab),
  imported("to XYZ, for which libvips goes back to white of 6500 K", srgb, { pcs: "xyz" }, "xyz", (rgb) =>
    scRgbToXyz(srgbToScRgb(rgb)),
  ),
  imported("with the profile that libvips has for sRGB, without one being given,", srgb, {}, "lab", profileLab),
  ...["perceptual", "relative"].map((intent) =>
    imported(`with intent ${intent}`, srgb, { input_profile: "srgb", intent }, "lab", profileLab),
  ),
  imported("of 16 bits", as("rgb16", noise(332, 7, 5, 3, "ushort")), { input_profile: "srgb" }, "lab", (rgb) =>
    profileLab(rgb.map((value) => value / 257) as unknown as Colour),
  ),
];

function imported(
  about: string,
  given: Picture,
  args: CaseArguments,
  to: string,
  of: (rgb: Colour) => Colour,
): OperationCase {
  return {
    operation: "icc_import",
    about,
    args: { in: given, ...args },
    judge: (results) => {
      const expected = mapPixels(given, (pixel) => of(pixel as unknown as Colour), "float");
      expectPicture(pictureIn(results), as(to, expected), near);
    },
  };
}

/** Colours within sRGB, in Lab with white of 5000 K. */
const labs = as(
  "lab",
  mapPixels(srgb, (pixel) => profileLab(pixel as unknown as Colour), "float"),
);
const exports: readonly OperationCase[] = [
  exported("to sRGB", { output_profile: "srgb" }, (pixel) => pixel),
  exported("to P3", { output_profile: "p3" }, rounded(toP3)),
  {
    operation: "icc_export",
    about: "to sRGB with 16 bits",
    args: { in: labs, output_profile: "srgb", depth: 16 },
    judge: (results) => {
      const expected = mapPixels(srgb, (pixel) => pixel.map((value) => value * 257), "ushort");
      expectPicture(pictureIn(results), as("rgb16", expected), 2 * 257);
    },
  },
  {
    operation: "icc_export",
    about: "without a profile fails",
    args: { in: labs },
    fails: "icc_export",
    judge: () => {},
  },
];

function exported(
  about: string,
  args: CaseArguments,
  of: (pixel: readonly number[]) => readonly number[],
): OperationCase {
  return {
    operation: "icc_export",
    about,
    args: { in: labs, ...args },
    judge: (results) => expectPicture(pictureIn(results), as("srgb", mapPixels(srgb, of)), 2),
  };
}

const transparent = as("srgb", noise(333, 7, 5, 4, "uchar"));
const transforms: readonly OperationCase[] = [
  {
    operation: "icc_transform",
    about: "from sRGB to P3",
    args: { in: srgb, input_profile: "srgb", output_profile: "p3" },
    judge: (results) => expectPicture(pictureIn(results), as("srgb", mapPixels(srgb, rounded(toP3))), 2),
  },
  {
    operation: "icc_transform",
    about: "from sRGB to P3, with alpha",
    args: { in: transparent, input_profile: "srgb", output_profile: "p3" },
    judge: (results) => {
      const expected = mapPixels(transparent, (pixel) => [...rounded(toP3)(pixel.slice(0, 3)), pixel[3] as number]);
      expectPicture(pictureIn(results), as("srgb", expected), 2);
    },
  },
  {
    operation: "icc_transform",
    about: "to a profile that is nowhere fails",
    args: { in: srgb, output_profile: "nowhere" },
    fails: "unable to load profile",
    judge: () => {},
  },
];

async function profileBytes(name: string): Promise<string> {
  const { profile } = await runCase({ operation: "profile_load", args: { name } });
  return Buffer.from(profile as Uint8Array).toString("base64");
}

/** The result of Pillow for the same pixels with libvips' own profiles. */
async function byPillow(given: Picture, from: string, to: string): Promise<number[][][]> {
  const program = `
import base64
open_profile = lambda text: ImageCms.ImageCmsProfile(io.BytesIO(base64.b64decode(text)))
pixels = array(given["picture"]).astype(numpy.uint8)
modes = {"cmyk": "CMYK", "srgb": "RGB"}
image = Image.fromarray(pixels, modes[given["from"]])
made = ImageCms.profileToProfile(image, open_profile(given["profiles"][0]), open_profile(given["profiles"][1]),
    renderingIntent=1, outputMode=modes[given["to"]])
answer(numpy.asarray(made))
`;
  const profiles = [await profileBytes(from), await profileBytes(to)];
  return askPython(program, { picture: given, from, to, profiles });
}

/** Pale colours, which both inks and screens can show. */
const pale = as(
  "srgb",
  paint([7, 5, 3], "uchar", (x, y, band) => 110 + ((x * 17 + y * 29 + band * 41) % 120)),
);
const inks = as(
  "cmyk",
  paint([7, 5, 4], "uchar", (x, y, band) => (band === 3 ? (x * 11) % 60 : (x * 17 + y * 23 + band * 31) % 110)),
);
const paleXyz = as(
  "xyz",
  mapPixels(pale, (pixel) => scRgbToXyz(srgbToScRgb(pixel as unknown as Colour)), "float"),
);

const prints: readonly OperationCase[] = [
  print(
    "icc_transform",
    "from sRGB to CMYK",
    { in: pale, input_profile: "srgb", output_profile: "cmyk", intent: "relative" },
    pale,
    "srgb",
    "cmyk",
    4,
  ),
  print(
    "icc_transform",
    "from CMYK to sRGB",
    { in: inks, input_profile: "cmyk", output_profile: "srgb", intent: "relative" },
    inks,
    "cmyk",
    "srgb",
    4,
  ),
  print("XYZ2CMYK", "of pale colours", { in: paleXyz }, pale, "srgb", "cmyk", 8),
  print("colourspace", "from sRGB to CMYK", { in: pale, space: "cmyk" }, pale, "srgb", "cmyk", 8),
  print("colourspace", "from CMYK to sRGB", { in: inks, space: "srgb" }, inks, "cmyk", "srgb", 8),
];

function print(
  operation: string,
  about: string,
  args: CaseArguments,
  given: Picture,
  from: string,
  to: string,
  tolerance: number,
): OperationCase {
  return {
    operation,
    about: `${about}, as Pillow does with the same profiles`,
    needs: "python",
    args,
    judge: async (results) => {
      const numbers = (await byPillow(given, from, to)).flat(2);
      const expected = picture([7, 5, to === "cmyk" ? 4 : 3], "uchar", numbers);
      expectPicture(pictureIn(results), as(to, expected), tolerance);
    },
  };
}

const inkLight: OperationCase = {
  operation: "CMYK2XYZ",
  about: "is the light of the sRGB that Pillow makes with the same profile",
  needs: "python",
  args: { in: inks },
  judge: async (results) => {
    const rgb = (await byPillow(inks, "cmyk", "srgb")).flat();
    const out = pictureIn(results);
    expect([out.format, out.interpretation]).toEqual(["float", "xyz"]);
    const light = pixelsOf(out).map((xyz) => xyzToLab(xyz as unknown as Colour));
    const expected = rgb.map((pixel) => xyzToLab(scRgbToXyz(srgbToScRgb(pixel as unknown as Colour))));
    const far = light.map((lab, index) =>
      Math.hypot(...lab.map((value, band) => value - (expected[index]?.[band] as number))),
    );
    expect(Math.max(...far)).toBeLessThan(4);
  },
};

/** The names of libvips' built-in profiles, and the colour space in their headers. */
const profiles: readonly OperationCase[] = Object.entries({ srgb: "RGB ", p3: "RGB ", cmyk: "CMYK" }).map(
  ([name, space]) => ({
    operation: "profile_load",
    about: `of ${name}`,
    args: { name },
    judge: (results) => {
      const bytes = Buffer.from(results["profile"] as Uint8Array);
      expect(bytes.readUInt32BE(0)).toBe(bytes.length);
      expect([bytes.toString("latin1", 16, 20), bytes.toString("latin1", 36, 40)]).toEqual([space, "acsp"]);
    },
  }),
);

const noProfile: readonly OperationCase[] = [
  {
    operation: "profile_load",
    about: "of none gives no profile",
    args: { name: "none" },
    judge: (results) => expect(results["profile"]).toBeUndefined(),
  },
  {
    operation: "profile_load",
    about: "of a name that is nowhere fails",
    args: { name: "nowhere" },
    fails: "unable to load profile",
    judge: () => {},
  },
];

/** Curves of 8 bits: the profile of sRGB is near the formula everywhere. */
const curve: OperationCase = {
  operation: "icc_import",
  about: "of all greys",
  args: {
    in: as(
      "srgb",
      paint([256, 1, 3], "uchar", (x) => x),
    ),
    input_profile: "srgb",
  },
  judge: (results) => {
    const expected = paint([256, 1, 3], "float", (x, _, band) =>
      band === 0 ? xyzToLab([0, toLinear(x / 255) * 100, 0])[0] : 0,
    );
    expectPicture(pictureIn(results), as("lab", expected), 0.6);
  },
};

export const profileCases: readonly OperationCase[] = [
  ...imports,
  ...exports,
  ...transforms,
  ...prints,
  inkLight,
  ...profiles,
  ...noProfile,
  curve,
];
