/**
 * Chooses a dataset of a file by its name, or the only image where no name is given.
 * Not here: finding them all (store/hdf5/structure/group-reader, store/hdf5/libhdf5/store).
 * Read next: store/hdf5/open-hdf5.
 */
import { UnsupportedError, UsageError } from "../../../core/errors.ts";

/** A dataset of a file, as {@link datasets} lists it. */
export interface DatasetInfo {
  /** The full name with its groups: `scans/left`. */
  readonly name: string;
  /** Values in each dimension. */
  readonly extents: readonly number[];
  /** The type of a value, such as `uchar`, or HDF5's own words where no pixel format fits; for messages. */
  readonly type: string;
  /** Whether its values and dimensions can be an image. */
  readonly isImage: boolean;
}

/** The maximum number of names in a message. */
const maxListed = 20;

/**
 * The dataset with this name. Without a name: the only image in the file, or the one that is called `image`.
 * @throws {UsageError} when no dataset has that name, or there are several images.
 * @throws {UnsupportedError} when there is no image.
 */
export function chooseDataset(all: readonly DatasetInfo[], wanted: string | undefined, path: string): DatasetInfo {
  if (wanted !== undefined) {
    const name = wanted
      .split("/")
      .filter((part) => part !== "")
      .join("/");
    const found = all.find((dataset) => dataset.name === name);
    if (found !== undefined) return found;
    throw new UsageError(`there is no dataset "${wanted}" in it`, {
      path,
      cure: `Choose one of these: ${listed(all)}.`,
    });
  }
  const images = all.filter(({ isImage }) => isImage);
  const [only] = images;
  if (only === undefined) {
    throw new UnsupportedError(`there is no image in it, that is, no numbers in 2 to 4 dimensions`, {
      path,
      cure: all.length === 0 ? "There are no datasets at all; choose another file." : `What is in it: ${listed(all)}.`,
    });
  }
  const preset = images.length === 1 ? only : images.find(({ name }) => name === "image");
  if (preset !== undefined) return preset;
  throw new UsageError(`there are ${images.length} images in it`, {
    path,
    cure: `Choose one with \`dataset\`: ${listed(images)}.`,
  });
}

function listed(datasets: readonly DatasetInfo[]): string {
  const some = datasets
    .slice(0, maxListed)
    .map(({ name, extents, type }) => `${name} (${extents.join(" × ") || "one value"}, ${type})`);
  return some.join(", ") + (datasets.length > maxListed ? ` and ${datasets.length - maxListed} more` : "");
}
