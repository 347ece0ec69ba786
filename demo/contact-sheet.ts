/**
 * Lays all thumbnails out on one dark sheet, with their names and what they were; what failed has a card with the reason.
 * Not here: making the thumbnails, which is the command's work.
 * Read next: demo/main.
 */
import { headerNotes } from "../src/cli/info/info-table.ts";
import { formatBytes } from "../src/core/bytes.ts";
import type { SourceHeader } from "../src/graph/recipe/header.ts";
import { callInWorker } from "../src/native/operation/call.ts";
import { hasFonts, withCaption } from "./captions.ts";
import { Canvas, type Colour, type Field } from "./field.ts";

/** One picture of the sheet. */
export interface Card {
  readonly name: string;
  /** What `sluice info` said, where it could say anything. */
  readonly header: SourceHeader | undefined;
  /** The thumbnail's file, or why there is none. */
  readonly result: { readonly thumbnail: string } | { readonly failure: string; readonly reason: string };
}

export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

const cell = { width: 330, pictureHeight: 250, height: 326 };
const across = 5;
const gap = 26;
const margin = 44;
const header = 112;

const ground: Colour = [22, 24, 29];
const white: Colour = [238, 240, 244];
const grey: Colour = [150, 157, 170];
const red: Colour = [240, 128, 112];

/** Writes the sheet and tells its size. */
export async function writeContactSheet(path: string, title: string, cards: readonly Card[]): Promise<SheetSize> {
  using canvas = new Canvas(cell.width, cell.height);
  const fonts = hasFonts(canvas);
  const cells = cards.map((card) => drawCard(canvas, card, fonts).call("cast", { format: "uchar" }).image);
  const background = [...ground];
  const grid = canvas.call("arrayjoin", {
    in: cells,
    across,
    hspacing: cell.width,
    vspacing: cell.height,
    shim: gap,
    background,
  });
  const top = fonts ? margin + header : margin;
  const size = { width: grid.image.width + 2 * margin, height: grid.image.height + top + margin };
  const sheet = grid.call("embed", { x: margin, y: top, ...size, extend: "background", background });
  const titled = fonts ? withTitle(sheet, title) : sheet;
  await callInWorker("pngsave", { in: titled.pixels().image, filename: path, compression: 6 });
  return size;
}

function withTitle(sheet: Field, title: string): Field {
  const named = withCaption(sheet, "sluice thumb", {
    left: margin,
    top: margin - 6,
    colour: white,
    size: 26,
    bold: true,
  });
  return withCaption(named, title, { left: margin, top: margin + 50, colour: grey, size: 13 });
}

function drawCard(canvas: Canvas, card: Card, fonts: boolean): Field {
  const { result } = card;
  const empty = canvas.flat(ground);
  const shown = "thumbnail" in result ? withPicture(empty, result.thumbnail) : withFailure(empty, result, fonts);
  if (!fonts) return shown;
  const [what, special] = describe(card);
  const left = 2;
  const named = withCaption(shown, card.name, {
    left,
    top: cell.pictureHeight + 10,
    colour: white,
    size: 11,
    bold: true,
  });
  const described = withCaption(named, what, { left, top: cell.pictureHeight + 32, colour: grey, size: 10 });
  return withCaption(described, special, { left, top: cell.pictureHeight + 52, colour: grey, size: 10 });
}

function describe({ header }: Card): [what: string, special: string] {
  if (header === undefined) return ["not a picture", ""];
  const { width, height, codec, sizeBytes, format } = header;
  const deep = format === "ushort" ? ["16 bits"] : [];
  return [`${width} × ${height} ${codec}, ${formatBytes(sizeBytes)}`, [...deep, ...headerNotes(header)].join(", ")];
}

function withPicture(empty: Field, file: string): Field {
  const { canvas } = empty;
  const loaded = canvas.call("thumbnail", {
    filename: file,
    width: cell.width,
    height: cell.pictureHeight,
    size: "down",
  });
  const colours = loaded.call("colourspace", { space: "srgb" });
  const opaque = colours.image.hasAlpha ? colours.call("flatten", { background: [...ground] }) : colours;
  const x = Math.round((cell.width - opaque.image.width) / 2);
  const y = Math.round((cell.pictureHeight - opaque.image.height) / 2);
  return empty.call("insert", { sub: opaque.image, x, y }, "main").plus(0);
}

function withFailure(empty: Field, { failure, reason }: { failure: string; reason: string }, fonts: boolean): Field {
  const { canvas } = empty;
  const card = canvas
    .flat([44, 30, 33])
    .call("crop", { left: 0, top: 0, width: cell.width, height: cell.pictureHeight }, "input");
  const shown = empty.call("insert", { sub: card.image, x: 0, y: 0 }, "main");
  if (!fonts) return shown;
  const titled = withCaption(shown, failure, { left: 20, top: 24, colour: red, size: 14, bold: true });
  return withCaption(titled, reason, { left: 20, top: 62, colour: white, size: 11, width: cell.width - 44 });
}
