/**
 * A new HDF5 file, empty except for the room of its superblock.
 * Not here: files that are there already (store/hdf5/write/existing-file), or were left by an interrupted run
 * (store/hdf5/write/interrupted-file).
 * Read next: store/files/new-file.
 */
import { newFile } from "../../files/new-file.ts";
import { superblockBytes } from "../structure/superblock.ts";
import type { Hdf5File } from "./hdf5-output.ts";

/** @throws {OutputError} when it cannot be made, or exists and must not be replaced. */
export async function newHdf5File(path: string, overwrite: boolean): Promise<Hdf5File> {
  const file = await newFile(path, overwrite);
  return { ...file, start: { path, end: superblockBytes, root: new Map() }, confirm: async () => {} };
}
