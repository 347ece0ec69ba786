/**
 * What the public Image calls: headers of files, outputs, values, and what the library can do.
 * Not here: each of these; this file puts them together.
 * Read next: run/outputs, run/compute.
 */
import type { Compute, Engine, ImageInput, OpenOptions, Operations, Outputs } from "../graph/engine.ts";
import type { OpenNode } from "../graph/node.ts";
import { headersOf } from "../native/header-of.ts";
import { operationNames } from "../native/introspect.ts";
import { shapeOf } from "../native/operation-shape.ts";
import { Admission } from "./admission.ts";
import { VipsCompute } from "./compute.ts";
import { VipsOutputs } from "./outputs.ts";
import { readHeader } from "./read-header.ts";
import type { Resources } from "./resources.ts";
import { refuseUntrusted } from "./untrusted.ts";

export class VipsEngine implements Engine {
  readonly outputs: Outputs;
  readonly compute: Compute;
  readonly operations: Operations = {
    shape: (name) => {
      if (this.#defaults().untrusted === false) refuseUntrusted(name, undefined);
      return shapeOf(name);
    },
    names: operationNames,
    headers: headersOf,
  };
  readonly #defaults: () => OpenOptions;

  /** `defaults` are for what `open` is not told. */
  constructor(resources: () => Promise<Resources>, defaults: () => OpenOptions = () => ({})) {
    this.#defaults = defaults;
    const admission = new Admission(resources);
    this.outputs = new VipsOutputs(admission);
    this.compute = new VipsCompute(admission);
  }

  open(input: ImageInput, options: OpenOptions): Promise<OpenNode> {
    return readHeader(input, { ...this.#defaults(), ...options });
  }
}
