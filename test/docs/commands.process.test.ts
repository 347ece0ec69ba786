/**
 * Every shell block of the documentation runs with the built command, and every transcript ends and says what it shows.
 * Not here: programs (test/docs/programs.process.test.ts).
 * Read next: test/docs/inputs.ts.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allBlocks, type Block, byPage, isShell, isTranscript, placeOf } from "./blocks.ts";
import { addClaims, copyOf, environment, makeInputs } from "./inputs.ts";

let inputs: string;
beforeAll(async () => {
  inputs = await makeInputs();
}, 120_000);
afterAll(() => rmSync(inputs, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly text: string;
}

function shell(folder: string, script: string): Outcome {
  const options = { cwd: folder, env: environment(folder), encoding: "utf8", timeout: 110_000 } as const;
  const { status, stdout, stderr } = spawnSync("bash", ["-eu", "-c", script], options);
  return { code: status, text: stdout + stderr };
}

describe("the shell blocks of", () => {
  test.each(byPage(allBlocks().filter(isShell)))(
    "%s",
    (_, blocks) => {
      const folder = copyOf(inputs);
      try {
        for (const block of blocks) {
          const { code, text } = shell(folder, block.text);
          expect(code, `${placeOf(block)}: ${text}`).toBe(0);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});

describe("the transcript at", () => {
  const transcripts = allBlocks().filter(isTranscript);
  const cases = transcripts.map((block) => [placeOf(block), block] as const);

  test.each(cases)("%s", async (_, block) => {
    const folder = copyOf(inputs);
    try {
      await addClaims(folder, block.text);
      const { code, text } = shell(folder, commandOf(block));
      expect(code, text).toBe(block.exits);
      expect(block.prints, "a comment before the block has to say what it prints").toBeDefined();
      expect(block.text, "the block itself shows it").toContain(block.prints);
      expect(text).toContain(block.prints);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Without its prompt. */
function commandOf({ text }: Block): string {
  return text.slice(2, text.indexOf("\n"));
}
