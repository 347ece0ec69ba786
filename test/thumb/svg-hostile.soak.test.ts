/**
 * Drawings that try to read other files, call the network, or grow without end: the result shows nothing of it.
 * Not here: harmless drawings (svg.test).
 * Read next: src/run/source/open-source.ts: a drawing is loaded from bytes without a name, so it has no neighbours.
 */

import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { isSluiceError, open } from "../../src/index.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { flat } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">`;

/** The number of pixels that are not transparent; or the tag of the error. */
async function inked(name: string, svg: string): Promise<number | string> {
  writeFileSync(at(name), svg);
  try {
    using image = await open(at(name));
    using thumbnail = image.thumbnail(100);
    const data = await sharp(await thumbnail.encode("png"))
      .ensureAlpha()
      .raw()
      .toBuffer();
    return data.filter((value, index) => index % 4 === 3 && value > 0).length;
  } catch (error) {
    if (isSluiceError(error)) return error.tag;
    throw error;
  }
}

describe("a drawing cannot show", () => {
  test("a file beside it, by any address", async () => {
    await flat(50, 50, [250, 0, 0]).png().toFile(at("secret.png"));
    writeFileSync(at("other.svg"), `${head}<rect id="r" width="100" height="100" fill="red"/></svg>`);
    const png = (await flat(50, 50, [250, 0, 0]).png().toBuffer()).toString("base64");
    const addresses = ["secret.png", "./secret.png", at("secret.png"), `file://${at("secret.png")}`, "other.svg"];
    for (const address of addresses) {
      for (const attribute of ["href", "xlink:href"]) {
        const svg = `${head}<image ${attribute}="${address}" width="100" height="100"/></svg>`;
        expect([address, attribute, await inked("image.svg", svg)]).toEqual([address, attribute, 0]);
      }
      const use = `${head}<use href="${address}#r"/><style>@import url("${address}");</style></svg>`;
      expect([address, await inked("use.svg", use)]).toEqual([address, 0]);
    }
    // The same picture inside the drawing itself is shown: so the test would notice a file that is read.
    const inline = `${head}<image href="data:image/png;base64,${png}" width="100" height="100"/></svg>`;
    expect(await inked("inline.svg", inline)).toBe(10_000);
  });

  test("a file through XML: entities and XInclude", async () => {
    writeFileSync(at("secret.txt"), "SECRET");
    const entity = `<!DOCTYPE svg [<!ENTITY x SYSTEM "file://${at("secret.txt")}">]>${head}<text y="50">&x;</text></svg>`;
    expect(["decode", 0]).toContain(await inked("entity.svg", entity));
    const include = `${head}<text y="50"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/></text></svg>`;
    expect(await inked("include.svg", include)).toBe(0);
    const parameter = `<!DOCTYPE svg SYSTEM "file://${at("secret.txt")}">${head}<text y="50"></text></svg>`;
    expect(["decode", 0]).toContain(await inked("dtd.svg", parameter));
  });

  test("anything from the network, which it does not even ask", async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as { port: number };
    try {
      const base = `http://127.0.0.1:${port}`;
      const svg = [
        `<!DOCTYPE svg PUBLIC "x" "${base}/dtd" [<!ENTITY e SYSTEM "${base}/entity">]>${head}<text>&e;</text></svg>`,
        `<?xml-stylesheet href="${base}/css"?>${head}<image href="${base}/image.png" width="100" height="100"/></svg>`,
        `${head}<style>@import url("${base}/style"); @font-face { font-family: f; src: url("${base}/font") }</style></svg>`,
      ];
      for (const [index, text] of svg.entries()) expect(["decode", 0]).toContain(await inked(`net-${index}.svg`, text));
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });
});

describe("a drawing that grows", () => {
  test("by entities within entities fails", async () => {
    const entities = [..."bcdefgh"].map((name, index) => `<!ENTITY ${name} "${`&${"abcdefg"[index]};`.repeat(10)}">`);
    const svg = `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${entities.join("")}]>${head}<text>&h;</text></svg>`;
    expect(await inked("laughs.svg", svg)).toBe("decode");
  });

  test("by depth, and by copies of copies, fails or shows little", async () => {
    expect(await inked("deep.svg", `${head}${"<g>".repeat(100_000)}${"</g>".repeat(100_000)}</svg>`)).toBe("decode");
    const uses = Array.from({ length: 20 }, (_, index) => {
      const copy = `<use href="#g${index}"/>`;
      return `<g id="g${index + 1}">${copy.repeat(10)}</g>`;
    });
    const svg = `${head}<defs><rect id="g0" width="1" height="1"/>${uses.join("")}</defs><use href="#g20"/></svg>`;
    expect(["decode", 0, 1]).toContain(await inked("copies.svg", svg));
  });

  test("by its own words to more pixels than allowed is refused from the header", async () => {
    writeFileSync(at("wide.svg"), head.replaceAll('"100"', '"60000"').concat("</svg>"));
    await expect(open(at("wide.svg"), { limits: { maxPixels: 1e9 } })).rejects.toMatchObject({
      tag: "limit",
      found: 3.6e9,
    });
  });
});

test("a drawing that is cut off is broken", async () => {
  expect(await inked("cut.svg", `${head}<rect width="50" height="50"/>`)).toBe("decode");
});
