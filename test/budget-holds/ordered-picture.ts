/**
 * One tall picture that can only be read in order, opened again for each use, and the small images that go with it.
 * Not here: which operation gets which (streaming-arguments).
 * Read next: test/budget-holds/operation-memory-child.ts.
 */
import type { ImageHandle } from "../../src/native/image-handle.ts";
import { call } from "../../src/native/operation.ts";
import { HandleScope } from "../../src/native/scope.ts";

/** 30 MB as a file and in memory, four times that where an operation computes in floating point. */
export const pictureSize = { width: 500, height: 20_000 } as const;
export const picturePixels = pictureSize.width * pictureSize.height;

export class OrderedPicture implements Disposable {
  readonly #scope = new HandleScope();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  [Symbol.dispose](): void {
    this.#scope[Symbol.dispose]();
  }

  /** Three bands, sRGB. Opened for each who asks: two readers of one opened picture would wait for each other. */
  photo(): ImageHandle {
    return this.#make("tiffload", { filename: this.#file, access: "sequential" });
  }

  grey(): ImageHandle {
    return this.#make("extract_band", { in: this.photo(), band: 0 });
  }

  /** Four bands. */
  withAlpha(): ImageHandle {
    return this.#make("bandjoin", { in: [this.photo(), this.grey()] });
  }

  /** 0 or 255. */
  truths(): ImageHandle {
    return this.#make("relational_const", { in: this.grey(), relational: "more", c: [128] });
  }

  complex(): ImageHandle {
    return this.#make("complexform", { left: this.grey(), right: this.grey() });
  }

  /** As float, called something else. The values are those of sRGB, which costs no conversion. */
  labelled(interpretation: string): ImageHandle {
    return this.#make("copy", { in: this.#make("cast", { in: this.photo(), format: "float" }), interpretation });
  }

  packed(operation: string, interpretation: string): ImageHandle {
    return this.#make(operation, { in: this.labelled(interpretation) });
  }

  /** Says that it is to be turned by a quarter. */
  turned(): ImageHandle {
    const image = this.#make("copy", { in: this.photo() });
    image.setInt("orientation", 6);
    return image;
  }

  /** With the gain map of a tiny Ultra HDR picture that is pasted into a corner. */
  withGainMap(): ImageHandle {
    const light = this.#make("sRGB2scRGB", { in: this.reference(3) });
    const { buffer } = call("uhdrsave_buffer", { in: this.#make("linear", { in: light, a: [3], b: [0] }) });
    const sub = this.#make("uhdrload_buffer", { buffer });
    return this.#make("insert", { main: this.photo(), sub, x: 0, y: 0 });
  }

  /** A square with an odd side, six of the picture side by side. */
  square(): ImageHandle {
    const wide = this.#make("replicate", { in: this.photo(), across: 6, down: 1 });
    return this.#make("extract_area", { input: wide, left: 0, top: 0, width: squareSide, height: squareSide });
  }

  /** Where each pixel of the picture turned upside down comes from. */
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

  /** A few pixels of noise. */
  reference(bands = 1): ImageHandle {
    const planes = Array.from({ length: bands }, (_, seed) =>
      this.#make("gaussnoise", { width: bands === 1 ? 4 : 64, height: bands === 1 ? 4 : 64, seed }),
    );
    const noise = this.#make("cast", { in: this.#make("bandjoin", { in: planes }), format: "uchar" });
    return this.#make("copy", { in: noise, interpretation: bands === 1 ? "b-w" : "srgb" });
  }

  #make(...[name, args]: Parameters<HandleScope["image"]>): ImageHandle {
    return this.#scope.image(name, args);
  }
}

export const squareSide = 2999;
