/**
 * Every case of every table below this folder, for checks that apply to all operations.
 * Not here: the tables; a file whose name ends in "cases.ts" is one, and is found by that.
 * Read next: test/operations/case.ts.
 */
import { readdirSync } from "node:fs";
import type { OperationCase } from "./case.ts";

export async function allCases(): Promise<readonly OperationCase[]> {
  const folder = new URL("./", import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => /(?:^|[-/])cases\.ts$/.test(name) && name !== "all-cases.ts",
  );
  const modules = await Promise.all(names.map((name) => import(new URL(name, folder).href)));
  return modules.flatMap((module: object) => Object.values(module).filter(isTable).flat());
}

function isTable(value: unknown): value is readonly OperationCase[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one?.operation === "string" && "judge" in one)
  );
}
