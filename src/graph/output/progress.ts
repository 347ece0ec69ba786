/**
 * How far an output is, as callers see it.
 * Not here: measuring it (run/output/progress-report).
 * Read next: run/output/progress-report.
 */

/** How much of one output is done. Frozen. */
export interface Progress {
  /** The part of the work that is done, above 0; exactly 1 only in the last call, when the output is complete. */
  readonly fraction: number;
  /**
   * Rows of the result that are done, of all pages, from 1 to all of them. Sluice's own writers (HDF5, Zarr, most large
   * TIFFs) have stored them. libvips' encoders have them computed, and may hold them until they encode.
   */
  readonly rows: number;
  /** Bytes of the samples in these rows, uncompressed: rows × width × bands × bytes of a sample. */
  readonly bytes: number;
}

export interface ProgressSetting {
  /**
   * Called while the output is written, with what is done: about ten times a second at most, never with less than
   * before, and in the end once with all, when the output is complete. A run that fails or is aborted has no last call.
   * Rows from an earlier run count where `resume` goes on with them. An error that it throws ends the work; thrown in
   * the last call it rejects, and the complete output stays. `maxBytes`: the trials come after the last row.
   */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
