/**
 * A real browser for the report page: Debian's Chromium without a window, driven by playwright-core.
 * Not here: what is looked at. Where there is no Chromium, its tests are skipped with a message.
 * Read next: test/report/html/page-in-browser.test.ts.
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

/** To be closed by the caller; undefined where there is none. */
export async function openBrowser(): Promise<Browser | undefined> {
  if (program === undefined) return undefined;
  // Chromium's own sandbox refuses to work for root, as which tests run in containers; the pages are our own.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath: program, args });
}
