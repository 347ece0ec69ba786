/**
 * Operations of the bundled library that get no generated method, each with the reason; loaders and savers aside.
 * Not here: deprecated operations, which libvips marks itself.
 * Read next: scripts/operation-model.ts.
 */
import { native } from "../src/native/library/library.ts";
import { childTypes, typeNamed } from "../src/native/object/gtype.ts";

export const leftOut: Readonly<Record<string, string>> = {
  crop: "is extract_area by another name; the method crop is written by hand",
  globalbalance: "opens the files that the image's history names",
  profile_load: "neither takes nor gives an image",
  remosaic: "opens the files that the image's history names",
  system: "runs a command",
  thumbnail: "loads a file by its name; the method thumbnail is written by hand",
  thumbnail_buffer: "loads a file from memory; the method thumbnail is written by hand",
  thumbnail_image: "the method thumbnail is written by hand, and plans how to load",
  thumbnail_source: "loads from a source; the method thumbnail is written by hand",
};

/** The nicknames of everything derived from VipsForeign: loaders, savers, and what libvips counts among them. */
export function foreignNames(): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (type: number): void => {
    names.add(native().vips_nickname_find(type) ?? "");
    childTypes(type).forEach(visit);
  };
  visit(typeNamed("VipsForeign"));
  return names;
}
