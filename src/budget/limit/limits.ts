/**
 * Decides how much memory Sluice may use: the budget that the user asks for, or a share of the machine or container.
 * Not here: how control groups are read (budget/limit/cgroup), or who reserves how much (budget/ledger/ledger).
 * Read next: budget/limit/cgroup.
 */
import { totalmem } from "node:os";
import { type Bytes, bytes, parseBytes } from "../../core/bytes.ts";
import { isSluiceError, UsageError } from "../../core/errors.ts";
import { type GroupVersion, groupLimits } from "./cgroup.ts";

export interface MemoryLimitOptions {
  /** The budget that the user gave. It has precedence. */
  readonly asked?: Bytes | undefined;
  /** Where `SLUICE_MEMORY` is looked up. Default: `process.env`. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Put before every path, for tests. Default: `/`. */
  readonly root?: string | undefined;
  /** Physical memory in bytes. Default: `os.totalmem()`. */
  readonly totalMemory?: number | undefined;
}

export interface MemoryLimit {
  /** The budget, in bytes. */
  readonly allowed: Bytes;
  /** Who set the budget. */
  readonly origin: "asked" | "SLUICE_MEMORY" | GroupVersion | "RAM";
  /** The hard limit of the system, in bytes: beyond it the kernel kills, throttles or swaps. */
  readonly ceiling: Bytes;
  /** Whether the budget is larger than the ceiling. Permitted, since a limit may change soon, but worth a warning. */
  readonly exceedsCeiling: boolean;
  /** The source of the ceiling: the path of a file, or `os.totalmem()`. */
  readonly detail: string;
}

/** The largest page size of the platforms Node runs on. */
const pageBytes = 65_536;

/** The rest is for memory that no budget counts: the kernel's own pages, file pages in use, other processes. */
const share = 0.8;

/**
 * The budget: `asked`, else `SLUICE_MEMORY` (such as `256MB`; empty is unset), else 80 % of the ceiling. The ceiling is
 * the smallest limit of this process's control group, of that group's ancestors, and of physical memory.
 * @throws {UsageError} when `SLUICE_MEMORY` is not a size with a unit.
 */
export function memoryLimit(options: MemoryLimitOptions = {}): MemoryLimit {
  const { asked, environment = process.env, root = "/", totalMemory = totalmem() } = options;
  let lowest: Pick<MemoryLimit, "origin" | "detail"> = { origin: "RAM", detail: "os.totalmem()" };
  let ceilingBytes = totalMemory;
  for (const { version, limitBytes, path } of groupLimits(root)) {
    if (limitBytes >= ceilingBytes) continue;
    lowest = { origin: version, detail: path };
    ceilingBytes = limitBytes;
  }

  const ceiling = bytes(ceilingBytes);
  const fromUser = (allowed: Bytes, origin: "asked" | "SLUICE_MEMORY"): MemoryLimit => ({
    allowed,
    origin,
    ceiling,
    // The kernel rounds a group's limit down to whole pages.
    exceedsCeiling: allowed > ceiling + pageBytes,
    detail: lowest.detail,
  });
  if (asked !== undefined) return fromUser(bytes(asked), "asked");
  const variable = environment.SLUICE_MEMORY;
  if (variable !== undefined && variable.trim() !== "") return fromUser(parseVariable(variable), "SLUICE_MEMORY");
  return { allowed: bytes(Math.floor(ceiling * share)), ceiling, exceedsCeiling: false, ...lowest };
}

function parseVariable(text: string): Bytes {
  try {
    return parseBytes(text);
  } catch (error) {
    if (!isSluiceError(error, "usage")) throw error;
    throw new UsageError(`SLUICE_MEMORY: ${error.message}`, { cure: error.cure, cause: error });
  }
}
