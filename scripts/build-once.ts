/**
 * Makes dist, unless it is newer already than everything that it is made of.
 * Not here: how it is made (tsdown.config.ts).
 * Read next: tsdown.config.ts, vitest.config.ts.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

export function buildOnce(): void {
  if (isBuilt()) return;
  execFileSync(process.execPath, [join(root, "node_modules", "tsdown", "dist", "run.mjs")], { cwd: root });
}

/** The last files of a build are the types. */
function isBuilt(): boolean {
  const types = join(root, "dist", "index.d.ts");
  if (!existsSync(types) || !existsSync(join(root, "dist", "cli.js"))) return false;
  const built = Math.min(statSync(types).mtimeMs, statSync(join(root, "dist", "cli.js")).mtimeMs);
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).map((name) =>
    join("src", name),
  );
  const madeOf = [...sources, "package.json", "tsconfig.json", "tsdown.config.ts"];
  return madeOf.every((name) => statSync(join(root, name)).mtimeMs < built);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildOnce();
