/**
 * What the public Image calls: headers of files, outputs, values, and what the library can do.
 * Not here: each of these; this file puts them together.
 * Read next: run/outputs, run/compute.
 */
import { sumBytes } from "../core/bytes.ts";
import { checkOptionNames, type OptionNames } from "../core/option-names.ts";
import type { Compute, Engine, ImageInput, OpenOptions, Operations, Outputs, Streams } from "../graph/image/engine.ts";
import type { OpenNode } from "../graph/recipe/nodes.ts";
import { headersOf, knownHeaders } from "../native/operation/header-of.ts";
import { operationNames } from "../native/operation/introspect.ts";
import { shapeOf } from "../native/operation/shape.ts";
import { Admission } from "./admission/admission.ts";
import type { Resources } from "./admission/resources.ts";
import { VipsCompute } from "./compute.ts";
import { type Present, VipsOutputs } from "./outputs.ts";
import { readHeader } from "./source/read-header.ts";
import { refuseUntrusted } from "./source/refusals.ts";
import { VipsStreams } from "./streams.ts";

/** Settings of the process. */
export interface Defaults extends Pick<OpenOptions, "untrusted"> {
  /** Whether late uses of what is lent, to a loop or as pixels, throw or find nothing. Default false. */
  readonly checkViews?: boolean | undefined;
}

const openOptionNames: OptionNames<OpenOptions> = {
  failOn: true,
  limits: true,
  untrusted: true,
  pages: true,
  dataset: true,
  page: true,
  axes: true,
  level: true,
  signal: true,
};

export class VipsEngine implements Engine {
  readonly outputs: Outputs;
  readonly compute: Compute;
  readonly streams: Streams;
  readonly operations: Operations = {
    shape: (name) => {
      if (this.#defaults().untrusted === false) refuseUntrusted(name, undefined);
      return shapeOf(name);
    },
    names: operationNames,
    headers: headersOf,
    knownHeaders,
  };
  readonly #defaults: () => Defaults;
  readonly #resources: () => Promise<Resources>;

  /** `defaults` are for what calls are not told; `present` gives explanations a form to be shown in. */
  constructor(
    resources: () => Promise<Resources>,
    defaults: () => Defaults = () => ({}),
    present: Present = async (explanation) => explanation,
  ) {
    this.#defaults = defaults;
    this.#resources = resources;
    const admission = new Admission(resources);
    this.outputs = new VipsOutputs(admission, present);
    const checkViews = (): boolean => this.#defaults().checkViews ?? false;
    this.compute = new VipsCompute(admission, this.outputs, checkViews);
    this.streams = new VipsStreams(admission, checkViews);
  }

  async open(input: ImageInput, options: OpenOptions): Promise<OpenNode> {
    checkOptionNames("open", options, openOptionNames);
    const given = { untrusted: this.#defaults().untrusted, ...options };
    return await readHeader(input, given, async (name, terms) => {
      const { ledger } = await this.#resources();
      const size = sumBytes(terms.map((term) => term.size));
      return await ledger.reserve({ name, tag: "image" }, size, { signal: options.signal, terms });
    });
  }
}
