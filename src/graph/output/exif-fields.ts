/**
 * The EXIF fields that an output can set or drop, by EXIF's own names, and by libvips' with the directory they stand in.
 * Not here: writing them (run/output/file-metadata), or which fields `keep: "credit"` leaves (graph/output/option-kinds).
 * Read next: run/output/file-metadata.
 */

/** A text for each field, or null to drop the field. */
export type ExifFields = Readonly<Record<string, string | null>>;

/** Names of fields by the number of their directory. libvips writes these from a text; others it leaves out. */
const directories: Readonly<Record<number, string>> = {
  0: "Artist Copyright ImageDescription Make Model Software DateTime XPTitle XPComment XPAuthor XPKeywords XPSubject",
  2: `DateTimeOriginal DateTimeDigitized OffsetTime OffsetTimeOriginal OffsetTimeDigitized UserComment CameraOwnerName
    BodySerialNumber LensMake LensModel LensSerialNumber`,
  3: "GPSDateStamp GPSMapDatum GPSSatellites",
};

const directoryOf = new Map(
  Object.entries(directories).flatMap(([number, names]) => names.split(/\s+/).map((name) => [name, number] as const)),
);

/** The names that take a text. */
export const exifNames: readonly string[] = [...directoryOf.keys()];

/** libvips' own names, such as exif-ifd0-Artist. */
export const exifPattern = "^exif-ifd[0-4]-[A-Za-z0-9]+$";

/** libvips' name of a field that takes a text. Undefined where there is none. */
export function exifField(name: string): string | undefined {
  const plain = name.replace(/^exif-ifd\d-/, "");
  const directory = directoryOf.get(plain);
  const field = `exif-ifd${directory}-${plain}`;
  return directory !== undefined && (name === plain || name === field) ? field : undefined;
}

/** Whether a field, by libvips' name, is the one that is named; a name without its directory is of all directories. */
export function isExifNamed(field: string, name: string): boolean {
  return field === name || field.replace(/^exif-ifd\d-/, "") === name;
}

/** What libvips writes into each block, from what it knows about the image; to drop them would do nothing. */
const always = new Set(
  `Orientation XResolution YResolution ResolutionUnit PixelXDimension PixelYDimension ExifVersion FlashpixVersion
  ColorSpace`.split(/\s+/),
);

/** A segment of JPEG holds 64 KB, with what was there before. */
const maxBytes = 32_768;

/** What is wrong with the names or texts: a sentence. Undefined where nothing is. */
export function exifMistake(fields: ExifFields): string | undefined {
  for (const [name, text] of Object.entries(fields)) {
    if (text === null ? !/^(?:exif-ifd[0-4]-)?[A-Za-z0-9]+$/.test(name) : exifField(name) === undefined) {
      return text === null ? `"${name}" is no name of an EXIF field` : `there is no EXIF field "${name}" for a text`;
    }
    if (text === null && always.has(name.replace(/^exif-ifd[02]-/, ""))) return `libvips writes ${name} itself`;
    if (text?.includes("\0")) return `the text of ${name} has a zero character in it`;
  }
  const bytes = Object.values(fields).reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), 0);
  return bytes > maxBytes ? `the texts are ${bytes} bytes and may be ${maxBytes}` : undefined;
}
