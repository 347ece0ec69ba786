/**
 * The options that say which image of an HDF5 file to open, and how.
 * Not here: opening it (store/hdf5/open-hdf5).
 * Read next: store/hdf5/own/own-reader, store/hdf5/libhdf5/store.
 */

/** Chooses an image of a file, and how to open it. */
export interface OpenHdf5Options {
  /** The full name of the dataset, with its groups. Default: the only image in the file, or the one called `image`. */
  readonly dataset?: string | undefined;
  /** The page, from 0, where dimensions count pages. Default 0. */
  readonly page?: number | undefined;
  /**
   * The meaning of each dimension, one letter each: `y` rows, `x` columns, `c` bands, others pages. Default: the order
   * in the file, if Sluice wrote it; else `yx`, `yxc` or `cyx` where the last or first dimension is at most 16, or
   * `zyx`.
   */
  readonly axes?: string | undefined;
  /** Awaited before a thread with libhdf5 starts, which takes about 50 MB. */
  readonly beforeThread?: (() => Promise<void>) | undefined;
  /** Aborts opening and every later read, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}
