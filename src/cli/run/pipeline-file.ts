/**
 * Reads a pipeline file, YAML or JSON, and checks it field by field. Errors give the line and column of the mistake.
 * Not here: what the fields are (cli/run/pipeline-fields), or running it (cli/run/run).
 * Read next: cli/run/pipeline-fields, cli/run/run.
 */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { isSluiceError, UnreadableError, UsageError } from "../../core/errors.ts";
import { checkEncodeOption } from "../../graph/output/check-options.ts";
import { formatNamed, type OutputFormat, outputFormats } from "../../graph/output/encoding.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { optionNames } from "../../graph/output/options.ts";
import { parseChunk } from "../options/parse.ts";
import { type Pipeline, readPipeline } from "../steps/read-pipeline.ts";
import { stepOperations } from "../steps/step-operations.ts";
import { checkThumbnail, isThumbnail } from "../steps/thumbnail-step.ts";
import { suggestion } from "../steps/words.ts";
import { expectedOf, outputFields } from "./pipeline-fields.ts";

/** One output of every input. */
export interface PipelineOutput {
  readonly from?: string;
  readonly thumbnail?: string;
  readonly steps?: Pipeline;
  readonly to: string;
  readonly format: OutputFormat | "same";
  readonly encode: EncodeOptions;
}

export interface PipelineFile {
  readonly steps: ReadonlyMap<string, Pipeline>;
  readonly outputs: readonly PipelineOutput[];
}

/** @throws {UsageError} for a mistake in the file. @throws {UnreadableError} when it cannot be read. */
export async function readPipelineFile(path: string): Promise<PipelineFile> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new UnreadableError("the pipeline cannot be read", { path, cause: error, cure: "Check the path." });
  });
  return parsePipelineFile(text, path);
}

/** `path`: for error messages. */
export function parsePipelineFile(text: string, path: string): PipelineFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  const reader = new FileReader(path, lines);
  if (error !== undefined) throw reader.mistake(error.pos[0], firstLine(error.message), "Correct it.");
  return reader.read(document.contents);
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}

const topFields = ["steps", "outputs"];
const cure = "`sluice run --help` shows the form of a pipeline.";

interface Entry {
  readonly name: string;
  readonly at: number;
  readonly value: Node | null;
}

class FileReader {
  readonly #path: string;
  readonly #lines: LineCounter;

  constructor(path: string, lines: LineCounter) {
    this.#path = path;
    this.#lines = lines;
  }

  read(root: Node | null): PipelineFile {
    const top = this.#entries(root, root, "a pipeline", topFields);
    const named = top.get("steps");
    const steps = new Map<string, Pipeline>();
    for (const { name, at, value } of this.#entries(named?.value ?? null, named?.value ?? null, "steps").values()) {
      steps.set(name, this.#pipeline(value, at));
    }
    const list = top.get("outputs");
    if (list === undefined || !isSeq<Node>(list.value) || list.value.items.length === 0) {
      throw this.mistake(list?.at ?? 0, "outputs must be a list of one output or more", cure);
    }
    return { steps, outputs: list.value.items.map((item) => this.#output(item, steps)) };
  }

  #output(item: Node, steps: ReadonlyMap<string, Pipeline>): PipelineOutput {
    const entries = this.#entries(item, item, "an output", Object.keys(outputFields));
    const values: Record<string, unknown> = {};
    for (const { name, at, value } of entries.values()) {
      const plain = value?.toJSON() as unknown;
      const expected = expectedOf(outputFields[name] as (typeof outputFields)[string], plain);
      if (expected !== undefined) throw this.mistake(placeOf(value, at), `${name} must be ${expected}`, cure);
      values[name] = plain;
    }
    const { from, thumbnail, steps: own, to, format, chunk, ...others } = values as Record<string, string | undefined>;
    if (to === undefined) throw this.mistake(placeOf(item, 0), "this output has no name: to is missing", cure);
    if (from !== undefined && !steps.has(from)) {
      const words = `there is no "${from}" under steps${suggestion(from, [...steps.keys()])}`;
      throw this.mistake(placeOf(entries.get("from")?.value, 0), words, cure);
    }
    const part = entries.get("steps");
    const encode: EncodeOptions = { ...others, ...(chunk === undefined ? {} : { chunk: parseChunk(String(chunk)) }) };
    const chosen = this.#format(entries.get("to"), to, format);
    this.#checkOptions(encode, chosen, entries);
    return {
      ...(from === undefined ? {} : { from }),
      ...(thumbnail === undefined ? {} : { thumbnail: String(thumbnail) }),
      ...(own === undefined || part === undefined ? {} : { steps: this.#pipeline(part.value, part.at) }),
      ...{ to, format: chosen, encode },
    };
  }

  /** One by one, so that a mistake has its place. What is written in the input's own format is checked when that is known. */
  #checkOptions(encode: EncodeOptions, format: OutputFormat | "same", entries: ReadonlyMap<string, Entry>): void {
    if (format === "same") return;
    for (const name of optionNames) {
      const entry = entries.get(name);
      if (entry === undefined) continue;
      try {
        checkEncodeOption(name, format, encode);
      } catch (error) {
        if (isSluiceError(error, "usage")) throw this.mistake(entry.at, error.message, error.cure);
        throw error;
      }
    }
  }

  /** As it is said, else by the name's ending. */
  #format(entry: Entry | undefined, to: string, format: string | undefined): OutputFormat | "same" {
    if (format !== undefined) return format as OutputFormat | "same";
    if (to.endsWith("{ext}")) return "same";
    const named = formatNamed(extname(to));
    if (named !== undefined) return named;
    const words = `${to} has no ending of a format that can be written`;
    throw this.mistake(placeOf(entry?.value, 0), words, `Choose one of ${outputFormats.join(", ")}, or give a format.`);
  }

  /** The fields of a map. `known`: the allowed names; without it, any name is allowed. */
  #entries(node: Node | null, parent: Node | null, what: string, known?: readonly string[]): Map<string, Entry> {
    const found = new Map<string, Entry>();
    if (node === null && known === undefined) return found;
    if (!isMap(node)) throw this.mistake(placeOf(parent, 0), `${what} must be names with values`, cure);
    for (const { key, value } of (node as YAMLMap<Node, Node | null>).items as Pair<Node, Node | null>[]) {
      const name = isScalar(key) ? String(key.value) : "";
      const at = placeOf(key, 0);
      if (known !== undefined && !known.includes(name)) {
        throw this.mistake(at, `${what} has no "${name}"${suggestion(name, known)}`, `It has ${known.join(", ")}.`);
      }
      found.set(name, { name, at, value });
    }
    return found;
  }

  #pipeline(node: Node | null, at: number): Pipeline {
    const place = placeOf(node, at);
    const text = isScalar(node) && typeof node.value === "string" ? node.value : undefined;
    if (text === undefined) throw this.mistake(place, "steps must be a text such as: gaussblur 2 | sobel", cure);
    try {
      const pipeline = readPipeline(text, stepOperations);
      for (const call of pipeline.calls.filter(isThumbnail)) checkThumbnail(call);
      if (pipeline.gives === "image") return pipeline;
    } catch (error) {
      if (isSluiceError(error, "usage")) throw this.mistake(place, error.message, error.cure);
      throw error;
    }
    throw this.mistake(place, "the steps give values, and an output is an image", "Use sluice apply for values.");
  }

  mistake(offset: number, words: string, cureOf: string): UsageError {
    const { line, col } = this.#lines.linePos(offset);
    return new UsageError(`${this.#path}:${line}:${col}: ${words}`, { cure: cureOf });
  }
}

function placeOf(node: Node | null | undefined, otherwise: number): number {
  return node?.range?.[0] ?? otherwise;
}
