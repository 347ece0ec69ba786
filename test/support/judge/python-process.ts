/**
 * A Python process that answers requests, one line of JSON each way, so that many files share one start of numpy.
 * Not here: the requests; its script defines them (test/support/judge/answers.py).
 * Read next: test/support/judge/answers.py.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

export class PythonProcess {
  readonly #command: string;
  readonly #script: string;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #child: ChildProcess | undefined;

  /** Starts the process at the first request. It ends with this process. */
  constructor(command: string, script: string) {
    this.#command = command;
    this.#script = script;
  }

  /** @throws {Error} with Python's own exception. */
  async ask<T>(operation: string, request: object): Promise<T> {
    const answer = await new Promise<Answer>((settle) => {
      this.#waiting.push(settle);
      this.#started().stdin?.write(`${JSON.stringify({ operation, arguments: request })}\n`);
    });
    if (answer.error !== undefined) throw new Error(`the judge says ${answer.error}`);
    return answer.value as T;
  }

  /** Ends it, so that it does not keep this process alive. */
  end(): void {
    this.#child?.stdin?.end();
  }

  #started(): ChildProcess {
    if (this.#child !== undefined) return this.#child;
    // With this path, scripts in other folders find answers.py. Python's cache files do not belong in a source tree.
    const env = { ...process.env, PYTHONPATH: dirname(fileURLToPath(import.meta.url)), PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(this.#command, [this.#script], { env, stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as Answer);
    });
    child.on("exit", () => {
      for (const settle of this.#waiting.splice(0)) settle({ error: "the judge ended" });
    });
    this.#child = child;
    return child;
  }
}

/**
 * A Python that can import these modules. Tries Debian's own first, because another one in the path has other packages.
 */
export function pythonWith(modules: string): string | undefined {
  return ["/usr/bin/python3", "python3"].find((name) => works(name, ["-c", `import ${modules}`]));
}

/** Whether a command exits with success. */
export function works(command: string, words: readonly string[]): boolean {
  try {
    execFileSync(command, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
