/**
 * The messages between the thread that reads with libhdf5 and the thread that asks it.
 * Not here: either side (store/hdf5/libhdf5/libhdf5-worker, store/hdf5/libhdf5/thread).
 * Read next: store/hdf5/libhdf5/thread.
 */
import type { Attribute } from "../../chunks/store.ts";

/** A type as h5wasm describes it: `kind` is HDF5's number of the class. */
export interface GeneralType {
  readonly kind: number;
  readonly size: number;
  readonly signed: boolean;
  /**
   * The members of a record, in the file's own byte order. libhdf5 converts numbers outside of records to
   * little-endian.
   */
  readonly members: readonly GeneralMember[];
}

export interface GeneralMember {
  readonly kind: number;
  readonly size: number;
  readonly offset: number;
  readonly bigEndian: boolean;
}

export interface GeneralDataset {
  readonly name: string;
  readonly extents: readonly number[];
  readonly type: GeneralType;
  /** The extents of a chunk; undefined for a contiguous dataset. */
  readonly chunk: readonly number[] | undefined;
}

/** A part of a dataset, a number for each dimension. */
export interface Slab {
  readonly name: string;
  readonly start: readonly number[];
  readonly count: readonly number[];
  /** The bytes of its values. */
  readonly bytes: number;
}

export type Request =
  | { readonly kind: "datasets" }
  | { readonly kind: "attributes"; readonly name: string }
  | { readonly kind: "read"; readonly slab: Slab };

export interface Answers {
  readonly datasets: readonly GeneralDataset[];
  readonly attributes: readonly (readonly [name: string, value: Attribute])[];
  readonly read: Uint8Array<ArrayBuffer>;
}

/** `failure` is libhdf5's text. */
export type Answer = { readonly value: Answers[Request["kind"]] } | { readonly failure: string };

/** The data for the start of the thread. */
export interface GeneralWorkerData {
  readonly path: string;
  /** The maximum size of libhdf5's memory, in bytes. */
  readonly maxMemory: number;
}
