/**
 * Which image of an HDF5 file is opened, and how.
 * Not here: opening it (store/hdf5/open-hdf5).
 * Read next: store/hdf5/own/own-reader, store/hdf5/libhdf5/store.
 */

/** Which image of a file. */
export interface OpenHdf5Options {
  /** Its name, with those of its groups. Default: the only image that is there, or the one called `image`. */
  readonly dataset?: string | undefined;
  /** From 0, where dimensions count pages. Default 0. */
  readonly page?: number | undefined;
  /**
   * What the dimensions are, a letter for each: `y` rows, `x` columns, `c` bands, others pages. Default: what the file
   * says, if Sluice wrote it; else `yx`, `yxc` or `cyx` where the last or first dimension is at most 16, or `zyx`.
   */
  readonly axes?: string | undefined;
  /** Awaited before libhdf5 is started in a thread, which takes some 50 MB. */
  readonly beforeThread?: (() => Promise<void>) | undefined;
  /** Ends opening and every later reading, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}
