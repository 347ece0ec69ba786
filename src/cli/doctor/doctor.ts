/**
 * Runs `sluice doctor`: checks the machine and the library, and shows one line for each check, with its cure.
 * Not here: the checks (cli/doctor/library, cli/doctor/machine).
 * Read next: cli/doctor/check.
 */
import { styleText } from "node:util";
import { plainTable } from "../show/plain-table.ts";
import { exitCodes } from "../tasks/exit-codes.ts";
import type { Check } from "./check.ts";
import { libraryChecks } from "./library.ts";
import { memoryChecks, nodeCheck, scratchCheck, threadsCheck } from "./machine.ts";

export interface DoctorFlags {
  readonly json?: boolean;
}

/** Runs the command. @returns its exit code: that of an impossible plan if a check fails. */
export async function doctor({ json = false }: DoctorFlags): Promise<number> {
  const library = await libraryChecks();
  const hasLibrary = library.every(({ status }) => status !== "fail");
  const memory = await memoryChecks(hasLibrary);
  const checks = [nodeCheck(), ...library, ...memory, threadsCheck(), await scratchCheck()];
  process.stdout.write(json ? `${JSON.stringify({ checks })}\n` : `${shown(checks)}\n`);
  return checks.some(({ status }) => status === "fail") ? exitCodes.usage : exitCodes.done;
}

function shown(checks: readonly Check[]): string {
  const colour = process.stdout.isTTY && !process.env["NO_COLOR"];
  const rows = checks.flatMap(({ name, status, detail, cure }) => [
    [colour ? styleText(colours[status], status) : status, name, detail],
    ...(cure === undefined ? [] : [["", "cure", cure]]),
  ]);
  return plainTable(rows, { width: process.stdout.columns });
}

const colours = { ok: "green", warn: "yellow", fail: "red" } as const satisfies Record<Check["status"], string>;
