/**
 * The headers of an operation's results: by rule, or computed by libvips on images without pixels.
 * Not here: the rules (graph/recipe/header-rules), or running anything (run/).
 * Read next: native/operation/image-header.
 */
import { OperationError } from "../../core/errors.ts";
import { isComplex } from "../../core/pixel-format.ts";
import type { OperationName } from "../../graph/image/operations.generated.ts";
import type { ImageHeader } from "../../graph/recipe/header.ts";
import { equalisingTable, headerRules } from "../../graph/recipe/header-rules.ts";
import { headerOf, inputsOf, isRecipe, mapRecipes, recipesIn } from "../../graph/recipe/node.ts";
import type { OperationArguments, RecipeNode } from "../../graph/recipe/nodes.ts";
import { memoryClasses, memoryClassOf } from "../../plan/access/operation-memory.ts";
import type { NativeValue } from "../object/gvalue.ts";
import { Handle } from "../object/handle.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { type Arguments, call, callForImage, type Results } from "./call.ts";
import { headerFrom, standIn } from "./image-header.ts";
import { imageOfPixels } from "./pixels.ts";
import { HandleScope } from "./scope.ts";

const remembered = new Map<string, Readonly<Record<string, ImageHeader>>>();
/** A service repeats a few operations on images of a few sizes. Each entry takes some hundred bytes. */
const maxRemembered = 1000;

/** {@link computeHeaders} with a cache: the same arguments and input headers give the same result headers. */
export function headersOf(name: string, args: OperationArguments): Readonly<Record<string, ImageHeader>> {
  const key = keyOf(name, args);
  const known = key === undefined ? undefined : remembered.get(key);
  if (known !== undefined) return known;
  const headers = computeHeaders(name, args);
  if (key !== undefined) {
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, headers);
  }
  return headers;
}

/** The cached result of {@link headersOf}, if there is one. */
export function knownHeaders(
  name: string,
  args: OperationArguments,
): Readonly<Record<string, ImageHeader>> | undefined {
  const key = keyOf(name, args);
  return key === undefined ? undefined : remembered.get(key);
}

/** Everything that decides the headers, as text. Undefined if pixels or bytes might decide them. */
function keyOf(name: string, args: OperationArguments): string | undefined {
  const parts: unknown[] = [name];
  const [first] = Object.values(args).flatMap(recipesIn);
  // Without an input image the operation may load a file, and the file may change.
  if (first === undefined) return undefined;
  // An operation that streams reads no pixel of its image at this point, only the masks and tables beside it.
  const image = first.kind === "pixels" && streams(name, args) ? first : undefined;
  for (const [argument, value] of Object.entries(args)) {
    if (value instanceof Uint8Array) return undefined;
    const nodes = recipesIn(value);
    if (nodes.some((node) => node !== image && isConstant(node))) return undefined;
    parts.push(argument, nodes.length > 0 ? nodes.map(headerOf) : value);
  }
  return JSON.stringify(parts);
}

function streams(name: string, args: OperationArguments): boolean {
  return name in memoryClasses && memoryClassOf(name as OperationName, args).kind === "streams";
}

/** Whether the node's stand-in has the node's real pixels. */
function isConstant(node: RecipeNode): boolean {
  if (node.kind === "operation") return inputsOf(node).length === 0;
  return node.kind === "pixels" && node.data.length <= maxConstantBytes;
}

/** Masks, matrices and tables are smaller than this. A larger image is a picture and does not decide headers. */
const maxConstantBytes = 1_000_000;

/**
 * The headers of all output images, by output name. Releases the stand-ins before it returns.
 * @throws {OperationError} when libvips refuses the arguments.
 */
function computeHeaders(name: string, args: OperationArguments): Readonly<Record<string, ImageHeader>> {
  const rule = headerRules[name];
  if (rule !== undefined) return rule(args);
  refuseCrashes(name, args);
  using scope = new HandleScope();
  const results = name === "hist_equal" ? equalised(scope, args) : call(name, standInArguments(scope, name, args));
  const headers: Record<string, ImageHeader> = {};
  for (const [output, value] of Object.entries(results)) {
    if (value instanceof Handle) scope.keep(value);
    if (value instanceof ImageHandle) headers[output] = withProfile(name, headerFrom(value), args);
  }
  return headers;
}

/** Refuses arguments that libvips 8.18 accepts, but writes beyond its memory for. @throws {OperationError} */
function refuseCrashes(name: string, args: OperationArguments): void {
  const image = args["in"];
  if (name !== "hist_cum" || image === undefined || !isRecipe(image) || !isComplex(headerOf(image).format)) return;
  throw new OperationError("image must not be complex", {
    operation: name,
    cure: "Take real() or imag() of it first.",
  });
}

/** Equalising counts pixels, and then looks each up in a table. The header needs only the second half. */
function equalised(scope: HandleScope, args: OperationArguments): Results {
  const { in: image } = standInArguments(scope, "hist_equal", args);
  return call("maplut", { in: image, lut: scope.keep(standIn(equalisingTable(args))) });
}

/** The operation's arguments, with stand-ins in place of real images. */
function standInArguments(scope: HandleScope, name: string, args: OperationArguments): Arguments {
  const given: Record<string, NativeValue> = {};
  for (const [argument, value] of Object.entries(args)) {
    given[argument] = mapRecipes(value, (node) => standInFor(scope, node));
  }
  return { ...given, ...withoutProfiles(name, args) };
}

/** Small constants keep their pixels: the values of matrices and tables decide headers. */
function standInFor(scope: HandleScope, node: RecipeNode): ImageHandle {
  if (isConstant(node)) {
    if (node.kind === "pixels") return scope.keep(imageOfPixels(node));
    if (node.kind === "operation") return scope.keep(callForImage(node.name, node.args as Arguments));
  }
  return scope.keep(standIn(headerOf(node)));
}

/**
 * Conversions by profile need an embedded profile, and a stand-in has none. The result's header is the same for any
 * profile that fits the bands.
 */
function withoutProfiles(name: string, args: OperationArguments): Arguments {
  if (!/^icc_(?:import|transform)$/.test(name) || args["input_profile"] !== undefined) return {};
  const input = args["in"];
  const isCmyk = input !== undefined && isRecipe(input) && headerOf(input).interpretation === "cmyk";
  return { input_profile: isCmyk ? "cmyk" : "srgb", embedded: false };
}

/** A profile stays with the pixels until an operation removes it; libvips has its own rules for that. */
function withProfile(name: string, header: ImageHeader, args: OperationArguments): ImageHeader {
  if (header.profileBytes > 0 || name.startsWith("icc_")) return header;
  const [node] = Object.values(args).flatMap(recipesIn);
  const profileBytes = node === undefined ? 0 : headerOf(node).profileBytes;
  return profileBytes === 0 ? header : Object.freeze({ ...header, profileBytes });
}
