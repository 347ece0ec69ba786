/**
 * Cases of saving to bytes and loading them, for each format that supports both.
 * Not here: files and streams (foreign.test.ts).
 * Read next: test/operations/foreign/photo-formats.ts.
 */
import { type OperationCase, pictureIn } from "../case.ts";
import { expectPicture } from "../pictures.ts";
import { runCase } from "../run-case.ts";
import { savedFirst } from "./calls.ts";
import { dataFormats } from "./data-formats.ts";
import { photoFormats } from "./photo-formats.ts";

const inBytes = [...photoFormats, ...dataFormats].filter(
  ({ saves, loads }) => saves.includes("_buffer") && loads.includes("_buffer"),
);

export const foreignCases: readonly OperationCase[] = inBytes.flatMap(({ saver, loader, kept }) =>
  kept.flatMap(({ about, given, save = {}, load = {}, expected = given, within = 0 }): OperationCase[] => [
    {
      operation: `${saver}_buffer`,
      about,
      args: { in: given, ...save },
      judge: async ({ buffer }) => {
        const loaded = await runCase({
          operation: `${loader}_buffer`,
          args: { buffer: buffer as Uint8Array, ...load },
        });
        expectPicture(pictureIn(loaded), expected, within);
      },
    },
    {
      operation: `${loader}_buffer`,
      about,
      args: { ...savedFirst(saver, given, save), ...load },
      judge: (results) => expectPicture(pictureIn(results), expected, within),
    },
  ]),
);
