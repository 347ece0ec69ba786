/**
 * The demo in its small form, in a folder of its own: it ends well, and leaves what it says it leaves.
 * Not here: how its pictures look; `npm run demo` is for looking.
 * Read next: demo/main.ts.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const demo = fileURLToPath(new URL("../demo/main.ts", import.meta.url));

function runDemo(): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", demo, "--small", "--folder", folder], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 29_000,
    killSignal: "SIGKILL",
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}

describe("the demo", () => {
  test("makes pictures, thumbnails and a contact sheet, with exactly the failures it planned", async () => {
    const { code, text } = await runDemo();
    expect(text).toContain("exactly the 3 failures that were planned");
    expect(code).toBe(0);

    for (const file of ["clouds-cut-off.jpg", "notes.jpg", "sunset-too-large.jpg"]) {
      expect(text.match(new RegExp(`\\| failed .*${file}: `, "g"))).toHaveLength(file === "notes.jpg" ? 2 : 1);
    }
    expect(text).toMatch(/\| 12 done, 0 skipped, 3 failed; .*; peak memory [\d.]+ MB of 100 MB allowed/);
    expect(readdirSync(join(folder, "photos"))).toHaveLength(15);
    expect(readdirSync(join(folder, "out", "thumbs"))).toHaveLength(12);

    const sheet = readFileSync(join(folder, "out", "contact-sheet.png"));
    // PNG: the size follows the signature and the name of the first chunk.
    expect(sheet.subarray(1, 4).toString("latin1")).toBe("PNG");
    const size = { width: sheet.readUInt32BE(16), height: sheet.readUInt32BE(20) };
    expect(text).toContain(`contact-sheet.png, ${size.width} × ${size.height}`);
    // Five columns of 330 pixels, four gaps and two margins; three rows, and a title where there are fonts.
    expect(size.width).toBe(5 * 330 + 4 * 26 + 2 * 44);
    expect([0, 112]).toContain(size.height - (3 * 326 + 2 * 26 + 2 * 44));
  });
});
