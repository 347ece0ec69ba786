/**
 * Arithmetic over whole pictures, to paint with: a field has a number, or three, at every point.
 * Not here: what is painted (demo/land and others), or writing files (demo/photos).
 * Read next: demo/noise, demo/land.
 */
import { ImageHandle } from "../src/native/object/image-handle.ts";
import { HandleScope } from "../src/native/operation/scope.ts";
import { runInWorker } from "../src/native/thread/run-in-worker.ts";

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A sheet of a size that fields are painted on; disposing of it disposes of all of them. */
export class Canvas implements Disposable {
  readonly #scope = new HandleScope();
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** The field of one operation. */
  call(name: string, args: Parameters<HandleScope["image"]>[1]): Field {
    return new Field(this, this.#scope.image(name, args));
  }

  /** Left edge 0, right edge 1. */
  get x(): Field {
    return this.#coordinate(0).times(1 / this.width);
  }

  /** Top edge 0, bottom edge 1. */
  get y(): Field {
    return this.#coordinate(1).times(1 / this.height);
  }

  /** One colour everywhere. */
  flat(colour: Colour): Field {
    return this.call("black", { width: this.width, height: this.height, bands: 3 }).linear([1, 1, 1], colour);
  }

  #coordinate(band: number): Field {
    return this.call("xyz", { width: this.width, height: this.height }).call("extract_band", { band });
  }

  /** Computes a field once: libvips would compute it again for each use, and for each use of those. */
  async hold(field: Field): Promise<Field> {
    const { result } = await runInWorker("vips_image_copy_memory", [field.image.address]);
    if (typeof result !== "bigint") throw new Error("a picture of the demo could not be computed");
    return new Field(this, this.#scope.keep(new ImageHandle(result)));
  }

  [Symbol.dispose](): void {
    this.#scope[Symbol.dispose]();
  }
}

export class Field {
  readonly canvas: Canvas;
  readonly image: ImageHandle;

  constructor(canvas: Canvas, image: ImageHandle) {
    this.canvas = canvas;
    this.image = image;
  }

  /** An operation on this field, which most operations take as `in`. */
  call(name: string, args: Parameters<Canvas["call"]>[1] = {}, input = "in"): Field {
    return this.canvas.call(name, { [input]: this.image, ...args });
  }

  linear(factor: number | readonly number[], addend: number | readonly number[]): Field {
    return this.call("linear", { a: factor, b: addend });
  }

  plus(other: Field | number): Field {
    if (typeof other === "number") return this.linear(1, other);
    return this.call("add", { right: other.image }, "left");
  }

  minus(other: Field | number): Field {
    if (typeof other === "number") return this.linear(1, -other);
    return this.call("subtract", { right: other.image }, "left");
  }

  times(other: Field | number): Field {
    if (typeof other === "number") return this.linear(other, 0);
    return this.call("multiply", { right: other.image }, "left");
  }

  dividedBy(other: Field): Field {
    return this.call("divide", { right: other.image }, "left");
  }

  power(exponent: number): Field {
    return this.call("math2_const", { math2: "pow", c: [exponent] });
  }

  square(): Field {
    return this.times(this);
  }

  exp(): Field {
    return this.call("math", { math: "exp" });
  }

  abs(): Field {
    return this.call("abs");
  }

  clamp(min = 0, max = 1): Field {
    return this.call("clamp", { min, max });
  }

  /** 0 below `from`, 1 above `to`, and soft in between. */
  step(from: number, to: number): Field {
    const t = this.linear(1 / (to - from), -from / (to - from)).clamp();
    return t.square().times(t.linear(-2, 3));
  }

  /**
   * This where the mask is 0, `other` where it is 1. Neither is named twice: libvips would compute it twice, and so a
   * chain of n mixes 2ⁿ times.
   */
  mix(other: Field | Colour, mask: Field): Field {
    const kept = this.times(mask.linear(-1, 1));
    return kept.plus(other instanceof Field ? other.times(mask) : mask.linear(other, [0, 0, 0]));
  }

  /** A part of the way to one colour, the same everywhere. */
  towards(colour: Colour, share: number): Field {
    return this.linear(
      1 - share,
      colour.map((value) => value * share),
    );
  }

  /** Moved by whole pixels; the edge is repeated where nothing comes after. */
  shifted(x: number, y: number): Field {
    const { width, height } = this.image;
    return this.call("embed", { x: Math.round(x), y: Math.round(y), width, height, extend: "copy" });
  }

  blur(sigma: number): Field {
    return this.call("gaussblur", { sigma });
  }

  /** Pixels for a file: 8 bits a band. */
  pixels(): Field {
    return this.call("cast", { format: "uchar" }).call("copy", { interpretation: "srgb" });
  }
}
