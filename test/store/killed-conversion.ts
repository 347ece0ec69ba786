/**
 * Conversions by the command that are killed without warning, judged by other programs, resumed, and judged again.
 * Not here: how often (test/store/killed.soak.test.ts, bench/stores/kill.ts), or the judging (test/store/killed.py).
 * Read next: test/store/killed.py.
 */
import { copyFileSync, existsSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Size } from "../../src/core/rect.ts";
import { type CliOutcome, eventsOf, startSluice } from "../support/child/cli.ts";
import { PythonProcess, pythonWith } from "../support/judge/python-process.ts";
import { listFolder } from "../support/machine/temporary-folder.ts";

/** The layout of a store: its ending, and the command's options for it. */
export interface KilledLayout {
  readonly ending: "h5" | "zarr";
  readonly words: readonly string[];
}

export const killedLayouts: Readonly<Record<string, KilledLayout>> = {
  hdf5: { ending: "h5", words: [] },
  zarr2: { ending: "zarr", words: ["--zarr-version", "2"] },
  zarr3: { ending: "zarr", words: [] },
  pyramid: { ending: "zarr", words: ["--pyramid"] },
  pyramid2: { ending: "zarr", words: ["--pyramid", "--zarr-version", "2"] },
};

/** The content that a store claims. The judge has compared all of it. */
export interface Claims {
  /** Whether a reader can open anything. */
  readonly opened: boolean;
  /** The chunks that an index or a file's name lists; of a pyramid, at all sizes. */
  readonly named: number;
  /** The chunks of the whole store. */
  readonly chunks: number;
  /** The complete rows from the top. */
  readonly rows: number;
}

/** One killed run. */
export interface Killed {
  /** False where the process had ended before. */
  readonly killed: boolean;
  readonly left: Claims;
}

/** On a busy machine, a run of seconds takes a minute. */
const longestMs = 120_000;
const nothing: Claims = { opened: false, named: 0, chunks: 0, rows: 0 };
const python = pythonWith("h5py, zarr, tifffile; assert zarr.__version__[0] == '2'");
export const canJudgeKilled = python !== undefined;

/** Killed conversions of one picture in one folder. Dispose of it to end the judge. */
export class KilledConversions implements Disposable {
  readonly #folder: string;
  readonly #size: Size;
  readonly #judge = new PythonProcess(python ?? "python3", fileURLToPath(new URL("./killed.py", import.meta.url)));

  constructor(folder: string, size: Size) {
    this.#folder = folder;
    this.#size = size;
  }

  /** Writes the picture, an uncompressed TIFF of three bands. */
  async makePicture(): Promise<void> {
    await this.#judge.ask("make", { path: join(this.#folder, "in.tif"), ...this.#size });
  }

  /** Converts to the end. @returns how long that took. @throws {Error} unless it is whole and right. */
  async undisturbed(layout: KilledLayout): Promise<number> {
    const name = `calm.${layout.ending}`;
    const begun = performance.now();
    await this.#run(name, layout);
    const elapsedMs = performance.now() - begun;
    await this.#expectWhole(name);
    return elapsedMs;
  }

  /**
   * Starts a conversion, kills it after so many milliseconds, and again for each further number; then lets it end.
   * @throws {Error} where the rest or the end result is wrong, or has less than before.
   */
  async turn(layout: KilledLayout, momentsMs: readonly number[]): Promise<Killed[]> {
    const name = `out.${layout.ending}`;
    const all: Killed[] = [];
    let before = nothing;
    for (const momentMs of momentsMs) {
      const outcome = await this.#run(name, layout, momentMs);
      if (outcome.signal !== "SIGKILL") break;
      if (existsSync(join(this.#folder, name))) {
        // The final name appeared before the process ended.
        await this.#expectWhole(name);
        return [...all, { killed: true, left: { ...before, rows: this.#size.height, opened: true } }];
      }
      const left = await this.#left(name);
      if (left.rows < before.rows) throw new Error(`${before.rows} rows were complete, and ${left.rows} are left`);
      before = left;
      all.push({ killed: true, left });
    }
    await this.#goOn(name, layout, before.rows);
    return all.length > 0 ? all : [{ killed: false, left: nothing }];
  }

  /**
   * Adds a dataset to a file that has one, is killed after so many milliseconds, and adds it again. @returns for each
   * kill whether the new dataset was there: whole, or not at all.
   * @throws {Error} where the first dataset has changed, or the second is wrong.
   */
  async turnOfAdding(momentsMs: readonly number[]): Promise<boolean[]> {
    const [base, name] = [join(this.#folder, "base.h5"), "added.h5"];
    if (!existsSync(base)) await this.#convert(["base.h5", "--dataset", "first"]);
    copyFileSync(base, join(this.#folder, name));
    const told: boolean[] = [];
    for (const momentMs of momentsMs) {
      const outcome = await this.#convert([name, "--dataset", "second", "--add"], momentMs);
      if (outcome.signal !== "SIGKILL") break;
      told.push((await this.#namesIn(name)).includes("second"));
      if (told.at(-1)) break;
    }
    if (!(await this.#namesIn(name)).includes("second")) await this.#convert([name, "--dataset", "second", "--add"]);
    const names = (await this.#namesIn(name)).join();
    if (names !== "first,second") throw new Error(`it has ${names} in the end`);
    if (this.#hidden(name).length > 0 && told.at(-1) !== true) throw new Error(`it left ${this.#hidden(name)}`);
    for (const each of [name, ...this.#hidden(name)]) rmSync(join(this.#folder, each));
    return told;
  }

  [Symbol.dispose](): void {
    this.#judge.end();
  }

  /** Runs it to its end. It must not start at the top where rows were stored. */
  async #goOn(name: string, layout: KilledLayout, rows: number): Promise<void> {
    if (!existsSync(join(this.#folder, name))) {
      const events = eventsOf(await this.#run(name, layout));
      const first = events.find(({ kind }) => kind === ("progress" as string))?.["fraction"];
      const wanted = Math.floor((100 * rows) / this.#size.height) / 100;
      if (typeof first === "number" && first < wanted)
        throw new Error(`${rows} rows were there, and it began at ${first}`);
    }
    await this.#expectWhole(name);
  }

  async #run(name: string, { words }: KilledLayout, killAtMs?: number): Promise<CliOutcome> {
    return await this.#convert([name, "--resume", ...words], killAtMs);
  }

  #namesIn(name: string): Promise<string[]> {
    return this.#judge.ask("judge_added", { path: join(this.#folder, name), ...this.#size });
  }

  async #convert(words: readonly string[], killAtMs?: number): Promise<CliOutcome> {
    const { child, outcome } = startSluice(["convert", "in.tif", ...words, "--level", "6", "--json"], {
      cwd: this.#folder,
      longestMs,
    });
    const timer = killAtMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAtMs);
    const ended = await outcome.finally(() => clearTimeout(timer));
    if (ended.code === 0 || (killAtMs !== undefined && ended.signal === "SIGKILL")) return ended;
    throw new Error(
      `it ended with ${ended.code ?? ended.signal}: ${ended.lines.join(" ")} ${ended.stdout.trimEnd().split("\n").at(-1)}`,
    );
  }

  async #left(name: string): Promise<Claims> {
    const found = this.#hidden(name);
    if (found.length > 1) throw new Error(`it left ${found.join(" and ")}`);
    const [only] = found;
    return only === undefined ? nothing : await this.#claims(only);
  }

  /** Everything is there and right, and nothing beside it. Then removes the store. */
  async #expectWhole(name: string): Promise<void> {
    const { opened, named, chunks, rows } = await this.#claims(name);
    if (!opened || named !== chunks || rows !== this.#size.height) {
      throw new Error(`${name} should be whole, and has ${named} of ${chunks} chunks and ${rows} rows`);
    }
    const beside = [...this.#hidden(name), ...listFolder(join(this.#folder, name)).filter(isRest)];
    if (beside.length > 0) throw new Error(`it left ${beside.join(" and ")}`);
    rmSync(join(this.#folder, name), { recursive: true });
  }

  async #claims(name: string): Promise<Claims> {
    const path = join(this.#folder, name);
    // A file that was created and has no content yet.
    if (statSync(path).size === 0) return nothing;
    return await this.#judge.ask("judge", { path, ...this.#size });
  }

  #hidden(name: string): string[] {
    return listFolder(this.#folder).filter((each) => each.startsWith(`.${name}.`) && !each.includes("/"));
  }
}

/** Files that only an unfinished store has. */
function isRest(file: string): boolean {
  return /\.part$|^\.(?!z(?:array|attrs|group)$)/.test(basename(file));
}
