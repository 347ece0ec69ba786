/**
 * The result of one check of `sluice doctor`.
 * Not here: the checks (cli/doctor/library, cli/doctor/machine), or showing them (cli/doctor/doctor).
 * Read next: cli/doctor/doctor.
 */
import { isSluiceError } from "../../core/errors.ts";

export interface Check {
  readonly name: string;
  /** `warn`: it works, but not as well as it could. `fail`: images cannot be processed like this. */
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do about it. Every check that is not `ok` has one. */
  readonly cure?: string;
}

/**
 * Runs a check. If it throws one of Sluice's errors, the error becomes the result, with its cure. Any
 * other error is a bug.
 */
export async function check(
  name: string,
  look: () => Promise<Omit<Check, "name">> | Omit<Check, "name">,
): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    if (!isSluiceError(error)) throw error;
    return { name, status: "fail", detail: error.message, cure: error.cure };
  }
}
