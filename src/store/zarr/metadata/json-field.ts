/**
 * Reads untrusted JSON: fields are taken by kind, and a wrong value is an error that names file and field.
 * Not here: which fields a Zarr array has (store/zarr/metadata/metadata-v2, store/zarr/metadata/metadata-v3).
 * Read next: store/zarr/metadata/metadata-v3.
 */
import { open } from "node:fs/promises";
import { DecodeError } from "../../../core/errors.ts";

/** The maximum size of metadata. A multiscale with a million sections is smaller. */
const limitBytes = 16 * 2 ** 20;

/** The file does not exist, or its folder is not a folder. */
const notThere = ["ENOENT", "ENOTDIR"];

/** A value within a JSON file. */
export class JsonField {
  readonly value: unknown;
  readonly file: string;
  readonly #where: string;

  constructor(value: unknown, file: string, where = "") {
    this.value = value;
    this.file = file;
    this.#where = where;
  }

  /** The error for a value that is not the expected one. */
  wrong(expected: string): DecodeError {
    const shown = this.value === undefined ? "is missing" : `is ${JSON.stringify(this.value).slice(0, 100)}`;
    return brokenMetadata(this.file, `${this.#where || "it"} ${shown}, and has to be ${expected}`);
  }

  /** A field of an object; its value is undefined where it is missing. */
  get(name: string): JsonField {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.wrong("an object");
    const found = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
    return new JsonField(found, this.file, this.#where === "" ? name : `${this.#where}.${name}`);
  }

  /** Whether there is a value other than null. */
  get present(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The names and values of an object. */
  entries(): readonly (readonly [string, unknown])[] {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.wrong("an object");
    return Object.entries(value);
  }

  text(): string {
    if (typeof this.value !== "string") throw this.wrong("a text");
    return this.value;
  }

  /** One of several texts. */
  oneOf<T extends string>(...texts: readonly T[]): T {
    const found = texts.find((text) => text === this.value);
    if (found === undefined) throw this.wrong(texts.map((text) => JSON.stringify(text)).join(" or "));
    return found;
  }

  whole(min: number): number {
    const { value } = this;
    if (Number.isSafeInteger(value) && (value as number) >= min) return value as number;
    throw this.wrong(`a whole number of at least ${min}`);
  }

  items(): readonly JsonField[] {
    if (!Array.isArray(this.value)) throw this.wrong("a list");
    return this.value.map((item, index) => new JsonField(item, this.file, `${this.#where}[${index}]`));
  }

  /** A list of whole numbers, such as a shape. */
  wholes(min: number): readonly number[] {
    return this.items().map((item) => item.whole(min));
  }
}

export function brokenMetadata(file: string, words: string): DecodeError {
  return new DecodeError(`its metadata cannot be used: ${words}`, {
    path: file,
    cure: "Get a good copy of the store, or write its metadata again with the program that made it.",
  });
}

/**
 * Reads a JSON file; undefined where there is none.
 * @throws {DecodeError} when it is not JSON, or larger than 16 MiB.
 */
export async function readJson(file: string, signal?: AbortSignal): Promise<JsonField | undefined> {
  signal?.throwIfAborted();
  const text = await readSmall(file);
  signal?.throwIfAborted();
  if (text === undefined) return undefined;
  try {
    return new JsonField(JSON.parse(text), file);
  } catch (error) {
    throw new DecodeError(`it is not JSON: ${(error as Error).message.slice(0, 200)}`, {
      path: file,
      cause: error,
      cure: "Get a good copy of the store.",
    });
  }
}

async function readSmall(file: string): Promise<string | undefined> {
  try {
    await using handle = await open(file, "r");
    const stats = await handle.stat();
    if (!stats.isFile()) return undefined;
    if (stats.size > limitBytes) throw brokenMetadata(file, `it has ${stats.size} bytes, and may have ${limitBytes}`);
    return await handle.readFile("utf8");
  } catch (error) {
    if (notThere.includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
