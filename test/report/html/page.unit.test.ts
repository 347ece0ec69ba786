/**
 * The report page as text: well-formed, escaped, self-contained, and bounded however many images there are.
 * Not here: how it looks (test/report/html/page-in-browser.soak.test).
 * Read next: src/report/html/page.ts.
 */
import { describe, expect, test } from "vitest";
import { html } from "../../../src/report/html/html.ts";
import { reportPage } from "../../../src/report/html/page.ts";
import { hostileNames, refusedScan } from "../explanations.ts";
import { batchPage, hostilePage, largePage, onePage, plannedPage } from "./pages.ts";
import { faultsOf } from "./well-formed.ts";

const pages = Object.entries({ onePage, batchPage, plannedPage, hostilePage, largePage: largePage(1000) });

describe.each(pages)("%s", (_, data) => {
  const page = reportPage(data);

  test("is well-formed", () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(faultsOf(page)).toEqual([]);
    expect(page).not.toMatch(/undefined|\[object|NaN|Infinity/);
  });

  test("needs nothing from elsewhere, and runs nothing", () => {
    expect(page).not.toMatch(/(?:https?:)?\/\/\w+\.\w/);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+="|url\(|@import/i);
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`);
  });

  test("is the same for the same data", () => {
    expect(reportPage(data)).toBe(page);
  });
});

test("the check itself finds faults", () => {
  expect(faultsOf("<p><b></p>")).not.toEqual([]);
  expect(faultsOf("<p>a < b</p>")).not.toEqual([]);
  expect(faultsOf('<p title="a"b"></p>')).not.toEqual([]);
  expect(faultsOf('<p title="a">b</p>')).toEqual([]);
});

describe("names", () => {
  test("are escaped wherever they stand", () => {
    const page = reportPage(hostilePage);
    expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;quotes&#39;.png");
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e]/u);
    expect(page).toContain(hostileNames[2]);
  });

  test("are escaped in every template, and markup is not", () => {
    const name = `"><i a='1'>&\ud800\u0007`;
    expect(html`<b title="${name}">${name}${html`<i></i>`}${[html`1`, html`2`]}${false}${undefined}${0}</b>`.text).toBe(
      '<b title="&quot;&gt;&lt;i a=&#39;1&#39;&gt;&amp;��">&quot;&gt;&lt;i a=&#39;1&#39;&gt;&amp;��<i></i>120</b>',
    );
  });
});

describe("what it tells", () => {
  test("of a batch: every image with its outcome and reason, and the choices of the plans", () => {
    const page = reportPage(batchPage);
    for (const { input, reason = "" } of batchPage.images) {
      expect(page).toContain(`<span class="file" dir="auto">${input}</span>`);
      expect(page).toContain(reason);
    }
    expect(page).toContain("✓ It kept to the budget: 236 MB measured of 256 MB allowed.");
    expect(page).toContain("1 ok, 1 degraded, 1 failed, 1 refused, 1 skipped");
    expect(page).toContain("1 thread instead of 2");
    expect(page).toContain(refusedScan.refusal?.cure);
    expect(page).toContain("More was measured than projected.");
  });

  test("of a run beyond its budget", () => {
    expect(reportPage({ ...batchPage, allowed: 200e6 })).toContain("✗ It went beyond the budget");
  });

  test("of a plan: which images cannot run, and no chart", () => {
    const page = reportPage(plannedPage);
    expect(page).toContain("✗ 1 of 3 cannot run in 256 MB allowed.");
    expect(page).not.toContain("Memory over time");
  });

  test("of a run of nothing", () => {
    expect(faultsOf(reportPage({ ...batchPage, images: [], samples: [] }))).toEqual([]);
  });
});

test("thousands of images have a row each, and the 200 largest a tree", () => {
  const page = reportPage(largePage(5000));
  expect(page.match(/<span class="file" dir="auto">archive\//g)).toHaveLength(5000);
  expect(page.match(/<div class="tree">/g)).toHaveLength(200);
  expect(page).toContain(
    "The stages are shown of the 200 images that are projected largest; the rows are of all 5000.",
  );
  expect(page.length).toBeLessThan(5_000_000);
});
