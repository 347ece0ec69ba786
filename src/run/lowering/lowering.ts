/**
 * Lowers a recipe to native images: it loads files, and calls operations.
 * Not here: encoding (run/output/encode), or the budget, which the caller has reserved from.
 * Read next: run/lowering/stages.
 */
import { OperationError } from "../../core/errors.ts";
import { sampleBytes } from "../../core/pixel-format.ts";
import type { Rect, Size } from "../../core/rect.ts";
import { filledUp } from "../../graph/recipe/header-rules.ts";
import type { FailOn } from "../../graph/recipe/limits.ts";
import { headerOf, mapRecipes, recipesIn } from "../../graph/recipe/node.ts";
import type {
  ArgumentValue,
  ConstantNode,
  KernelNode,
  OpenNode,
  OperationNode,
  PixelsNode,
  RecipeNode,
  StripsNode,
  ThumbnailNode,
} from "../../graph/recipe/nodes.ts";
import type { StoreSource } from "../../graph/recipe/source.ts";
import { thumbnailGeometry } from "../../graph/recipe/thumbnail-geometry.ts";
import type { NativeValue } from "../../native/object/gvalue.ts";
import { Handle } from "../../native/object/handle.ts";
import { ImageHandle } from "../../native/object/image-handle.ts";
import { copyMetadata, setMetadata } from "../../native/object/metadata.ts";
import { type Arguments, call, callInWorker, type Results } from "../../native/operation/call.ts";
import { imageOfPixels } from "../../native/operation/pixels.ts";
import type { HandleScope } from "../../native/operation/scope.ts";
import { hold } from "../../native/rows/compute-to-memory.ts";
import { computesWhenBuilt } from "../../plan/access/computes-when-built.ts";
import { wholeImage } from "../../plan/load/load-choice.ts";
import { storedSize } from "../../plan/load/stored-size.ts";
import type { Plan } from "../../plan/plan.ts";
import type { RunFailure } from "../admission/failure.ts";
import { KernelImage } from "../kernel/image.ts";
import { feedStored } from "../rows/store-feed.ts";
import { feedStrips } from "../rows/strip-feed.ts";
import { decodeFailure, load, loadArguments, openBytes, recipeFailure } from "../source/open-source.ts";
import { metadataFrom, scaleFrom } from "../source/store-attributes.ts";
import { finishThumbnail } from "../thumbnail/finish.ts";
import { lowerFrames } from "../thumbnail/frames.ts";
import { resample } from "../thumbnail/resample.ts";
import { cropOfLoaded } from "./cropped-load.ts";

/** The constant parts of one run. */
export interface LoweringContext {
  readonly plan: Plan;
  readonly failOn: FailOn;
  readonly signal: AbortSignal | undefined;
  /** The images that earlier stages computed, in memory or on disk. */
  readonly held: ReadonlyMap<RecipeNode, ImageHandle>;
  /** Collects the errors of kernels. */
  readonly failure: RunFailure;
}

/** One pipeline: its handles are released with its scope. */
export class Lowering {
  readonly #context: LoweringContext;
  readonly #scope: HandleScope;
  readonly #made = new Map<RecipeNode, ImageHandle>();

  constructor(context: LoweringContext, scope: HandleScope) {
    this.#context = context;
    this.#scope = scope;
  }

  /** The image of a node; the same image for the same node. */
  async image(node: RecipeNode): Promise<ImageHandle> {
    const known = this.#context.held.get(node) ?? this.#made.get(node);
    if (known !== undefined) return known;
    const image = await this.#lazy(node);
    this.#made.set(node, image);
    return image;
  }

  /** All results of an operation, including those that are not images. */
  async results(name: string, args: Readonly<Record<string, ArgumentValue>>): Promise<Results> {
    const given: Record<string, NativeValue> = {};
    for (const [argument, value] of Object.entries(args)) given[argument] = await this.#value(value);
    return await runOperation(name, given, this.#context.signal);
  }

  async #lazy(node: RecipeNode): Promise<ImageHandle> {
    switch (node.kind) {
      case "open":
        return node.source.kind === "store" ? await this.#stored(node, node.source) : await this.#load(node);
      case "pixels":
        return this.#pixels(node);
      case "strips":
        return await this.#strips(node);
      case "constant":
        return this.#constant(node);
      case "operation":
        return await this.#operation(node);
      case "metadata":
        return setMetadata(this.#scope.image("copy", { in: await this.image(node.input) }), node.fields);
      case "kernel":
        return await this.#kernel(node);
      case "thumbnail":
        throw new Error("a thumbnail is a stage of its own");
    }
  }

  async #load(node: OpenNode): Promise<ImageHandle> {
    const { plan, failOn, signal } = this.#context;
    const choice = plan.loads.get(node) ?? wholeImage(node.header);
    try {
      const source = this.#scope.keep(await openBytes(node, choice.skip, signal));
      const loaded = await load(
        node.header.loader,
        source,
        loadArguments(choice, failOn === "warning" ? failOn : node.failOn),
        signal,
      );
      const image = this.#withThreads(this.#scope.keep(loaded));
      // A loader without an option for pages, such as the one for libvips' own format, has loaded all of them.
      return choice.pages === 1 && image.pageHeight < image.height ? this.#firstPage(image, choice.size) : image;
    } catch (error) {
      throw decodeFailure(node, error);
    }
  }

  /** Rows of HDF5 or Zarr come through JavaScript. */
  async #stored(node: OpenNode, source: StoreSource): Promise<ImageHandle> {
    const { plan, signal, failure } = this.#context;
    const { level, region, size, pages } = plan.loads.get(node) ?? wholeImage(node.header, node.header.pages);
    const header = { ...node.header, ...size, pages };
    try {
      const run = { level: level?.page, region, failure, signal };
      const stored = this.#scope.keep(await feedStored(source, header, run));
      const image = this.#scope.image("copy", { in: this.#withThreads(stored.image), ...scaleFrom(stored.attributes) });
      return setMetadata(image, metadataFrom(stored.attributes));
    } catch (error) {
      throw decodeFailure(node, error);
    }
  }

  #constant({ value, header }: ConstantNode): ImageHandle {
    const { width, height, pages, format, interpretation } = header();
    const step = (name: string, args: Arguments): ImageHandle => this.#scope.image(name, args);
    const pixel = step("linear", { in: step("black", { width: 1, height: 1 }), a: value.map(() => 1), b: value });
    const named = step("copy", { in: step("cast", { in: pixel, format }), interpretation });
    return step("embed", { in: named, x: 0, y: 0, width, height: height * pages, extend: "copy" });
  }

  async #strips({ source, header }: StripsNode): Promise<ImageHandle> {
    const { plan, signal } = this.#context;
    const { image } = this.#scope.keep(await feedStrips(source, header, { held: plan.projected, signal }));
    return this.#withThreads(image);
  }

  async #kernel(node: KernelNode): Promise<ImageHandle> {
    const { plan, signal, failure } = this.#context;
    const inputs: ImageHandle[] = [];
    for (const input of node.inputs) inputs.push(await this.image(input));
    const input = this.#withThreads(this.#sideBySide(inputs));
    const explained = (error: unknown): unknown => recipeFailure(node, error);
    const job = { node, input, threads: plan.threads, signal, failure, explained };
    const { image } = this.#scope.keep(await KernelImage.open(job));
    const own = copyMetadata(inputs[0] as ImageHandle, this.#scope.image("copy", { in: image }));
    own.setThreads(plan.threads);
    if (node.header.profileBytes === 0) own.remove("icc-profile-data");
    return own;
  }

  /** Several images as one image of bytes, for any formats. */
  #sideBySide(images: readonly ImageHandle[]): ImageHandle {
    const [first, ...others] = images as readonly [ImageHandle, ...ImageHandle[]];
    if (others.length === 0) return first;
    const asBytes = images.map((image) => {
      const bands = image.bands * sampleBytes(image.format);
      return this.#scope.image("copy", { in: image, format: "uchar", bands, interpretation: "multiband" });
    });
    return this.#scope.image("bandjoin", { in: asBytes });
  }

  #pixels(node: PixelsNode): ImageHandle {
    const image = this.#scope.keep(imageOfPixels(node));
    image.setThreads(this.#context.plan.threads);
    return image;
  }

  async #operation(node: OperationNode): Promise<ImageHandle> {
    const { name, output } = node;
    const loaded = cropOfLoaded(node, this.#context.plan.loads);
    const results = await this.results(name, loaded?.args ?? node.args);
    for (const [other, value] of Object.entries(results)) {
      if (other !== output && value instanceof Handle) value.dispose();
    }
    const image = results[output];
    if (image instanceof ImageHandle) {
      const made = this.#filledUp(node, this.#scope.keep(image));
      return loaded === undefined ? made : this.#croppedAt(loaded.crop, made);
    }
    throw new OperationError(`it gives no image "${output}"`, { operation: name, cure: "Correct the recipe." });
  }

  /** libvips records the offset of a crop, but here the crop was made from a part of the image. */
  #croppedAt({ left, top }: Rect, image: ImageHandle): ImageHandle {
    return this.#scope.image("copy", { in: image, xoffset: -left, yoffset: -top });
  }

  /** The length of some results depends on pixels, and their header was fixed before there were any. */
  #filledUp(node: OperationNode, image: ImageHandle): ImageHandle {
    if (!filledUp.has(node.name)) return image;
    const { width } = headerOf(node);
    if (image.width === width) return image;
    return this.#scope.image("embed", { in: image, x: 0, y: 0, width, height: image.height });
  }

  async #value(value: ArgumentValue): Promise<NativeValue> {
    const images = new Map<RecipeNode, ImageHandle>();
    for (const node of recipesIn(value)) images.set(node, await this.image(node));
    return mapRecipes(value, (node) => images.get(node) as ImageHandle);
  }

  /** Computes a thumbnail into memory. `owner` keeps the objects that outlive this pipeline. */
  async thumbnail(node: ThumbnailNode, owner: HandleScope): Promise<ImageHandle> {
    const { signal, plan } = this.#context;
    const input = await this.image(node.input);
    const header = headerOf(node.input);
    const { spec } = node;
    const geometry = thumbnailGeometry(header, spec);
    // Pages that the plan does not load are missing: only the first page of a file may be loaded.
    const loaded = node.input.kind === "open" ? (plan.loads.get(node.input)?.pages ?? 1) : header.pages;
    const pages = spec.pages === "all" ? loaded : 1;
    const wanted = storedSize(node, pages);
    if (pages > 1) return await lowerFrames(owner, input, { wanted, geometry, spec, pages, signal });
    const single = loaded > 1 ? this.#firstPage(input, header) : input;
    const held = owner.keep(await hold(resample(this.#scope, single, wanted, spec), signal));
    return await finishThumbnail(owner, held, geometry, spec);
  }

  /** The first of an image's pages, which lie one below the other. */
  #firstPage(image: ImageHandle, { width, height }: Size): ImageHandle {
    const page = this.#scope.image("extract_area", { input: image, left: 0, top: 0, width, height });
    // Enlarged to several times its height, it would count as several pages.
    page.remove("page-height");
    return page;
  }

  #withThreads(image: ImageHandle): ImageHandle {
    return this.#scope.ownCopy(image, this.#context.plan.threads);
  }
}

/**
 * Calls an operation on this thread where nothing is computed, or in a worker thread where it computes as soon as it is
 * built.
 */
async function runOperation(name: string, args: Arguments, signal: AbortSignal | undefined): Promise<Results> {
  if (!computesWhenBuilt(name)) return call(name, args);
  const images = Object.values(args).filter((value) => value instanceof ImageHandle);
  return await callInWorker(name, args, {
    signal,
    cancel: () => {
      for (const image of images) image.kill();
    },
  });
}
