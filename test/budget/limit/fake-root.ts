/**
 * Builds a small file tree in a temporary folder to replace `/`, for code that reads below a given root.
 * Not here: the content of such a tree; each test writes its own /proc and /sys out in full.
 * Read next: budget/limit/limits.unit.test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** The path of the new root; it is removed when the test ends. */
export function fakeRoot(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "sluice-root-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
