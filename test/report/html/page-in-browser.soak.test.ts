/**
 * The report page in a real browser: light and dark, wide and on a phone; layout, contrast, keyboard, and no errors.
 * Not here: what the page says (test/report/html/page.unit.test).
 * Read next: test/support/judge/browser.ts, src/report/html/style.ts.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, vi } from "vitest";
import { reportPage } from "../../../src/report/html/page.ts";
import type { ReportData } from "../../../src/report/page-data.ts";
import { openBrowser, testInBrowser } from "../../support/judge/browser.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { contrastFaults, overflowing, regionBoxes } from "./in-page.ts";
import { batchPage, hostilePage, largePage, onePage, plannedPage } from "./pages.ts";

vi.setConfig({ testTimeout: 90_000 });

const folder = temporaryFolder();
/** For people to look at; they stay. */
const screenshots = join(tmpdir(), "sluice-report-screenshots");
const pages = { one: onePage, batch: batchPage, planned: plannedPage, hostile: hostilePage, large: largePage(2000) };

let browser: Browser | undefined;
beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  browser = await openBrowser();
});
afterAll(() => browser?.close());

interface View {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

const views: readonly View[] = [1280, 360].flatMap((width) => [
  { width, scheme: "light" },
  { width, scheme: "dark" },
]);

interface Opened extends AsyncDisposable {
  readonly page: Page;
  /** Words of the console, errors, and requests for anything but the page itself. */
  readonly complaints: readonly string[];
}

async function openPage(data: ReportData, { width, scheme }: View): Promise<Opened> {
  if (browser === undefined) throw new Error("no browser");
  const path = join(folder, "page.html");
  writeFileSync(path, reportPage(data));
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
  const url = pathToFileURL(path).href;
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (request.url() !== url) complaints.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, [Symbol.asyncDispose]: () => page.close() };
}

describe.each(Object.entries(pages))("the page %s", (name, data) => {
  testInBrowser.each(name === "large" ? views.slice(1, 3) : views)(
    "$scheme, $width px wide: no error, no overflow, readable",
    async (view) => {
      await using opened = await openPage(data, view);
      const { page, complaints } = opened;
      expect(complaints).toEqual([]);
      expect(await page.evaluate(overflowing)).toEqual([]);
      // Of thousands of rows, one is as readable as the other.
      if (name !== "large") expect(await page.evaluate(contrastFaults)).toEqual([]);
      const path = join(screenshots, `${name}-${view.width}-${view.scheme}.png`);
      await page.screenshot({ path, fullPage: name !== "large" });
    },
  );
});

/**
 * Where the main regions are. Pictures compared pixel by pixel would differ with each version of the fonts and of the
 * browser; boxes do not, but for a line more or less, which the tolerance allows.
 */
describe("the layout", () => {
  const path = fileURLToPath(new URL("./page-layout.json", import.meta.url));
  const renew = process.env["SLUICE_RENEW_LAYOUT"] === "1";
  type Boxes = Record<string, [x: number, y: number, width: number, height: number]>;
  const known = JSON.parse(readFileSync(path, "utf8")) as Record<string, Boxes>;
  afterAll(() => {
    if (renew) writeFileSync(path, `${JSON.stringify(known)}\n`);
  });

  testInBrowser.each([
    ["one", 1280],
    ["one", 360],
    ["batch", 1280],
    ["batch", 360],
  ] as const)("of the page %s, %i px wide, is as it was drawn", async (name, width) => {
    await using opened = await openPage(pages[name], { width, scheme: "light" });
    const boxes = (await opened.page.evaluate(regionBoxes)) as Boxes;
    if (renew) known[`${name} ${width}`] = boxes;
    const expected = known[`${name} ${width}`] ?? {};
    expect(Object.keys(boxes)).toEqual(Object.keys(expected));
    for (const [region, [x, y, boxWidth, height]] of Object.entries(boxes)) {
      const [knownX, knownY, knownWidth, knownHeight] = expected[region] ?? [0, 0, 0, 0];
      const shift = [x - knownX, y - knownY, boxWidth - knownWidth, height - knownHeight].map(Math.abs);
      const max = [8, 96, 8, 64];
      expect
        .soft(
          shift.every((each, index) => each <= (max[index] ?? 0)),
          `${region}: moved by ${shift}`,
        )
        .toBe(true);
    }
  });
});

describe("without a script", () => {
  testInBrowser("a row unfolds its tree by keyboard", async () => {
    await using opened = await openPage(batchPage, { width: 1280, scheme: "light" });
    const { page } = opened;
    const stage = page.locator(".stage").first();
    expect(await stage.isVisible()).toBe(false);
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await stage.isVisible()).toBe(true);
    expect(await page.evaluate(overflowing)).toEqual([]);
  });

  testInBrowser("outcomes can be filtered", async () => {
    await using opened = await openPage(batchPage, { width: 1280, scheme: "dark" });
    const { page } = opened;
    await page.getByRole("radio", { name: "failed 1" }).check();
    expect(await page.locator(".rows > li.o-failed").first().isVisible()).toBe(true);
    expect(await page.locator(".rows > li.o-ok").first().isVisible()).toBe(false);
    await page.getByRole("radio", { name: "all 5" }).check();
    expect(await page.locator(".rows > li.o-ok").first().isVisible()).toBe(true);
  });

  testInBrowser("a reader who does not see it is told what the drawings show", async () => {
    await using opened = await openPage(batchPage, { width: 1280, scheme: "light" });
    const tree = await opened.page.locator("body").ariaSnapshot();
    expect(tree).toContain('heading "sluice thumb photos/ scans/ in/" [level=1]');
    expect(tree).toMatch(/img "Memory over 2\.40 s: measured 236 MB at most, after \d+ ms; reserved 234 MB at most/);
    expect(tree).toContain('img "1 ok, 1 degraded, 1 failed, 1 refused, 1 skipped"');
    expect(tree).toContain('img "4 images over time, at most 2 at once."');
    expect(tree).toContain('radio "all 5" [checked]');
  });
});
