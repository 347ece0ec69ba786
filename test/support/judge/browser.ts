/**
 * A real browser for the report page: Debian's Chromium without a window, driven by playwright-core.
 * Not here: the checks. Without Chromium, its tests are skipped with a message.
 * Read next: test/report/html/page-in-browser.soak.test.ts.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { test } from "vitest";

const program = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && existsSync(path));

if (program === undefined) {
  process.stderr.write("SKIPPED: tests in a browser; apt-get install chromium, or set CHROMIUM to its path\n");
}

/** A test that needs {@link openBrowser}. */
export const testInBrowser = test.skipIf(program === undefined);

/** The caller closes it. Undefined if there is no browser. */
export async function openBrowser(): Promise<Browser | undefined> {
  if (program === undefined) return undefined;
  // Chromium's own sandbox does not work for root, and tests in containers run as root. The pages are Sluice's own.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath: program, args });
}
