/**
 * The options that say which image of an HDF5 file or a Zarr store is meant.
 * Not here: how one is found where nobody says (store/hdf5/dataset/choose-dataset, store/zarr/groups).
 * Read next: graph/recipe/source.
 */
import type { Command } from "commander";
import type { StoredImage } from "../../graph/recipe/source.ts";
import { wholeNumber } from "./parse.ts";

/** Those that share a name with an option of outputs begin with `in`. */
export interface StoredFlags {
  readonly inDataset?: string;
  readonly inLevel?: number;
  readonly page?: number;
  readonly axes?: string;
}

export function addStoredOptions(command: Command): Command {
  return command
    .option("--in-dataset <name>", "of an hdf5 input: which image, with its groups; default: the only one, or image")
    .option(
      "--in-level <number>",
      "of an OME-Zarr input: which size, 0 being the largest",
      wholeNumber("--in-level", 0),
    )
    .option("--page <number>", "of an hdf5 or zarr input with pages: which, from 0", wholeNumber("--page", 0))
    .option("--axes <letters>", "what its dimensions are, such as yxc or tczyx; default: as it says itself");
}

/** What they say to `open`. */
export function storedImage({ inDataset, inLevel, page, axes }: StoredFlags): StoredImage {
  const asked = { dataset: inDataset, level: inLevel, page, axes };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
