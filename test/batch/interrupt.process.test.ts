/**
 * Ctrl-C once and twice, termination, and kill -9 in the middle of a batch: every file under a final name is complete.
 * Not here: workers that end with their process (test/native/thread/run-in-worker.process.test).
 * Read next: src/cli/tasks/interrupt.ts, src/store/files/atomic-file.ts.
 */
import { linkSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { eventsOf, type RunningCli, sluice, startSluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const input = join(folder, "in");
const total = 12;

beforeAll(async () => {
  mkdirSync(input);
  await (await photo(1400, 1000, 2)).jpeg().toFile(join(folder, "photo.jpg"));
  for (let index = 0; index < total; index += 1) linkSync(join(folder, "photo.jpg"), join(input, `${index}.jpg`));
});

/** A batch of AVIFs. A higher effort makes them take longer to encode. */
function start(name: string, effort: number): RunningCli & { readonly output: string } {
  const output = join(folder, name);
  const words = ["thumb", input, "-o", output, "--format", "avif", "--effort", `${effort}`, "--size", "1000", "--json"];
  return { ...startSluice(words), output };
}

/** Resolves as soon as stdout has a line with these words. */
function heard({ child }: RunningCli, words: string): Promise<void> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout.on("data", (chunk: string) => {
      text += chunk;
      if (text.includes(words)) resolve();
    });
  });
}

/** Expects every file under a final name to decode to the last pixel. */
async function expectWhole(output: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { info } = await sharp(readFileSync(join(output, name)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([name, info.width, info.height]).toEqual([name, 1000, 714]);
  }
}

describe("an interruption", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "by %s once finishes what is running, and starts nothing more",
    async (signal) => {
      const running = start(`once-${signal}`, 2);
      await heard(running, '"kind":"done"');
      running.child.kill(signal);
      const outcome = await running.outcome;
      expect([outcome.code, outcome.signal]).toEqual([130, null]);
      const events = eventsOf(outcome);
      expect(events.filter(({ kind }) => kind === "note")).toHaveLength(1);
      expect(events.filter(({ kind }) => kind === "failed")).toEqual([]);
      const done = events.filter(({ kind }) => kind === "done").length;
      const skipped = events.filter(({ kind }) => kind === "skipped");
      expect(done + skipped.length).toBe(total);
      expect(skipped.length).toBeGreaterThan(0);
      for (const event of skipped) expect(event["reason"]).toBe("stopped");
      expect(events.at(-1)).toMatchObject({ kind: "summary", done, skipped: skipped.length });
      const files = listFolder(running.output);
      expect(files).toHaveLength(done);
      await expectWhole(running.output, files);
    },
  );

  test("twice ends at once, and leaves nothing unfinished", async () => {
    // At this effort one image takes far longer than the test's time limit.
    const running = start("twice", 9);
    await heard(running, '"kind":"planned"');
    await temporaryFileIn(running.output);
    running.child.kill("SIGINT");
    await heard(running, '"kind":"note"');
    const asked = performance.now();
    running.child.kill("SIGINT");
    const outcome = await running.outcome;
    expect([outcome.code, outcome.signal]).toEqual([130, null]);
    expect(performance.now() - asked).toBeLessThan(5000);
    expect(listFolder(running.output)).toEqual([]);
  });
});

describe("kill -9", () => {
  test("leaves no incomplete file under a final name, and the next run makes what is missing", async () => {
    const running = start("killed", 2);
    await heard(running, '"kind":"done"');
    running.child.kill("SIGKILL");
    expect(await running.outcome).toMatchObject({ code: null, signal: "SIGKILL" });
    const finished = listFolder(running.output).filter((name) => !name.startsWith("."));
    expect(finished.length).toBeGreaterThan(0);
    expect(finished.length).toBeLessThan(total);
    await expectWhole(running.output, finished);

    const words = [
      "thumb",
      input,
      "-o",
      running.output,
      "--format",
      "avif",
      "--effort",
      "0",
      "--size",
      "1000",
      "--json",
    ];
    const again = await sluice(words);
    expect(again.code).toBe(0);
    expect(eventsOf(again).at(-1)).toMatchObject({ done: total - finished.length, skipped: finished.length });
    await expectWhole(
      running.output,
      listFolder(running.output).filter((name) => !name.startsWith(".")),
    );
  });
});

/** Waits until a temporary file appears in a folder. */
async function temporaryFileIn(output: string): Promise<void> {
  while (!listFolder(output).some((name) => name.endsWith(".sluice"))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
