/**
 * Declares the options of `sluice doctor`.
 * Not here: doing it (cli/doctor/doctor).
 * Read next: cli/doctor/doctor.
 */
import { Command } from "commander";

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Check this machine: library, formats, allocator, memory limit, threads, scratch folder.")
    .option("--json", "one JSON object")
    .action(async (flags: { json?: boolean }) => {
      const { doctor } = await import("./doctor.ts");
      process.exitCode = await doctor(flags);
    });
}
