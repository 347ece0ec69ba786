/**
 * The result of one thing that `sluice doctor` looked at.
 * Not here: the looking (cli/doctor/library, cli/doctor/machine), or showing it (cli/doctor/doctor).
 * Read next: cli/doctor/doctor.
 */
import { isSluiceError } from "../../core/errors.ts";

export interface Check {
  readonly name: string;
  /** `warn`: it works, but not as well as it could. `fail`: images cannot be processed like this. */
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do about it; with every check that is not ok. */
  readonly cure?: string;
}

/** A check whose own error is its result: one of Sluice's becomes a line with its cure, any other is a bug. */
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
