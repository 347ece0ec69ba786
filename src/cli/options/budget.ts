/**
 * The options that say what a command may use: memory and threads.
 * Not here: what the budget is where nobody says (budget/limit/limits).
 * Read next: docs/explanation/memory.md.
 */
import type { Command } from "commander";
import { wholeNumber } from "./parse.ts";

export function addBudgetOptions(command: Command): Command {
  return command
    .option("-m, --memory <size>", "the budget, such as 256MB; default: 80 % of the container's limit, else of RAM")
    .option("-t, --threads <number>", "default: the number of processors", wholeNumber("--threads", 1, 1024));
}
