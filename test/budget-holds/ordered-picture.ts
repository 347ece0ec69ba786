/**
 * A tall picture that can only be read in order, opened again for each use, and the small images that go with it.
 * Not here: which operation gets which (streaming-arguments).
 * Read next: test/budget-holds/operation-memory-child.ts.
 */
import type { ImageHandle } from "../../src/native/object/image-handle.ts";
import { call } from "../../src/native/operation/call.ts";
import { HandleScope } from "../../src/native/operation/scope.ts";

/** 30 MB as a file and in memory, four times that where an operation computes in floating point. */
export const pictureSize = { width: 500, height: 20_000 } as const;

/** The rows from the top, for operations that take a microsecond a pixel and hold many bytes for each. */
export const topRows = 4000;

/** The side of the square that is cropped from six pictures side by side. */
export const squareSide = 2999;

/** Noise, so that no part can be skipped or guessed. */
export function writePicture(file: string): void {
  using scope = new HandleScope();
  const planes = [1, 2, 3].map((seed) => scope.image("gaussnoise", { ...pictureSize, seed, mean: 100, sigma: 40 }));
  const noise = scope.image("cast", { in: scope.image("bandjoin", { in: planes }), format: "uchar" });
  call("tiffsave", { in: scope.image("copy", { in: noise, interpretation: "srgb" }), filename: file });
}

export class OrderedPicture implements Disposable {
  readonly #scope = new HandleScope();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  [Symbol.dispose](): void {
    this.#scope[Symbol.dispose]();
  }

  /** Three bands, sRGB. It is opened again for each reader, so that each reads at its own pace. */
  photo(): ImageHandle {
    return this.#make("tiffload", { filename: this.#file, access: "sequential" });
  }

  plane(): ImageHandle {
    return this.#make("extract_band", { in: this.photo(), band: 0 });
  }

  /** One band with as many bytes as the photo: the photo's bands are unfolded into columns. */
  grey(): ImageHandle {
    return this.#make("bandunfold", { in: this.photo() });
  }

  /** 0 or 255. */
  greyTruths(): ImageHandle {
    return this.#make("relational_const", { in: this.grey(), relational: "more", c: [128] });
  }

  /** Four bands. */
  withAlpha(): ImageHandle {
    return this.#make("bandjoin", { in: [this.photo(), this.plane()] });
  }

  /** 0 or 255. */
  truths(): ImageHandle {
    return this.#make("relational_const", { in: this.plane(), relational: "more", c: [128] });
  }

  complex(): ImageHandle {
    return this.#make("complexform", { left: this.plane(), right: this.plane() });
  }

  /** As float, with another interpretation. The values are those of sRGB, so no conversion is needed. */
  labelled(interpretation: string): ImageHandle {
    return this.#make("copy", { in: this.#make("cast", { in: this.photo(), format: "float" }), interpretation });
  }

  /** The same with a quarter of the columns, which take as many bytes as the photo. */
  narrow(interpretation: string): ImageHandle {
    const { height } = pictureSize;
    const width = pictureSize.width / 4;
    return this.#make("extract_area", { input: this.labelled(interpretation), left: 0, top: 0, width, height });
  }

  packed(operation: string, interpretation: string): ImageHandle {
    return this.#make(operation, { in: this.labelled(interpretation) });
  }

  /** With an orientation of a quarter turn. */
  turned(): ImageHandle {
    const image = this.#make("copy", { in: this.photo() });
    image.setInt("orientation", 6);
    return image;
  }

  /** With the gain map of a tiny Ultra HDR picture in a corner. */
  withGainMap(): ImageHandle {
    const light = this.#make("sRGB2scRGB", { in: this.noise(64, 3) });
    const { buffer } = call("uhdrsave_buffer", { in: this.#make("linear", { in: light, a: [3], b: [0] }) });
    const sub = this.#make("uhdrload_buffer", { buffer });
    return this.#make("insert", { main: this.photo(), sub, x: 0, y: 0 });
  }

  /** A square with an odd side, six of the picture side by side. */
  square(): ImageHandle {
    const wide = this.#make("replicate", { in: this.photo(), across: 6, down: 1 });
    return this.#make("extract_area", { input: wide, left: 0, top: 0, width: squareSide, height: squareSide });
  }

  /** One band of the topmost rows. */
  top(): ImageHandle {
    const { width } = pictureSize;
    return this.#make("extract_area", { input: this.plane(), left: 0, top: 0, width, height: topRows });
  }

  topTruths(): ImageHandle {
    return this.#make("relational_const", { in: this.top(), relational: "more", c: [128] });
  }

  /** Coordinates that flip the picture vertically. */
  upsideDown(): ImageHandle {
    const places = this.#make("xyz", pictureSize);
    return this.#make("linear", { in: places, a: [1, -1], b: [0, pictureSize.height - 1] });
  }

  table(): ImageHandle {
    return this.#make("identity", {});
  }

  /** 3 × 3. */
  mask(): ImageHandle {
    return this.#make("gaussmat", { sigma: 1, min_ampl: 0.5 });
  }

  separableMask(): ImageHandle {
    return this.#make("gaussmat", { sigma: 1, min_ampl: 0.5, separable: true });
  }

  /** 3 × 3, every pixel set. */
  fullMask(): ImageHandle {
    return this.#make("linear", { in: this.zeros(3, 3), a: [1], b: [255] });
  }

  zeros(width: number, height: number): ImageHandle {
    return this.#make("black", { width, height });
  }

  noise(side: number, bands: number): ImageHandle {
    const size = { width: side, height: side };
    const planes = Array.from({ length: bands }, (_, seed) => this.#make("gaussnoise", { ...size, seed }));
    const noise = this.#make("cast", { in: this.#make("bandjoin", { in: planes }), format: "uchar" });
    return this.#make("copy", { in: noise, interpretation: bands === 1 ? "b-w" : "srgb" });
  }

  #make(...[name, args]: Parameters<HandleScope["image"]>): ImageHandle {
    return this.#scope.image(name, args);
  }
}
