/**
 * Names the outputs of a batch by a template, and finds names that two inputs would share, before any work.
 * Not here: writing the outputs.
 * Read next: batch/save-task.
 */
import { basename, extname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { CollisionError, UsageError } from "../core/errors.ts";
import { endingOf, formatNamed, type OutputFormat } from "../graph/output/encoding.ts";
import type { Box } from "../graph/recipe/thumbnail.ts";
import type { InputFile } from "./find-inputs.ts";

/** One output of one input. */
export interface NamedOutput {
  readonly input: InputFile;
  readonly path: string;
  readonly format: OutputFormat;
  /** The index among the input's outputs; 0 if absent. */
  readonly variant?: number | undefined;
}

/** The outputs of one input; at least one. */
export type OutputsOfInput = readonly [NamedOutput, ...NamedOutput[]];

/** The naming rules in which the outputs of one input differ. */
export interface Variant {
  readonly format: OutputFormat | "same";
  /** The size from `--size`. Without that option it is absent, and the template has no `{width}`. */
  readonly box?: Box;
  /** Replaces the batch's template. */
  readonly template?: string | undefined;
}

export interface NamingRules extends Variant {
  readonly folder: string;
  /** A template with `{dir}`, `{name}`, `{ext}`. With a box also `{width}`, `{height}`, and `{size}` for both. */
  readonly template: string;
}

/** Mirrors the folder tree of the inputs. */
export const defaultTemplate = "{dir}/{name}.{ext}";
/** For several sizes of an image. */
export const templateWithSize = "{dir}/{name}-{size}.{ext}";
const knownFields = ["dir", "name", "ext"];
const sideFields = ["width", "height"] as const;
const boxFields = [...sideFields, "size"];

/** @throws {UsageError} for an unknown field or a name outside the folder. @throws {CollisionError} */
export function nameOutputs(inputs: readonly InputFile[], rules: NamingRules): NamedOutput[] {
  return nameVariants(inputs, rules, [rules]);
}

/** Names several outputs of each input, next to each other in the list. Like {@link nameOutputs}. */
export function nameVariants(
  inputs: readonly InputFile[],
  { folder, template }: Pick<NamingRules, "folder" | "template">,
  variants: readonly Variant[],
): NamedOutput[] {
  const rules = variants.map(
    (variant): NamingRules => ({ ...variant, folder, template: variant.template ?? template }),
  );
  for (const each of rules) checkTemplate(each);
  const outputs = inputs.flatMap((input) =>
    rules.map((each, variant) => ({ ...nameOutput(input, each), ...(rules.length > 1 ? { variant } : {}) })),
  );
  refuseCollisions(outputs);
  return outputs;
}

/** The outputs of each input, in the order of the inputs. */
export function byInput(outputs: readonly NamedOutput[]): OutputsOfInput[] {
  const groups = new Map<InputFile, [NamedOutput, ...NamedOutput[]]>();
  for (const output of outputs) {
    const group = groups.get(output.input);
    if (group === undefined) groups.set(output.input, [output]);
    else group.push(output);
  }
  return [...groups.values()];
}

function checkTemplate({ template, box }: NamingRules): void {
  const fields = [...template.matchAll(/\{([^}]*)\}/g)].map(([, field]) => field as string);
  const known = box === undefined ? knownFields : [...knownFields, ...boxFields];
  const unknown = fields.filter((field) => !known.includes(field));
  if (unknown.length > 0) {
    throw new UsageError(`--name has {${unknown.join("}, {")}}`, {
      cure: `It knows {${known.join("}, {")}}.`,
    });
  }
  const side = sideFields.find((name) => fields.includes(name) && box?.[name] === undefined);
  if (side !== undefined) {
    throw new UsageError(`--name has {${side}}, and --size gives no ${side}`, {
      cure: `{${side}} is what --size asks for; leave it out of the name, or add it to the size.`,
    });
  }
}

function nameOutput(input: InputFile, { folder, template, format, box = {} }: NamingRules): NamedOutput {
  const chosen = format === "same" ? sameFormat(input.path) : format;
  const values: Readonly<Record<string, string>> = {
    dir: input.folder,
    name: basename(input.path, extname(input.path)),
    ext: keptEnding(input.path, chosen),
    width: String(box.width),
    height: String(box.height),
    size: sizeWords(box),
  };
  const name = normalize(template.replaceAll(/\{([^}]*)\}/g, (_, field: string) => values[field] ?? ""));
  const path = join(folder, name);
  const inside = relative(resolve(folder), resolve(path));
  if (inside === "" || inside.startsWith(`..${sep}`) || inside === ".." || isAbsolute(inside)) {
    throw new UsageError(`--name puts ${input.path} at ${path}, outside ${folder}`, {
      cure: "Remove .. from the template.",
    });
  }
  return { input, path, format: chosen };
}

/** `320` for a square box or a width, `x320` for a height, `500x400`. */
function sizeWords({ width, height }: Box): string {
  if (height === undefined || width === height) return String(width);
  return `${width ?? ""}x${height}`;
}

/**
 * Decides by the name, since nothing is opened yet. A format that cannot be written becomes PNG for a
 * drawing, else JPEG.
 */
function sameFormat(path: string): OutputFormat {
  const ending = extname(path);
  return formatNamed(ending) ?? (/^\.(?:svgz?|pdf)$/i.test(ending) ? "png" : "jpeg");
}

function keptEnding(path: string, format: OutputFormat): string {
  const own = extname(path).slice(1);
  return formatNamed(own) === format ? own : endingOf(format);
}

/**
 * Some systems treat names that differ only in case or in Unicode form as one file, so such names
 * collide on every system.
 */
function refuseCollisions(outputs: readonly NamedOutput[]): void {
  const claims = new Map<string, NamedOutput[]>();
  for (const output of outputs) {
    const key = output.path.normalize("NFC").toLowerCase();
    claims.set(key, [...(claims.get(key) ?? []), output]);
  }
  const collisions = [...claims.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ output: (group[0] as NamedOutput).path, inputs: group.map(({ input }) => input.path) }));
  if (collisions.length === 0) return;
  const lines = collisions.map(({ output, inputs }) => `  ${output} <- ${inputs.join(", ")}`);
  throw new CollisionError(`${collisions.length} outputs would be written more than once:\n${lines.join("\n")}`, {
    collisions,
    cure: "Make the names differ with --name ({size} and {ext} tell the outputs of one input apart), or give each group an output folder of its own.",
  });
}
