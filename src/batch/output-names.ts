/**
 * Names the outputs of a batch by a template, and finds those that two inputs would share, before any work.
 * Not here: writing them.
 * Read next: batch/save-task.
 */
import { basename, extname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { CollisionError, UsageError } from "../core/errors.ts";
import { endingOf, formatNamed, type OutputFormat } from "../graph/encoding.ts";
import type { Box } from "../graph/thumbnail.ts";
import type { InputFile } from "./find-inputs.ts";

/** One output of one input. */
export interface OutputFile {
  readonly input: InputFile;
  readonly path: string;
  readonly format: OutputFormat;
}

export interface NamingRules {
  readonly folder: string;
  /** With `{dir}`, `{name}`, `{ext}`, and of the box `{width}`, `{height}`. */
  readonly template: string;
  readonly format: OutputFormat | "same";
  /** What `--size` asks for; left out where there is no such option, and then there is no `{width}` either. */
  readonly box?: Box;
}

/** Mirrors the tree of the inputs. */
export const defaultTemplate = "{dir}/{name}.{ext}";
const knownFields = ["dir", "name", "ext"];
const sideFields = ["width", "height"] as const;

/** @throws {UsageError} for an unknown field or a name outside the folder. @throws {CollisionError} */
export function nameOutputs(inputs: readonly InputFile[], rules: NamingRules): OutputFile[] {
  checkTemplate(rules);
  const outputs = inputs.map((input) => nameOutput(input, rules));
  refuseCollisions(outputs);
  return outputs;
}

function checkTemplate({ template, box }: NamingRules): void {
  const fields = [...template.matchAll(/\{([^}]*)\}/g)].map(([, field]) => field as string);
  const known = box === undefined ? knownFields : [...knownFields, ...sideFields];
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

function nameOutput(input: InputFile, { folder, template, format, box = {} }: NamingRules): OutputFile {
  const chosen = format === "same" ? sameFormat(input.path) : format;
  const values: Readonly<Record<string, string>> = {
    dir: input.folder,
    name: basename(input.path, extname(input.path)),
    ext: keptEnding(input.path, chosen),
    width: String(box.width),
    height: String(box.height),
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

/** By the name, since nothing is opened yet. What cannot be written becomes PNG when it is a drawing, else JPEG. */
function sameFormat(path: string): OutputFormat {
  const ending = extname(path);
  return formatNamed(ending) ?? (/^\.(?:svgz?|pdf)$/i.test(ending) ? "png" : "jpeg");
}

function keptEnding(path: string, format: OutputFormat): string {
  const own = extname(path).slice(1);
  return formatNamed(own) === format ? own : endingOf(format);
}

/** Names that differ only in case or in Unicode form are one file on some systems, so they count as one everywhere. */
function refuseCollisions(outputs: readonly OutputFile[]): void {
  const claims = new Map<string, OutputFile[]>();
  for (const output of outputs) {
    const key = output.path.normalize("NFC").toLowerCase();
    claims.set(key, [...(claims.get(key) ?? []), output]);
  }
  const collisions = [...claims.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ output: (group[0] as OutputFile).path, inputs: group.map(({ input }) => input.path) }));
  if (collisions.length === 0) return;
  const lines = collisions.map(({ output, inputs }) => `  ${output} <- ${inputs.join(", ")}`);
  throw new CollisionError(`${collisions.length} outputs would be written more than once:\n${lines.join("\n")}`, {
    collisions,
    cure: "Make the names differ with --name, or give each group an output folder of its own.",
  });
}
