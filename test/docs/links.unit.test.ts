/**
 * Links of the documentation: each leads to a file that is there, and its anchor to a heading; the index has every page.
 * Not here: the code on the pages.
 * Read next: docs/README.md.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = globSync(["*.md", "docs/**/*.md", "bench/results/*.md"], { cwd: root }).sort();

/** Without blocks of code, where a bracket is no link. */
function prose(page: string): string {
  return readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
}

/** As the sites that show Markdown make them of headings. */
function anchors(page: string): Set<string> {
  const headings = Array.from(prose(page).matchAll(/^#+ (.*)$/gm), ([, heading]) => heading as string);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** What is wrong with a link, or undefined. */
function fault(page: string, link: string): string | undefined {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : relative(root, resolve(root, dirname(page), path)).replaceAll("\\", "/");
  if (!existsSync(join(root, target))) return `${page}: ${link} leads nowhere`;
  if (anchor !== undefined && !anchors(target).has(anchor)) return `${page}: ${target} has no heading #${anchor}`;
  return undefined;
}

function links(page: string): string[] {
  const found = Array.from(prose(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link as string);
  return found.filter((link) => !/^[a-z]+:/.test(link));
}

describe("the documentation", () => {
  test("has links that lead somewhere", () => {
    const all = pages.flatMap((page) => links(page).map((link) => ({ page, link })));
    expect(all.length).toBeGreaterThan(30);
    expect(all.map(({ page, link }) => fault(page, link)).filter((text) => text !== undefined)).toEqual([]);
  });

  test("is complete in its index", () => {
    const listed = new Set(links("docs/README.md").map((link) => `docs/${link}`));
    expect(pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md" && !listed.has(page))).toEqual(
      [],
    );
  });

  test("finds a link without a file, and one without a heading", () => {
    expect(fault("README.md", "docs/nowhere.md")).toBe("README.md: docs/nowhere.md leads nowhere");
    expect(fault("README.md", "docs/README.md#nowhere")).toBe("README.md: docs/README.md has no heading #nowhere");
    expect(fault("docs/README.md", "guide/streams.md")).toBeUndefined();
  });
});
