/**
 * The number of live libvips objects and of their blocks of pixel memory. A leak makes them grow.
 * Not here: memory outside libvips' own counters.
 * Read next: test/native/object/handle.test.ts.
 */
import koffi from "koffi";
import { native, nativeLibrary } from "../../../src/native/library/library.ts";
import { allFreed } from "../../../src/run/admission/pending-release.ts";

export interface NativeCounts {
  readonly objects: number;
  readonly allocations: number;
}

const visit = koffi.proto("void *SluiceTestVisit(void *object, void *a, void *b)");
const map = koffi
  .load(nativeLibrary().origin.path)
  .func("vips_object_map", "void *", [koffi.pointer(visit), "void *", "void *"]);

export function nativeCounts(): NativeCounts {
  let objects = 0;
  map(
    () => {
      objects += 1;
      return null;
    },
    null,
    null,
  );
  return { objects, allocations: native().vips_tracked_get_allocs() };
}

/** Like {@link nativeCounts}, after worker threads have released what runs have left to them. */
export async function countsOnceFreed(): Promise<NativeCounts> {
  await allFreed();
  return nativeCounts();
}
