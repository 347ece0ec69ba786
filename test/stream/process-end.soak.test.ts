/**
 * The end of a process that holds strips: at once, and with the right code. An abandoned loop does not keep it alive.
 * Not here: loops that end in an orderly way (test/stream/leave.soak.test).
 * Read next: test/support/child/stream-child.ts.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runChild } from "../support/child/run-child.ts";

/** Far more than ending takes, far less than the images would, and enough for a busy machine. */
const soonMs = 15_000;

async function ends(what: string, variables: Readonly<Record<string, string>> = {}) {
  const started = performance.now();
  const outcome = await runChild("stream-child.ts", [what], variables);
  expect(performance.now() - started).toBeLessThan(soonMs);
  return outcome;
}

describe("with a strip in hand", () => {
  test("process.exit() ends the process with its code", async () => {
    expect(await ends("exit")).toEqual({ code: 3, signal: null, stdout: "", stderr: "" });
  });

  test("process.exit() ends it with several loops open, and one that feeds another", async () => {
    expect(await ends("exitWithSeveral")).toEqual({ code: 4, signal: null, stdout: "", stderr: "" });
  });

  test("an uncaught exception ends it", async () => {
    const { code, signal, stderr } = await ends("uncaught");
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(stderr).toContain("a fault of the program's own");
  });

  test("SIGTERM ends it", async () => {
    const file = fileURLToPath(new URL("../support/child/stream-child.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", file, "hold"], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const started = performance.now();
    child.kill("SIGTERM");
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.once("exit", (...how) => resolve(how));
    });
    expect([code, signal]).toEqual([null, "SIGTERM"]);
    expect(performance.now() - started).toBeLessThan(soonMs);
  });
});

describe("a loop that nobody ends", () => {
  test("does not keep the process alive", async () => {
    expect(await ends("abandon")).toEqual({ code: 0, signal: null, stdout: "done\n", stderr: "" });
  });

  test("is told of once when it is collected, and of nothing that it holds", async () => {
    const { code, stdout } = await ends("collect", { NODE_OPTIONS: "--expose-gc" });
    expect(code).toBe(0);
    expect(stdout).toBe(
      "SLUICE_LEAK: a loop over strips or tiles was begun and never ended: it keeps its memory and its threads\n",
    );
  });
});
