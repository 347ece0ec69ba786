/**
 * Writes schema/pipeline.schema.json, or with --check fails where it is not as it would be written.
 * Not here: what is in it (scripts/pipeline-schema).
 * Read next: scripts/pipeline-schema.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pipelineSchema } from "./pipeline-schema.ts";

const file = fileURLToPath(new URL("../schema/pipeline.schema.json", import.meta.url));
const text = `${JSON.stringify(pipelineSchema(), undefined, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (JSON.stringify(JSON.parse(readFileSync(file, "utf8"))) !== JSON.stringify(pipelineSchema())) {
  process.stderr.write("schema/pipeline.schema.json is out of date: run npm run docs\n");
  process.exitCode = 1;
}
