/**
 * What is said between a thread that reads with libhdf5 and whoever asked for it.
 * Not here: either side (store/hdf5/libhdf5/libhdf5-worker, store/hdf5/libhdf5/thread).
 * Read next: store/hdf5/libhdf5/thread.
 */
import type { Attribute } from "../../chunks/store.ts";

/** A type as h5wasm describes it: `kind` is HDF5's number of the class. */
export interface GeneralType {
  readonly kind: number;
  readonly size: number;
  readonly signed: boolean;
  /** Of the members of a record, in the file's own byte order; numbers outside of records are turned to little-endian. */
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
  /** Extents of a chunk; undefined where values lie in one piece. */
  readonly chunk: readonly number[] | undefined;
}

/** A part of a dataset, a number for each dimension. */
export interface Slab {
  readonly name: string;
  readonly start: readonly number[];
  readonly count: readonly number[];
  /** Bytes of its values. */
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

/** What the thread is started with. */
export interface GeneralWorkerData {
  readonly path: string;
  /** Bytes that libhdf5's memory may grow to. */
  readonly mostMemory: number;
}
